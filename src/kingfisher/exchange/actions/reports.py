"""Taking in a police list of missing reports: each report is kept as it came and read into one absence.

A report is known by the police's own reference. The same again does nothing; one that says something new is taken in
and told of the same absence. What nobody can read goes to a person at the front door as it came, beside the reason.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import islice
from uuid import UUID

from kingfisher.access import audit
from kingfisher.exchange.actions.apply import Tally
from kingfisher.exchange.actions.kept import _keep_remarks, _note_progress, _remember, _remember_changed
from kingfisher.exchange.imports.shapes import Caution, MissingSaid, Read, Reject
from kingfisher.exchange.queries import Met, met_before
from kingfisher.exchange.rules import digest
from kingfisher.kernel.actor import Actor
from kingfisher.missing import actions as missing
from kingfisher.missing.actions import TakenIn

SOURCE = "missing-feed"
AT_ONCE = 200
MOST_CAUTIONS = 10_000


def take_reports_in(
    actor: Actor, *, run_id: UUID, rows: Iterable[Read], step: Callable[[], AbstractContextManager],
    dry: bool = False, progress: Callable[[Tally], None] | None = None, at: datetime,
) -> Tally:  # fmt: skip
    """Take every report in, in the order of the file; returns how many of each sort there were.

    Each report is a transaction of its own: one that fails takes no other with it. `dry` only counts.
    """
    tally: Tally = Counter()
    coming = iter(rows)
    while batch := list(islice(coming, AT_ONCE)):
        reports = [row for row in batch if isinstance(row, MissingSaid)]
        with step():
            met = met_before(actor, {_key(one) for one in reports if one.police_ref})
        seen: set[str] = set()
        remarks: list[Reject | Caution] = [row for row in batch if isinstance(row, Reject | Caution)]
        for one in reports:
            if (key := _key(one)) in seen and not dry:  # twice in one list: what was just said stands before it
                with step():
                    met |= met_before(actor, [key])
            seen.add(key)
            remarks += _one(actor, run_id, one, met.get(key, {}).get(SOURCE), tally, step, dry, at)
        for remark in remarks:
            tally["rejects" if isinstance(remark, Reject) else "cautions"] += 1
        tally["rows"] += len(reports)
        if not dry:
            _note(actor, run_id, tally, remarks, len(reports), step, at)
        if progress:
            progress(tally)
    return tally


def _note(
    actor: Actor, run_id: UUID, tally: Tally, remarks: Sequence[Reject | Caution], rows: int,
    step: Callable[[], AbstractContextManager], at: datetime,
) -> None:  # fmt: skip
    with step():
        _keep_remarks(actor, run_id, remarks, room=MOST_CAUTIONS - tally["cautions"], at=at)
        _note_progress(run_id, tally)
        audit.record(actor, "exchange.rows.brought_in", facts={"run": str(run_id), "rows": rows})


def _one(
    actor: Actor, run_id: UUID, one: MissingSaid, before: Met | None, tally: Tally,
    step: Callable[[], AbstractContextManager], dry: bool, at: datetime,
) -> list[Reject | Caution]:  # fmt: skip
    print_ = _print(one)
    told: list[Reject | Caution] = [one.unread] if one.unread else []
    if before and before.fingerprint == print_:
        tally["unchanged"] += 1
        return told
    if dry:
        tally["absences_changed" if before else "absences_new"] += not one.unread
        return told
    taken = missing.take_in(
        actor, body=_body(one), door="import", idempotency_key=f"feed:{before.fingerprint if before else ''}:{print_}",
        sender_name=f"{actor.organisation_name}: list of missing reports", at=at,
    )  # fmt: skip
    if one.unread:
        return told
    tally[_what(taken)] += 1
    with step():
        if before:
            _remember_changed(run_id, [{"id": before.id, "fingerprint": print_, "became": taken.episode_id}])
        elif taken.episode_id:
            _remember(actor, run_id, [{"key": _key(one), "source": SOURCE, "fingerprint": print_,
                                       "became": taken.episode_id, "folder_id": None, "category": ""}])  # fmt: skip
    return [*told, *_odd(one, taken)]


def _what(taken: TakenIn) -> str:
    if taken.outcome != "received":
        return "kept_for_a_person"
    return "absences_changed" if taken.joined else "absences_new"


def _odd(one: MissingSaid, taken: TakenIn) -> list[Reject | Caution]:
    sort = Reject if taken.outcome == "unreadable" else Caution
    return [sort(one.line, one.part, "", one.police_ref, problem[:300]) for problem in taken.problems]


def _body(one: MissingSaid) -> bytes:
    """What is kept and read. What could not be understood is wrapped, so that no half of it is read by chance."""
    said = {"could_not_be_read": dict(one.said), "why": one.unread.reason} if one.unread else dict(one.report)
    return json.dumps(said, sort_keys=True).encode(errors="replace")


def _print(one: MissingSaid) -> str:
    return hashlib.blake2b(_body(one), digest_size=20).hexdigest()


def _key(one: MissingSaid) -> str:
    return digest(f"missing-report|{one.police_ref}")
