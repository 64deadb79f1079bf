"""The command `backup`: the database, the files, the keys and the partnership's own rulebook in one encrypted file.

It may run while the hub serves. The database is taken as of one moment; files are never changed or removed once kept,
so those the moment knows are all there afterwards. The file gets its name only when it is whole, on the disk, and has
been read back.
"""

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from kingfisher.project import database, env, migrating, standing
from kingfisher.project.backup import container, dumps, locks, members, reading
from kingfisher.project.env import CannotStart

NAMED, HALF = "kingfisher-{:%Y%m%dT%H%M%SZ}.backup", ".half"
SPARE = 100 * 1024 * 1024  # bytes to leave free


def main(words: list[str]) -> int:
    asked = _arguments().parse_args(words)
    lock = locks.lock_from(asked.recipient, asked.passphrase_file, "this backup")
    keys_lock = locks.Lock(recipients=tuple(asked.keys_recipient)) if asked.keys_recipient else None
    for each in asked.keys_recipient:
        locks.recipient(each)
    try:
        path, told = take(asked.to.absolute(), lock=lock, keys_lock=keys_lock)
    except OSError as why:
        full = members.is_full(why)
        raise CannotStart(
            f"The disk of {asked.to} is full: no backup was written." if full
            else f"No backup was written: {why.strerror or why} ({why.filename or asked.to})."
        ) from None  # fmt: skip
    if asked.json:
        print(json.dumps({"file": str(path), **told}))
    else:
        print(f"{path}: {told['rows']} rows of {told['tables']} tables, {told['files']} files, "
              f"{path.stat().st_size / 1e6:.1f} MB, read back and whole.")  # fmt: skip
    return 0


def _arguments() -> argparse.ArgumentParser:
    said = argparse.ArgumentParser(prog="./kingfisher backup", allow_abbrev=False)
    said.add_argument("--to", type=Path, required=True, metavar="DIR", help="folder to write it into")
    said.add_argument("--recipient", action="append", default=[], metavar="age1...",
                      help="shut it for whoever holds this key (several may be given); else a passphrase")  # fmt: skip
    said.add_argument("--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from there")
    said.add_argument("--keys-recipient", action="append", default=[], metavar="age1...",
                      help="shut the hub's own keys in it for this key instead")  # fmt: skip
    said.add_argument("--json", action="store_true", help="one line a machine can read")
    return said


@dataclass
class Content:
    """What is put into a backup, and by what it is known again."""

    dump: Any = field(default_factory=hashlib.sha256)
    names: Any = field(default_factory=hashlib.sha256)
    files: int = 0
    bytes: int = 0

    def body(self, link, stream: IO[bytes], head: dict, counted: dict[str, int]) -> Iterator[bytes]:
        yield from members.json_member("head.json", head)
        yield from members.pieces("database", stream.read, self.dump.update)
        for folder, name in ((env.home() / "files", "files"), (env.local(), "local")):
            yield from self._files(folder, name)
        said = {"tables": counted, "dump_sha256": self.dump.hexdigest(), "files": self.files,
                "file_bytes": self.bytes, "files_sha256": self.names.hexdigest()}  # fmt: skip
        yield from members.json_member("manifest.json", said)
        yield from members.end()

    def _files(self, folder: Path | None, name: str) -> Iterator[bytes]:
        for path in sorted(folder.rglob("*")) if folder and folder.is_dir() else ():
            if path.is_file() and not path.is_symlink() and not path.name.endswith(HALF):
                one = hashlib.sha256()
                within = f"{name}/{path.relative_to(folder).as_posix()}"
                yield from members.file_member(within, path, one.update)
                self.names.update(f"{within} {one.hexdigest()}\n".encode())
                self.files += 1
                self.bytes += path.stat().st_size


