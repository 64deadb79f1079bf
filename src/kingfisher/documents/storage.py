"""The bytes on disk: encrypted with AES-256-GCM, named by chance, never at a public address."""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import puremagic
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY, BEFORE = "files.key", "files.key.before"
HALF, TURNING = ".half", ".turning.half"  # endings of what is not whole yet: no backup takes them
TURN, LOCK = "files.turn", "files.lock"  # held while a key is read and used; while the key is changed, or copied

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


def _home() -> Path:
    return Path(settings.HOME)


def new_key(name: str) -> Path:
    """A key kept in the home under this name, readable by its owner only; one that is there already stands."""
    place = _home() / name
    if not place.is_file():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = place.with_name(f"{name}.{secrets.token_hex(4)}{HALF}")
        _write(half, AESGCM.generate_key(bit_length=256))
        with contextlib.suppress(FileExistsError):  # another process was first: its key stands
            place.hardlink_to(half)
        half.unlink()
    return place


def _keys() -> list[bytes]:
    """The key of this installation's files; while it is being changed, also the one before it."""
    present, before = new_key(KEY), _home() / BEFORE
    return [present.read_bytes(), *([before.read_bytes()] if before.is_file() else [])]


@contextlib.contextmanager
def held(name: str, how: int) -> Iterator[None]:
    """Hold a lock file in the home while the block lasts, shared or alone."""
    with (_home() / name).open("w") as handle:
        fcntl.flock(handle, how)
        yield


def path_of(stored_as: str) -> Path:
    return Path(settings.FILES_FOLDER) / stored_as[-2:] / stored_as


def _write(place: Path, content: bytes) -> None:
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sealed(content: bytes, stored_as: str, key: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, content, stored_as.encode())


def opened(kept: bytes, stored_as: str, key: bytes) -> bytes:
    """Raises InvalidTag when a single bit was changed, or this is not the key."""
    return AESGCM(key).decrypt(kept[:12], kept[12:], stored_as.encode())


def replace_bytes(stored_as: str, kept: bytes) -> None:
    """Put other sealed bytes in the place of a file's: whoever reads finds the old or the new, never a part."""
    place = path_of(stored_as)
    half = place.with_name(place.name + TURNING)
    half.unlink(missing_ok=True)
    _write(half, kept)
    half.replace(place)


def write_bytes(stored_as: str, content: bytes) -> None:
    """Keep a file, whole or not at all; FileExistsError when there is one of that name."""
    place = path_of(stored_as)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = place.with_name(f"{place.name}.{secrets.token_hex(4)}{HALF}")
    with held(TURN, fcntl.LOCK_SH):  # the key is not changed between reading it and the file being there
        _write(half, sealed(content, stored_as, _keys()[0]))
        try:
            place.hardlink_to(half)
        finally:
            half.unlink()


def read_bytes(stored_as: str) -> bytes:
    """The file as it was; raises InvalidTag when a single bit on the disk was changed."""
    for _ in range(2):  # the key may be changed between reading the file and reading the keys
        kept = path_of(stored_as).read_bytes()
        for key in _keys():
            with contextlib.suppress(InvalidTag):
                return opened(kept, stored_as, key)
    raise InvalidTag
