"""Incidents and what agencies send: only those whose folders are open to the actor, whole pages recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.verdict import NotThere, gaps_of
from kingfisher.organisations.queries import Colleague, colleagues
from kingfisher.reviews import rules
from kingfisher.reviews.models import Decision, Incident, Summary
from kingfisher.reviews.states import ANSWERS, PARTNERS, STATE_WORDS

KIND, ASKED = "reviews.incident", "reviews.summary"
audit.can_record(
    reviews__incident__opened="looked at the review of a serious incident",
    reviews__summary__opened="looked at what an agency was asked for a rapid review",
)


@dataclass(frozen=True, slots=True)
class SummaryShown:
    """What one agency is asked; its words only once they were sent, or to whoever writes them."""

    id: UUID
    incident_id: UUID
    folder_id: UUID
    ref: str
    child_called: str
    born_on: date | None
    asks: str
    agency: str
    writer: Colleague | None
    is_mine: bool
    state: str
    chased: int
    clock: ClockShown | None
    known: str
    safe: str
    learning: str
    asked_at: datetime
    sent_at: datetime | None
    href: str

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class DecisionShown:
    partner: str
    answer: str
    words: str
    by: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class IncidentShown:
    """One review; in a list without summaries and decisions."""

    row: Incident
    clocks: tuple[ClockShown, ...]
    summaries: tuple[SummaryShown, ...]
    decisions: tuple[DecisionShown, ...]
    answers: dict[str, str]

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.row.state]

    @property
    def next_clock(self) -> ClockShown | None:
        """The running clock that is due soonest."""
        return min((c for c in self.clocks if c.state.is_open), key=lambda c: c.due_at, default=None)

    @property
    def href(self) -> str:
        return url_for(KIND, self.row.id) or ""

    @property
    def finish_gaps(self) -> tuple[str, ...]:
        """What is lacking before the rapid review is finished."""
        unsent = tuple(f"Not heard yet: {s.agency}." for s in self.summaries if s.state != "sent")
        written = gaps_of((
            (self.row.facts, "The facts of the rapid review are not written."),
            (self.row.learning, "What is learned is not written."),
            (self.summaries, "No agency was asked what it knows."),
        ))  # fmt: skip
        return (*written, *unsent, *rules.decision_gaps(self.answers))


def incidents(actor: Actor, *, at_most: int = 100) -> list[IncidentShown]:
    """The reviews this actor works on: what runs first, the soonest due before the others."""
    rows = list(Incident.objects.order_by("-aware_at")[:at_most])
    due = clocks.with_due(actor, KIND, [r.id for r in rows]) if rows else {}
    shown = [IncidentShown(r, tuple(c for c in [due.get(r.id)] if c), (), (), {}) for r in rows]
    return sorted(shown, key=lambda i: (bool(i.row.ended_at), i.next_clock is None,
                                        i.next_clock.due_at if i.next_clock else i.row.aware_at))  # fmt: skip


def incident(actor: Actor, incident_id: UUID) -> IncidentShown:
    """One review, whole. NotThere when unseen or missing. The opening is recorded."""
    row = Incident.objects.filter(id=incident_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "reviews.incident.opened", folders=[row.folder_id], facts={"ref": row.ref})
    said = list(Decision.objects.filter(incident=row).order_by("said_at", "id"))
    who = colleagues(actor, {d.created_by for d in said})
    after = row.rapid_at is None and row.panel_on  # decided again: what was said before the panel answered is over
    answers = {d.partner: d.answer for d in said if not after or d.said_at.date() >= row.panel_on}
    decisions = tuple(
        DecisionShown(PARTNERS[d.partner], ANSWERS[d.answer], d.words,
                      who[d.created_by].name if d.created_by in who else "", d.said_at)
        for d in said
    )  # fmt: skip
    summaries = Summary.objects.filter(incident=row).select_related("organisation").order_by("organisation__name")
    return IncidentShown(
        row, tuple(clocks.for_subject(actor, (KIND, row.id))), _summaries(actor, list(summaries)), decisions, answers
    )


def summary(actor: Actor, summary_id: UUID) -> SummaryShown:
    """What one agency is asked, and what it writes. NotThere when unseen. The opening is recorded."""
    row = Summary.objects.select_related("organisation").filter(id=summary_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "reviews.summary.opened", folders=[row.folder_id], facts={"ref": row.ref})
    return _summaries(actor, [row])[0]


def asked_of(actor: Actor) -> list[SummaryShown]:
    """What this worker is asked and has not sent."""
    rows = Summary.objects.filter(writer=actor.placement_id, state="asked").select_related("organisation")
    return list(_summaries(actor, list(rows)))


def unsent(actor: Actor) -> list[SummaryShown]:
    """What agencies were asked and have not sent, over all reviews the actor works on."""
    rows = Summary.objects.exclude(writer=actor.placement_id).filter(state="asked").select_related("organisation")
    return list(_summaries(actor, list(rows)))


def _summaries(actor: Actor, rows: list[Summary]) -> tuple[SummaryShown, ...]:
    if not rows:
        return ()
    due = clocks.with_due(actor, ASKED, [r.id for r in rows])
    who = colleagues(actor, {r.writer for r in rows})
    found = []
    for r in rows:
        open_to_me = r.state == "sent" or r.writer == actor.placement_id
        words = (r.known, r.safe, r.learning) if open_to_me else ("", "", "")
        found.append(SummaryShown(
            r.id, r.incident_id, r.folder_id, r.ref, r.child_called, r.born_on, r.asks,
            r.organisation.short_name, who.get(r.writer),
            r.writer == actor.placement_id, r.state, r.chased, due.get(r.id), *words, r.created_at, r.sent_at,
            url_for(ASKED, r.id) or "",
        ))  # fmt: skip
    return tuple(found)
