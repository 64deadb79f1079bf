"""The log as it is handed out: its lines, its hashes, its heads."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from kingfisher.access.permissions import Permission
from kingfisher.access.queries import Line, lines_by_key, opened_after, searches, settled_searches, too_near
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.kernel.waiting import Waiting
from kingfisher.organisations.queries import colleagues, colleagues_at
from kingfisher.rulebook import ask
from kingfisher.rulebook.searches import SearchRule
from kingfisher.trail import rules
from kingfisher.trail.merkle.growing import newest, tree_of
from kingfisher.trail.merkle.lines import written
from kingfisher.trail.merkle.tree import Tree, leaf_hash, marks_of
from kingfisher.trail.models import Handing, Head, Leaf

AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Logged:
    """One line as it would be written out now; `is_as_logged` is false when it no longer has the hash it had."""

    number: int
    text: bytes | None
    is_as_logged: bool


@dataclass(frozen=True, slots=True)
class HeadShown:
    """A published head, and whether the actor's organisation has fetched it."""

    id: UUID
    size: int
    root: str
    at: datetime
    said: dict[str, Any]
    is_handed_to_us: bool
    fetched_at: datetime | None


def log_lines(actor: Actor, *, size: int, first: int = 1) -> Iterator[Logged]:
    """The lines of the log from `first` up to `size` in order, a few thousand at a time. For the witness alone."""
    for start in range(first, size + 1, AT_ONCE):
        until = min(start + AT_ONCE, size + 1)
        leaves = list(Leaf.objects.filter(number__gte=start, number__lt=until).order_by("number"))
        lines = lines_by_key(actor, [leaf.line_id for leaf in leaves])
        for leaf in leaves:
            line = lines.get(leaf.line_id)
            text = written(line, number=leaf.number, logged_at=leaf.logged_at) if line else None
            yield Logged(leaf.number, text, text is not None and leaf_hash(text).hex() == leaf.hash)


def leaf_hashes(actor: Actor, *, size: int) -> list[bytes]:
    """The hashes of the first `size` lines as they were logged."""
    rows = Leaf.objects.filter(number__lte=size).order_by("number").values_list("hash", flat=True)
    return [bytes.fromhex(h) for h in rows.iterator(chunk_size=AT_ONCE)]


def tree_now(actor: Actor) -> Tree:
    """The tree over everything logged."""
    return tree_of(newest(actor))


def heads(actor: Actor, *, at_most: int = 60) -> list[HeadShown]:
    """Published heads, newest first."""
    rows = list(Head.objects.order_by("-created_at")[:at_most])
    mine = Handing.objects.filter(head__in=rows, organisation_id=actor.organisation_id)
    handed = {h.head_id: h for h in mine}
    return [_shown(row, handed.get(row.id)) for row in rows]


def head(actor: Actor, head_id: UUID) -> HeadShown:
    """One published head; NotThere when unseen or missing."""
    row = Head.objects.filter(id=head_id).first()
    if row is None:
        raise NotThere
    return _shown(row, Handing.objects.filter(head=row, organisation_id=actor.organisation_id).first())


def with_marks(actor: Actor, shown: HeadShown) -> dict[str, Any]:
    """A published head as a whole file again. For the witness alone, who reads the hashes."""
    marks = marks_of(leaf_hashes(actor, size=shown.size))
    return shown.said | {"marks": base64.b64encode(marks).decode()}


def _shown(row: Head, handing: Handing | None) -> HeadShown:
    return HeadShown(row.id, row.size, row.root, row.created_at, row.said, handing is not None,
                     handing.fetched_at if handing else None)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A search somebody should ask about: its reason, what was opened next and, once asked, what it came to."""

    line: Line
    who: str
    reason: str
    opened: list[Line]
    outcome: str


def search_rule(actor: Actor) -> SearchRule:
    """Which searches are asked about today, and what one may come to."""
    return ask.searches(on=local_day(actor.at, ask.calendar()))


def searches_to_ask_about(actor: Actor, *, since: datetime) -> list[ToAsk]:
    """Searches since a moment that somebody should ask about, those not asked about yet first; newest first."""
    found = [line for line in searches(actor, since=since) if line.placement_id != actor.placement_id]
    names, reasons = _named_and_reasoned(actor, found)
    opened = opened_after(actor, [line for line in found if reasons[line.id]],
                          minutes=search_rule(actor).opened_minutes)  # fmt: skip
    settled = settled_searches(actor, since=since)
    asked = [
        ToAsk(line, names[line.id], reasons[line.id], opened[line.id], settled.get(line.id, ""))
        for line in found if reasons[line.id]
    ]  # fmt: skip
    return sorted(asked, key=lambda one: bool(one.outcome))


def _named_and_reasoned(actor: Actor, found: list[Line]) -> tuple[dict[int, str], dict[int, str]]:
    """Who made each of these searches, and why somebody should ask about it ("" where nobody need)."""
    who = colleagues(actor, {line.placement_id for line in found})
    names = {line.id: who[line.placement_id].name for line in found}
    return names, _reasons(actor, found, names)


def _reasons(actor: Actor, found: list[Line], names: dict[int, str]) -> dict[int, str]:
    used = [code for code, _ in search_rule(actor).reason_choices()]
    near = {
        worker: [rules.Declared(n.relation, f"{n.given_name} {n.family_name}", n.lines, n.house, n.postcode)
                 for n in declared]
        for worker, declared in too_near(actor).items()
    }  # fmt: skip
    agencies = {
        key: [rules.Colleague(worker, name) for worker, name in colleagues_at(actor, key)]
        for key in {line.organisation_id for line in found}
    }
    return {
        line.id: rules.reason_to_ask(
            str(line.facts.get("words", "")), searcher=rules.Colleague(line.worker_id, names[line.id]),
            agency=agencies[line.organisation_id], declared=near.get(line.worker_id, ()), used=used,
        )
        for line in found
    }  # fmt: skip


def work_waiting(actor: Actor) -> list[Waiting]:
    """For whoever keeps heads for her agency: the newest, until somebody there has fetched it (older ones it covers).
    For whoever asks about searches: those nobody has asked about yet, in one line.
    """
    return _head_waiting(actor) + _searches_waiting(actor)


def _searches_waiting(actor: Actor) -> list[Waiting]:
    if not actor.has(Permission.FLAG_REVIEW) or actor.reads_only:
        return []
    since = actor.at - timedelta(days=search_rule(actor).days)
    settled = settled_searches(actor, since=since)
    unasked = [
        line for line in searches(actor, since=since)
        if line.id not in settled and line.placement_id != actor.placement_id
    ]  # fmt: skip
    reasons = _named_and_reasoned(actor, unasked)[1] if unasked else {}
    open_ = [line for line in unasked if reasons[line.id]]
    if not open_:
        return []
    title = "A search to ask about" if len(open_) == 1 else f"{len(open_)} searches to ask about"
    return [Waiting(title, reverse("trail:searches"), None, "", "", min(line.at for line in open_))]


def _head_waiting(actor: Actor) -> list[Waiting]:
    if not actor.has(Permission.HEAD_READ) or actor.reads_only:
        return []
    newest_first = heads(actor, at_most=1)
    return [
        Waiting("Fetch the newest head of the record, and keep it", reverse("trail:heads"), None, "", "", one.at)
        for one in newest_first if one.is_handed_to_us and not one.fetched_at
    ]  # fmt: skip
