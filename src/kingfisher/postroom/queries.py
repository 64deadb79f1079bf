"""What arrived and waits for a person; what a sender can see of her own; what went out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import OuterRef, Q, Subquery

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.verdict import NotThere
from kingfisher.kernel.waiting import Waiting
from kingfisher.postroom.models import Arrival, Departure, Reading

MOST_TRIES = 8


@dataclass(frozen=True, slots=True)
class Came:
    """An arrival without its content."""

    id: UUID
    ref: str
    kind: str
    door: str
    sender_name: str
    from_organisation_id: UUID | None
    received_at: datetime
    outcome: str
    problems: tuple[str, ...]
    became: tuple[str, UUID] | None


@dataclass(frozen=True, slots=True)
class Went:
    id: UUID
    kind: str
    title: str
    body: str
    way: str
    sent_at: datetime | None
    acknowledged_at: datetime | None
    about: tuple[str, UUID]


def _with_reading(rows):
    newest = Reading.objects.filter(arrival=OuterRef("pk")).order_by("-created_at", "-id")
    return rows.annotate(
        outcome=Subquery(newest.values("outcome")[:1]), problems=Subquery(newest.values("problems")[:1]),
        became_kind=Subquery(newest.values("became_kind")[:1]), became_id=Subquery(newest.values("became_id")[:1]),
    )  # fmt: skip


def _came(row: Arrival) -> Came:
    became = (row.became_kind, row.became_id) if row.became_id else None
    return Came(
        row.id, row.ref, row.kind, row.door, row.sender_name, row.from_organisation_id, row.received_at,
        row.outcome or "waiting", tuple(row.problems or ()), became,
    )  # fmt: skip


def waiting_arrivals(actor: Actor, *, at_most: int = 100) -> list[Came]:
    """What came and has not been read into the work: unreadable, or broken off half way. Oldest first."""
    rows = _with_reading(Arrival.objects.all()).filter(Q(outcome__isnull=True) | Q(outcome="unreadable"))
    return [_came(row) for row in rows.order_by("received_at")[:at_most]]


def arrivals_of_mine(actor: Actor, *, at_most: int = 50) -> list[Came]:
    """What the actor's own organisation sent, newest first."""
    rows = Arrival.objects.filter(from_organisation_id=actor.organisation_id).exclude(door="public")
    return [_came(row) for row in _with_reading(rows).order_by("-received_at")[:at_most]]


def arrival_by_ref(actor: Actor, ref: str) -> Came:
    """One arrival by the reference read aloud; NotThere when unseen or missing."""
    row = _with_reading(Arrival.objects.filter(ref=ref.strip().upper())).first()
    if row is None:
        raise NotThere
    return _came(row)


def arrival_body(actor: Actor, arrival_id: UUID) -> tuple[Came, bytes, str]:
    """An arrival as it came: its row, bytes and content type. The opening is recorded."""
    row = _with_reading(Arrival.objects.filter(id=arrival_id)).first()
    if row is None:
        raise NotThere
    audit.record(actor, "postroom.arrival.opened", folders=[row.folder_id], facts={"arrival": str(row.id)})
    return _came(row), bytes(row.body), row.content_type


def folder_of(actor: Actor, arrival_id: UUID) -> UUID:
    """The folder an arrival lies in; NotThere when unseen or missing."""
    found = Arrival.objects.filter(id=arrival_id).values_list("folder_id", flat=True).first()
    if found is None:
        raise NotThere
    return found


def senders_of(actor: Actor, arrival_ids: Iterable[UUID]) -> dict[UUID, UUID | None]:
    """The agency each of these arrivals came from; None for somebody without an account. What they say is not read."""
    rows = Arrival.objects.filter(id__in=list(arrival_ids))
    return dict(rows.values_list("id", "from_organisation_id"))


def additions_to(actor: Actor, arrival_id: UUID) -> list[Came]:
    """What a sender added to an arrival later, oldest first."""
    return [_came(r) for r in _with_reading(Arrival.objects.filter(adds_to_id=arrival_id)).order_by("received_at")]


def arrival_with_passphrase(actor: Actor, *, ref: str, passphrase: str) -> Came | None:
    """A sender without an account shows reference and pass words. A wrong one takes as long as a right one."""
    row = _with_reading(Arrival.objects.filter(ref=ref.strip().upper()).exclude(passphrase_digest="")).first()
    if row is None:
        make_password(passphrase)
        return None
    return _came(row) if check_password(passphrase.strip().lower(), row.passphrase_digest) else None


def departures_about(actor: Actor, about: tuple[str, UUID]) -> list[Went]:
    """What went out about a thing, oldest first."""
    rows = Departure.objects.filter(about_kind=about[0], about_id=about[1]).order_by("created_at")
    return [_went(r) for r in rows]


def departures_to_me(actor: Actor, *, kind: str = "", at_most: int = 50) -> list[Went]:
    """What was sent to the actor's organisation, newest first."""
    rows = Departure.objects.filter(to_organisation_id=actor.organisation_id)
    rows = rows.filter(kind=kind) if kind else rows
    return [_went(r) for r in rows.order_by("-created_at")[:at_most]]


def _went(r: Departure) -> Went:
    return Went(r.id, r.kind, r.title, r.body, r.way, r.sent_at, r.acknowledged_at, (r.about_kind, r.about_id))


@dataclass(frozen=True, slots=True)
class ByMail:
    """An e-mail that waits for the mail server."""

    id: UUID
    to_address: str
    title: str
    body: str


def to_deliver(actor: Actor, *, at_most: int = 100) -> list[ByMail]:
    """E-mails of the actor's own organisation not yet taken by the mail server, oldest first."""
    rows = Departure.objects.filter(way="email", sent_at=None, attempts__lt=MOST_TRIES).exclude(to_address="")
    return [ByMail(r.id, r.to_address, r.title, r.body) for r in rows.order_by("created_at")[:at_most]]


def work_waiting(actor: Actor) -> list[Waiting]:
    """Arrivals nobody could read, for those whose role includes them."""
    if not actor.has(Permission.ARRIVAL_READ):
        return []
    return [
        Waiting(f"Arrival {a.ref} could not be read", url_for("postroom.arrival", a.id) or "", None, "", "",
                a.received_at)
        for a in waiting_arrivals(actor, at_most=10)
    ]  # fmt: skip
