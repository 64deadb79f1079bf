"""The command `export-all`: everything agencies hold here, in open form, for leaving or for keeping elsewhere.

One archive, shut for the key of whoever is to have it (never a passphrase, never in the open): for each agency every
row that lies in a folder of its own, one JSON object a line, and its files as they were. It is the controller's own
record given back whole, so no marking and no guard takes anything out; that it is made is in the record before it is.
"""

import argparse
import json
import os
import secrets
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from psycopg import Connection, sql

from kingfisher.project.backup import container, dumps, locks, members, taking
from kingfisher.project.env import CannotStart

NAMED = "kingfisher-export-{:%Y%m%dT%H%M%SZ}.backup"
README = """Everything agencies hold in this hub, as of one moment.

AGENCY/TABLE-0001.jsonl   one JSON object a line, every column as PostgreSQL has it; the rows of folders of that agency
AGENCY/files/             the files as they were kept, named by their key in documents_document
AGENCY/damaged.txt        only where some could not be read: which
shared/TABLE-0001.jsonl   agencies, teams, workers, places: what every agency reads
tables.json               what each table is, its columns and their types
Not in it: the record of who looked (./kingfisher audit export), accounts and passwords, the rulebook.
"""


def main(words: list[str]) -> int:
    asked = _arguments().parse_args(words)
    for each in asked.recipient:
        locks.recipient(each)
    path, told, damaged = export(asked.to.absolute(), asked.agency, tuple(asked.recipient))
    rows = sum(told.values())
    words_told = f"{path}: {rows} rows and files of {len(told)} agencies, shut for {len(asked.recipient)} keys."
    print(json.dumps({"file": str(path), "rows": told, "damaged": damaged}) if asked.json else words_told)
    for name in damaged:
        print(f"{name} cannot be read on this machine's disk: bring it back from a backup.", file=sys.stderr)
    return 1 if damaged else 0


def _arguments() -> argparse.ArgumentParser:
    said = argparse.ArgumentParser(prog="./kingfisher export-all", allow_abbrev=False)
    said.add_argument("--to", type=Path, required=True, metavar="DIR", help="folder to write it into")
    said.add_argument("--recipient", action="append", required=True, metavar="age1...",
                      help="the key of whoever is to have it (several may be given)")  # fmt: skip
    said.add_argument("--agency", action="append", default=[], metavar="CODE", help="only this one's; else every one's")
    said.add_argument("--json", action="store_true", help="one line a machine can read")
    return said


