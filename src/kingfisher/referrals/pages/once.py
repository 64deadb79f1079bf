"""What is shown to a visitor once: three pass words, and the receipt between sending it and seeing it."""

import base64
import binascii
import json
import os
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@cache
def _list() -> tuple[str, ...]:
    return tuple((Path(__file__).parent.parent / "pass_words.txt").read_text().split())


def pass_words() -> str:
    """Three plain words by chance, such as "lantern pebble walnut": easy to say, write down and type on a phone.

    About 27 bits of chance, beside the 40 of the reference they belong to.
    """
    return " ".join(secrets.choice(_list()) for _ in range(3))


def typed_words(said: str) -> str:
    """Pass words as somebody typed them back: hyphens, commas, capitals and spaces do not matter."""
    return " ".join(said.lower().replace("-", " ").replace(",", " ").split())


@cache
def _key() -> AESGCM:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"referrals.once").derive(settings.SECRET_KEY.encode())
    return AESGCM(made)


def sealed(said: dict[str, Any]) -> str:
    """A receipt sealed, so that whoever reads the table of sessions learns nothing of it."""
    nonce = os.urandom(12)
    return base64.b64encode(nonce + _key().encrypt(nonce, json.dumps(said).encode(), b"")).decode()


def unsealed(text: str) -> dict[str, Any] | None:
    """What was sealed; None when there is nothing, or it was changed on the way."""
    try:
        raw = base64.b64decode(text, validate=True)
        return json.loads(_key().decrypt(raw[:12], raw[12:], b""))
    except (binascii.Error, ValueError, InvalidTag):
        return None
