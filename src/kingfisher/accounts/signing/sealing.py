"""Sealing what must be read again by us alone: authenticator secrets, providers' secrets, forms half-written.

AES-256-GCM, with a key derived from KINGFISHER_SECRET_KEY; what was sealed under an earlier one (SECRET_KEY_FALLBACKS)
still opens. `whose` is bound in: what was sealed for one cannot be opened for another.
"""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


class Unreadable(Exception):
    """Sealed by another site, for somebody else, or changed."""


def _key(secret: str) -> bytes:
    return hashlib.sha256(b"kingfisher.accounts.sealing" + secret.encode()).digest()


def seal(words: str, *, whose: str) -> str:
    nonce = os.urandom(12)
    return base64.b64encode(
        nonce + AESGCM(_key(settings.SECRET_KEY)).encrypt(nonce, words.encode(), whose.encode())
    ).decode()


def unseal(sealed: str, *, whose: str) -> str:
    """Raises Unreadable."""
    raw = base64.b64decode(sealed)
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return AESGCM(_key(secret)).decrypt(raw[:12], raw[12:], whose.encode()).decode()
        except InvalidTag:
            continue
    raise Unreadable


def keyed_digest(words: str) -> str:
    """A digest nobody without the site's key can make from guesses."""
    return hmac.new(_key(settings.SECRET_KEY), words.encode(), hashlib.sha256).hexdigest()