def export(folder: Path, codes: list[str], recipients: tuple[str, ...]) -> tuple[Path, dict[str, int], list[str]]:
    """Write the archive; its path, how many rows and files of each agency are in it, and the files nobody can read."""
    if not folder.is_dir():
        raise CannotStart(f"{folder} is not a folder: make it first.")
    taking.clear_halves(folder)
    at, told, damaged = datetime.now(UTC), {}, []
    with taking.keys_stay(), dumps.moment() as link:
        half = folder / f".{secrets.token_hex(6)}{taking.HALF}"
        try:
            with taking.held(half) as file:
                agencies = _agencies(link, codes)
                _recorded(list(agencies), recipients)
                container.write(
                    file, about={"taken_at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "export": True},
                    lock=locks.Lock(recipients=recipients), keys=b"", keys_lock=None,
                    body=_body(link, agencies, told, damaged),
                )  # fmt: skip
                path = folder / NAMED.format(at)
                os.link(half, path)
                taking.flushed(folder)
        except OSError as why:
            raise CannotStart(f"Nothing was exported: {why.strerror or why}.") from None
        finally:
            half.unlink(missing_ok=True)
    return path, told, damaged


def _agencies(link: Connection, codes: list[str]) -> dict[str, Any]:
    found = dict(link.execute("SELECT code, id FROM organisations_organisation ORDER BY code").fetchall())
    unknown = [code for code in codes if code not in found]
    if unknown:
        raise CannotStart(f"There is no agency {unknown[0]}; there are: {', '.join(found)}.")
    return {code: found[code] for code in codes or found}


def _recorded(agencies: list[str], recipients: tuple[str, ...]) -> None:
    from django.utils import timezone

    from kingfisher.access.entry import acting_as, service_of
    from kingfisher.trail import actions

    at = timezone.now()
    with acting_as(service_of("audit_witness", at=at, via="command")) as witness:
        actions.note_exported(witness, agencies=agencies, keys=list(recipients), at=at)


def _tables() -> Iterator[tuple[Any, Any]]:
    """Every table that lies in folders, and those every agency reads; with what protects each."""
    from kingfisher.access.protect import declared
    from kingfisher.kernel.base import ByFolder, Shared

    for model, protection in declared():
        if isinstance(protection, ByFolder | Shared) and model._meta.app_label != "accounts":
            yield model, protection


def _body(
    link: Connection, agencies: dict[str, Any], told: dict[str, int], damaged: list[str]
) -> Iterator[bytes]:  # fmt: skip
    yield from members.member("README.txt", README.encode())
    yield from members.json_member("tables.json", _described(link))
    for code, key in agencies.items():
        told[code] = 0
        for model, protection in _tables():
            name, folder = model._meta.db_table, getattr(protection, "folder", None)
            if folder is None:
                continue
            ask = sql.SQL("SELECT to_jsonb(t) FROM {} t JOIN access_folder f ON f.id = t.{} WHERE f.owner_id = %s")
            yield from _rows(link, ask.format(sql.Identifier(name), sql.Identifier(folder)), [key], f"{code}/{name}",
                             lambda row, code=code: _count(told, code))  # fmt: skip
        yield from _files(link, code, key, told, damaged)
    for model, protection in _tables():
        name = model._meta.db_table
        if not hasattr(protection, "folder"):
            ask = sql.SQL("SELECT to_jsonb(t) FROM {} t").format(sql.Identifier(name))
            yield from _rows(link, ask, [], f"shared/{name}", lambda row: None)
    yield from members.end()


def _count(told: dict[str, int], code: str) -> None:
    told[code] += 1


def _rows(link: Connection, ask: sql.Composed, said: list[Any], name: str, seen: Any) -> Iterator[bytes]:
    """The rows as lines, a few megabytes to a member; a table without rows leaves none."""
    lines: list[bytes] = []
    size = number = 0
    with link.cursor(name=f"export_{secrets.token_hex(4)}") as rows:
        rows.execute(ask, said)
        for (row,) in rows:
            seen(row)
            lines.append(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            size += len(lines[-1])
            if size >= members.PIECE:
                number += 1
                yield from members.member(f"{name}-{number:04d}.jsonl", b"".join(lines))
                lines, size = [], 0
    if lines:
        yield from members.member(f"{name}-{number + 1:04d}.jsonl", b"".join(lines))


def _files(link: Connection, code: str, key: Any, told: dict[str, int], damaged: list[str]) -> Iterator[bytes]:
    """Each file as it was. One that was changed on the disk, or is gone, is named instead; the rest still comes out."""
    from cryptography.exceptions import InvalidTag

    from kingfisher.documents.storage import ALLOWED, read_bytes

    ask = ("SELECT d.id, d.stored_as, d.content_type FROM documents_document d "
           "JOIN access_folder f ON f.id = d.folder_id WHERE f.owner_id = %s ORDER BY d.id")  # fmt: skip
    for number, stored_as, kind in link.execute(ask, [key]).fetchall():
        name = f"{code}/files/{number}{ALLOWED.get(kind, '')}"
        try:
            content = read_bytes(stored_as)
        except (InvalidTag, FileNotFoundError):
            damaged.append(name)
            continue
        told[code] += 1
        yield from members.member(name, content)
    if missing := [name for name in damaged if name.startswith(f"{code}/")]:
        yield from members.member(f"{code}/damaged.txt", "\n".join(missing).encode())


def _described(link: Connection) -> dict[str, Any]:
    ask = ("SELECT column_name, data_type FROM information_schema.columns "
           "WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position")  # fmt: skip
    found = {}
    for model, protection in _tables():
        name = model._meta.db_table
        helps = {field.column: str(field.help_text) for field in model._meta.concrete_fields if field.help_text}
        columns = [{"name": column, "type": kind, "means": helps.get(column, "")}
                   for column, kind in link.execute(ask, [name])]  # fmt: skip
        found[name] = {"is": (model.__doc__ or "").strip(), "columns": columns,
                       "folder": getattr(protection, "folder", None)}  # fmt: skip
    return found
