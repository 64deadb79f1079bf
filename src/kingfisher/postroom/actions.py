"""Taking in whatever comes, once, as it came; sending out, and knowing whether it was had."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from kingfisher.access import audit
from kingfisher.access.actions import Receiver, grant, keep_to_team, open_folder
from kingfisher.guard.actions import let_out
from kingfisher.guard.rules import AGENCY, PERSON, Recipient
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.verdict import NotThere
from kingfisher.postroom.models import Arrival, Departure, Reading

audit.can_record(
    postroom__arrival__kept="took in something that arrived",
    postroom__arrival__read="read an arrival into the work",
    postroom__arrival__opened="looked at an arrival as it came",
    postroom__departure__sent="sent something out",
    postroom__departure__delivered="delivered letters by e-mail",
    postroom__departure__had="confirmed having received something",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An arrival that is safe. `again` is true when the same key had come before: nothing new was kept."""

    id: UUID
    ref: str
    folder_id: UUID
    again: bool


def accept_once(
    actor: Actor, *, kind: str, door: str, body: bytes, content_type: str, idempotency_key: str = "",
    sender_name: str = "", passphrase: str = "", adds_to: UUID | None = None, readers: Receiver | None = None,
    at: datetime,
) -> Kept:  # fmt: skip
    """Keep what came, whatever it is, before anybody tries to understand it.

    The caller commits this on its own (a stepwise door), so nothing said about a child is lost when the rest
    fails. The same `idempotency_key` from the same sender gives back the first. `readers` is the front door's
    team when the sender is another agency; the sender keeps sight of what it sent.
    """
    if idempotency_key:
        before = Arrival.objects.filter(created_by=actor.placement_id, idempotency_key=idempotency_key).first()
        if before:
            return Kept(before.id, before.ref, before.folder_id, True)
    try:
        with transaction.atomic():
            return _keep(actor, kind, door, body, content_type, idempotency_key, sender_name, passphrase,
                         adds_to, readers, at)  # fmt: skip
    except IntegrityError:
        before = Arrival.objects.get(created_by=actor.placement_id, idempotency_key=idempotency_key)
        return Kept(before.id, before.ref, before.folder_id, True)


