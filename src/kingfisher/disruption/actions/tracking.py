"""Tracking a crime: its steps, whom to tell within a day, what is asked of third parties, how it was finished."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.disruption.actions.moving import NotYet, keep, made, own_folder, record, words
from kingfisher.disruption.models import Crime, CrimeStep, MaterialRequest, Party
from kingfisher.disruption.rules import TOLD_OF
from kingfisher.disruption.states import CRIME, OPEN
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import step
from kingfisher.kernel.verdict import NotThere

TELL = "victim_update"
STEP = "disruption.crime_step"


def track(
    actor: Actor, *, offence: str, reported_at: datetime, team: str, flags: Sequence[str] = (), number: str = "",
    plan_id: UUID | None = None, operation_id: UUID | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Begin to track a crime that was reported; with its number, it is recorded."""
    actor.must(Permission.CRIME_WORK)
    row = keep(Crime(
        folder_id=own_folder(actor, at), ref=new_ref("CR"), offence=words(offence, "Say which offence.")[:200],
        reported_at=reported_at, flags=list(flags), team=words(team, "Say which team has it.")[:80],
        officer_id=actor.placement_id, state=OPEN, number=number.strip()[:40],
        recorded_at=at if number.strip() else None, plan_id=plan_id, operation_id=operation_id, **made(actor, at),
    ))  # fmt: skip
    record(actor, "disruption.crime.recorded", row)
    return row.id


def record_crime(actor: Actor, *, crime_id: UUID, number: str, at: datetime) -> None:
    """Recorded by the force, under its number."""
    row = _crime(actor, crime_id)
    row.number, row.recorded_at = words(number, "Give the crime number.")[:40], at
    row.save(update_fields=["number", "recorded_at"])
    record(actor, "disruption.crime.written", row, fields=["number"])


def flag(actor: Actor, *, crime_id: UUID, flags: Sequence[str], at: datetime) -> None:
    """Which flags it carries: what it is counted under."""
    row = _crime(actor, crime_id)
    row.flags = sorted(set(flags))
    row.save(update_fields=["flags"])
    record(actor, "disruption.crime.written", row, fields=["flags"])


def add_party(
    actor: Actor, *, crime_id: UUID, role: str, name: str, is_child: bool = False, person_id: UUID | None = None,
    at: datetime,
) -> UUID:  # fmt: skip
    """A victim or suspect. Of what happened before she was named a victim is still to be told: those clocks start."""
    row = _crime(actor, crime_id)
    if role not in ("victim", "suspect"):
        raise NotYet("Say which.", gaps=("Say whether this is a victim or a suspect.",))
    first = role == "victim" and not Party.objects.filter(crime=row, role="victim").exists()
    one = keep(Party(folder_id=row.folder_id, crime=row, role=role, name_said=words(name, "Give the name.")[:200],
                     is_child=is_child, person_id=person_id, **made(actor, at)))  # fmt: skip
    for before in CrimeStep.objects.filter(crime=row, kind__in=TOLD_OF) if first else ():
        clocks.start(actor, rule=TELL, subject=(STEP, before.id), folder=row.folder_id, at=at)
    record(actor, "disruption.crime.written", row, fields=[role])
    return one.id


def say_of_party(actor: Actor, *, party_id: UUID, at: datetime, **said: Any) -> None:
    """Ethnicity and nationality, each with whose statement it is; bail_until. What is left out stays as it is."""
    actor.must(Permission.CRIME_WORK)
    one = locked(Party, party_id)
    if said.get("bail_until") and one.role != "suspect":
        raise NotYet("Only a suspect is bailed.", gaps=("Choose the suspect: nobody else is bailed.",))
    for name in ("ethnicity", "ethnicity_basis", "nationality", "nationality_basis", "bail_until"):
        if name in said:
            setattr(one, name, said[name])
    for name in ("ethnicity", "nationality"):
        if getattr(one, name) and not getattr(one, f"{name}_basis"):
            raise NotYet("Say whose statement it is.", gaps=(f"Say whose statement the {name} is.",))
    one.save()
    record(actor, "disruption.crime.written", one.crime, fields=sorted(said))


def crime_step(
    actor: Actor, *, crime_id: UUID, kind: str, on: date, said: str = "", next_on: date | None = None, at: datetime
) -> UUID:  # fmt: skip
    """One step of the case. Of a key step a victim is told within a working day: the clock starts here."""
    row = _crime(actor, crime_id)
    key = _stepped(actor, row, kind, on, said, at, next_on=next_on)
    record(actor, "disruption.crime.written", row, kind=kind)
    return key


