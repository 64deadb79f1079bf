"""What was said of courses, and what is owed: figures for those who run them and for the board."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.learning import rules
from kingfisher.learning.models import Asked, Booking, Course, Event, Said
from kingfisher.learning.rules import Counted
from kingfisher.learning.states import KINDS
from kingfisher.ui.paging import Ask, Page, keyed


@dataclass(frozen=True, slots=True)
class CourseFigures:
    """One course over a period: days held, places, who came, and what was said."""

    code: str
    title: str
    events: int
    places: int
    there: int
    no_shows: int
    said: tuple[Counted, ...]

    @property
    def filled(self) -> str:
        return rules.share(self.there, self.places)


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee owed for one place. It names an employer and a reference, and nobody's reason."""

    booking_id: UUID
    ref: str
    title: str
    held_on: date | None
    employer: str
    why: str
    pence: int
    waived_why: str


def figures_of(actor: Actor, *, first: date, last: date) -> list[CourseFigures]:
    """Every course held between two days. Five questions, and PostgreSQL counts: no row of a learner is fetched."""
    held = Event.objects.filter(state="held", held_on__gte=first, held_on__lte=last)
    events = {row["course_id"]: row for row in held.values("course_id").annotate(n=Count("id"), room=Sum("places"))}
    came = _counted(Booking.objects.filter(event__in=held), "event__course_id", "state")
    asked = _counted(Asked.objects.filter(booking__event__in=held), "booking__event__course_id", "kind")
    said = _answers(Said.objects.filter(event__in=held), "event__course_id", "kind")
    return [
        CourseFigures(
            c.code, c.title, events[c.id]["n"], events[c.id]["room"],
            came[c.id, "attended"] + came[c.id, "partial"], came[c.id, "no_show"],
            tuple(
                rules.without_split(rules.counted(k, asked[c.id, k], said.get((c.id, k), [])))
                for k in KINDS
            ),
        )
        for c in Course.objects.filter(id__in=list(events)).order_by("level", "title")
    ]  # fmt: skip


def changed(actor: Actor, of: Sequence[CourseFigures], *, first: date, last: date) -> list[Counted]:
    """What courses changed, of all of them together, three months later: by learners, and by their managers. `of` are
    the figures of the same days, course by course.
    """
    asked = Counter[str]()
    for course in of:
        asked.update({one.kind: one.asked for one in course.said})
    said = _answers(Said.objects.filter(event__held_on__gte=first, event__held_on__lte=last), "kind")
    return [rules.without_means(rules.counted(k, asked[k], said.get((k,), []))) for k in ("later", "manager")]


def words_of(actor: Actor, *, first: date, last: date, at_most: int = 20) -> list[tuple[str, str, str]]:
    """What was written, newest month first: course, kind, words. Of a course and kind with few answers, nothing."""
    actor.must(Permission.LEARNING_RUN)
    rows = Said.objects.filter(event__held_on__gte=first, event__held_on__lte=last)
    many = {
        (row["event__course_id"], row["kind"])
        for row in rows.values("event__course_id", "kind").annotate(n=Count("id")).filter(n__gte=rules.FEW)
    }
    found = rows.exclude(words="").select_related("event__course").order_by("-month", "words")[:500]
    shown = [(s.event.course.title, KINDS[s.kind], s.words) for s in found if (s.event.course_id, s.kind) in many]
    return list(dict.fromkeys(shown))[:at_most]


def fees(actor: Actor, *, ask_page: Ask) -> Page[Fee]:
    """Fees owed or let go, the newest first."""
    actor.must(Permission.LEARNING_RUN)
    rows = Booking.objects.filter(fee_pence__gt=0).select_related("event__course", "application")
    page = keyed(rows, ask_page, order=("-created_at", "id"))
    late = "Given back late"
    found = [
        Fee(b.id, b.ref, b.event.course.title, b.event.held_on or b.event.starts_at.date(), b.application.employer,
            late if b.state == "given_back_late" else "Not there", b.fee_pence, b.fee_waived_why)
        for b in page.rows
    ]  # fmt: skip
    return Page(found, page.next_key, page.previous_key, page.sort, page.size)


def _counted(rows: QuerySet, *by: str) -> Counter[tuple]:
    """How many rows there are of each."""
    return Counter({tuple(key): n for *key, n in rows.order_by().values_list(*by).annotate(n=Count("id"))})


def _answers(rows: QuerySet[Said], *by: str) -> dict[tuple, list[tuple]]:
    """What was answered, of each; the same answer stands there as often as it was given."""
    found: dict[tuple, list[tuple]] = {}
    said = rows.order_by().values_list(*by, "before", "after", "useful", "changed").annotate(n=Count("id"))
    for *key, before, after, useful, changed, n in said:
        found.setdefault(tuple(key), []).extend([(before, after, useful, changed)] * n)
    return found
