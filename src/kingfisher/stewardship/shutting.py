"""A page shut by a passphrase inside another page that opens it: in any browser, offline, with nothing to install.

AES-256-GCM under a key made from the passphrase by PBKDF2 (SHA-256, 600,000 rounds): what browsers' own WebCrypto
offers. The page that holds it has no address, loads nothing and sends nothing.
"""

import base64
import html
import json
import os
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

ROUNDS = 600_000
SHELL = Path(__file__).parent / "shell.txt"


def shut(page: str, *, passphrase: str, made_at: datetime, partnership: str) -> bytes:
    """The shell with the page in it. When it was made stands outside: whoever finds two takes the newer."""
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(key_of(passphrase, salt, ROUNDS)).encrypt(nonce, page.encode(), None)
    said = {"rounds": ROUNDS, "salt": _text(salt), "nonce": _text(nonce), "sealed": _text(sealed)}
    shell = SHELL.read_text(encoding="utf-8")
    made = {"{{sealed}}": json.dumps(said), "{{made}}": made_at.isoformat(), "{{name}}": html.escape(partnership)}
    for mark, words in made.items():
        shell = shell.replace(mark, words)
    return shell.encode()


def key_of(passphrase: str, salt: bytes, rounds: int) -> bytes:
    return PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt, iterations=rounds).derive(passphrase.encode())


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