def victim_told(actor: Actor, *, step_id: UUID, at: datetime) -> None:
    """The victim, or whoever she chose to be told through, was told of it."""
    actor.must(Permission.CRIME_WORK)
    one = CrimeStep.objects.select_related("crime").filter(id=step_id).first()
    if one is None:
        raise NotThere
    if not clocks.stop(actor, subject=(STEP, one.id), rule=TELL, at=at):
        raise NotYet("It was told already.", gaps=("It stands as told already.",))
    record(actor, "disruption.crime.written", one.crime, kind="victim told")


def no_longer_supported(actor: Actor, *, crime_id: UUID, on: date, said: str, at: datetime) -> None:
    """A victim no longer supports it. That is said; the case goes on, and the child's safety with it."""
    row = _crime(actor, crime_id)
    row.unsupported_since = on
    row.save(update_fields=["unsupported_since"])
    keep(CrimeStep(folder_id=row.folder_id, crime=row, kind="unsupported", happened_on=on,
                   words=words(said, "Say why, in her words, and what is done without her statement."),
                   **made(actor, at)))  # fmt: skip
    record(actor, "disruption.crime.written", row, kind="unsupported")


def charge(actor: Actor, *, crime_id: UUID, on: date, said: str, at: datetime) -> None:
    """Somebody was charged."""
    _move(actor, crime_id, "charge", on, words(said, "Say who was charged with what."), at)


def finish(actor: Actor, *, crime_id: UUID, on: date, outcome: str, said: str, at: datetime) -> None:
    """Finished, with its outcome and who decided it. That support was withdrawn is not an outcome."""
    row = _crime(actor, crime_id)
    row.outcome, row.outcome_words = outcome, words(said, "Say who decided it, when and why.")
    row.save(update_fields=["outcome", "outcome_words"])
    _move(actor, crime_id, "finish", on, said, at)


def take_up(actor: Actor, *, crime_id: UUID, on: date, said: str, at: datetime) -> None:
    """Take a finished case up again: nothing is ever closed for good."""
    _move(actor, crime_id, "take_up", on, words(said, "Say what is new."), at)


def ask_material(
    actor: Actor, *, crime_id: UUID, holder: str, what: str, why_needed: str, others_tried: str, first_on: date,
    last_on: date, notice_given_on: date | None = None, no_notice_why: str = "", at: datetime,
) -> UUID:  # fmt: skip
    """Ask somebody for what they hold of a victim: named, for stated days, after what else was tried, with notice."""
    row = _crime(actor, crime_id)
    if not notice_given_on and not no_notice_why.strip():
        raise NotYet("The victim is told.", gaps=("Say when the victim was given notice, or why she was not.",))
    if last_on < first_on:
        raise NotYet("Look at the days.", gaps=("The last day comes after the first.",))
    one = keep(MaterialRequest(
        folder_id=row.folder_id, crime=row, holder=words(holder, "Say who holds it.")[:200],
        what=words(what, "Say exactly what is asked for."), why_needed=words(why_needed, "Say why the case needs it."),
        others_tried=words(others_tried, "Say what was tried first, to leave the victim’s records alone."),
        first_on=first_on, last_on=last_on, notice_given_on=notice_given_on, no_notice_why=no_notice_why.strip(),
        **made(actor, at),
    ))  # fmt: skip
    record(actor, "disruption.crime.written", row, kind="material request")
    return one.id


def material_answered(actor: Actor, *, request_id: UUID, answer: str, on: date, at: datetime) -> None:
    """What came back, or that it was refused."""
    actor.must(Permission.CRIME_WORK)
    one = locked(MaterialRequest, request_id)
    one.answer, one.answered_on = words(answer, "Say what came back."), on
    one.save(update_fields=["answer", "answered_on"])
    record(actor, "disruption.crime.written", one.crime, kind="material answered")


def _crime(actor: Actor, crime_id: UUID) -> Crime:
    actor.must(Permission.CRIME_WORK)
    row: Crime = locked(Crime, crime_id)
    return row


def _move(actor: Actor, crime_id: UUID, move: str, on: date, said: str, at: datetime) -> None:
    row = _crime(actor, crime_id)
    row.state = step(CRIME, move, row.state)
    row.save(update_fields=["state"])
    _stepped(actor, row, move, on, said, at)
    record(actor, f"disruption.crime.{move}", row)


def _stepped(
    actor: Actor, row: Crime, kind: str, on: date, said: str, at: datetime, *, next_on: date | None = None
) -> UUID:  # fmt: skip
    """Write it down; where a victim is to be told of it, her clock starts."""
    one = keep(CrimeStep(folder_id=row.folder_id, crime=row, kind=kind, happened_on=on, words=said.strip(),
                         next_on=next_on, **made(actor, at)))  # fmt: skip
    if kind in TOLD_OF and Party.objects.filter(crime=row, role="victim").exists():
        clocks.start(actor, rule=TELL, subject=(STEP, one.id), folder=row.folder_id, at=at)
    key: UUID = one.id
    return key
