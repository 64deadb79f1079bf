"""Asking an agency.

A request in a folder of the asker's own, opened to the agency asked and the deciding team.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.chronology import actions as chronology
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.organisations import queries as places
from kingfisher.people import queries as people
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing import rules
from kingfisher.sharing.models import Request, Subject
from kingfisher.sharing.queries import KIND, bases_of, ready, suggested
from kingfisher.sharing.rules import Bases, SubjectAsked

DECIDING_TEAM = "front_door"
audit.can_record(sharing__request__asked="asked an agency for information")


class CannotAsk(Refused):
    """The request lacks something: who, what, why, or a basis that can carry it. `gaps` lists it all."""

    rule = "request_incomplete"


class AlreadyAsked(Refused):
    """That agency is being asked about that thing already, and has not answered."""

    rule = "request_already_waiting"


def ask(
    actor: Actor, *, holder_id: UUID, about: tuple[str, UUID], subjects: Sequence[SubjectAsked], why: str,
    questions: Sequence[str] = (), purpose: str = "", gateway: str = "", art6: str = "",
    art9: str | None = None,
    sch1: str | None = None, basis_answers: Mapping[str, str] | None = None, rag: str = "",
    since: datetime | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Ask one agency about a thing and the people in it; returns the request's key.

    What is left out is the ordinary set for that kind of agency (rulebook: check_questions). `rag` (red,
    amber, green) chooses the clock of agency checks; without it the one for any request. The clock counts
    from `since` (the contact's receipt), else from `at`. `basis_answers` are by question. CannotAsk with
    every gap, AlreadyAsked while one waits, NotThere for an unknown agency or a person the actor cannot see.
    """
    if not actor.has(Permission.REQUEST_ASK):
        raise Denied("Your role does not include asking agencies.", rule=f"permission:{Permission.REQUEST_ASK}")
    usual = suggested(actor, holder_id, about=about)
    if usual.already_waiting:
        raise AlreadyAsked(f"{usual.holder_name} is being asked about this already: chase it, or withdraw it first.")
    bases = bases_of(
        actor, gateway or usual.gateway, art6 or usual.art6, usual.art9 if art9 is None else art9,
        usual.sch1 if sch1 is None else sch1,
    )  # fmt: skip
    questions = [one.strip() for one in questions or usual.questions if one.strip()]
    on = local_day(at, rulebook.calendar())
    _refuse_gaps(actor, bases, on, why=why, subjects=subjects, questions=questions)
    answers = [(question, (basis_answers or {}).get(question, said)) for _, question, said in ready(actor, bases)]
    row = Request(
        id=new_id(), ref=new_ref("RQ"), asker_id=actor.organisation_id, holder_id=holder_id,
        team_id=_deciding_team(actor), about_kind=about[0], about_id=about[1], state="asked", rag=rag,
        questions=questions, purpose=purpose or usual.purpose, gateway=bases.gateway.id, art6=bases.art6.id,
        art9=bases.art9.id if bases.art9 else "", sch1=bases.sch1.id if bases.sch1 else "",
        basis_answers=answers, why=why.strip(), created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    _open(actor, row, subjects, usual.holder_name, at)
    rule = rulebook.rag(on=on).rated(rag).check_clock if rag else "information_request"
    clocks.start(actor, rule=rule, subject=(KIND, row.id), folder=row.folder_id, since=since,
                 owner_organisation=holder_id, at=at)  # fmt: skip
    return row.id


def _refuse_gaps(actor: Actor, bases: Bases, on: date, *, subjects: Sequence[SubjectAsked], **said: Any) -> None:
    gaps = rules.ask_gaps(subjects=subjects, **said) + rules.basis_gaps(bases, on)
    if gaps:
        raise CannotAsk(gaps[0], gaps=gaps)
    named = {one.person_id for one in subjects if one.person_id}
    if named - people.statements(actor, named).keys():
        raise NotThere


def _open(actor: Actor, row: Request, subjects: Sequence[SubjectAsked], holder_name: str, at: datetime) -> None:
    """The folder, the request and its subjects in it, and then the two who are let in."""
    row.folder_id = access.open_folder(actor, kind="request", category="request", at=at)
    because = f"Asked in {row.ref}"
    given = {"folder_id": row.folder_id, "level": FULL, "writes": True, "basis": row.gateway,
    "because": because,
             "because_of": (KIND, row.id), "at": at}  # fmt: skip
    row.holder_grant = access.grant(actor, to=access.Receiver(organisation_id=row.holder_id), **given)
    access.grant(actor, to=access.Receiver(team_id=row.team_id), **given)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "request_waits_once" in str(error):
            raise AlreadyAsked(f"{holder_name} is being asked about this already.") from error
        raise
    Subject.objects.bulk_create(
        [
            Subject(
                id=new_id(), folder_id=row.folder_id, request=row, person_id=one.person_id, kind=one.kind,
                name=one.name.strip()[:300], born_on=one.born_on, born_said=one.born_said[:60],
                address=one.address[:400], more=one.more[:400], created_at=at, created_by=actor.placement_id,
            )
            for one in subjects
        ]
    )  # fmt: skip
    audit.record(
        actor, "sharing.request.asked", folders=[row.folder_id],
        facts={"request": row.ref, "holder": str(row.holder_id), "gateway": row.gateway,
        "purpose": row.purpose},
    )  # fmt: skip
    _note(actor, row, subjects, f"Asked {holder_name} for information", at)


def _note(actor: Actor, row: Request, subjects: Sequence[SubjectAsked], title: str, at: datetime) -> None:
    lines = [
        chronology.Line(
            folder_id=row.folder_id, person_id=one.person_id, kind="request", happened_at=at, title=title,
            happened_on=local_day(at, rulebook.calendar()), about=(KIND, row.id), reference=row.ref,
        )
        for one in subjects if one.person_id
    ]  # fmt: skip
    if lines:
        chronology.note_many(actor, lines=lines, at=at)


def _deciding_team(actor: Actor) -> UUID:
    team = places.team(actor, DECIDING_TEAM)
    if team is None:
        raise NotThere("This partnership has no front door team yet, so nobody could decide on an answer.")
    return team
