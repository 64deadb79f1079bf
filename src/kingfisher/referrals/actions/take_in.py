"""The one way in for every concern, from whichever door: first kept as it came, then read.

Each of the two is a transaction of its own, so these run from a stepwise door, a job, a command or a test:
what was
said of a child is safe before anybody tries to understand it.
"""

import hashlib
import json
import logging
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.actions import Receiver
from kingfisher.access.entry import acting_as, service_of
from kingfisher.access.roles import role
from kingfisher.documents.actions import NotKept, keep
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations import queries as places
from kingfisher.postroom import actions as postroom
from kingfisher.postroom import queries as arrivals
from kingfisher.postroom.actions import Kept
from kingfisher.postroom.queries import Came
from kingfisher.referrals.actions.moving import KIND
from kingfisher.referrals.actions.receive import Received, receive
from kingfisher.referrals.models import Contact, Note
from kingfisher.referrals.queries.receipts import Standing, standing_of
from kingfisher.referrals.said import read_concern
from kingfisher.rulebook import ask

audit.can_record(referrals__contact__added_to="added something to a concern")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A concern that is safe. `outcome`: received, unreadable (a person reads it), or kept (waiting to be
    read).

    `again` is true when the same key had come before: nothing new was kept, and this is the first one's
    answer.
    """

    arrival_id: UUID
    ref: str
    outcome: str
    again: bool
    standing: Standing
    problems: tuple[str, ...] = ()
    contact_id: UUID | None = None


def take_in(
    actor: Actor, *, body: bytes, content_type: str, door: str, idempotency_key: str = "",
    sender_name: str = "",
    passphrase: str = "", at: datetime,
) -> TakenIn:  # fmt: skip
    """Keep a concern as it came and read it into a contact. Nothing that arrives is refused or lost.

    `door` is public, page, api or telephone. The same key and the same body give the first answer again; the
    same key with other words is another concern. A sender whose own role opens no folders is kept for by the
    front door.
    """
    service = service_of("front_door_service", at=at, via=actor.via)
    keeper = actor if role(actor.role).own_level >= FULL else service
    key = hashlib.sha256(f"{actor.placement_id}:{idempotency_key}".encode()).hexdigest() if idempotency_key else ""
    wanted = {"kind": "concern", "door": door, "content_type": content_type, "sender_name": sender_name,
              "passphrase": passphrase, "at": at}  # fmt: skip
    with acting_as(keeper):
        kept = _keep(keeper, key, body, wanted)
    found = read_in(service, ref=kept.ref, sent_by=actor, at=at)
    return replace(found, again=kept.again)


def _keep(keeper: Actor, key: str, body: bytes, wanted: dict) -> Kept:
    team = places.team(keeper, "front_door")
    readers = Receiver(team_id=team) if team else None
    kept = postroom.accept_once(keeper, body=body, idempotency_key=key, readers=readers, **wanted)
    if kept.again and arrivals.arrival_body(keeper, kept.id)[1] != body:
        # A key used twice by mistake must not swallow what was said the second time.
        other = hashlib.sha256(key.encode() + body).hexdigest()
        kept = postroom.accept_once(keeper, body=body, idempotency_key=other, readers=readers, **wanted)
    return kept


def read_in(actor: Actor, *, ref: str, sent_by: Actor | None = None, at: datetime) -> TakenIn:
    """Read a kept concern into a contact, once, as the front door's own service.

    An arrival already read gives the answer it has.

    A fault of ours while reading leaves the arrival waiting for the job or a person; the sender still gets
    the
    reference, for it is safe.
    """
    try:
        with acting_as(actor):
            came, body, _ = arrivals.arrival_body(actor, arrivals.arrival_by_ref(actor, ref).id)
            if came.outcome == "waiting" and not Contact.objects.filter(arrival_id=came.id).exists():
                return _read(actor, came, body, sent_by, at)
    except Exception:
        log.exception("The arrival %s is kept but could not be read in.", ref)
    with acting_as(actor):
        came = arrivals.arrival_by_ref(actor, ref)
        outcome = {"waiting": "kept", "settled": "received"}.get(came.outcome, came.outcome)
        return TakenIn(
            came.id, came.ref, outcome, True, standing_of(actor, came.id), came.problems,
            came.became[1] if came.became else None,
        )  # fmt: skip


def _read(service: Actor, came: Came, body: bytes, sent_by: Actor | None, at: datetime) -> TakenIn:
    found = read_concern(
        body, on=local_day(came.received_at, ask.calendar()), professional=came.door in ("page", "api"),
        categories=[c.code for c in ask.codes("concern_category").code],
    )  # fmt: skip
    if found.said is None:
        postroom.mark_read(service, arrival_id=came.id, outcome="unreadable", problems=list(found.problems), at=at)
        return TakenIn(came.id, came.ref, "unreadable", False, standing_of(service, came.id), found.problems)
    sender = sent_by if sent_by and sent_by.placement_id != service.placement_id else None
    made: Received = receive(
        service, arrival=came, said=found.said, sent_by=sender.placement_id if sender else None,
        from_organisation_id=sender.organisation_id if sender else None, problems=found.problems, at=at,
    )  # fmt: skip
    return TakenIn(came.id, came.ref, "received", False, standing_of(service, came.id), found.problems, made.contact_id)


def add_more(actor: Actor, *, arrival: Came, body: bytes, content_type: str, door: str, at: datetime) -> TakenIn:
    """Add words to a concern sent before. Kept first, like everything; then the front door sees it has news.

    The caller has made sure that the arrival is the actor's own to add to.
    """
    service = service_of("front_door_service", at=at, via=actor.via)
    kept = _keep_addition(actor, service, arrival, "addition", body, content_type, door, "", at)
    with acting_as(service):
        row = Contact.objects.select_for_update().filter(arrival_id=arrival.id).first()
        words = _words_of(body, content_type)
        if row is not None and words:
            _tell_news(service, row, "addition", words, arrival.sender_name, at)
            postroom.mark_read(service, arrival_id=kept.id, outcome="received", became=(KIND, row.id), at=at)
            return TakenIn(kept.id, kept.ref, "received", False, standing_of(service, arrival.id), (), row.id)
        problems = () if words else ("No words were found in it.",)
        postroom.mark_read(service, arrival_id=kept.id, outcome="unreadable", problems=list(problems), at=at)
        return TakenIn(kept.id, kept.ref, "unreadable", False, standing_of(service, arrival.id), problems)


def add_file(
    actor: Actor, *, arrival: Came, name: str, content: bytes, content_type: str, door: str, at: datetime
) -> str:  # fmt: skip
    """Add a file to a concern sent before; returns what is wrong with it in words, or nothing.

    A file that is not of a kind that is kept stays as it came in the postroom, where a worker can ask about
    it.
    """
    service = service_of("front_door_service", at=at, via=actor.via)
    kept = _keep_addition(actor, service, arrival, "attachment", content, content_type, door, name, at)
    with acting_as(service):
        row = Contact.objects.select_for_update().filter(arrival_id=arrival.id).first()
        try:
            if row is None:
                raise NotThere("The concern itself waits for a person to read it; the file waits with it.")
            keep(service, folder_id=row.folder_id, about=(KIND, row.id), name=name, content=content, at=at)
        except (NotKept, NotThere) as refused:
            postroom.mark_read(service, arrival_id=kept.id, outcome="unreadable", problems=[refused.sentence], at=at)
            return refused.sentence if isinstance(refused, NotKept) else ""
        _tell_news(service, row, "addition", f"A file was added: {name[:150]}", arrival.sender_name, at)
        postroom.mark_read(service, arrival_id=kept.id, outcome="received", became=(KIND, row.id), at=at)
    return ""


def _keep_addition(
    actor, service, arrival: Came, kind: str, body: bytes, content_type: str, door: str, name, at
) -> Kept:
    keeper = actor if role(actor.role).own_level >= FULL else service
    with acting_as(keeper):
        team = places.team(keeper, "front_door")
        return postroom.accept_once(
            keeper, kind=kind, door=door, body=body, content_type=content_type,
            sender_name=name or arrival.sender_name,
            adds_to=arrival.id, readers=Receiver(team_id=team) if team else None, at=at,
        )  # fmt: skip


def _words_of(body: bytes, content_type: str) -> str:
    text = body.decode("utf-8", "replace").replace("\x00", "")
    if "json" in content_type:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return ""
        text = found.get("words", "") if isinstance(found, dict) else ""
    return text.strip()[:20_000] if isinstance(text, str) else ""


def _tell_news(service: Actor, row: Contact, kind: str, words: str, author: str, at: datetime) -> None:
    Note.objects.create(
        folder_id=row.folder_id, contact=row, kind=kind, words=words, author=author or "Whoever raised it",
        created_at=at, created_by=service.placement_id,
    )  # fmt: skip
    row.news_at, row.in_queue = at, True
    row.save(update_fields=["news_at", "in_queue"])
    audit.record(service, "referrals.contact.added_to", folders=[row.folder_id], facts={"contact": row.ref})
