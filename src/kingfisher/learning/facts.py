"""Training as facts to count, and its rows in the yearly report. Codes and days; nobody is named."""

from datetime import date

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.counted import Fact
from kingfisher.learning import queries, rules
from kingfisher.learning.models import Booking, Event
from kingfisher.learning.states import KINDS
from kingfisher.rulebook import ask

OVER = ("attended", "partial", "no_show", "given_back_late")


def facts(actor: Actor, *, first: date, last: date) -> list[Fact]:
    """Every place on an event held between two days: how it was used, by the kind of agency and the course's level."""
    rows = Booking.objects.filter(event__held_on__gte=first, event__held_on__lte=last, state__in=OVER)
    rows = rows.select_related("event__course", "organisation")
    return [
        Fact("learning.booking", b.id, None, b.event.held_on, {
            "state": b.state, "agency": b.organisation.kind if b.organisation else "",
            "level": str(b.event.course.level), "way": b.event.way,
        })
        for b in rows
    ]  # fmt: skip


def for_report(actor: Actor, first: date, last: date) -> list[tuple[str, str]] | None:
    """Rows for the yearly report: what was held, who came, who is trained by agency, and what it changed."""
    held = Event.objects.filter(state="held", held_on__gte=first, held_on__lte=last)
    if not held.exists():
        return []
    there = facts(actor, first=first, last=last)
    came = [f for f in there if f.said["state"] in ("attended", "partial")]
    absent = sum(f.said["state"] == "no_show" for f in there)
    room = sum(held.values_list("places", flat=True))
    rows = [
        ("Days of training held", str(held.count())), ("Places", f"{room:,}"),
        ("People who came", f"{len(came):,} ({rules.share(len(came), room)} of the places)"),
        ("Booked and not there", f"{absent:,} ({rules.share(absent, len(came) + absent)})"),
    ]  # fmt: skip
    return rows + _by_agency(came) + _trained(actor) + _changed(actor, first, last)


def _by_agency(came: list[Fact]) -> list[tuple[str, str]]:
    kinds = [f.said["agency"] or "other" for f in came]
    found = sorted(((kinds.count(k), k) for k in set(kinds)), key=lambda one: (-one[0], one[1]))
    big = [(k, n) for n, k in found if n >= rules.FEW]
    few = len(kinds) - sum(n for _, n in big)
    while big and 0 < few < rules.FEW:  # too few to stand alone, and to be worked out from the whole
        few += big.pop()[1]
    rows = [(f"Came from: {ask.label('agency_kind', k)}", str(n)) for k, n in big]
    return rows + ([("Came from: others together", str(few))] if few else [])


def _trained(actor: Actor) -> list[tuple[str, str]]:
    rows = [a for a in queries.agencies_standing(actor) if a.asked >= rules.FEW]
    return [(f"Trained for what they do: {a.name}", f"{a.share} of {a.asked}") for a in rows]


def _changed(actor: Actor, first: date, last: date) -> list[tuple[str, str]]:
    by_course = queries.figures_of(actor, first=first, last=last)
    found = [
        (f"{course.title}: how sure, before and after", f"{one.before} and {one.after} of 5")
        for course in by_course
        for one in course.said
        if one.before is not None and one.after is not None
    ]
    for one in queries.changed(actor, by_course, first=first, last=last):
        said = [f"{ask.label('training_changed', code)}: {n}" for code, n in (one.changed or {}).items() if code]
        if said:
            found.append((KINDS[one.kind], "; ".join(said)))
    return found
