"""What it changed: asked on the day, and three months later of the learner and of her manager."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.timing import add_months, local_day
from kingfisher.kernel.tokens import token_of
from kingfisher.learning.actions.lacking import _keeps, _said, _terms
from kingfisher.learning.actions.letters import ASKED, SITE, _booking_link, _letter, _write
from kingfisher.learning.models import Application, Asked, Booking, Event, Letter, Said
from kingfisher.rulebook import ask

audit.can_record(
    learning__questions__sent="asked what a course changed",
    learning__questions__answered="took an answer on what a course changed",
)
CAME = ("attended", "partial")


def _ask(actor: Actor, event: Event, rows: Sequence[Booking], kind: str, at: datetime) -> int:
    """Ask these learners, or their managers, once each; returns how many letters."""
    typed = {a.booking_id: a for a in Application.objects.filter(booking__in=rows)} if kind == "manager" else {}
    had = set(Asked.objects.filter(booking__in=rows, kind=kind).values_list("booking_id", flat=True))
    asked: list[Asked] = []
    letters: list[Letter] = []
    for row in rows:
        boss = typed.get(row.id)
        name, address = (boss.manager_name, boss.manager_email) if boss else (row.learner.name, row.learner.email)
        if row.id in had or (kind == "manager" and not address):
            continue
        one = Asked(id=new_id(), booking=row, kind=kind, created_at=at, created_by=actor.placement_id)
        asked.append(one)
        certificate = f"Your certificate: {_booking_link(row.id)}" if row.state == "attended" else ""
        letters.append(_letter(
            actor, kind, ("learning.booking", row.id), name or "colleague", address, at, title=event.course.title,
            learner=row.learner.name, certificate=certificate,
            link=f"{SITE}/courses/questions/{token_of(one.id, ASKED)}",
        ))  # fmt: skip
    Asked.objects.bulk_create(asked, batch_size=500)
    return _write(actor, letters)


def ask_again(actor: Actor, *, at: datetime) -> int:
    """Ask those who came three months ago, and their managers; run again, nobody is asked twice."""
    _keeps(actor)
    today = local_day(at, ask.calendar())
    since = add_months(today, -_terms(at).ask_again_months)
    events = Event.objects.filter(state="held", held_on__lte=since, held_on__gt=add_months(since, -1))
    sent = 0
    for event in events.select_related("course"):
        rows = list(Booking.objects.filter(event=event, state__in=CAME).select_related("learner"))
        sent += _ask(actor, event, rows, "later", at) + _ask(actor, event, rows, "manager", at)
    if sent:
        audit.record(actor, "learning.questions.sent", facts={"count": sent})
    return sent


def answer(
    actor: Actor, *, asked_id: UUID, before: int | None = None, after: int | None = None, useful: int | None = None,
    changed: str = "", words: str = "", at: datetime,
) -> None:  # fmt: skip
    """Keep one answer, apart from whoever gave it. Once: a second try is told so."""
    _keeps(actor)
    one = locked(Asked, asked_id)
    if one.is_answered:
        raise NotNow("You have answered already. Thank you.")
    _said(something=(any((before, after, useful, changed, words.strip())), "Answer at least one question."))
    one.is_answered = True
    one.save(update_fields=["is_answered"])
    Said(
        id=new_id(), event_id=one.booking.event_id, kind=one.kind, before=_one_to_five(before),
        after=_one_to_five(after), useful=_one_to_five(useful), changed=changed, words=words.strip()[:2000],
        month=_month(at), created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    audit.record(actor, "learning.questions.answered", facts={"kind": one.kind})


def _month(at: datetime) -> date:
    return local_day(at, ask.calendar()).replace(day=1)


def _one_to_five(said: int | None) -> int | None:
    return said if said in (1, 2, 3, 4, 5) else None
