"""`./kingfisher import SOURCE FILE --agency CODE`: bring an agency's file in from the command line."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from kingfisher.access.entry import acting_as, service_of
from kingfisher.exchange import actions, queries
from kingfisher.exchange.imports import ahead, refusals, sources
from kingfisher.exchange.imports.shapes import MissingSaid, Read, Reject
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere, Refused

_SHOWN = 10


def import_file(argv: list[str]) -> int:
    """Exit code 0 when the file is in (rejects or not), 1 when it was refused, 2 when the words make no sense."""
    try:
        wanted = _words().parse_args(argv)
    except SystemExit as done:
        return int(done.code or 0)
    try:
        mapping = _mapping(wanted.mapping)
        actor = service_of("agency_system", at=timezone.now(), via="command", organisation=wanted.agency)
        told = _dry(wanted, actor, mapping) if wanted.dry_run else _brought_in(wanted, actor, mapping)
    except refusals.Refused as refused:
        return _refused(wanted, f"{refused.name}: {refused.sentence}", refused.name)
    except Refused as refused:
        return _refused(wanted, refused.sentence, "")
    except (sources.UnknownSource, ValueError) as error:
        return _refused(wanted, str(error), "")
    print(json.dumps(told) if wanted.json else _sentence(told))
    return 0


def _words() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kingfisher import", description="Bring an agency's file in.")
    parser.add_argument("source", help=f"one of: {', '.join(sources.SOURCES)}")
    parser.add_argument("file", type=Path, help="the file (for ssda903 also a folder)")
    parser.add_argument("--agency", required=True, help="whose file it is: the agency's code")
    parser.add_argument("--mapping", type=Path, help="a JSON file of {their heading: our column}")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    parser.add_argument("--json", action="store_true", help="answer with one line of JSON")
    return parser


def _mapping(path: Path | None) -> dict[str, str] | None:
    if path is None:
        return None
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"The mapping {path.name} cannot be read as JSON.") from error
    if not isinstance(told, dict) or not all(isinstance(one, str) for one in told.values()):
        raise ValueError("The mapping must be a JSON object of {their heading: our column}.")
    return told


def _brought_in(wanted: argparse.Namespace, actor: Actor, mapping: dict[str, str] | None) -> dict:
    began, step = time.monotonic(), partial(acting_as, actor)
    sources.source(wanted.source)
    path: Path = wanted.file
    with step():
        run_id = actions.begin(
            actor, source=wanted.source, file_name=path.name, mapping=mapping, at=actor.at,
            size=path.stat().st_size if path.is_file() else 0,
        )  # fmt: skip
    tally = actions.carry_out(
        actor, run_id=run_id, source=wanted.source, path=path, mapping=mapping, limit=settings.IMPORT_LIMIT_BYTES,
        step=step, progress=None if wanted.json else _tell, at=actor.at,
    )  # fmt: skip
    tally.update(_linked(actor, run_id, step))
    with step():
        rejects = queries.remarks(actor, run_id, at_most=_SHOWN)
        run = queries.run(actor, run_id)
    return _told(wanted, tally, time.monotonic() - began, run.ref) | {
        "first_rejects": [
            {"line": one.line, "part": one.part, "field": one.field, "value": one.value, "reason": one.reason}
            for one in rejects
        ]
    }


def _linked(actor: Actor, run_id: UUID, step: partial) -> dict[str, int]:
    """What was linked by rule and what waits for a person; nothing where there is no matching service."""
    try:
        matcher = service_of("matching_service", at=actor.at, via="command")
    except NotThere:
        return {}
    return actions.link_what_came(
        actor, matcher=matcher, run_id=run_id, step=step, as_matcher=partial(acting_as, matcher), at=actor.at
    )


def _dry(wanted: argparse.Namespace, actor: Actor, mapping: dict[str, str] | None) -> dict:
    began = time.monotonic()
    read = sources.read(wanted.source, wanted.file, mapping=mapping, limit=settings.IMPORT_LIMIT_BYTES)
    first: list[Reject] = []

    def watched() -> Iterator[Read]:
        for row in read:
            bad = row.unread if isinstance(row, MissingSaid) else row
            if isinstance(bad, Reject) and len(first) < _SHOWN:
                first.append(bad)
            yield row

    how = {"run_id": uuid4(), "step": partial(acting_as, actor), "dry": True, "at": actor.at,
           "progress": None if wanted.json else _tell}  # fmt: skip
    if wanted.source == actions.REPORTS:
        tally = actions.take_reports_in(actor, rows=watched(), **how)
    else:
        batches = ahead.of_rows(watched(), source=wanted.source, on=actor.at.date())
        tally = actions.bring_in(actor, source=wanted.source, batches=batches, **how)
    return _told(wanted, tally, time.monotonic() - began, "") | {
        "dry_run": True,
        "first_rejects": [
            {"line": one.line, "part": one.part, "field": one.field, "value": one.value, "reason": one.reason}
            for one in first
        ],
    }


def _told(wanted: argparse.Namespace, tally: actions.Tally, seconds: float, ref: str) -> dict:
    return {
        "ok": True, "source": wanted.source, "file": wanted.file.name, "agency": wanted.agency, "run": ref,
        "seconds": round(seconds, 1), "counts": dict(tally),
    }  # fmt: skip


def _tell(tally: actions.Tally) -> None:
    print(f"\r{tally['rows']:,} rows read", end="", file=sys.stderr, flush=True)


def _sentence(told: dict) -> str:
    counts = told["counts"]
    named = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in counts.items() if number)
    head = f"{told['file']}: {named or 'nothing in it'}; {told['seconds']} s"
    if told.get("dry_run"):
        head = f"Nothing was changed. {head}"
    lines = [
        f"  {one['part']} line {one['line']}: {one['field']} {one['value']!r}: {one['reason']}"
        for one in told["first_rejects"]
    ]
    return "\n".join([f"\r{head}", *lines])


def _refused(wanted: argparse.Namespace, sentence: str, name: str) -> int:
    if wanted.json:
        print(json.dumps({"ok": False, "refused": name, "why": sentence}))
    else:
        print(sentence, file=sys.stderr)
    return 1
