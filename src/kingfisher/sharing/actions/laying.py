"""Laying an answer where it belongs.

Each part in its folder, copies of the agency's lines, links and history.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit, policy
from kingfisher.access.permissions import Permission
from kingfisher.chronology import actions as chronology
from kingfisher.chronology import queries as history
from kingfisher.clocks import actions as clocks
from kingfisher.guard.actions import let_out
from kingfisher.guard.rules import AGENCY, Recipient
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.people import actions as judging
from kingfisher.people import queries as people
from kingfisher.people.queries import Statement
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing.models import Answer, Part, Request, Subject
from kingfisher.sharing.queries import KIND
from kingfisher.sharing.rules import TEAM, Told
from kingfisher.sharing.states import STATUS_WORDS

audit.can_record(
    sharing__answer__given="answered a request for information",
    sharing__answer__corrected="corrected an answer given before",
)


def lay_answer(
    actor: Actor, *, made: Answer, tiers: Mapping[str, Told], persons: Mapping[UUID, UUID], at: datetime
) -> None:
    """What follows from an answer: its parts, links, lines of history, the clock stopped, the draft gone."""
    row = made.request
    folders = [_lay_part(actor, made=made, tier=tier, told=told, at=at) for tier, told in tiers.items()]
    _link_persons(actor, row=row, persons=persons, at=at)
    _note_answer(actor, made=made, at=at)
    clocks.stop(actor, subject=(KIND, row.id), at=at)
    audit.record(
        actor, "sharing.answer.given" if made.number == 1 else "sharing.answer.corrected",
        folders=[row.folder_id, *(f for f in folders if f)],
        facts={"request": row.ref, "status": made.status, "number": made.number, "reason": made.reason},
    )  # fmt: skip


def _lay_part(actor: Actor, *, made: Answer, tier: str, told: Told, at: datetime) -> UUID | None:
    """Lay one tier of an answer in its folder and return that; None when nothing is said in it.

    The first part of a tier opens the folder and lets its readers in; a correction goes into the same one.
    """
    if told.is_empty:
        return None
    before = Part.objects.filter(request=made.request, tier=tier, created_at__lte=at).order_by("id").first()
    folder_id = before.folder_id if before else _folder_of(actor, made.request, tier, at)
    said = _let_out(actor, made, tier, told, at)
    Part(
        id=new_id(), folder_id=folder_id, request=made.request, answer=made, tier=tier, **said,
        created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    return folder_id


def _let_out(actor: Actor, made: Answer, tier: str, told: Told, at: datetime) -> dict:
    """The words and copied lines of one tier as they go to those who may read it: no safe address in them."""
    lines = [_copied(actor, one) for one in told.lines]
    texts = {"summary": told.summary.strip(), "concerns": told.concerns.strip(), "strengths": told.strengths.strip()}
    texts |= {f"{n} {name}": line[name] for n, line in enumerate(lines) for name in ("title", "detail")}
    to = Recipient(AGENCY, organisation_id=None if tier == TEAM else made.request.asker_id)
    passed = let_out(
        actor, what=f"sharing.answer.{tier}", to=to, people=made.person_ids, folders=[made.request.folder_id],
        texts=texts, at=at,
    )  # fmt: skip
    for n, line in enumerate(lines):
        line |= {name: passed.texts[f"{n} {name}"] for name in ("title", "detail")}
    return {name: passed.texts[name] for name in ("summary", "concerns", "strengths")} | {"lines": lines}


def _folder_of(actor: Actor, row: Request, tier: str, at: datetime) -> UUID:
    folder_id = access.open_folder(actor, kind="answer", category="disclosure", at=at)
    readers = [access.Receiver(team_id=row.team_id)]
    if tier != TEAM and row.asker_id != actor.organisation_id:
        readers.append(access.Receiver(organisation_id=row.asker_id))
    for reader in readers:
        access.grant(
            actor, folder_id=folder_id, to=reader, level=FULL, basis=row.gateway,
            because=f"Answer to {row.ref}" + (", for the deciding team only" if tier == TEAM else ""),
            because_of=(KIND, row.id), at=at,
        )  # fmt: skip
    return folder_id


def _copied(actor: Actor, entry_id: UUID) -> dict:
    """A frozen copy of a line of the agency's own history. Another agency's line is not ours to pass on."""
    line = history.entry(actor, entry_id)
    if line is None or line.organisation_id != actor.organisation_id:
        raise NotThere("One of the lines is not in your own agency's history.")
    return {
        "entry_id": str(line.id), "kind": line.kind, "happened_on": line.happened_on.isoformat(),
        "known_at": line.known_at.isoformat(), "title": line.title, "detail": line.detail,
        "assertion": line.assertion, "basis": line.basis, "author_name": line.author_name,
        "author_role": line.author_role,
    }  # fmt: skip


def _link_persons(actor: Actor, *, row: Request, persons: Mapping[UUID, UUID], at: datetime) -> None:
    """Judge each of the agency's own people to be the subject said, where both can be seen.

    A researcher who may not see the asker's mention still says it in her answer: no link is forced past the
    policy. One that stands already is not made again.
    """
    own = _own_statements(actor, set(persons.values()))
    subjects = {s.id: s for s in Subject.objects.filter(request=row, id__in=persons)}
    if len(subjects) != len(persons):
        raise NotThere
    mentions = people.statements(actor, {s.person_id for s in subjects.values() if s.person_id})
    if not actor.has(Permission.PERSON_JUDGE):
        return
    for subject_id, person_id in persons.items():
        mention, mine = mentions.get(subjects[subject_id].person_id), own[person_id]
        if mention is None or mention.id == mine.id or mine.id in people.cluster_ids(actor, mention.id):
            continue
        if len(policy.levels(actor, [mention.folder_id, mine.folder_id])) < len({mention.folder_id, mine.folder_id}):
            continue
        judging.judge(
            actor, left_id=mention.id, left_folder_id=mention.folder_id, right_id=mine.id,
            right_folder_id=mine.folder_id, answer="same", why=f"Said so when answering {row.ref}.", at=at,
        )  # fmt: skip


def _own_statements(actor: Actor, person_ids: set[UUID]) -> dict[UUID, Statement]:
    """These statements, every one of them the actor's agency's own; NotThere otherwise."""
    own = people.statements(actor, person_ids)
    if own.keys() != person_ids or any(s.organisation_id != actor.organisation_id for s in own.values()):
        raise NotThere
    return own


def _note_answer(actor: Actor, *, made: Answer, at: datetime) -> None:
    """A line without content for the asker's person, and one in each own person's folder that says what went
    out.
    """
    row, on = made.request, local_day(at, rulebook.calendar())
    said = f"{row.holder.short_name} answered: {STATUS_WORDS[made.status].lower()}"
    if made.number > 1:
        said = f"{row.holder.short_name} corrected its answer: {STATUS_WORDS[made.status].lower()}"
    lines = [
        chronology.Line(
            folder_id=row.folder_id, person_id=s.person_id, kind="answer", happened_on=on, happened_at=at,
            title=said, about=(KIND, row.id), reference=row.ref,
        )
        for s in row.subjects.all() if s.person_id
    ]  # fmt: skip
    given = "Declined to give information to" if made.status == "declined" else "Information given to"
    lines += [
        chronology.Line(
            folder_id=own.folder_id, person_id=own.id, kind="answer", happened_on=on, happened_at=at,
            title=f"{given} {row.asker.short_name}", detail=f"Answer {made.number} to {row.ref}.",
            about=(KIND, row.id), reference=row.ref,
        )
        for own in _own_statements(actor, set(made.person_ids)).values()
    ]  # fmt: skip
    if lines:
        chronology.note_many(actor, lines=lines, at=at)
