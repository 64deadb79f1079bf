"""The bytes on disk: encrypted with AES-256-GCM, named by chance, never at a public address."""

import os
from pathlib import Path

import puremagic
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

# What may be kept, by its content and not by its name; and the ending it is given out under.
ALLOWED = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


def kind_of(content: bytes, name: str) -> str:
    """The media type by what the bytes are; plain text only when they are readable UTF-8 without controls."""
    try:
        found = puremagic.magic_string(content, filename=name)
        for match in found:
            if match.mime_type in ALLOWED:
                return match.mime_type
    except puremagic.PureError:
        pass
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "" if "\x00" in text or text.lstrip().startswith("<") else "text/plain"


def _key() -> bytes:
    """The key of this installation's files: made once, kept in the home, readable by its owner only."""
    place = settings.HOME / "files.key"
    if not place.is_file():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(AESGCM.generate_key(bit_length=256))
    return place.read_bytes()


def _path(stored_as: str) -> Path:
    return Path(settings.FILES_FOLDER) / stored_as[-2:] / stored_as


def write_bytes(stored_as: str, content: bytes) -> None:
    place = _path(stored_as)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    nonce = os.urandom(12)
    sealed = nonce + AESGCM(_key()).encrypt(nonce, content, stored_as.encode())
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())


def read_bytes(stored_as: str) -> bytes:
    """The file as it was; raises InvalidTag when a single bit on the disk was changed."""
    sealed = _path(stored_as).read_bytes()
    return AESGCM(_key()).decrypt(sealed[:12], sealed[12:], stored_as.encode())
