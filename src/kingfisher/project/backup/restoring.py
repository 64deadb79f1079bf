"""The command `restore`: bring a hub back from a backup into an empty home and an empty database, and prove it whole.

It never writes over anything. A restore that was broken off leaves `restoring.json` in the home: no other command
touches such a home, and the next `restore` begins afresh.
"""

import argparse
import json
import os
import shutil
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import psycopg

from kingfisher.project import cli, database, env, kept, migrating, standing
from kingfisher.project.backup import dumps, locks, members, reading
from kingfisher.project.backup.container import Archive, Damaged
from kingfisher.project.env import CannotStart

SPARE = 200 * 1024 * 1024  # bytes to leave free


def main(words: list[str]) -> int:
    asked = _arguments().parse_args(words)
    archive = Archive(asked.source.absolute())
    try:
        archive.opened_by(locks.opener_from(asked.identity, asked.passphrase_file, str(asked.source)))
        if asked.check:
            return _only_checked(archive, asked)
        keys_opener = locks.Opener(identities=locks.identities_in(asked.keys_identity)) if asked.keys_identity else None
        told = bring_back(archive, keys_opener)
    except OSError as why:
        full = members.is_full(why)
        raise CannotStart(
            f"The disk of {env.home()} is full: make room and run restore again." if full
            else f"Not restored: {why.strerror or why} ({why.filename or env.home()})."
        ) from None  # fmt: skip
    finally:
        archive.close()
    print(json.dumps(told) if asked.json else _in_words(told))
    return 0


def _arguments() -> argparse.ArgumentParser:
    said = argparse.ArgumentParser(prog="./kingfisher restore", allow_abbrev=False)
    said.add_argument("--from", dest="source", type=Path, required=True, metavar="FILE", help="the backup")
    said.add_argument("--identity", type=Path, metavar="FILE", help="the key it was shut for; else the passphrase")
    said.add_argument("--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from there")
    said.add_argument("--keys-identity", type=Path, metavar="FILE", help="what the hub's own keys were shut for")
    said.add_argument("--check", action="store_true", help="only read it from end to end; change nothing")
    said.add_argument("--json", action="store_true", help="one line a machine can read")
    return said


def _only_checked(archive: Archive, asked: argparse.Namespace) -> int:
    seen = reading.read(archive, database=reading.Nowhere(), file=lambda place: reading.Nowhere())
    told = {"whole": True, "taken_at": archive.about["taken_at"], "files": seen.files,
            "rows": sum(seen.manifest["tables"].values())}  # fmt: skip
    words = f"{asked.source} is whole: taken {told['taken_at']}, {told['rows']} rows, {told['files']} files."
    print(json.dumps(told) if asked.json else words)
    return 0


def bring_back(archive: Archive, keys_opener: locks.Opener | None = None) -> dict[str, Any]:
    """Restore everything and check it; what was found. CannotStart with a sentence when it may not or does not."""
    about, home = archive.about, env.home()
    begun_before = _refuse_what_is_there(home)
    _refuse_newer(about)
    mode = about["standing"].get("mode", "live")
    if mode == "demo":
        os.environ["KINGFISHER_DEMO"] = "1"
    else:
        standing.refuse_embedded_for_live()
    kept.make_home(home)
    _refuse_full(home, about)
    if begun_before:
        _clear(home)
    kept.write(home / "restoring.json", {"from": str(archive.path), "taken_at": about["taken_at"]})
    with database.in_use():
        database.prepare()
        _refuse_filled(begun_before)
        seen = _read(archive, home, keys_opener)
        _compare(seen.manifest["tables"])
        migrating.ensure_current(unasked=True)
        cli.make_ready()
        from kingfisher.project.backup import proving

        told = proving.prove(seen.head)
        standing.keep(**{**about["standing"], "mode": mode})
        (home / "restoring.json").unlink()
        proving.note(about)
    if about["secret_is_a_setting"]:
        say("KINGFISHER_SECRET_KEY is a setting of this site and not in the backup: set it as it was.")
    return {"taken_at": about["taken_at"], "rows": sum(seen.manifest["tables"].values()),
            "tables": len(seen.manifest["tables"]), "files": seen.files, **told}  # fmt: skip


