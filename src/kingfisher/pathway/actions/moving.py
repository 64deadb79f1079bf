"""How a step moves: its episode found under lock, checked against its table, and the step kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from kingfisher.access import audit
from kingfisher.access.actions import open_folder
from kingfisher.access.permissions import Permission
from kingfisher.chronology.actions import Line, note
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import Move, step
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.pathway.models import Assessment, Episode, Section47, Step, Strategy, Transfer
from kingfisher.pathway.states import ASSESSMENT, CLOSED, ENQUIRY, EPISODE, STRATEGY, TRANSFER
from kingfisher.rulebook import ask

ASSESSED, DISCUSSED, ENQUIRED, MOVED, KIND = (
    f"pathway.{what}" for what in ("assessment", "strategy", "section47", "transfer", "episode")
)
TABLES: dict[type[Model], tuple[Move, ...]] = {
    Assessment: ASSESSMENT, Strategy: STRATEGY, Section47: ENQUIRY, Transfer: TRANSFER, Episode: EPISODE,
}  # fmt: skip
audit.can_record(
    pathway__episode__begun="began work with a child",
    pathway__episode__handed_over="gave a child another worker",
    pathway__episode__redirected="said where the harm comes from",
    pathway__assessment__written="wrote an assessment",
    pathway__emergency__begun="recorded police protection or an emergency protection order",
    pathway__emergency__ended="recorded that police protection or an emergency order ended",
    pathway__strategy__called="called a strategy discussion",
    pathway__section47__begun="began a section 47 enquiry",
    pathway__section47__written="wrote a section 47 enquiry",
    pathway__conference__called="called a conference or core group",
    pathway__conference__recorded="recorded what a conference decided",
    pathway__family_meeting__offered="offered a family its own meeting",
    pathway__family_meeting__answered="recorded what a family answered",
    pathway__proceedings__noted="recorded pre-proceedings or court",
    pathway__transfer__begun="told another council, or was told, of a move",
    pathway__complex__begun="began a complex abuse enquiry",
    pathway__complex__joined="put a child under a complex abuse enquiry",
    pathway__complex__ended="ended a complex abuse enquiry",
    **{
        f"pathway__{model.__name__.lower()}__{move.name}": move.label[:1].lower() + move.label[1:]
        for model, table in TABLES.items()
        for move in table
    },
)


class NeedsWords(Refused):
    """Words, a person or a day are missing."""

    rule = "pathway_needs_words"


class NotYet(Refused):
    """Something must be settled first; `gaps` says what."""

    rule = "pathway_not_yet"


def found(actor: Actor, episode_id: UUID, permission: Permission = Permission.PATHWAY_WORK) -> Episode:
    """The open episode, locked; Denied without the permission, NotThere when unseen, NotYet once closed."""
    actor.must(permission)
    row = Episode.objects.select_for_update().filter(id=episode_id).first()
    if row is None:
        raise NotThere
    if row.state == CLOSED:
        raise NotYet("Work with this child is closed. A new referral begins it again.")
    return row


def thing_of(model: type[Model], key: UUID, episode: Episode) -> Any:
    """One step of an episode, locked; NotThere when it is of another one."""
    row = model.objects.select_for_update().filter(id=key, episode=episode).first()
    if row is None:
        raise NotThere
    return row


def begin_move(actor: Actor, model: type[Model], episode_id: UUID, key: UUID, name: str) -> tuple[Episode, Any]:
    """The episode and its step, where this actor may make this move now; Denied, NotThere or NotNow when not."""
    move = next(m for m in TABLES[model] if m.name == name)
    episode = found(actor, episode_id, Permission(move.permission))
    row = thing_of(model, key, episode)
    step(TABLES[model], name, row.state)
    return episode, row


def finish(actor: Actor, episode: Episode, row: Any, name: str, *, why: str = "", at: datetime, **facts: str) -> None:
    """Move it on, keep the step, and write the audit line `pathway.<thing>.<move>`."""
    before, row.state = row.state, step(TABLES[type(row)], name, row.state)
    row.save()
    thing = type(row).__name__.lower()
    Step.objects.create(
        episode=episode, folder_id=row.folder_id, thing=thing, thing_id=row.id, move=name, from_state=before,
        to_state=row.state, why=why, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    recorded(actor, f"{thing}.{name}", episode, **facts)


def made(actor: Actor, episode: Episode, at: datetime, *, protected: bool = False) -> dict[str, object]:
    """What every step says of its making; what is about protection lies in the protection folder."""
    folder = protection_folder(actor, episode, at) if protected else episode.folder_id
    return {"episode": episode, "folder_id": folder, "created_at": at, "created_by": actor.placement_id}


def protection_folder(actor: Actor, episode: Episode, at: datetime) -> UUID:
    """The folder of what is about protection, opened when it is first needed."""
    if episode.protection_folder_id is None:
        episode.protection_folder_id = open_folder(actor, kind="pathway", category="child_protection", at=at)
        episode.save(update_fields=["protection_folder_id"])
    return episode.protection_folder_id


def tell(
    actor: Actor, episode: Episode, folder: UUID, kind: str, title: str, *, detail: str = "",
    about: tuple[str, UUID], at: datetime, **more: Any,
) -> None:  # fmt: skip
    """One line of the child's history."""
    note(
        actor, at=at,
        line=Line(
            folder_id=folder, person_id=episode.person_id, kind=kind, title=title[:200], detail=detail,
            happened_on=more.pop("happened_on", local_day(at, ask.calendar())), reference=episode.ref, about=about,
            **more,
        ),
    )  # fmt: skip


def recorded(actor: Actor, what: str, episode: Episode, **facts: str) -> None:
    """The audit line `pathway.<what>`."""
    audit.record(actor, f"pathway.{what}", folders=[episode.folder_id], facts={"episode": episode.ref, **facts})


def settled(gaps: Iterable[str], sentence: str) -> None:
    """NotYet with what is lacking, when anything is."""
    if found_ := tuple(gaps):
        raise NotYet(sentence, gaps=found_)
