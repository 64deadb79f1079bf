"""Reading requests and their answers: only those whose folders this actor may read in full."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

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


def requests_about_people(actor: Actor, person_ids: Iterable[UUID]) -> list[RequestShown]:
    """Every request that asks about these statements, or was answered of them, the newest first. Recorded."""
    wanted = list(person_ids)
    rows = Request.objects.filter(Q(subjects__person_id__in=wanted) | Q(answers__person_ids__overlap=wanted)).distinct()
    shown = _shown(actor, rows.order_by("-created_at", "-id"))
    _record_answers_read(actor, shown)
    return shown


def inbox(actor: Actor, *, at_most: int = 100) -> list[RequestShown]:
    """What waits for the actor's agency to answer, the soonest due first; what has no clock comes last."""
    rows = Request.objects.filter(holder_id=actor.organisation_id, state__in=WAITING)
    shown = _shown(actor, rows.order_by("created_at", "id")[:at_most])
    return sorted(shown, key=lambda one: (one.due_at is None, one.due_at or one.asked_at, one.id))


def answered_by_us(actor: Actor, *, at_most: int = 30) -> list[RequestShown]:
    """What the actor's agency has answered, the newest request first."""
    rows = Request.objects.filter(holder_id=actor.organisation_id).exclude(state__in=WAITING)
    return _shown(actor, rows.order_by("-created_at", "-id")[:at_most])


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


def declined_counts(actor: Actor) -> dict[str, dict[str, int]]:
    """Refusals by agency and reason code, of the requests this actor may see.

    The answer that stands counts.
    """
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in _shown(actor, Request.objects.filter(state="declined").order_by("id")):
        counts[one.holder_name][one.answer.reason] += 1
    return {agency: dict(reasons) for agency, reasons in counts.items()}


def is_asking_side(actor: Actor, one: RequestShown) -> bool:
    """Does the actor belong to whoever asked: the asker's organisation, or the deciding team?"""
    return actor.organisation_id == one.asker_id or one.team_id in actor.team_ids


def is_answering_side(actor: Actor, one: RequestShown) -> bool:
    """Does the actor belong to the agency asked?"""
    return actor.organisation_id == one.holder_id


def _ours(actor: Actor) -> QuerySet[Request]:
    return Request.objects.filter(Q(asker_id=actor.organisation_id) | Q(team_id__in=actor.team_ids))


def _record_answers_read(actor: Actor, shown: list[RequestShown]) -> None:
    folders = [p.folder_id for one in shown for a in one.answers for p in a.parts]
    if folders:
        audit.record(actor, "sharing.answers.read", folders=folders, facts={"requests": len(shown)})


def _shown(actor: Actor, rows: QuerySet[Request]) -> list[RequestShown]:
    rows = rows.select_related("asker", "holder").prefetch_related(
        "subjects", "chasers", "answers__parts", "answers__receipts"
    )
    found = list(rows)
    dues = clocks.with_due(actor, KIND, [row.id for row in found])
    who = {row.created_by for row in found}
    who |= {a.created_by for row in found for a in row.answers.all()}
    who |= {r.created_by for row in found for a in row.answers.all() for r in a.receipts.all()}
    people = places.colleagues(actor, who)
    return [_one(row, dues.get(row.id), people) for row in found]


def _one(row: Request, clock: clocks.ClockShown | None, people: dict[UUID, Colleague]) -> RequestShown:
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
        answers=tuple(_answer(one, people, row.holder.short_name) for one in answers),
    )  # fmt: skip


def _answer(row: Answer, people: dict[UUID, Colleague], organisation: str) -> AnswerShown:
    writer = people.get(row.created_by)
    receipts = sorted(row.receipts.all(), key=lambda one: one.created_at)
    return AnswerShown(
        id=row.id, number=row.number, status=row.status, answered_at=row.created_at,
        answered_by=writer.name if writer else "", job_title=writer.job_title if writer else "",
        phone=writer.phone if writer else "", organisation=organisation, systems=tuple(row.systems),
        covers_from=row.covers_from, covers_until=row.covers_until, last_seen_on=row.last_seen_on,
        speak_to=row.speak_to, reason=row.reason, reason_words=row.reason_words, decided_by=row.decided_by,
        greater_harm=row.greater_harm, correcting=row.correcting, person_ids=tuple(row.person_ids),
        parts=tuple(_part(one) for one in sorted(row.parts.all(), key=lambda one: one.tier)),
        receipts=tuple(
            ReceiptShown(people[r.created_by].name, people[r.created_by].organisation, r.created_at)
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
