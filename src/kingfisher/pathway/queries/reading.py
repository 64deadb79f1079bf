"""One child's steps on one page. Opening it is recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kingfisher.access import audit
from kingfisher.chronology.queries import Filters, timeline
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.carried import Carried
from kingfisher.kernel.verdict import NotThere
from kingfisher.meetings import queries as meetings
from kingfisher.meetings.queries import MeetingShown
from kingfisher.organisations.queries import colleagues
from kingfisher.pathway.models import Episode, Strategy
from kingfisher.pathway.queries.listing import KIND, still_open
from kingfisher.pathway.queries.saying import said_so_far
from kingfisher.pathway.queries.together import discussed_with, kept_apart
from kingfisher.pathway.rules import EMERGENCY_POWERS, SERVES_AGAIN
from kingfisher.pathway.states import WORDS
from kingfisher.plans import queries as plans
from kingfisher.plans.queries import PlanRow

audit.can_record(
    pathway__episode__opened="opened the steps of a child's help",
    pathway__episode__printed="printed the steps of a child's help",
)


@dataclass(frozen=True, slots=True)
class Thing:
    """One step as it stands: its values by name, its clocks, and the meeting it was held at."""

    id: UUID
    kind: str
    state: str
    said: dict[str, Any]
    clocks: tuple[ClockShown, ...]
    meeting: MeetingShown | None
    by: str
    at: datetime

    @property
    def state_words(self) -> str:
        return WORDS.get(self.state, self.state)


@dataclass(frozen=True, slots=True)
class StepShown:
    thing: str
    move: str
    why: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another child of one strategy discussion: what was decided for her, and the words that may serve again."""

    episode_id: UUID
    name: str
    decision: str
    words: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EpisodeFile:
    """Everything of one child's steps that this reader may see."""

    id: UUID
    ref: str
    folder_id: UUID
    person_id: UUID
    name: str
    state: str
    pathway: str
    worker_id: UUID | None
    worker: str
    because: tuple[str, UUID] | None
    received_at: datetime
    closed_on: date | None
    close_reason: str
    reduced_risk: str
    said: tuple[Carried, ...]
    assessments: tuple[Thing, ...]
    strategies: tuple[Thing, ...]
    enquiries: tuple[Thing, ...]
    conferences: tuple[Thing, ...]
    offers: tuple[Thing, ...]
    proceedings: tuple[Thing, ...]
    transfers: tuple[Thing, ...]
    plans: tuple[PlanRow, ...]
    meetings: tuple[MeetingShown, ...]
    steps: tuple[StepShown, ...]
    unfinished: tuple[str, ...]
    complexes: tuple[tuple[UUID, str], ...]
    together: dict[UUID, tuple[Sibling, ...]]  # by meeting: the other children discussed there
    emergencies: tuple[ClockShown, ...]  # police protection or an emergency order that runs: when it ends
    held_by: dict[str, str]  # by its rule: who decided it and where the child is, as it was said

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def protection_plan(self) -> PlanRow | None:
        return next((r for r in self.plans if r.plan.kind == "child_protection" and r.plan.is_open), None)

    @property
    def to_record(self) -> tuple[MeetingShown, ...]:
        """Conferences that were held and whose outcome nobody has recorded."""
        done = {c.said["meeting_id"] for c in self.conferences}
        kinds = ("initial_conference", "review_conference")
        return tuple(m for m in self.meetings if m.kind in kinds and m.held_at and m.id not in done)


