"""Complex abuse: one enquiry over many children, led by name, with how families are stood by and how it ends."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.actions import open_folder
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_ref
from kingfisher.kernel.verdict import NotThere
from kingfisher.meetings import actions as meetings
from kingfisher.meetings.actions import Beside
from kingfisher.pathway.actions.moving import KIND as EPISODE
from kingfisher.pathway.actions.moving import NeedsWords, NotYet, found
from kingfisher.pathway.models import Complex, ComplexChild, Episode
from kingfisher.pathway.queries.together import kept_apart

KIND = "pathway.complex"


def begin_complex(
    actor: Actor, *, title: str, families: str, media: str = "", exit_words: str = "", lead: UUID | None = None,
    at: datetime,
) -> UUID:  # fmt: skip
    """Begin an enquiry over many children; returns its key. Its title tells nothing of anybody."""
    actor.must(Permission.PATHWAY_AUTHORISE)
    if not title.strip():
        raise NeedsWords("Give it a name that tells nothing of anybody.")
    if not families.strip():
        raise NeedsWords("Say how children and families are stood by.")
    folder = open_folder(actor, kind="pathway", category="child_protection", at=at)
    row = Complex.objects.create(
        folder_id=folder, ref=new_ref("CX"), title=title.strip()[:120], lead_id=lead or actor.placement_id,
        families=families.strip(), media=media.strip(), exit=exit_words.strip(), created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    _recorded(actor, "begun", row)
    return row.id


def _open(actor: Actor, complex_id: UUID) -> Complex:
    actor.must(Permission.PATHWAY_AUTHORISE)
    row = Complex.objects.select_for_update().filter(id=complex_id).first()
    if row is None:
        raise NotThere
    if row.ended_at:
        raise NotYet("This enquiry has ended.")
    return row


def add_child(actor: Actor, *, complex_id: UUID, episode_id: UUID, why: str, at: datetime) -> None:
    """Put a child's open work under the enquiry, saying why. Her own records stay where they are; where some of them
    are sealed or restricted, she is among the children only for whoever may see those.
    """
    row, episode = _open(actor, complex_id), found(actor, episode_id)
    if not why.strip():
        raise NeedsWords("Say what ties this child to it.")
    if ComplexChild.objects.filter(enquiry=row, episode=episode).exists():
        raise NotYet("This child is under it already.")
    ComplexChild.objects.create(
        folder_id=row.folder_id, enquiry=row, episode=episode, why=why.strip(), created_at=at,
        created_by=actor.placement_id, kept_folder_id=kept_apart(actor, [episode]).get(episode.id),
    )  # fmt: skip  # fmt: skip
    _recorded(actor, "joined", row)


def call_complex_meeting(
    actor: Actor, *, complex_id: UUID, starts_at: datetime, minutes_long: int = 90, place: str, at: datetime
) -> UUID:
    """Call a planning meeting about all its children; the meeting's key."""
    row = _open(actor, complex_id)
    episodes = list(Episode.objects.filter(complexes__enquiry=row).order_by("id"))
    if not episodes:
        raise NotYet("Put the children under it first.")
    hidden = kept_apart(actor, episodes)
    beside = [
        Beside(e.person_id, (EPISODE, e.id), e.protection_folder_id or e.folder_id, hidden[e.id])
        for e in episodes if e.id in hidden
    ]  # fmt: skip
    people = [e.person_id for e in episodes if e.id not in hidden]
    return meetings.convene(
        actor, kind="complex_abuse", person_ids=people, beside=beside, purpose=f"Planning of {row.title}",
        starts_at=starts_at, minutes_long=minutes_long, place=place, about=(KIND, row.id),
        about_folder=row.folder_id, at=at,
    )  # fmt: skip


def end_complex(actor: Actor, *, complex_id: UUID, learned: str, at: datetime) -> None:
    """End the enquiry, saying what was learned. Each child's own work goes on."""
    row = _open(actor, complex_id)
    if not learned.strip():
        raise NeedsWords("Say what was found and learned.")
    row.learned, row.ended_at, row.ended_by = learned.strip(), at, actor.placement_id
    row.save(update_fields=["learned", "ended_at", "ended_by"])
    _recorded(actor, "ended", row)


def _recorded(actor: Actor, what: str, row: Complex) -> None:
    audit.record(actor, f"pathway.complex.{what}", folders=[row.folder_id], facts={"complex": row.ref})
