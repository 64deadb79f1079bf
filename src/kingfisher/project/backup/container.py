"""The file itself: a plain tar of four things, of which only the first can be read by whoever finds it.

    about.json       what it is and which version made it; tells nothing of anybody
    opener.age       the key made for this archive, encrypted to whoever may open it
    keys.age         the hub's own keys, wrapped apart from the rest
    body/00000001 …  one encrypted stream in pieces: a tar of the database, the files, and what they must come to

Any `tar` and any `age` open it without us (docs/host/backup.md). age authenticates every 64 KB and the stream's end,
so what was changed or cut off is not read as if it were whole.
"""

import contextlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pyrage

from kingfisher.project.backup.locks import DoesNotOpen, Identity, Lock, Opener
from kingfisher.project.backup.members import TakenApart
from kingfisher.project.env import CannotStart

KIND, VERSION = "kingfisher-archive", 1
PIECE = 8 * 1024 * 1024
SMALL = 64 * 1024 * 1024  # nothing but the body is ever larger


class Damaged(CannotStart):
    """The file is not whole."""


class _Pulled:
    """What age reads from: an iterator of pieces. Remembers what broke it, for age says only that it broke."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.rest, self.why = pieces, b"", None

    def read(self, size: int = -1) -> bytes:
        while not self.rest:
            try:
                self.rest = next(self.pieces)
            except StopIteration:
                return b""
            except BaseException as why:
                self.why = why
                raise
        out, self.rest = self.rest[:size], self.rest[size:]
        return out


class _Pushed:
    """What age writes to: a tar taken apart as it comes. Remembers what broke it, as above."""

    def __init__(self, apart: TakenApart) -> None:
        self.apart, self.why = apart, None

    def write(self, data: bytes) -> int:
        try:
            return self.apart.write(bytes(data))
        except BaseException as why:
            self.why = why
            raise

    def flush(self) -> None:
        pass


class _Pieces:
    """What age writes to: members of the outer tar, each of one size."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar, self.waiting, self.number, self.why = tar, bytearray(), 0, None

    def write(self, data: bytes) -> int:
        self.waiting += data
        if len(self.waiting) >= PIECE:
            self.flush_piece()
        return len(data)

    def flush(self) -> None:
        pass

    def flush_piece(self) -> None:
        self.number += 1
        try:
            add(self.tar, f"body/{self.number:08d}", bytes(self.waiting))
        except OSError as why:
            self.why = why
            raise
        self.waiting.clear()


def add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    about = tarfile.TarInfo(name)
    about.size, about.mode = len(content), 0o600
    tar.addfile(about, io.BytesIO(content))


def write(file: IO[bytes], *, about: dict[str, Any], lock: Lock, keys: bytes, keys_lock: Lock | None,
          body: Iterator[bytes]) -> Identity:  # fmt: skip
    """Write the whole archive and see it through to the disk; returns the key made for it, to read it back with."""
    own = Identity.generate()
    said = {"kind": KIND, "version": VERSION, **about}
    with tarfile.open(fileobj=file, mode="w|", format=tarfile.GNU_FORMAT) as tar:
        add(tar, "about.json", json.dumps(said, indent=1).encode() + b"\n")
        add(tar, "opener.age", lock.shut(str(own).encode()))
        if keys:
            shut = keys_lock.shut(keys) if keys_lock else pyrage.encrypt(keys, [own.to_public()])
            add(tar, "keys.age", shut)
        source, sink = _Pulled(body), _Pieces(tar)
        try:
            pyrage.encrypt_io(source, sink, [own.to_public()])
        except (pyrage.EncryptError, OSError) as why:
            raise source.why or sink.why or why from None
        sink.flush_piece()
    file.flush()
    os.fsync(file.fileno())
    return own


class Archive:
    """An archive being read, from its beginning, once: `about`, then `opened_by`, then the body."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.tar = tarfile.open(path, mode="r|")  # noqa: SIM115 - closed by close()
        except (OSError, tarfile.TarError) as why:
            raise Damaged(f"{path} cannot be read as a backup: {getattr(why, 'strerror', None) or why}.") from None
        self.about = self._about()
        self.shut = {"opener.age": self._next("opener.age")}
        self.own: Identity | None = None

    def _about(self) -> dict[str, Any]:
        try:
            said = json.loads(self._next("about.json"))
        except ValueError:
            said = {}
        if not isinstance(said, dict) or said.get("kind") != KIND:
            raise Damaged(f"{self.path} is not a backup of Kingfisher, or its beginning is damaged.")
        if said.get("version") != VERSION:
            raise CannotStart(f"{self.path} is written in form {said.get('version')}; this program reads {VERSION}.")
        return said

    def _member(self) -> tuple[str, IO[bytes]] | None:
        try:
            found = self.tar.next()
            handle = self.tar.extractfile(found) if found else None
        except (OSError, tarfile.TarError) as why:
            raise self.damaged() from why
        return (found.name, handle) if found and handle else None

    def _next(self, name: str) -> bytes:
        found = self._member()
        if not found or found[0] != name:
            raise self.damaged()
        return self._read(found[1], SMALL)

    def _read(self, handle: IO[bytes], most: int) -> bytes:
        try:
            return handle.read(most)
        except (OSError, tarfile.TarError) as why:
            raise self.damaged() from why

    def damaged(self) -> Damaged:
        return Damaged(f"{self.path} is damaged or was cut short: use another backup.")

    def opened_by(self, opener: Opener) -> None:
        """DoesNotOpen when this is not what it was shut with."""
        try:
            self.own = Identity.from_str(opener.open(self.shut["opener.age"], str(self.path)).decode())
        except (pyrage.IdentityError, UnicodeDecodeError):
            raise self.damaged() from None

    def walk(self, opened: Callable, *, keys: Callable[[bytes], object] | None, keys_opener: Opener | None) -> None:
        """Hand `keys` the hub's keys as a tar (None: leave them shut), then every member of the body to the sink that
        `opened(name, size)` gives for it.
        """
        sink, source = _Pushed(TakenApart(opened)), _Pulled(self._body(keys, keys_opener))
        try:
            pyrage.decrypt_io(source, sink, [self.own])
        except (pyrage.DecryptError, OSError, tarfile.TarError) as why:
            raised = source.why or sink.why
            if isinstance(raised, tarfile.TarError) or raised is None:
                raise self.damaged() from why
            raise raised from None
        if not sink.apart.is_ended:
            raise self.damaged()

    def _body(self, keys: Callable[[bytes], object] | None, keys_opener: Opener | None) -> Iterator[bytes]:
        while (found := self._member()) is not None:
            name, handle = found
            if name == "keys.age":
                shut = self._read(handle, SMALL)
                if keys is not None:
                    keys(self._keys(shut, keys_opener))
                continue
            while piece := self._read(handle, PIECE):
                yield piece

    def _keys(self, shut: bytes, opener: Opener | None) -> bytes:
        try:
            return pyrage.decrypt(shut, [self.own])
        except (pyrage.DecryptError, OSError):
            pass
        if opener is None:
            raise DoesNotOpen("The hub's keys in it were shut apart: give --keys-identity.")
        return opener.open(shut, "the bundle of keys in it")

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.tar.close()
