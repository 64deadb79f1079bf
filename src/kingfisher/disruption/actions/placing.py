"""Changing a place: referred, assessed, planned, counted again, closed. Work on the place, not on the child."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.disruption.actions.moving import (
    SPOT,
    NotYet,
    keep,
    made,
    own_folder,
    record,
    today,
    words,
)
from kingfisher.disruption.models import Place, PlaceCount, PlaceStep
from kingfisher.disruption.rules import ASSESSMENT
from kingfisher.disruption.states import PLACE, REFERRED
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import step

REVIEW = "place_review"


def refer_place(
    actor: Actor, *, name: str, kind: str, where: str, why: str, responsible: str = "", at: datetime
) -> UUID:  # fmt: skip
    """Refer a place, as one refers a child."""
    actor.must(Permission.DISRUPT_WORK)
    row = keep(Place(
        folder_id=own_folder(actor, at), ref=new_ref("PL"), name=words(name, "Name the place.")[:200], kind=kind,
        where=words(where, "Say where it is, or which app or game.")[:200], responsible=responsible.strip()[:200],
        state=REFERRED, why=words(why, "Say what happens there and how it is known."), lead_id=actor.placement_id,
        **made(actor, at),
    ))  # fmt: skip
    _step(actor, row, "referred", why, at)
    record(actor, "disruption.place.referred", row)
    return row.id


def assess(actor: Actor, *, place_id: UUID, said: Mapping[str, str], at: datetime) -> None:
    """What the place is like, by question; three at least must be answered."""
    row = _begin(actor, place_id, "assess")
    answers = {code: said[code].strip() for code, _ in ASSESSMENT if said.get(code, "").strip()}
    if len(answers) < 3:
        raise NotYet("Look again.", gaps=("Answer at least three of the questions: go there and see.",))
    row.assessment = answers
    _finish(actor, row, "assess", "", at)


def make_plan(actor: Actor, *, place_id: UUID, plan: str, at: datetime) -> None:
    """Agree what changes about the place. It must have been counted once: else nobody can say it got better."""
    row = _begin(actor, place_id, "make_plan")
    if not PlaceCount.objects.filter(place=row).exists():
        raise NotYet("Count first.", gaps=("Count what happened there in the weeks before: the measure of change.",))
    row.plan = words(plan, "Say what changes, who does it, by when.")
    clocks.stop(actor, subject=(SPOT, row.id), rule=REVIEW, at=at)
    clocks.start(actor, rule=REVIEW, subject=(SPOT, row.id), folder=row.folder_id, at=at)
    _finish(actor, row, "make_plan", "", at)


def count_place(
    actor: Actor, *, place_id: UUID, first_on: date, last_on: date, incidents: int, counted_by: str, at: datetime
) -> None:  # fmt: skip
    """How much happened there in some weeks, and by whose count."""
    actor.must(Permission.DISRUPT_WORK)
    row = locked(Place, place_id)
    if last_on < first_on or last_on > today(actor):
        raise NotYet("Look at the days.", gaps=("The weeks end after they begin, and not in the future.",))
    keep(PlaceCount(folder_id=row.folder_id, place=row, first_on=first_on, last_on=last_on, incidents=incidents,
                    counted_by=words(counted_by, "Say who counted, and what.")[:200], **made(actor, at)))  # fmt: skip
    record(actor, "disruption.place.written", row, kind="count")


def visit_place(actor: Actor, *, place_id: UUID, on: date, said: str, at: datetime) -> None:
    """A visit, by whichever body for its own lawful purpose: what was seen. By whoever was let in, too."""
    actor.must(Permission.MEASURE_WORK)
    row = locked(Place, place_id)
    said = words(said, "Say who visited, for which purpose, and what was seen.")
    keep(PlaceStep(folder_id=row.folder_id, place=row, move="visited", happened_on=on, words=said, **made(actor, at)))
    record(actor, "disruption.place.written", row, kind="visit")


def review(actor: Actor, *, place_id: UUID, said: str, at: datetime) -> None:
    """What has changed, in numbers and to the eye."""
    row = _begin(actor, place_id, "review")
    clocks.stop(actor, subject=(SPOT, row.id), rule=REVIEW, at=at)
    clocks.start(actor, rule=REVIEW, subject=(SPOT, row.id), folder=row.folder_id, at=at)
    _finish(actor, row, "review", words(said, "Say what has changed."), at)


def shut(actor: Actor, *, place_id: UUID, outcome: str, on: date, at: datetime) -> None:
    """Close it, with what is different. A place that was being changed must have been counted again."""
    row = _begin(actor, place_id, "shut")
    if row.plan and PlaceCount.objects.filter(place=row).count() < 2:
        raise NotYet("Count again.", gaps=("Count again what happens there now, to set beside the count before.",))
    row.outcome, row.closed_on = words(outcome, "Say what is different now, and how you know."), on
    clocks.stop(actor, subject=(SPOT, row.id), at=at)
    _finish(actor, row, "shut", outcome, at)


def reopen(actor: Actor, *, place_id: UUID, why: str, at: datetime) -> None:
    """It has begun again."""
    row = _begin(actor, place_id, "reopen")
    row.closed_on = None
    _finish(actor, row, "reopen", words(why, "Say what is new."), at)


def _begin(actor: Actor, place_id: UUID, move: str) -> Place:
    actor.must(Permission.DISRUPT_WORK)
    row: Place = locked(Place, place_id)
    step(PLACE, move, row.state)
    return row


def _finish(actor: Actor, row: Place, move: str, said: str, at: datetime) -> None:
    row.state = step(PLACE, move, row.state)
    row.save()
    _step(actor, row, move, said, at)
    record(actor, f"disruption.place.{move}", row)


def _step(actor: Actor, row: Place, move: str, said: str, at: datetime) -> None:
    keep(PlaceStep(folder_id=row.folder_id, place=row, move=move, happened_on=today(actor), words=said.strip(),
                   **made(actor, at)))  # fmt: skip