def _keep(actor, kind, door, body, content_type, key, sender_name, passphrase, adds_to, readers, at) -> Kept:
    folder_id = open_folder(actor, kind="arrival", category="front_door", at=at)
    row = Arrival(
        id=new_id(), folder_id=folder_id, ref=new_ref("KF"), kind=kind, door=door,
        from_organisation_id=None if door == "public" else actor.organisation_id, sender_name=sender_name[:200],
        idempotency_key=key, content_type=content_type[:100], body=body, sha256=hashlib.sha256(body).hexdigest(),
        received_at=at, passphrase_digest=make_password(passphrase) if passphrase else "", adds_to_id=adds_to,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    if readers is not None:
        grant(
            actor, folder_id=folder_id, to=readers, level=FULL, writes=True, basis="ca2004_s10",
            because=f"{kind} sent to the front door", because_of=("postroom.arrival", row.id), at=at,
        )  # fmt: skip
        if door not in ("public", "telephone"):  # sent by somebody: she reads on what she sent, her colleagues do not
            grant(
                actor, folder_id=folder_id, to=Receiver(placement_id=actor.placement_id), level=FULL, writes=True,
                basis="ca2004_s10", because=f"sent this {kind}", because_of=("postroom.arrival", row.id), at=at,
            )  # fmt: skip
        keep_to_team(actor, folder_id=folder_id, at=at)
    audit.record(actor, "postroom.arrival.kept", folders=[folder_id], facts={"kind": kind, "bytes": len(body)})
    return Kept(row.id, row.ref, folder_id, False)


def mark_read(
    actor: Actor, *, arrival_id: UUID, outcome: str, problems: list[str] | None = None,
    became: tuple[str, UUID] | None = None, note: str = "", at: datetime,
) -> None:  # fmt: skip
    """Say what came of an arrival: `received`, `unreadable` (a person must look) or `settled` by a person."""
    arrival = Arrival.objects.filter(id=arrival_id).first()
    if arrival is None:
        raise NotThere
    kind, key = became or ("", None)
    Reading(
        id=new_id(), folder_id=arrival.folder_id, arrival=arrival, outcome=outcome, problems=problems or [],
        became_kind=kind, became_id=key, note=note, created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    audit.record(actor, "postroom.arrival.read", folders=[arrival.folder_id], facts={"outcome": outcome})


def send(
    actor: Actor, *, kind: str, about: tuple[str, UUID], title: str, body: str = "", way: str = "hub",
    to_organisation_id: UUID | None = None, to_name: str = "", to_address: str = "",
    about_folders: Collection[UUID] = (), about_people: Collection[UUID] = (), at: datetime,
) -> UUID:  # fmt: skip
    """Send something out, in a folder of its own opened to the receiving organisation and nothing else.

    It passes the safe-address guard first: `about_folders` and `about_people` say whom it is about; a safe address
    in the words is withheld, and Blocked when it may not go to that recipient at all.
    `title` must carry nothing of a child: it is what a notice shows. Sent by the hub it is there at once; by
    e-mail or letter it waits for the postroom's own job.
    """
    kind_of_receiver = AGENCY if to_organisation_id else PERSON
    to = Recipient(kind_of_receiver, to_name, organisation_id=to_organisation_id, address=to_address)
    passed = let_out(
        actor, what=f"postroom.{kind}", to=to, people=about_people, folders=about_folders,
        texts={"title": title, "body": body}, at=at,
    )  # fmt: skip
    title, body = passed.texts["title"], passed.texts["body"]
    folder_id = open_folder(actor, kind="departure", category="front_door", at=at)
    row = Departure(
        id=new_id(), folder_id=folder_id, kind=kind, about_kind=about[0], about_id=about[1],
        to_organisation_id=to_organisation_id, to_name=to_name, to_address=to_address, way=way, title=title, body=body,
        sent_at=at if way in ("hub", "telephone") else None, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    if to_organisation_id and to_organisation_id != actor.organisation_id:
        grant(
            actor, folder_id=folder_id, to=Receiver(organisation_id=to_organisation_id), level=FULL,
            basis="ca2004_s10", because=title, because_of=("postroom.departure", row.id),
            writes=True, at=at,
        )  # fmt: skip
    audit.record(actor, "postroom.departure.sent", folders=[folder_id], facts={"kind": kind, "way": way})
    return row.id


def acknowledge(actor: Actor, *, departure_id: UUID, at: datetime) -> None:
    """Confirm having it. Twice changes nothing."""
    row = Departure.objects.filter(id=departure_id).first()
    if row is None:
        raise NotThere
    if row.acknowledged_at is None:
        row.acknowledged_at, row.acknowledged_by = at, actor.placement_id
        row.save(update_fields=["acknowledged_at", "acknowledged_by"])
        audit.record(actor, "postroom.departure.had", folders=[row.folder_id], facts={"departure": str(row.id)})


def delivered(actor: Actor, *, departure_ids: Collection[UUID], at: datetime) -> None:
    """The mail server took these."""
    Departure.objects.filter(id__in=departure_ids).update(sent_at=at, trouble="")
    audit.record(actor, "postroom.departure.delivered", facts={"count": len(departure_ids)})


def not_delivered(actor: Actor, *, departure_id: UUID, trouble: str, at: datetime) -> None:
    """The mail server did not take it; it is tried again, and after `MOST_TRIES` left for a person."""
    row = Departure.objects.filter(id=departure_id).first()
    if row is None:
        raise NotThere
    row.attempts, row.trouble = row.attempts + 1, trouble[:300]
    row.save(update_fields=["attempts", "trouble"])
    audit.record(actor, "postroom.departure.delivered", facts={"departure": str(row.id), "tries": row.attempts})
