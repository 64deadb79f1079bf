"""Which other agency knows a person, as matching by tokens found it (docs/protection/knowing-without-pooling.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.bulk import insert_many
from kingfisher.kernel.written import storable
from kingfisher.people.models import KnownElsewhere

audit.can_record(people__people__known_elsewhere="brought in which other agencies know people, by tokens")


@dataclass(frozen=True, slots=True)
class KnownTo:
    """`reference` is the other agency's and means nothing here; `likely` of a hundred."""

    person_id: UUID
    folder_id: UUID
    organisation_id: UUID
    reference: str
    likely: int


def tell_known_elsewhere(actor: Actor, *, told: Sequence[KnownTo], at: datetime) -> None:
    """Record these in place of what was told of the same person and agency before; one audit line counts them."""
    keys = {(one.person_id, one.organisation_id) for one in told}
    before = KnownElsewhere.objects.filter(person_id__in={key[0] for key in keys})
    stale = [row.id for row in before if (row.person_id, row.organisation_id) in keys]
    KnownElsewhere.objects.filter(id__in=stale).delete()
    insert_many(
        KnownElsewhere,
        (
            {
                "person_id": one.person_id, "folder_id": one.folder_id, "organisation_id": one.organisation_id,
                "reference": storable(one.reference)[:200], "likely": one.likely, "told_at": at,
            }
            for one in told
        ),
    )  # fmt: skip
    few = list(dict.fromkeys(one.folder_id for one in told))[:20]
    audit.record(actor, "people.people.known_elsewhere", folders=few, facts={"count": len(told)})