def _refuse_what_is_there(home: Path) -> bool:
    """Whether an earlier restore was broken off here; CannotStart when there is anything else."""
    if (home / "restoring.json").exists():
        return True
    places = ["standing.json", "files", "local", "postgres/connection.json"]
    there = [name for name in places if (home / name).exists()] + [path.name for path in locks.keys_in(home)]
    if there:
        raise CannotStart(
            f"{home} is not empty (there is {there[0]}): nothing is ever restored over what is there. "
            "Give an empty KINGFISHER_HOME."
        )
    return False


def _refuse_newer(about: dict[str, Any]) -> None:
    package = Path(migrating.__file__).parents[1]
    ours = [each.split(".") for each in about["migrations"] if (package / each.split(".")[0]).is_dir()]
    unknown = [".".join(each) for each in ours if not (package / each[0] / "migrations" / f"{each[1]}.py").is_file()]
    if unknown:
        raise CannotStart(
            f"This backup was made by a newer version (it has {unknown[0]}): install that version and restore with it."
        )


def _refuse_full(home: Path, about: dict[str, Any]) -> None:
    needed = SPARE + about["file_bytes"] + (about["database_bytes"] * 2 if database.is_embedded() else 0)
    free = shutil.disk_usage(home).free
    if free < needed:
        raise CannotStart(
            f"The disk of {home} is too full: about {needed // 10**6} MB are needed and {free // 10**6} are free. "
            "Nothing was restored."
        )


def _refuse_filled(begun_before: bool) -> None:
    with psycopg.connect(database.url_for("owner"), autocommit=True) as link:
        there = dumps.tables(link)
        if there and not begun_before:
            raise CannotStart(f"The database is not empty (there is a table {there[0]}): give an empty one.")
        if there:
            database.throw_away(link)


def _clear(home: Path) -> None:
    """Remove what the restore that was broken off had brought."""
    for folder in ("files", "local"):
        shutil.rmtree(home / folder, ignore_errors=True)
    for path in locks.keys_in(home):
        if path.name != "outside.json":  # an outside server's roles have these passwords by now
            path.unlink()


def _read(archive: Archive, home: Path, keys_opener: locks.Opener | None) -> reading.Seen:
    restoring = dumps.Restoring()
    try:
        seen = reading.read(
            archive, database=restoring, file=lambda place: _file(home, place),
            keys=lambda bundle: _keep_keys(home, bundle), keys_opener=keys_opener,
        )  # fmt: skip
        restoring.finished()
    except Damaged:
        restoring.abandon()
        raise Damaged(f"{archive.path} is damaged or was cut short: use another backup. This home holds a part of it, "
                      "which the next restore removes.") from None  # fmt: skip
    finally:
        restoring.abandon()
    return seen


def _file(home: Path, place: PurePosixPath):
    path = home / place
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _keep_keys(home: Path, bundle: bytes) -> None:
    for name, content in reading.keys_apart(bundle).items():
        if not (home / name).exists():  # outside.json: this server's own passwords stand
            with os.fdopen(os.open(home / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)


def _compare(said: dict[str, int]) -> None:
    with dumps.moment() as link:
        found = dumps.counted(link)
    wrong = [f"{name} has {found.get(name, 'no table')} rows and should have {rows}"
             for name, rows in said.items() if found.get(name) != rows]  # fmt: skip
    if wrong:
        raise CannotStart(f"The database did not come back whole: {wrong[0]} ({len(wrong)} tables differ).")


def _in_words(told: dict[str, Any]) -> str:
    record = (f"{told['record_lines']} lines of the record verified against the head signed with the backup"
              if told["record_lines"] else "no record yet")  # fmt: skip
    return (f"Restored as of {told['taken_at']}: {told['rows']} rows of {told['tables']} tables, as counted when it "
            f"was taken; {record}; {told['documents']} of {told['documents']} kept files opened and match. "
            "Everybody signs in anew.")  # fmt: skip


def say(words: str) -> None:
    print(f"kingfisher: {words}", file=sys.stderr, flush=True)
