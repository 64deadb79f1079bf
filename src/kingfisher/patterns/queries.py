"""Reading patterns: one's own, those that leaders have to answer, and one whole."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere
from kingfisher.kernel.waiting import ForPartners, Waiting
from kingfisher.organisations.queries import colleagues
from kingfisher.patterns.models import Pattern, Word
from kingfisher.patterns.states import RAISED, WORDS
from kingfisher.rulebook import ask

KIND = "patterns.pattern"
audit.can_record(
    patterns__pattern__opened="looked at a pattern raised with leaders",
    patterns__pattern__listed="looked at the patterns raised with leaders",
)


@dataclass(frozen=True, slots=True)
class Said:
    """One step: what was said, when, by whom."""

    kind: str
    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A pattern; `said` is empty in a list."""

    id: UUID
    folder_id: UUID
    ref: str
    kind: str
    title: str
    seen: str
    wanted: str
    state: str
    with_lead: bool
    answer: str
    raised_by: UUID
    agency: str
    raised_at: datetime
    clock: ClockShown | None
    said: tuple[Said, ...]
    href: str

    @property
    def is_open(self) -> bool:
        return self.state == RAISED

    @property
    def state_words(self) -> str:
        return WORDS[self.state]


def patterns(actor: Actor, *, mine: bool = False, at_most: int = 100) -> list[Shown]:
    """Patterns this actor may see, those without an answer first, the soonest due before the others.

    A worker sees those of her own agency; the safeguarding partners see all. `mine` keeps to her own.
    """
    rows = Pattern.objects.select_related("organisation").order_by("-created_at")
    rows = rows.filter(created_by=actor.placement_id) if mine else rows
    found = list(rows[:at_most])
    due = clocks.with_due(actor, KIND, [r.id for r in found])
    shown = [_shown(r, due.get(r.id), ()) for r in found]
    return sorted(shown, key=lambda p: (not p.is_open, p.clock.due_at if p.clock else p.raised_at))


def pattern(actor: Actor, pattern_id: UUID) -> Shown:
    """One pattern with what was said to it; NotThere when unseen. The opening is recorded."""
    row = Pattern.objects.select_related("organisation").filter(id=pattern_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "patterns.pattern.opened", folders=[row.folder_id], facts={"ref": row.ref})
    words = list(Word.objects.filter(pattern=row).order_by("happened_at", "id"))
    who = colleagues(actor, {w.created_by for w in words})
    said = tuple(Said(w.kind, w.words, w.happened_at, _by(who, w.created_by)) for w in words)
    return _shown(row, clocks.with_due(actor, KIND, [row.id]).get(row.id), said)


def _by(who: dict, key: UUID) -> str:
    return f"{who[key].name}, {who[key].organisation}" if key in who else ""


def _shown(row: Pattern, clock: ClockShown | None, said: tuple[Said, ...]) -> Shown:
    return Shown(
        row.id, row.folder_id, row.ref, row.kind, row.title, row.seen, row.wanted, row.state, row.with_lead,
        row.answer, row.created_by, row.organisation.short_name, row.created_at, clock, said,
        url_for(KIND, row.id) or "",
    )  # fmt: skip


def unanswered(actor: Actor) -> list[UUID]:
    """Patterns whose time for an answer is over and that have not gone up yet; for the job that takes them up."""
    rows = list(Pattern.objects.filter(state=RAISED, with_lead=False).values_list("id", flat=True))
    late = clocks.with_due(actor, KIND, rows)
    return [key for key in rows if key in late and late[key].state.value == "late"]


def for_partners(actor: Actor) -> list[ForPartners]:
    """Patterns nobody has answered, for those who answer them; by reference and sort, as the words may name one."""
    if not actor.has(Permission.PATTERN_ANSWER):
        return []
    on = actor.at.astimezone(LONDON).date()
    return [
        ForPartners(
            str(p.id), f"Pattern {p.ref}: {ask.label('pattern_kind', p.kind)}",
            f"Raised by {p.agency}{', and not answered in time' if p.with_lead else ''}. It waits for an answer in "
            "writing.", p.href, p.clock.due_on if p.clock else None, bool(p.clock and p.clock.due_on < on), True,
        )
        for p in patterns(actor) if p.is_open
    ]  # fmt: skip


def work_waiting(actor: Actor) -> list[Waiting]:
    """Patterns to answer, for those who answer them."""
    if not actor.has(Permission.PATTERN_ANSWER):
        return []
    return [
        Waiting(f"Answer pattern {p.ref}", p.href, p.clock.due_at if p.clock else None,
                p.clock.state.value if p.clock else "", "", p.raised_at)
        for p in patterns(actor) if p.is_open
    ]  # fmt: skip
