"""What agencies answered about the children of a meeting: each with its mark, and whether its minutes hold it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.access.queries import folders_shown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.meetings.models import Meeting, MinutePart
from kingfisher.people import queries as people
from kingfisher.rulebook import ask
from kingfisher.sharing import queries as sharing
from kingfisher.sharing.queries import AnswerShown, LineShown, RequestShown, SubjectShown

FURTHER = "further"
GROWN_UP = 18


@dataclass(frozen=True, slots=True)
class AnswerBeside:
    """One request and the answer that stands, as far as this reader may read it.

    `words` is what of it may stand in the minutes; `brought`, that it does. `names_others` where it asks about a
    child whom not everybody at the table may know.
    """

    request: RequestShown
    words: str
    brought: bool
    names_others: bool

    @property
    def answer(self) -> AnswerShown | None:
        return self.request.answer

    @property
    def may_be_brought(self) -> bool:
        return bool(self.words) and not self.brought and not self.names_others


def answers_beside(actor: Actor, meeting_id: UUID) -> tuple[AnswerBeside, ...]:
    """What was asked about the meeting's children in the days the rulebook gives, in the order asked. Recorded.

    Each answer is read under its own agency's policy: who may read the minutes may not therefore read an answer.
    """
    row = Meeting.objects.filter(id=meeting_id).first()
    if row is None:
        raise NotThere
    limits = ask.meeting_kind(row.kind)
    if not limits.answers_in or not actor.has(Permission.REQUEST_READ):
        return ()
    kept = dict(row.childs.exclude(person_id=None).values_list("person_id", "kept_folder_id"))
    same = people.clusters(actor, kept)
    open_to_all = {key for child, folder in kept.items() if folder is None for key in same[child]}
    since = row.starts_at - timedelta(days=limits.answers_days)
    found = sharing.requests_about_people(actor, set().union(*same.values()), since=since)
    part = MinutePart.objects.filter(meeting=row, section=limits.answers_in).first()
    stands = part.words if part else ""
    asked = [one for one in reversed(found) if one.withdrawn_at is None]
    shut, today = _shut(actor, asked, open_to_all), local_day(actor.at, ask.calendar())
    return tuple(_beside(one, stands, _names_others(one, open_to_all, shut, today)) for one in asked)


def _beside(one: RequestShown, stands: str, names_others: bool) -> AnswerBeside:
    answer = one.answer
    if answer is None:
        return AnswerBeside(one, "", False, names_others)
    mark = f"{one.ref}/{answer.number}"
    return AnswerBeside(one, _words(answer, mark), mark in stands, names_others)


def _words(answer: AnswerShown, mark: str) -> str:
    """An answer as it stands in minutes: whose, how far known, when and by whom, with its mark; then what may go
    further, in the agency's own words. Where it said nothing that may, that it answered.
    """
    day = local_day(answer.answered_at, ask.calendar())
    head = f"{answer.organisation}: {answer.status_words.lower()} ({answer.answered_by}, {day:%-d %B %Y}, {mark})"
    said = answer.part(FURTHER)
    lines = [head, f"Corrected: {answer.correcting}" if answer.correcting else ""]
    if said:
        lines += [said.summary, f"Worries: {said.concerns}" if said.concerns else ""]
        lines += [f"Going well: {said.strengths}" if said.strengths else "", *map(_line, said.lines)]
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def _line(one: LineShown) -> str:
    mark = ask.label("assertion", one.assertion).lower()
    said = " ".join(f"{words.strip().rstrip('.')}." for words in (one.title, one.detail) if words.strip())
    return f"{one.happened_on:%-d %B %Y}: {said} ({mark}, {one.author_name})"


def _names_others(one: RequestShown, open_to_all: Collection[UUID], shut: Collection[UUID], today: date) -> bool:
    """Does it ask about a child other than those everybody at the table may know, or about anybody sealed?"""
    children = [s for s in one.subjects if _may_be_a_child(s, today)]
    others = [s for s in one.subjects if s.person_id not in open_to_all]
    if len(children) == 1 and one.answer and set(one.answer.person_ids) & set(open_to_all):
        others = [s for s in others if s not in children]  # whoever answered said that it is the child of this meeting
    return any(s.person_id in shut or s in children for s in others)


def _may_be_a_child(one: SubjectShown, today: date) -> bool:
    """Named as one, or born less than eighteen years ago; a mother named in a concern is of no known kind."""
    young = one.born_on is not None and (today.year - one.born_on.year) <= GROWN_UP
    return one.kind in ("child", "unborn") or (one.kind != "adult" and young)


def _shut(actor: Actor, found: Iterable[RequestShown], but: Collection[UUID]) -> set[UUID]:
    """Those asked about, besides the meeting's children, some papers of whom are sealed or restricted."""
    ids = {s.person_id for one in found for s in one.subjects if s.person_id and s.person_id not in but}
    lies = {key: {m.folder_id for m in linked} for key, linked in people.clusters_of(actor, ids).items()} if ids else {}
    shown = folders_shown(actor, set().union(*lies.values())) if lies else {}
    shut = {key for key, folder in shown.items() if folder.sealed or folder.restricted}
    return {key for key, folders in lies.items() if folders & shut}
