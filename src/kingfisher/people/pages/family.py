"""A child's family and home on a page of its own: a picture, the same in words, where she lives and lived."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access import audit
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import agencies_by_id
from kingfisher.people import queries
from kingfisher.people.queries.family import at_one_address, family_of
from kingfisher.people.queries.family_picture import family_picture
from kingfisher.people.queries.homes import homes_of, housemates_of
from kingfisher.rulebook import ask

audit.can_record(people__family__opened="looked at a child's family and home")


@page(Permission.PERSON_READ, purpose=True)
def family(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What each agency says, and which says it; a relative's record is linked where it is open to the worker."""
    actor = request.actor
    ids = queries.cluster_ids(actor, person_id)
    found = family_of(actor, person_id, ids=ids)
    if found is None:
        raise NotThere
    homes, mates = homes_of(actor, ids), housemates_of(actor, ids)
    found = at_one_address(found, [mate.key for mate in mates])
    said = queries.statements(actor, ids)
    audit.record(actor, "people.family.opened", folders=sorted({s.folder_id for s in said.values()}))
    known = {one.key: one for one in found.kin}
    too_near = [one for one in found.kin if one.no_contact and one.lives_together and not one.is_over]
    return render(
        request,
        "people/pages/family.html",
        {
            "family": found, "picture": family_picture(found), "homes": homes, "mates": mates, "known": known,
            "too_near": too_near, "person_id": person_id, "label": lambda code: ask.label("relationship_kind", code),
            "agencies": agencies_by_id(
                actor,
                {key for h in homes for key in h.said_by} | {key for one in found.kin for key in one.said_by}
                | {key for mate in mates for key in mate.said_by},
            ),
        },
    )  # fmt: skip
