"""Enquiries over many children."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.meetings import queries as meetings
from kingfisher.meetings.queries import MeetingShown
from kingfisher.organisations.queries import colleagues
from kingfisher.pathway.models import Complex, ComplexChild
from kingfisher.people import queries as people

KIND = "pathway.complex"
audit.can_record(
    pathway__complex__opened="opened a complex abuse enquiry",
    pathway__complex__listed="looked at the list of complex abuse enquiries",
)


@dataclass(frozen=True, slots=True)
class ComplexFile:
    """One enquiry over many children."""

    id: UUID
    ref: str
    folder_id: UUID
    title: str
    lead: str
    families: str
    media: str
    exit: str
    learned: str
    began_at: datetime
    ended_at: datetime | None
    children: tuple[tuple[UUID, str, str], ...]
    meetings: tuple[MeetingShown, ...]


def complexes(actor: Actor) -> list[ComplexFile]:
    """Every enquiry over many children the actor may see, the open ones first, without their meetings. Recorded."""
    actor.must(Permission.PATHWAY_READ)
    rows = sorted(Complex.objects.order_by("-created_at")[:50], key=lambda r: r.ended_at is not None)
    if rows:
        audit.record(actor, "pathway.complex.listed", folders=[r.folder_id for r in rows])
    return [_file(actor, row, ()) for row in rows]


def complex_file(actor: Actor, complex_id: UUID) -> ComplexFile:
    """One enquiry with its children and meetings; NotThere when unseen. The opening is recorded."""
    row = Complex.objects.filter(id=complex_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "pathway.complex.opened", folders=[row.folder_id], facts={"complex": row.ref})
    return _file(actor, row, tuple(meetings.meetings_about(actor, (KIND, row.id))))


def _file(actor: Actor, row: Complex, found: tuple[MeetingShown, ...]) -> ComplexFile:
    lead = colleagues(actor, {row.lead_id}).get(row.lead_id)
    children = ComplexChild.objects.filter(enquiry=row).order_by("created_at", "id")
    own = dict(children.values_list("episode_id", "episode__person_id"))
    known = people.statements(actor, set(own.values()))  # one sealed since she was put under it is not told either
    return ComplexFile(
        row.id, row.ref, row.folder_id, row.title, lead.name if lead else "", row.families, row.media, row.exit,
        row.learned, row.created_at, row.ended_at,
        tuple(c for c in children.values_list("episode_id", "episode__name_said", "why") if own[c[0]] in known), found,
    )  # fmt: skip
