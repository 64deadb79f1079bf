"""The inside of an archive as it streams by: a tar made of pieces of bytes, and taken apart again as they come.

Nothing is held whole: a database of any size passes in pieces. Python's own tarfile makes and reads each header;
only the walking from member to member is ours, as its stream must be pulled on one side and pushed on the other.
"""

import errno
import json
import tarfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

PIECE = 4 * 1024 * 1024
BLOCK = tarfile.BLOCKSIZE


class Sink(Protocol):
    """Where the bytes of one member go."""

    def write(self, data: bytes, /) -> object: ...
    def close(self) -> object: ...


def is_full(why: OSError) -> bool:
    """Is there no room left on the disk, or for this user on it?"""
    return why.errno in (errno.ENOSPC, errno.EDQUOT)


def member(name: str, content: bytes) -> Iterator[bytes]:
    """One small member, whole."""
    yield _header(name, len(content))
    yield content
    yield _padding(len(content))


def file_member(name: str, path: Path, seen: Callable[[bytes], object]) -> Iterator[bytes]:
    """One file, in pieces; `seen` is told each. A file that grows or shrinks meanwhile is an OSError."""
    with path.open("rb") as file:
        size = path.stat().st_size
        yield _header(name, size)
        left = size
        while left:
            piece = file.read(min(PIECE, left))
            if not piece:
                raise OSError(5, "the file became shorter while it was read", str(path))
            left -= len(piece)
            seen(piece)
            yield piece
        yield _padding(size)


def pieces(folder: str, stream: Callable[[int], bytes], seen: Callable[[bytes], object]) -> Iterator[bytes]:
    """A stream of unknown length as numbered members `folder/00000001`, and so on."""
    number = 0
    while content := _full(stream):
        number += 1
        seen(content)
        yield from member(f"{folder}/{number:08d}", content)


def json_member(name: str, said: Any) -> Iterator[bytes]:
    yield from member(name, json.dumps(said, indent=1).encode() + b"\n")


def end() -> Iterator[bytes]:
    yield bytes(BLOCK * 2)


def joined(*parts: Iterable[bytes]) -> bytes:
    """A small tar, whole in memory: for keys."""
    return b"".join(piece for part in parts for piece in part) + bytes(BLOCK * 2)


def _full(stream: Callable[[int], bytes]) -> bytes:
    content = b""
    while len(content) < PIECE and (more := stream(PIECE - len(content))):
        content += more
    return content


def _header(name: str, size: int) -> bytes:
    about = tarfile.TarInfo(name)
    about.size, about.mode = size, 0o600
    return about.tobuf(tarfile.GNU_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % BLOCK)


class TakenApart:
    """Takes a tar's bytes as they come and hands each member's to the sink that `opened(name, size)` gives for it."""

    def __init__(self, opened: Callable[[str, int], Sink]) -> None:
        self.opened, self.waiting = opened, b""
        self.sink: Sink | None = None
        self.left = self.padding = 0
        self.is_ended = False

    def write(self, data: bytes) -> int:
        given = len(data)
        while data and not self.is_ended:
            data = self._content(data) if self.sink else self._between(data)
        return given

    def flush(self) -> None:
        pass

    def _content(self, data: bytes) -> bytes:
        taken = data[: self.left]
        if taken:
            self.sink.write(taken)  # type: ignore[union-attr]
        self.left -= len(taken)
        if not self.left:
            self.sink.close()  # type: ignore[union-attr]
            self.sink = None
        return data[len(taken) :]

    def _between(self, data: bytes) -> bytes:
        if self.padding:
            taken = min(self.padding, len(data))
            self.padding -= taken
            return data[taken:]
        needed = BLOCK - len(self.waiting)
        self.waiting, data = self.waiting + data[:needed], data[needed:]
        if len(self.waiting) == BLOCK:
            self._begin(self.waiting)
            self.waiting = b""
        return data

    def _begin(self, header: bytes) -> None:
        if header == bytes(BLOCK):
            self.is_ended = True
            return
        about = tarfile.TarInfo.frombuf(header, "utf-8", "strict")
        if about.type != tarfile.REGTYPE:
            raise tarfile.ReadError(f"{about.name} is not an ordinary member")
        self.sink, self.left, self.padding = self.opened(about.name, about.size), about.size, -about.size % BLOCK
        if not self.left:
            self._content(b"")
