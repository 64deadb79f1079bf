"""Reading requests and their answers: only those whose folders this actor may read in full."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet, prefetch_related_objects

from kingfisher.access import audit
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations import queries as places
from kingfisher.organisations.queries import Colleague
from kingfisher.sharing.models import Answer, Part, Request
from kingfisher.sharing.queries.shown import (
    AnswerShown,
    LineShown,
    PartShown,
    ReceiptShown,
    RequestShown,
    SubjectShown,
)
from kingfisher.sharing.states import WAITING

KIND = "sharing.request"
audit.can_record(
    sharing__request__read="opened a request for information",
    sharing__answers__read="read the answers agencies gave about a thing",
)


def requests_about(actor: Actor, about: tuple[str, UUID]) -> list[RequestShown]:
    """Every request about a thing with its answers, in the order asked. The reading of answers is recorded.

    To put the asker's receipt on the answers as well, call `actions.acknowledge`.
    """
    shown = _shown(actor, Request.objects.filter(about_kind=about[0], about_id=about[1]).order_by("created_at", "id"))
    _record_answers_read(actor, shown)
    return shown


def requests_about_people(
    actor: Actor, person_ids: Iterable[UUID], *, since: datetime | None = None
) -> list[RequestShown]:
    """Every request (made `since` then) about these statements or answered of them, the newest first. Recorded."""
    wanted = list(person_ids)
    rows = Request.objects.filter(Q(subjects__person_id__in=wanted) | Q(answers__person_ids__overlap=wanted)).distinct()
    rows = rows.filter(created_at__gte=since) if since else rows
    shown = _shown(actor, rows.order_by("-created_at", "-id"))
    _record_answers_read(actor, shown)
    return shown


@dataclass(frozen=True, slots=True)
class Listed:
    """The requests of an agency as a list shows them: that there is an answer and how it stands, not its content."""

    to_answer: tuple[RequestShown, ...]
    still_asked: tuple[RequestShown, ...]
    come_back: tuple[RequestShown, ...]
    answered: tuple[RequestShown, ...]


def listed(actor: Actor, *, to_answer: bool = True, at_most: int = 100, ended_at_most: int = 50) -> Listed:
    """What waits for us, what we asked and what we answered, read together: however long, the same few questions.

    What waits comes the soonest due first, what is done the newest request first.
    """
    theirs, ours = Request.objects.filter(holder_id=actor.organisation_id), _ours(actor)
    lists = (
        theirs.filter(state__in=WAITING).order_by("created_at", "id")[: at_most if to_answer else 0],
        ours.filter(state__in=WAITING).order_by("created_at", "id")[:at_most],
        ours.exclude(state__in=WAITING).order_by("-created_at", "-id")[:ended_at_most],
        theirs.exclude(state__in=WAITING).order_by("-created_at", "-id")[:ended_at_most],
    )
    found = [list(rows.select_related("asker", "holder")) for rows in lists]
    every = {row.id: row for rows in found for row in rows}
    shown = {one.id: one for one in _whole(actor, list(every.values()), with_content=False)}
    waiting, still, back, answered = ([shown[row.id] for row in rows] for rows in found)
    return Listed(tuple(_soonest_first(waiting)), tuple(_soonest_first(still)), tuple(back), tuple(answered))


def inbox(actor: Actor, *, at_most: int = 100) -> list[RequestShown]:
    """What waits for the actor's agency to answer, the soonest due first; what has no clock comes last."""
    rows = Request.objects.filter(holder_id=actor.organisation_id, state__in=WAITING)
    return _soonest_first(_shown(actor, rows.order_by("created_at", "id")[:at_most]))


def asked_by_us(actor: Actor, *, waiting_only: bool = False, at_most: int = 100) -> list[RequestShown]:
    """What the actor's agency or team has asked of others, the newest first."""
    rows = _ours(actor)
    rows = rows.filter(state__in=WAITING) if waiting_only else rows
    return _shown(actor, rows.order_by("-created_at", "-id")[:at_most])


def request_file(actor: Actor, request_id: UUID) -> RequestShown:
    """One request with all its answers; NotThere when unseen or missing. The opening is recorded."""
    found = _shown(actor, Request.objects.filter(id=request_id))
    if not found:
        raise NotThere
    one = found[0]
    folders = [one.folder_id, *(p.folder_id for a in one.answers for p in a.parts)]
    audit.record(actor, "sharing.request.read", folders=list(dict.fromkeys(folders)), facts={"request": one.ref})
    return one


def declined_counts(actor: Actor, *, first: date | None = None, last: date | None = None) -> dict[str, dict[str, int]]:
    """Refusals by agency and reason code, of the requests this actor may see, asked between these days.

    The answer that stands counts.
    """
    rows = Request.objects.filter(state="declined").order_by("holder__short_name", "id")
    rows = rows.filter(created_at__date__gte=first) if first else rows
    rows = rows.filter(created_at__date__lte=last) if last else rows
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in _whole(actor, list(rows.select_related("asker", "holder")), with_content=False):
        counts[one.holder_name][one.answer.reason] += 1
    return {agency: dict(reasons) for agency, reasons in counts.items()}


