"""What every action of this room begins and ends with."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.chronology import actions as chronology
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.locking import locked
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Refused
from kingfisher.missing.models import Episode, Interview, Step
from kingfisher.missing.queries import EPISODE
from kingfisher.rulebook import ask

audit.can_record(
    missing__episode__reported="took in a report of a missing child",
    missing__episode__risk_said="said how great the risk to a missing child is",
    missing__episode__found="recorded that a missing child is back",
    missing__episode__reopened="recorded that a child is missing after all",
    missing__episode__ended="closed the record of an absence",
    missing__episode__joined="joined two reports of one absence",
    missing__episode__parted="took two absences apart again",
    missing__episode__prevention="recorded the police's talk on return",
    missing__episode__kept_up="worked out what an absence calls for",
    missing__crossing__answered="said what was done about a threshold",
    missing__notice__told="told another authority of a missing child",
)
GATEWAY = "ca2004_s10"


class Lacking(Refused):
    """Something is not said yet; `gaps` say what."""

    rule = "missing_gaps"


def found_row(actor: Actor, episode_id: UUID, permission: Permission = Permission.MISSING_WORK) -> Episode:
    """The absence, held for writing; NotThere when unseen or missing."""
    actor.must(permission)
    return locked(Episode, episode_id)


def talk_row(actor: Actor, interview_id: UUID, permission: Permission = Permission.INTERVIEW_HOLD) -> Interview:
    """The talk on return, held for writing; NotThere when unseen or missing."""
    actor.must(permission)
    return locked(Interview, interview_id)


def note_step(actor: Actor, row: Episode, what: str, words: str, at: datetime, *, by: str = "") -> None:
    """One line of the absence's own history."""
    Step(id=new_id(), folder_id=row.folder_id, episode=row, what=what, words=words.strip(), happened_at=at,
         by_name=(by or actor.worker_name)[:200], created_at=at, created_by=actor.placement_id).save(
        force_insert=True
    )  # fmt: skip


def tell(actor: Actor, row: Episode, title: str, when: datetime, detail: str, at: datetime, *, kind: str = "missing",
         folder_id: UUID | None = None, basis: str = "record", warning: str = "") -> None:  # fmt: skip
    """One line of the child's history."""
    line = chronology.Line(
        folder_id=folder_id or row.folder_id, person_id=row.person_id, kind=kind, title=title[:200],
        happened_on=local_day(when, ask.calendar()), happened_at=when, detail=detail, basis=basis,
        about=(EPISODE, row.id), reference=row.ref, warning=warning,
    )  # fmt: skip
    chronology.note(actor, line=line, at=at)


def recorded(actor: Actor, what: str, row: Episode, **facts: str) -> None:
    audit.record(actor, what, folders=[row.folder_id], facts={"episode": row.ref, **facts})