def episode_file(actor: Actor, episode_id: UUID, *, printed: bool = False) -> EpisodeFile:
    """Everything of one child's steps; NotThere when unseen or missing. The opening, or printing, is recorded."""
    row = Episode.objects.filter(id=episode_id).first()
    if row is None:
        raise NotThere
    folders = [f for f in (row.folder_id, row.protection_folder_id) if f]
    what = "pathway.episode.printed" if printed else "pathway.episode.opened"
    audit.record(actor, what, folders=folders, facts={"episode": row.ref})
    kinds = ("assessments", "strategys", "section47s", "conferences", "familymeetings", "proceedingss", "transfers")
    rows = {kind: list(getattr(row, kind).order_by("created_at", "id")) for kind in kinds}
    steps = list(row.steps.order_by("created_at", "id"))
    makers = {r.created_by for found in rows.values() for r in found} | {s.created_by for s in steps}
    known = colleagues(actor, {*makers, *filter(None, (row.worker_id,))})
    names = {key: one.name for key, one in known.items()}
    running = clocks.for_subjects(
        actor, [(KIND, row.id), *(_subject(r) for found in rows.values() for r in found)], open_only=True
    )
    held = meetings.outlines_of(actor, [row.person_id])
    known_meetings = {m.id: m for m in held}
    things = {
        kind: tuple(_thing(actor, r, names, running.get(_subject(r), []), known_meetings) for r in found)
        for kind, found in rows.items()
    }
    own = plans.plans_of(actor, [row.person_id])
    return EpisodeFile(
        id=row.id, ref=row.ref, folder_id=row.folder_id, person_id=row.person_id, name=row.name_said, state=row.state,
        pathway=row.pathway, worker_id=row.worker_id, worker=names.get(row.worker_id, ""),
        because=(row.because_kind, row.because_id) if row.because_id else None, received_at=row.received_at,
        closed_on=row.closed_at.date() if row.closed_at else None, close_reason=row.close_reason,
        reduced_risk=row.reduced_risk, said=said_so_far(actor, row, rows, held), assessments=things["assessments"],
        strategies=things["strategys"], enquiries=things["section47s"], conferences=things["conferences"],
        offers=things["familymeetings"], proceedings=things["proceedingss"], transfers=things["transfers"],
        plans=tuple(own), meetings=tuple(held), emergencies=tuple(running.get((KIND, row.id), ())),
        held_by=_held_by(actor, row) if running.get((KIND, row.id)) else {},
        steps=tuple(StepShown(s.thing, s.move, s.why, s.created_at, names.get(s.created_by, "")) for s in steps),
        unfinished=tuple(still_open((*rows["assessments"], *rows["strategys"], *rows["section47s"]), own)),
        together=_together(actor, row, rows["strategys"]),
        complexes=tuple(row.complexes.values_list("enquiry_id", "enquiry__title")),
    )  # fmt: skip


def _held_by(actor: Actor, row: Episode) -> dict[str, str]:
    said = timeline(actor, [row.person_id], filters=Filters(kinds=frozenset({"decision"})))
    own = [h for h in said if h.about == (KIND, row.id) and not h.corrected_by]
    began = {rule: [h.detail for h in own if h.title == f"{title} began"] for rule, title in EMERGENCY_POWERS}
    return {rule: words[0] for rule, words in began.items() if words}


def _together(actor: Actor, row: Episode, strategies: list[Strategy]) -> dict[UUID, tuple[Sibling, ...]]:
    """What was decided of a child whose papers are sealed serves nobody else's form: her words stay with her."""
    found = discussed_with(actor, row, (s.meeting_id for s in strategies))
    hidden = kept_apart(actor, {s.episode for rows in found.values() for s in rows}) if found else {}
    return {
        meeting: tuple(
            Sibling(s.episode_id, s.episode.name_said, s.decision,
                    {} if s.episode_id in hidden else {name: getattr(s, name) for name in SERVES_AGAIN})
            for s in rows
        )
        for meeting, rows in found.items()
    }  # fmt: skip


def _subject(row: Any) -> tuple[str, UUID]:
    return f"pathway.{type(row).__name__.lower()}", row.id


def _thing(
    actor: Actor, row: Any, names: dict[UUID, str], running: list[ClockShown], known: dict[UUID, MeetingShown]
) -> Thing:
    kind = type(row).__name__.lower()
    said = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    meeting = known.get(said.get("meeting_id"))
    if said.get("meeting_id") and meeting is None:
        try:
            meeting = meetings.meeting_shown(actor, said["meeting_id"])
        except NotThere:
            meeting = None
    return Thing(
        row.id, kind, said.get("state", ""), said,
        tuple(running), meeting, names.get(row.created_by, ""), row.created_at,
    )  # fmt: skip
