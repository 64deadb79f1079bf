"""Reading an archive from end to end: to check that it is whole, or to bring it back."""

import hashlib
import json
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from kingfisher.project.backup import locks
from kingfisher.project.backup.container import Archive
from kingfisher.project.backup.members import Sink


class Nowhere:
    """A sink that keeps nothing."""

    def write(self, data: bytes) -> None:
        """Let it go."""

    def close(self) -> None:
        """Nothing was held."""


class Small(Nowhere):
    """A sink for a small member: handed whole to `done`."""

    def __init__(self, done: Callable[[bytes], object]) -> None:
        self.parts: list[bytes] = []
        self.done = done

    def write(self, data: bytes) -> None:
        self.parts.append(data)

    def close(self) -> None:
        self.done(b"".join(self.parts))


@dataclass
class Seen:
    """What went by, worked out again as it was when the archive was written."""

    dump: Any = field(default_factory=hashlib.sha256)
    names: Any = field(default_factory=hashlib.sha256)
    files: int = 0
    manifest: dict[str, Any] = field(default_factory=dict)
    head: dict[str, Any] = field(default_factory=dict)

    def is_whole(self) -> bool:
        said = (self.manifest.get("dump_sha256"), self.manifest.get("files"), self.manifest.get("files_sha256"))
        return said == (self.dump.hexdigest(), self.files, self.names.hexdigest())


class Watched(Nowhere):
    """A sink that works the hash out on the way to another."""

    def __init__(self, onward: Sink, hashes: Any, closed: Callable[[], object] = lambda: None) -> None:
        self.onward, self.hashes, self.closed = onward, hashes, closed

    def write(self, data: bytes) -> None:
        self.hashes.update(data)
        self.onward.write(data)

    def close(self) -> None:
        self.onward.close()
        self.closed()


def read(archive: Archive, *, database: Sink, file: Callable[[PurePosixPath], Sink],
         keys: Callable[[bytes], object] | None = None, keys_opener: locks.Opener | None = None) -> Seen:  # fmt: skip
    """Everything in it, to where it belongs; Damaged when it is not what its manifest says."""
    seen = Seen()

    def opened(name: str, size: int) -> Sink:
        place = PurePosixPath(name)
        if name in ("manifest.json", "head.json"):
            return Small(lambda said: setattr(seen, name.removesuffix(".json"), json.loads(said)))
        if place.parts[0] == "database":
            return Watched(database, seen.dump)
        if place.parts[0] in ("files", "local") and ".." not in place.parts and not place.is_absolute():
            one = hashlib.sha256()

            def closed() -> None:
                seen.names.update(f"{name} {one.hexdigest()}\n".encode())
                seen.files += 1

            return Watched(file(place), one, closed)
        raise tarfile.ReadError(f"{name} does not belong in a backup")

    archive.walk(opened, keys=keys, keys_opener=keys_opener)
    if not seen.is_whole():
        raise archive.damaged()
    return seen


def check(path: Path, own: locks.Identity) -> Seen:
    """Read it from end to end with the key made for it, keeping nothing."""
    archive = Archive(path)
    archive.own = own
    try:
        return read(archive, database=Nowhere(), file=lambda place: Nowhere())
    finally:
        archive.close()


def keys_apart(bundle: bytes) -> dict[str, bytes]:
    """The hub's keys, by the names of their files."""
    with tarfile.open(fileobj=BytesIO(bundle)) as tar:
        found = {each.name: tar.extractfile(each) for each in tar.getmembers()}
        return {name: handle.read() for name, handle in found.items() if handle and "/" not in name}
