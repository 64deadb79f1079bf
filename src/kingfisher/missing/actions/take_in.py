"""The one way in for every report of a missing child: kept as it came, then read into one absence.

Each of the two is a transaction of its own, so this runs from a stepwise door, a job, a command or a test.
"""

import hashlib
import logging
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kingfisher.access.actions import Receiver
from kingfisher.access.entry import acting_as, service_of
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import role
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id
from kingfisher.missing.actions.laying import Laid, NoSuchReport, lay, named_on_card
from kingfisher.missing.models import Report
from kingfisher.missing.queries import EPISODE
from kingfisher.missing.said import CODES, Told, as_json, read_report
from kingfisher.organisations import queries as places
from kingfisher.postroom import actions as postroom
from kingfisher.postroom import queries as arrivals
from kingfisher.postroom.queries import Came
from kingfisher.rulebook import ask

log = logging.getLogger(__name__)
KIND = "missing_report"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A report that is safe. `outcome`: received, unreadable (a person reads it), or kept (read in a moment).

    `joined` is true when it told of an absence that is known already: nothing new is counted.
    """

    ref: str
    outcome: str
    again: bool
    episode_id: UUID | None = None
    episode_ref: str = ""
    joined: bool = False
    problems: tuple[str, ...] = ()


def take_in(
    actor: Actor, *, body: bytes, door: str, idempotency_key: str = "", sender_name: str = "",
    person_id: UUID | None = None, at: datetime,
) -> TakenIn:  # fmt: skip
    """Keep a report as it came and read it into an absence. Nothing that arrives is refused or lost.

    The same key and body give the first answer again. `person_id` is the statement a signed-in worker reported
    from; without it the child is looked for by card, police reference, or name and birth date.
    """
    actor.must(Permission.MISSING_REPORT)
    service = service_of("front_door_service", at=at, via=actor.via)
    keeper = actor if role(actor.role).own_level >= FULL else service
    said = idempotency_key or "body:" + hashlib.sha256(body).hexdigest()
    key = hashlib.sha256(f"missing:{actor.placement_id}:{said}".encode()).hexdigest()
    with acting_as(keeper):
        team = places.team(keeper, "front_door")
        wanted = {"kind": KIND, "door": door, "content_type": "application/json", "sender_name": sender_name,
                  "readers": Receiver(team_id=team) if team else None, "body": body, "at": at}  # fmt: skip
        kept = postroom.accept_once(keeper, idempotency_key=key, **wanted)
        if kept.again and arrivals.arrival_body(keeper, kept.id)[1] != body:
            # A key used twice by mistake must not swallow what was said the second time.
            kept = postroom.accept_once(
                keeper, idempotency_key=hashlib.sha256(key.encode() + body).hexdigest(), **wanted
            )
    found = read_in(service, ref=kept.ref, sender=actor, person_id=person_id, at=at)
    return replace(found, again=kept.again)


def read_in(
    actor: Actor, *, ref: str, sender: Actor | None = None, person_id: UUID | None = None, at: datetime
) -> TakenIn:
    """Read a kept report into an absence, once, as the front door's own service.

    A fault of ours while reading leaves it waiting for the job or a person; the sender still gets the reference.
    """
    try:
        with acting_as(actor):
            came, body, _ = arrivals.arrival_body(actor, arrivals.arrival_by_ref(actor, ref).id)
            if came.outcome == "waiting" and not Report.objects.filter(arrival_id=came.id).exists():
                return _read(actor, came, body, sender, person_id, at)
    except Exception:
        log.exception("The report %s is kept but could not be read in.", ref)
    with acting_as(actor):
        came = arrivals.arrival_by_ref(actor, ref)
        report = Report.objects.filter(arrival_id=came.id).first()
        outcome = {"waiting": "kept", "settled": "received"}.get(came.outcome, came.outcome)
        return TakenIn(came.ref, outcome, True, report.episode_id if report else None,
                       report.episode_ref if report else "", False, came.problems)  # fmt: skip


def _read(
    service: Actor, came: Came, body: bytes, sender: Actor | None, person_id: UUID | None, at: datetime
) -> TakenIn:
    codes = {name: [c.code for c in ask.codes(list_id).code] for name, list_id in CODES.items()}
    found = read_report(body, at=at, codes=codes)
    told = found.told
    if told is None:
        postroom.mark_read(service, arrival_id=came.id, outcome="unreadable", problems=list(found.problems), at=at)
        return TakenIn(came.ref, "unreadable", False, problems=found.problems)
    try:
        laid = lay(service, told=told, came=came, person_id=person_id, known_to=sender, at=at)
    except NoSuchReport as nothing:
        problems = (str(nothing), *found.problems)
        postroom.mark_read(service, arrival_id=came.id, outcome="unreadable", problems=list(problems), at=at)
        return TakenIn(came.ref, "unreadable", False, problems=problems)
    _report(service, came, told, laid, at)
    postroom.mark_read(
        service, arrival_id=came.id, outcome="received", problems=list(found.problems),
        became=(EPISODE, laid.episode_id), at=at,
    )  # fmt: skip
    return TakenIn(came.ref, "received", False, laid.episode_id, laid.ref, laid.joined, found.problems)


def _report(service: Actor, came: Came, told: Told, laid: Laid, at: datetime) -> None:
    folder = arrivals.folder_of(service, came.id)
    called = told.called or named_on_card(came, told) or told.nameless
    Report(
        id=new_id(), folder_id=folder, arrival_id=came.id, arrival_ref=came.ref,
        episode_id=laid.episode_id, episode_ref=laid.ref, name_said=called[:400],
        sender=came.sender_name[:200], what=told.what, source=told.source or "other",
        said=as_json(told), reported_at=told.reported_at or came.received_at,
        created_at=at, created_by=service.placement_id,
    ).save(force_insert=True)  # fmt: skip
