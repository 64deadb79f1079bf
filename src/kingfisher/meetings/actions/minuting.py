"""Taking minutes live, part by part. Whatever was typed is kept, whoever typed it, on whatever it was typed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.meetings.actions.moving import NeedsWords, found, recorded
from kingfisher.meetings.models import Aside, MinutePart
from kingfisher.meetings.queries.answers import answers_beside
from kingfisher.meetings.states import ROUND
from kingfisher.rulebook import ask

LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Saved:
    """What stands now. `aside` is true when somebody else had changed the part: both are kept, theirs stands."""

    section: str
    revision: int
    words: str
    aside: bool


def save_part(
    actor: Actor, *, meeting_id: UUID, section: str, words: str, revision: int, family_safe: bool | None = None,
    at: datetime,
) -> Saved:  # fmt: skip
    """Keep one part of the minutes as typed on `revision`. Typing the same again changes nothing.

    `family_safe` lets an open part into the family's paper, or takes it out; a closed one can never be let in.
    """
    row = found(actor, meeting_id, Permission.MEETING_MINUTE)
    if row.state == ROUND:
        raise NeedsWords("These minutes have been sent round. Change the minutes first, saying why.")
    what = next((s for s in ask.meeting_kind(row.kind).section if s.code == section), None)
    if what is None:
        raise NotThere
    if len(words) > LONGEST:
        raise NeedsWords("This part is too long to keep as one. Divide it.")
    folder = row.closed_folder_id if what.closed else row.folder_id
    part = MinutePart.objects.select_for_update().filter(meeting=row, section=section).first()
    if part is None:
        part = MinutePart(
            folder_id=folder, meeting=row, section=section, family_safe=what.family_safe, saved_at=at,
            saved_by=actor.placement_id, created_at=at, created_by=actor.placement_id,
        )  # fmt: skip
    safe = part.family_safe if family_safe is None else family_safe and not what.closed
    if words.replace("\r\n", "\n") == part.words and safe == part.family_safe and not part._state.adding:
        return Saved(section, part.revision, part.words, False)
    if revision != part.revision and words.replace("\r\n", "\n") != part.words:
        Aside.objects.create(
            folder_id=folder, meeting=row, section=section, words=words, typed_on=revision, created_at=at,
            created_by=actor.placement_id,
        )  # fmt: skip
        recorded(actor, "minuted", row, section=section, aside="yes")
        return Saved(section, part.revision, part.words, True)
    part.words, part.family_safe, part.revision = words.replace("\r\n", "\n"), safe, part.revision + 1
    part.saved_at, part.saved_by = at, actor.placement_id
    part.save()
    recorded(actor, "minuted", row, section=section)
    return Saved(section, part.revision, part.words, False)


def bring_answers(actor: Actor, *, meeting_id: UUID, at: datetime) -> int:
    """Put what agencies answered, and is not there yet, below what the rulebook's part says; how many were put there.

    Only what the agency said may go further, each with its agency and mark. What is for the deciding team alone is
    never written down in minutes, and no answer that asks about a child who is not named in them.
    """
    found_ = [one for one in answers_beside(actor, meeting_id) if one.may_be_brought]
    if not found_:
        return 0
    row = found(actor, meeting_id, Permission.MEETING_MINUTE)
    section = ask.meeting_kind(row.kind).answers_in
    part = MinutePart.objects.filter(meeting=row, section=section).first()
    said = [part.words] if part and part.words.strip() else []
    save_part(
        actor, meeting_id=row.id, section=section, words="\n\n".join([*said, *(one.words for one in found_)]),
        revision=part.revision if part else 0, at=at,
    )  # fmt: skip
    return len(found_)