def take(folder: Path, *, lock: locks.Lock, keys_lock: locks.Lock | None) -> tuple[Path, dict[str, Any]]:
    """Write a backup into the folder; its path, and how much is in it. Django must be ready, as the application."""
    if not folder.is_dir():
        raise CannotStart(f"{folder} is not a folder: make it first, on a disk that is not this machine's own.")
    clear_halves(folder)
    at = datetime.now(UTC)
    with keys_stay(), dumps.moment() as link:
        head = _signed_head()
        _refuse_full(link, folder)
        counted = dumps.counted(link)
        content, half = Content(), folder / f".{secrets.token_hex(6)}{HALF}"
        try:
            with held(half) as file:
                with dumps.dumped(link) as stream:
                    own = container.write(
                        file, about=_about(link, at, has_record=bool(head)), lock=lock,
                        keys=_keys(), keys_lock=keys_lock, body=content.body(link, stream, head, counted),
                    )  # fmt: skip
                reading.check(half, own)
                path = folder / NAMED.format(at)
                os.link(half, path)  # refuses to write over another
                flushed(folder)
        finally:
            half.unlink(missing_ok=True)
    return path, {"rows": sum(counted.values()), "tables": len(counted), "files": content.files}


@contextlib.contextmanager
def keys_stay() -> Iterator[None]:
    """While the block lasts nobody changes the key of files: what is copied fits the key copied with it."""
    with (env.home() / "files.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart("The key of files is being changed just now: back up when that is done.") from None
        yield


@contextlib.contextmanager
def held(half: Path) -> Iterator[IO[bytes]]:
    """A half-written file, held while it is written, so that the next backup knows it for one nobody is writing."""
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def clear_halves(folder: Path) -> None:
    """Remove what backups that were killed left behind."""
    for half in folder.glob(f".*{HALF}"):
        with contextlib.suppress(OSError), half.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            half.unlink()


def flushed(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _signed_head() -> dict[str, Any]:
    """A head over the record as it is now, taken before the moment's first look: the moment holds its lines."""
    from django.utils import timezone

    from kingfisher.access.entry import acting_as, service_of
    from kingfisher.kernel.verdict import NotThere
    from kingfisher.trail import actions

    at = timezone.now()
    try:
        witness = service_of("audit_witness", at=at, via="command")
    except NotThere:
        return {}  # nothing is founded yet: there is no record
    with acting_as(witness):
        return actions.note_backup(witness, at=at)


def _refuse_full(link, folder: Path) -> None:
    held = _file_bytes()
    rows = link.execute("SELECT pg_database_size(current_database())").fetchone()[0]
    needed, free = held + rows // 3 + SPARE, shutil.disk_usage(folder).free
    if free < needed:
        raise CannotStart(
            f"The disk of {folder} is too full: about {needed // 10**6} MB are needed and {free // 10**6} are free. "
            "No backup was written."
        )


def _file_bytes() -> int:
    return sum(path.stat().st_size for path in (env.home() / "files").rglob("*") if path.is_file())


def _about(link, at: datetime, *, has_record: bool) -> dict[str, Any]:
    applied = link.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()
    said = standing.read()
    return {
        "taken_at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "standing": {name: said[name] for name in ("mode", "built") if said.get(name)},
        "tables_of": migrating.version(),
        "migrations": [f"{app}.{name}" for app, name in applied],
        "postgresql": link.info.server_version // 10000,
        "database_bytes": link.execute("SELECT pg_database_size(current_database())").fetchone()[0],
        "file_bytes": _file_bytes(),
        "has_record": has_record,
        "secret_is_a_setting": locks.secret_is_set(),
        "embedded": database.is_embedded(),
    }


def _keys() -> bytes:
    found = locks.keys_in(env.home())
    if not any(path.name.startswith("files.key") for path in found) and any((env.home() / "files").glob("*/*")):
        print("kingfisher: files.key is not in the home: the files in this backup cannot be read.", file=sys.stderr)
    return members.joined(*(members.member(path.name, path.read_bytes()) for path in found))
