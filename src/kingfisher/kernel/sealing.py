"""Sealing words under a key of their own, so that one row read by itself tells nothing, of itself or the next."""

import json
import os
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Unsealable(Exception):
    """Sealed under another secret, for another row, or changed since."""


def sealed(said: Any, *, purpose: str, key: UUID, secret: str) -> bytes:
    """What was said, as JSON, under AES-256-GCM with a key made from the secret, the purpose and the row's key."""
    nonce = os.urandom(12)
    return nonce + _key(purpose, key, secret).encrypt(nonce, json.dumps(said).encode(), key.bytes)


def unsealed(kept: bytes, *, purpose: str, key: UUID, secret: str) -> Any:
    """What was sealed. Unsealable when it is not what was sealed there."""
    try:
        return json.loads(_key(purpose, key, secret).decrypt(kept[:12], kept[12:], key.bytes))
    except InvalidTag as why:
        raise Unsealable from why


def _key(purpose: str, key: UUID, secret: str) -> AESGCM:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode() + key.bytes)
    return AESGCM(made.derive(secret.encode()))
