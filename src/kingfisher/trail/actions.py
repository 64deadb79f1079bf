"""Signing the head of the log, handing it to every agency, and noting who fetched it."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from kingfisher.access import audit
from kingfisher.access.queries import lines_by_key
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.organisations.queries import agencies
from kingfisher.trail import queries
from kingfisher.trail.merkle.growing import grow
from kingfisher.trail.merkle.heads import make_head, public_half, replace_key, signing_key
from kingfisher.trail.merkle.tree import marks_of
from kingfisher.trail.models import Handing, Head

audit.can_record(
    trail__head__published="signed the head of the record",
    trail__head__fetched="fetched a head of the record",
    trail__log__exported="wrote out the whole record",
    trail__search__settled="asked about a search and said what it came to",
    trail__backup__taken="took a backup of the whole hub",
    trail__backup__restored="brought the hub back from a backup",
    trail__hub__exported="wrote out everything agencies hold here, in open form",
    trail__key__changed="changed the key that signs heads of the record",
)


class NothingLogged(Refused):
    """There is no line yet, so there is nothing a head could stand for."""

    rule = "log_empty"


class NoOutcome(Refused):
    """A search is settled by saying what it came to."""

    rule = "search_outcome_missing"


def _key_place() -> Path:
    """Where this installation's signing key is kept: beside its other secrets, never in the database."""
    return Path(settings.HOME) / "audit.key"


def sign_now(actor: Actor, *, at: datetime) -> dict:
    """Log what is settled and sign a head over it, marks and all; NothingLogged while there is nothing.

    Acts as the witness. The line about it comes after the head, and so is under the next.
    """
    grow(actor, at=at)
    tree = queries.tree_now(actor)
    if not tree.size:
        raise NothingLogged("Nothing has been recorded yet.")
    marks = marks_of(queries.leaf_hashes(actor, size=tree.size))
    head = make_head(signing_key(_key_place()), tree, marks, at=at)
    audit.record(actor, "trail.log.exported", facts={"size": tree.size, "root": head["root"]})
    return head


def publish(actor: Actor, *, at: datetime) -> UUID:
    """Sign a head and hand it to every agency of the partnership; returns its key. Acts as the witness."""
    head = sign_now(actor, at=at)
    row = Head.objects.create(
        size=head["size"], root=head["root"], said={k: v for k, v in head.items() if k != "marks"},
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    for agency in agencies(actor):
        Handing.objects.create(head=row, organisation_id=agency.id, created_at=at, created_by=actor.placement_id)
    audit.record(actor, "trail.head.published", facts={"size": row.size, "root": row.root})
    return row.id


def note_fetched(actor: Actor, *, head_id: UUID, at: datetime) -> None:
    """Somebody has fetched a head for her organisation; the first time is kept, every time is recorded."""
    shown = queries.head(actor, head_id)
    if shown is None:
        raise NotThere
    if not actor.reads_only:  # an inspector's fetching is recorded, and is not her agency's
        waiting = Handing.objects.filter(
            head_id=head_id, organisation_id=actor.organisation_id, fetched_at__isnull=True
        )
        waiting.update(fetched_at=at, fetched_by=actor.placement_id)
    audit.record(actor, "trail.head.fetched", facts={"head": str(head_id), "size": shown.size})


def change_key(actor: Actor, *, at: datetime) -> tuple[str, str]:
    """A new signing key; the old one is kept beside it, dated. Both public halves stand in the record itself, so
    the last head under the old key and the first under the new are tied by the log. Returns old and new.
    """
    place = _key_place()
    old = public_half(signing_key(place))
    new = public_half(replace_key(place, at=at))
    audit.record(actor, "trail.key.changed", facts={"old": old, "new": new})
    return old, new


def settle_search(actor: Actor, *, line_id: int, outcome: str, why: str, at: datetime) -> None:
    """Say what a search somebody asked about came to. Nobody settles her own; NotThere when she may not read it."""
    line = lines_by_key(actor, [line_id]).get(line_id)
    if line is None or line.what != "people.person.searched":
        raise NotThere
    if line.worker_id == actor.worker_id:
        raise Denied("Somebody else settles a search of your own.", rule="own_search")
    if outcome not in {one.code for one in queries.search_rule(actor).outcome if not one.retired}:
        raise NoOutcome("Choose what it came to.")
    audit.record(actor, "trail.search.settled", facts={"line": line_id, "outcome": outcome, "words": why.strip()[:200]})


def note_backup(actor: Actor, *, at: datetime) -> dict:
    """Record that a backup is taken and return a signed head to lie in it; nothing ({}) while nothing is logged."""
    audit.record(actor, "trail.backup.taken")
    try:
        return sign_now(actor, at=at)
    except NothingLogged:
        return {}


def note_restored(actor: Actor, *, taken_at: str, at: datetime) -> None:
    """Record that the hub was brought back, and as of when."""
    audit.record(actor, "trail.backup.restored", facts={"taken_at": taken_at})


def note_exported(actor: Actor, *, agencies: list[str], keys: list[str], at: datetime) -> None:
    """Record, before it is begun, that everything these agencies hold is written out, and for whose keys it is shut."""
    audit.record(actor, "trail.hub.exported", facts={"agencies": agencies, "keys": keys})
