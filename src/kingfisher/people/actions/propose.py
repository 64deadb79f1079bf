"""Weighing newly stated people against everybody else, and proposing likely pairs for a person to judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.bulk import insert_many
from kingfisher.people import queries
from kingfisher.people.models import Proposal, Weighed
from kingfisher.people.queries.proposing import Found, pairs_of
from kingfisher.rulebook import ask

audit.can_record(people__proposals__made="proposed likely pairs of records for judging")


@dataclass(frozen=True, slots=True)
class Proposed:
    """How many statements were weighed, and how many pairs now wait because of it."""

    weighed: int
    found: int


def propose(actor: Actor, *, at_most: int = 300, at: datetime) -> Proposed:
    """Weigh statements that are new or changed since they were last weighed, the longest waiting first.

    Runs as the matching service, which sees what each agency's own agreement lets it. What is decisive is linked
    by rule elsewhere; what was answered is not proposed again; a changed statement's proposals are made anew.
    """
    whom = queries.unweighed(actor, at_most=at_most)
    if not whom:
        return Proposed(0, 0)
    found = pairs_of(actor, whom, from_=ask.linking().review_from)
    keys = [one.id for one in whom]
    Proposal.objects.filter(Q(left__in=keys) | Q(right__in=keys)).delete()
    made = insert_many(Proposal, [_row(pair, one, at) for pair, one in found.items()])
    Weighed.objects.filter(person_id__in=keys).delete()
    insert_many(Weighed, [{"person_id": s.id, "folder_id": s.folder_id, "version": s.version} for s in whom])
    audit.record(actor, "people.proposals.made", facts={"weighed": len(whom), "found": made})
    return Proposed(len(whom), made)


def _row(pair: tuple[UUID, UUID], one: Found, at: datetime) -> Mapping[str, object]:
    left, right = pair
    return {
        "left_id": left, "right_id": right, "left_folder_id": one.folders[left], "right_folder_id": one.folders[right],
        "probability": one.probability, "bits": one.bits, "about_child": one.about_child, "found_at": at,
        "reasons": [{"comparison": r.comparison, "says": r.sentence, "bits": round(r.bits, 2)} for r in one.reasons],
    }  # fmt: skip
