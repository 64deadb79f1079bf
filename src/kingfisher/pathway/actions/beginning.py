"""Beginning work with a child, who does it, and closing it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kingfisher.access.actions import open_folder
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.carried import Carried, as_rows
from kingfisher.kernel.ids import new_ref
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import colleagues
from kingfisher.pathway.actions.moving import (
    ASSESSED,
    KIND,
    NeedsWords,
    finish,
    found,
    made,
    recorded,
    settled,
    tell,
)
from kingfisher.pathway.models import Assessment, Episode
from kingfisher.pathway.queries.listing import unfinished
from kingfisher.pathway.rules import close_gaps
from kingfisher.pathway.states import BEGUN, OPEN
from kingfisher.people import queries as people
from kingfisher.people.actions import judge, state_person
from kingfisher.people.queries import Statement
from kingfisher.rulebook import ask


def begin(
    actor: Actor, *, person_id: UUID, received_at: datetime, because: tuple[str, UUID] | None = None,
    carried: Iterable[Carried] = (), pathway: str = "familial", worker: UUID | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Begin work with a child and return the episode's key; the one that is open already, where there is one.

    An assessment begins with it: its time counts from `received_at`, when the referral came in.
    """
    actor.must(Permission.PATHWAY_WORK)
    child = people.statements(actor, {person_id}).get(person_id)
    if child is None:
        raise NotThere
    before = Episode.objects.filter(person_id__in=people.cluster_ids(actor, person_id), state=OPEN).first()
    if before:
        return before.id
    folder = open_folder(actor, kind="pathway", category="child_in_need", at=at)
    own = _own_statement(actor, child, folder, at)
    kind, key = because or ("", None)
    row = Episode(
        folder_id=folder, ref=new_ref("EP"), person_id=own, name_said=child.name[:400], state=OPEN,
        pathway=_pathway(pathway), worker_id=worker, because_kind=kind, because_id=key, carried=as_rows(carried),
        received_at=received_at, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    assessment = Assessment.objects.create(state=BEGUN, **made(actor, row, at))
    clocks.start(
        actor, rule="child_family_assessment", subject=(ASSESSED, assessment.id), folder=folder, since=received_at,
        at=at,
    )  # fmt: skip
    tell(actor, row, folder, "assessment", "Child and family assessment begun", about=(ASSESSED, assessment.id), at=at)
    recorded(actor, "episode.begun", row)
    return row.id


def _own_statement(actor: Actor, child: Statement, folder: UUID, at: datetime) -> UUID:
    """The child as social care itself knows her. What a contact says lies in the front door's own papers, which the
    worker may not open: so its words are stated anew in the work's folder, and linked as one person.
    """
    if child.origin != "mention":
        return child.id
    for known in people.cluster_of(actor, child.id):
        mine = known.organisation_id == actor.organisation_id and known.level >= FULL and known.statement
        if mine and known.statement.origin != "mention":
            return known.person_id
    own = state_person(actor, folder_id=folder, said=child.said, source="front door", at=at)
    judge(
        actor, left_id=own, left_folder_id=folder, right_id=child.id, right_folder_id=child.folder_id, answer="same",
        why="Work begun with the child this contact is about.", at=at,
    )  # fmt: skip
    return own


def _pathway(said: str) -> str:
    if said not in dict(ask.codes("protection_pathway").choices()):
        raise NeedsWords("Say where the harm comes from.")
    return said


def hand_over(actor: Actor, *, episode_id: UUID, to: UUID, at: datetime) -> None:
    """Give the child a worker, the first or another one."""
    row = found(actor, episode_id)
    if to not in colleagues(actor, {to}):
        raise NotThere
    row.worker_id = to
    row.save(update_fields=["worker_id"])
    recorded(actor, "episode.handed_over", row)


def set_pathway(actor: Actor, *, episode_id: UUID, pathway: str, at: datetime) -> None:
    """Say where the harm comes from: within the family, outside it, or both."""
    row = found(actor, episode_id)
    row.pathway = _pathway(pathway)
    row.save(update_fields=["pathway"])
    recorded(actor, "episode.redirected", row, pathway=pathway)


def close(actor: Actor, *, episode_id: UUID, reason: str, reduced_risk: str, at: datetime) -> None:
    """Close the work with a child, saying what has reduced the risk. NotYet while anything of it is open."""
    row = found(actor, episode_id, Permission.PATHWAY_AUTHORISE)
    known = reason if reason in dict(ask.codes("close_reason").choices()) else ""
    gaps = close_gaps(reason=known, reduced_risk=reduced_risk, unfinished=unfinished(actor, row))
    settled(gaps, "Something is needed before this can be closed.")
    row.close_reason, row.reduced_risk = reason, reduced_risk.strip()
    row.closed_at, row.closed_by = at, actor.placement_id
    tell(
        actor, row, row.folder_id, "decision", f"Work closed: {ask.label('close_reason', reason).lower()}",
        detail=row.reduced_risk, about=(KIND, row.id), at=at,
    )  # fmt: skip
    finish(actor, row, row, "close", why=row.reduced_risk, at=at, reason=reason)
