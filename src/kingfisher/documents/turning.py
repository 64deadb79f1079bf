"""Changing the key of the files while the hub runs: every file is opened with the old key and shut with the new.

Killed at any moment, it goes on where it was when called again: until the last file is done both keys are kept, and
whoever reads a file tries both.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from django.conf import settings

from kingfisher.documents import storage
from kingfisher.kernel.verdict import Refused


class BeingChanged(Refused):
    """A backup is being taken, or somebody else is changing the key."""

    rule = "files_key_in_use"


@dataclass(frozen=True)
class Turned:
    """How many files there are, how many this call shut anew, and those neither key opens (their keys)."""

    files: int
    changed: int
    unreadable: tuple[str, ...]


def turn() -> Turned:
    """Have every file under a new key, and the old key gone; it stays while some file is opened by neither."""
    try:
        with storage.held(storage.LOCK, fcntl.LOCK_EX | fcntl.LOCK_NB):
            _begin()
            done = _all()
            if not done.unreadable:
                (Path(settings.HOME) / storage.BEFORE).unlink()
            return done
    except BlockingIOError:
        raise BeingChanged("A backup is being taken, or the key is being changed: try again after it.") from None


def _begin() -> None:
    """A new key, and the present one beside it; one that was begun before is gone on with."""
    home = Path(settings.HOME)
    present, before = storage.new_key(storage.KEY), home / storage.BEFORE
    if before.is_file() and before.read_bytes() != present.read_bytes():
        return
    with storage.held(storage.TURN, fcntl.LOCK_EX):  # nobody is between reading the old key and using it
        before.unlink(missing_ok=True)
        before.hardlink_to(present)
        made = storage.new_key(f"{storage.KEY}.{secrets.token_hex(4)}.new")
        made.replace(present)
        handle = os.open(home, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _all() -> Turned:
    home = Path(settings.HOME)
    new, old = (home / storage.KEY).read_bytes(), (home / storage.BEFORE).read_bytes()
    files, changed, unreadable = 0, 0, []
    for name in _names():
        files += 1
        kept = storage.path_of(name).read_bytes()
        if _opens(kept, name, new):
            continue
        if not _opens(kept, name, old):
            unreadable.append(name)
            continue
        storage.replace_bytes(name, storage.sealed(storage.opened(kept, name, old), name, new))
        changed += 1
    return Turned(files, changed, tuple(unreadable))


def _names() -> Iterator[str]:
    for path in sorted(Path(settings.FILES_FOLDER).glob("*/*")):
        if path.name.endswith(storage.TURNING):
            path.unlink(missing_ok=True)  # left by a change that was killed
        elif path.is_file() and not path.name.endswith(storage.HALF):
            yield path.name


def _opens(kept: bytes, name: str, key: bytes) -> bool:
    try:
        storage.opened(kept, name, key)
    except (InvalidTag, ValueError):
        return False
    return True