def is_asking_side(actor: Actor, one: RequestShown) -> bool:
    """Does the actor belong to whoever asked: the asker's organisation, or the deciding team?"""
    return actor.organisation_id == one.asker_id or one.team_id in actor.team_ids


def is_answering_side(actor: Actor, one: RequestShown) -> bool:
    """Does the actor belong to the agency asked?"""
    return actor.organisation_id == one.holder_id


def _ours(actor: Actor) -> QuerySet[Request]:
    ours = Q(asker_id=actor.organisation_id) | Q(team_id__in=actor.team_ids)
    return Request.objects.filter(ours)


def _soonest_first(shown: Iterable[RequestShown]) -> list[RequestShown]:
    return sorted(shown, key=lambda one: (one.due_at is None, one.due_at or one.asked_at, one.id))


def _record_answers_read(actor: Actor, shown: list[RequestShown]) -> None:
    folders = [p.folder_id for one in shown for a in one.answers for p in a.parts]
    if folders:
        audit.record(actor, "sharing.answers.read", folders=folders, facts={"requests": len(shown)})


def _shown(actor: Actor, rows: QuerySet[Request]) -> list[RequestShown]:
    return _whole(actor, list(rows.select_related("asker", "holder")))


def _whole(actor: Actor, found: list[Request], *, with_content: bool = True) -> list[RequestShown]:
    """These requests with all that hangs on them, read for all of them at once; in the order given."""
    hanging = ["subjects", "chasers", "answers__receipts", *(["answers__parts"] if with_content else [])]
    prefetch_related_objects(found, *hanging)
    dues = clocks.with_due(actor, KIND, [row.id for row in found])
    who = {row.created_by for row in found}
    who |= {a.created_by for row in found for a in row.answers.all()}
    who |= {r.created_by for row in found for a in row.answers.all() for r in a.receipts.all()}
    people = places.colleagues(actor, who)
    return [_one(row, dues.get(row.id), people, with_content) for row in found]


def _one(
    row: Request, clock: clocks.ClockShown | None, people: dict[UUID, Colleague], with_content: bool
) -> RequestShown:
    asker = people.get(row.created_by)
    answers = sorted(row.answers.all(), key=lambda one: -one.number)
    return RequestShown(
        id=row.id, ref=row.ref, folder_id=row.folder_id, about=(row.about_kind, row.about_id),
        state=row.state,
        rag=row.rag, asker_id=row.asker_id, asker_name=row.asker.short_name, holder_id=row.holder_id,
        holder_name=row.holder.short_name, holder_phone=row.holder.phone, team_id=row.team_id,
        asked_at=row.created_at, asked_by=asker.name if asker else "",
        asked_by_phone=asker.phone if asker else "",
        questions=tuple(row.questions), purpose=row.purpose, gateway=row.gateway, art6=row.art6,
        art9=row.art9,
        sch1=row.sch1, basis_answers=tuple((q, a) for q, a in row.basis_answers), why=row.why,
        opened_at=row.opened_at, withdrawn_at=row.withdrawn_at, withdrawn_why=row.withdrawn_why, clock=clock,
        chased=tuple(sorted(one.created_at for one in row.chasers.all())),
        subjects=tuple(
            SubjectShown(s.id, s.person_id, s.kind, s.name, s.born_on, s.born_said, s.address, s.more)
            for s in sorted(row.subjects.all(), key=lambda one: one.id)
        ),
        answers=tuple(_answer(one, people, row.holder.short_name, with_content) for one in answers),
    )  # fmt: skip


def _answer(row: Answer, people: dict[UUID, Colleague], organisation: str, with_content: bool) -> AnswerShown:
    writer = people.get(row.created_by)
    receipts = sorted(row.receipts.all(), key=lambda one: one.created_at)
    return AnswerShown(
        id=row.id, number=row.number, status=row.status, answered_at=row.created_at,
        answered_by=writer.name if writer else "", job_title=writer.job_title if writer else "",
        phone=writer.phone if writer else "", organisation=organisation, systems=tuple(row.systems),
        covers_from=row.covers_from, covers_until=row.covers_until, last_seen_on=row.last_seen_on,
        speak_to=row.speak_to, reason=row.reason, reason_words=row.reason_words, decided_by=row.decided_by,
        greater_harm=row.greater_harm, correcting=row.correcting, person_ids=tuple(row.person_ids),
        parts=tuple(_part(one) for one in sorted(row.parts.all(), key=lambda one: one.tier)) if with_content else (),
        receipts=tuple(
            ReceiptShown(people[r.created_by].name, people[r.created_by].organisation, r.created_at, r.created_by)
            for r in receipts if r.created_by in people
        ),
    )  # fmt: skip


def _part(row: Part) -> PartShown:
    lines = tuple(
        LineShown(
            UUID(one["entry_id"]), one["kind"], date.fromisoformat(one["happened_on"]),
            datetime.fromisoformat(one["known_at"]), one["title"], one["detail"], one["assertion"],
            one["basis"],
            one["author_name"], one["author_role"],
        )
        for one in row.lines
    )  # fmt: skip
    return PartShown(row.tier, row.folder_id, row.summary, row.concerns, row.strengths, lines)
