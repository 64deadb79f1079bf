"""What needs the three of us now. Codes, agencies and days; a child's name stands behind a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec

from kingfisher.access.permissions import Permission
from kingfisher.escalations import queries as escalations
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.waiting import offered_to_partners
from kingfisher.organisations.queries import colleagues
from kingfisher.partnership.models import Answered
from kingfisher.partnership.queries.board import undertakings
from kingfisher.partnership.queries.keeping import money, risks
from kingfisher.partnership.queries.publishing import shelf, to_sign
from kingfisher.partnership.queries.who import lead_seat_of, today
from kingfisher.partnership.rules import pounds, year_of

MINUTES = {"disagreement": 5, "to_sign": 8, "clock": 1, "risk": 2, "action": 1, "money": 2, "pattern": 4, "review": 4}
# Each may offer queries.for_partners(actor); a room above offers it at start-up (kernel.waiting).
ROOMS = ("patterns", "reviews", "assurance", "learning", "scorecard")
NOT_HELD = {
    "patterns": "Patterns raised by the hub", "reviews": "Serious incidents and reviews",
    "assurance": "Returns, audits and findings", "learning": "Training",
    "scorecard": "Figures outside their limits",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What one of the three did about it."""

    by: str
    did: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing put before the three. `is_named`: a child may be named behind it, so it opens with a reason."""

    about: str
    sort: str
    title: str
    detail: str
    href: str
    due_on: date | None
    is_late: bool
    is_named: bool
    said: tuple[Said, ...]
    is_settled: bool

    @property
    def minutes(self) -> int:
        return MINUTES.get(self.sort, 3)


@dataclass(frozen=True, slots=True)
class ForTheThree:
    matters: tuple[Matter, ...]
    settled: tuple[Matter, ...]
    not_held: tuple[str, ...]

    @property
    def minutes(self) -> int:
        return sum(m.minutes for m in self.matters)


def for_the_three(actor: Actor) -> ForTheThree:
    """Everything that waits, what is late first; what somebody answered is below. Nothing here names a child."""
    said = _said(actor)
    found = [
        *_disagreements(actor, said), *_to_sign(actor, said), *_clocks(actor, said), *_risks(actor, said),
        *_late_actions(actor, said), *_money(actor, said), *_of_rooms(actor, said),
    ]  # fmt: skip
    order = sorted(found, key=lambda m: (not m.is_late, m.due_on or date.max))
    missing = tuple(words for room, words in NOT_HELD.items() if _offer(room) is None)
    return ForTheThree(tuple(m for m in order if not m.is_settled), tuple(m for m in order if m.is_settled), missing)


def matter(actor: Actor, about: str) -> Matter | None:
    """One matter by its key, among those put before the three."""
    found = for_the_three(actor)
    return next((m for m in (*found.matters, *found.settled) if m.about == about), None)


def _said(actor: Actor) -> dict[str, tuple[Said, ...]]:
    rows = list(Answered.objects.order_by("answered_at"))
    who = colleagues(actor, {r.created_by for r in rows})
    found: dict[str, tuple[Said, ...]] = {}
    for r in rows:
        by = who[r.created_by].name if r.created_by in who else "A partner"
        found[r.about] = (*found.get(r.about, ()), Said(by, r.did, r.words, r.answered_at))
    return found


def _made(
    said: dict, kind: str, key: object, sort: str, title: str, detail: str, href: str, *, due_on: date | None = None,
    is_late: bool = False, is_named: bool = False, until_done: bool = False,
) -> Matter:  # fmt: skip
    about = f"{kind}:{key}"[:120]
    mine = said.get(about, ())
    return Matter(about, sort, title, detail, href, due_on, is_late, is_named, mine, bool(mine) and not until_done)


def _disagreements(actor: Actor, said: dict) -> Iterable[Matter]:
    if not actor.has(Permission.ESCALATION_SETTLE):
        return
    for c in escalations.cases(actor):
        if c.is_open:
            due = c.clock.due_on if c.clock else None
            now = "A child is at risk now. " if c.is_immediate else ""
            yield _made(
                said, "disagreement", c.id, "disagreement", f"Disagreement {c.ref}",
                f"{now}Between {c.raising} and {c.receiving}; with {c.talks}.", url_for("escalations.case", c.id) or "",
                due_on=due, is_late=c.is_immediate or bool(due and due < today(actor)), is_named=True, until_done=True,
            )  # fmt: skip


def _to_sign(actor: Actor, said: dict) -> Iterable[Matter]:
    seat = lead_seat_of(actor)
    for e in to_sign(actor):
        missing = [s.kind for s in e.signatures if not s.counts]
        hers = bool(seat) and any(s.partner_id == seat[1] and not s.counts for s in e.signatures)
        yield _made(
            said, "edition", e.id, "to_sign", f"{'Sign' if hers else 'Waiting for others to sign'}: {e.title}",
            f"Edition {e.number}. Not signed by: {', '.join(missing) or 'nobody; the office publishes it'}.",
            url_for("partnership.edition", e.id) or "", due_on=e.clock.due_on if e.clock else None,
            is_late=bool(e.clock and e.clock.due_on < today(actor)), until_done=True,
        )  # fmt: skip


def _clocks(actor: Actor, said: dict) -> Iterable[Matter]:
    for p in shelf(actor):
        if p.clock and p.clock.state.is_open and p.clock.due_on < today(actor):
            yield _made(
                said, "clock", p.clock.id, "clock", f"{p.clock.title}: {p.title}", "A time limit was missed.",
                url_for("partnership.edition", p.clock.subject[1]) or "", due_on=p.clock.due_on, is_late=True,
            )  # fmt: skip


def _risks(actor: Actor, said: dict) -> Iterable[Matter]:
    for r in risks(actor):
        if r.is_over:
            yield _made(
                said, "risk", f"{r.id}:{r.history[0][0]}", "risk", f"Risk above its limit: {r.title}",
                f"Scores {r.score}; we said we would live with {r.limit}. {r.history[0][3]}",
                url_for("partnership.risks", r.id) or "",
            )  # fmt: skip


def _late_actions(actor: Actor, said: dict) -> Iterable[Matter]:
    for u in undertakings(actor, open_only=True):
        if u.is_late and u.chased >= 2:
            yield _made(
                said, "action", f"{u.id}:{u.chased}", "action", f"Action {u.ref}, asked after {u.chased} times",
                f"{u.words.rstrip('.')}. {u.owner}, {u.of}.", url_for("partnership.undertakings", u.id) or "",
                due_on=u.due_on, is_late=True,
            )  # fmt: skip


def _money(actor: Actor, said: dict) -> Iterable[Matter]:
    year = year_of(today(actor))
    found = money(actor, year=year)
    if found.budget > found.cash:
        yield _made(
            said, "money", f"{year}:{found.budget - found.cash}", "money", "More is planned than is given",
            f"{pounds(found.budget)} planned and {pounds(found.cash)} given in cash in the year from April {year}.",
            url_for("partnership.money", year) or "",
        )  # fmt: skip
    for heading, budget, spent in found.headings:
        if spent > budget:
            yield _made(
                said, "money", f"{year}:{heading}:{spent}", "money", f"Spent beyond plan: {heading}",
                f"{pounds(spent)} spent of {pounds(budget)}.", url_for("partnership.money", year) or "",
            )  # fmt: skip


def _offer(room: str) -> object | None:
    if above := offered_to_partners(room):
        return above
    if find_spec(f"kingfisher.{room}") is None or find_spec(f"kingfisher.{room}.queries") is None:
        return None
    return getattr(import_module(f"kingfisher.{room}.queries"), "for_partners", None)


def _of_rooms(actor: Actor, said: dict) -> Iterable[Matter]:
    """What rooms below put before the three: rows with key, title, detail, href, due_on, is_late, is_named."""
    for room in ROOMS:
        offer = _offer(room)
        for r in offer(actor) if offer else ():
            yield _made(
                said, room, r.key, {"patterns": "pattern", "reviews": "review"}.get(room, room), r.title, r.detail,
                r.href, due_on=r.due_on, is_late=r.is_late, is_named=r.is_named,
            )  # fmt: skip
