"""Files that wait to be brought in: in a private folder, under names of chance, deleted when done with."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .refusals import TooBig


@dataclass(frozen=True)
class Held:
    """A file as it came: the name it is held under, its size in bytes, its SHA-256 in hex."""

    held_as: str
    size: int
    sha256: str


def hold(folder: Path, chunks: Iterable[bytes], *, limit: int) -> Held:
    """Write what comes into the folder, readable by this installation only; `TooBig` beyond limit bytes."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = uuid.uuid4().hex
    size, digest = 0, hashlib.sha256()
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                (folder / name).unlink()
                most = f"{limit / 1e6:,.0f} MB"
                raise TooBig(f"The file is larger than {most}, the most this site takes. Send it in parts.")
            digest.update(chunk)
            file.write(chunk)
    return Held(name, size, digest.hexdigest())


def path_of(folder: Path, held_as: str) -> Path:
    """Where a held file is; only names that `hold` gave are names."""
    return folder / uuid.UUID(hex=held_as).hex


def let_go(folder: Path, held_as: str) -> None:
    """Delete a held file; gone already is as good."""
    if held_as:
        path_of(folder, held_as).unlink(missing_ok=True)


def room_in(folder: Path) -> int:
    """Bytes free where files are held."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return shutil.disk_usage(folder).free
