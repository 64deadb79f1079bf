"""What counts as one absence, which thresholds were crossed, and what is lacking. Pure: no clock, no tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from kingfisher.kernel.timing import LONDON
from kingfisher.rulebook.missing import MissingFigures, ThresholdRule

DAY = timedelta(days=1)
# What a child's card says (Philomena form, part 1): code, heading, what to write. In our own words.
CARD = (
    ("looks", "What the child looks like", "Height, build, hair, eyes, marks, glasses, how they dress."),
    (
        "needs",
        "Health, disability and how to speak with the child",
        "Medicine and when it is due, allergies, what calms the child, what frightens the child, language.",
    ),
    ("worries", "What makes being away dangerous", "Exploitation, self-harm, water, trains, people who may harm."),
    ("phones", "Telephones and accounts", "Numbers, make of telephone, network, user names, who pays."),
    ("friends", "Friends and family", "Names, numbers, addresses: whom to ring first."),
    ("places", "Places the child goes to", "Addresses, parks, shops, stations; where the child was found before."),
    ("people", "People we worry about", "Names, cars, addresses, and how we know."),
    ("travel", "How the child gets about", "Bus or rail card, bicycle, who drives the child, money and cards."),
    ("school", "School and work", "Where, which days, who knows the child there."),
    ("helps", "What brings the child back", "Whom the child trusts, what to say, what not to say."),
)
# Which risk the police name, gravest first; a child's is never lowered by default, nor filled in by us.
GRAVEST = ("high", "medium", "low", "none")


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of being away; `until` is None while it lasts."""

    key: str
    since: datetime
    until: datetime | None
    joined: str = ""

    def length(self, at: datetime) -> timedelta:
        """Real time that has passed, also across a clock change."""
        return (self.until or at).astimezone(UTC) - self.since.astimezone(UTC)


def is_same_absence(one: Span, other: Span, *, gap_minutes: int) -> bool:
    """Whether two reports are of one absence: they overlap, or one begins where the other ends (at midnight, say)."""
    gap = timedelta(minutes=gap_minutes)
    one_ends = one.until + gap if one.until else None
    other_ends = other.until + gap if other.until else None
    return (one_ends is None or other.since <= one_ends) and (other_ends is None or one.since <= other_ends)


def absences(spans: Iterable[Span]) -> list[Span]:
    """Each absence once, those joined by a person as one stretch; oldest first."""
    whole: dict[str, Span] = {}
    for span in sorted(spans, key=lambda s: bool(s.joined)):
        main = whole.get(span.joined or span.key)
        if main is None:
            whole[span.joined or span.key] = Span(span.joined or span.key, span.since, span.until)
        else:
            ends = None if main.until is None or span.until is None else max(main.until, span.until)
            whole[main.key] = Span(main.key, min(main.since, span.since), ends)
    return sorted(whole.values(), key=lambda s: s.since)


def is_overnight(since: datetime, until: datetime, figures: MissingFigures) -> bool:
    """Whether the child was away at any time of some night (London time; rulebook `night_from` to `night_until`)."""
    begins, ends = time.fromisoformat(figures.night_from), time.fromisoformat(figures.night_until)
    day, last = since.astimezone(LONDON).date() - DAY, until.astimezone(LONDON).date()
    while day <= last:
        dawn = day + DAY if ends <= begins else day
        if since < datetime.combine(dawn, ends, LONDON) and until > datetime.combine(day, begins, LONDON):
            return True
        day += DAY
    return False


def crosses_midnight(since: datetime, until: datetime) -> bool:
    """Whether it began on one day in London and ended on another: one absence all the same."""
    return since.astimezone(LONDON).date() != until.astimezone(LONDON).date()


@dataclass(frozen=True, slots=True)
class Crossed:
    """A threshold that is crossed, with what was counted."""

    rule: ThresholdRule
    facts: str


def crossed(
    spans: Sequence[Span], newest: Span, *, age: int | None, rules: Iterable[ThresholdRule],
    figures: MissingFigures, at: datetime,
) -> list[Crossed]:  # fmt: skip
    """Which thresholds the newest absence crosses, counting every absence of the child once. Each says its facts."""
    found = []
    for rule in rules:
        facts = _facts(rule, absences(spans), newest, age, figures, at)
        if facts:
            found.append(Crossed(rule, facts))
    return found


def _facts(
    rule: ThresholdRule, spans: list[Span], newest: Span, age: int | None, figures: MissingFigures, at: datetime
) -> str:
    until = newest.until or at
    if rule.under_age and (age is None or age >= rule.under_age):
        return ""
    if rule.measure == "times":
        since = newest.since - timedelta(days=rule.within_days)
        counted = [s for s in spans if since < s.since <= newest.since]
        return f"{len(counted)} times in {rule.within_days} days" if len(counted) >= rule.times else ""
    if rule.measure == "night":
        return f"Away in the night, {age} years old" if is_overnight(newest.since, until, figures) else ""
    hours = newest.length(at).total_seconds() / 3600
    if rule.measure == "still" and newest.until:
        return ""
    words = "Still missing after" if rule.measure == "still" else "Away for"
    return f"{words} {int(hours)} hours" if hours >= rule.hours else ""


def report_gaps(*, name: str, when: datetime | None, at: datetime) -> tuple[str, ...]:
    """What somebody at a form is asked to put right; a report that arrives by itself is never refused for these."""
    asked = (
        (name.strip(), "Say which child."),
        (when is None or when <= at, "When the child was last seen cannot be in the future."),
    )
    return tuple(sentence for there, sentence in asked if not there)


def found_gaps(
    *, found_at: datetime | None, started_at: datetime, place: str, how: str, at: datetime
) -> tuple[str, ...]:
    """What must be said when a child is back."""
    asked = (
        (found_at, "Say when the child came back."),
        (not found_at or found_at <= at, "The child cannot have come back in the future."),
        (not found_at or found_at >= started_at, "The child cannot have come back before being missing."),
        (place.strip(), "Say where the child was found."),
        (how, "Choose how the child came back."),
    )
    return tuple(sentence for there, sentence in asked if not there)


def held_gaps(*, interviewer: str, independent_why: str, held_at: datetime | None, at: datetime,
              returned_at: datetime, words: str, cares_for_child: bool) -> tuple[str, ...]:  # fmt: skip
    """What a talk on return lacks. Who cares for the child, or works the case, is not independent."""
    asked = (
        (interviewer.strip(), "Say who held the talk."),
        (
            independent_why.strip(),
            "Say what makes her independent of the home and of the team that works with the child.",
        ),
        (not cares_for_child, "Somebody of the home or family the child was missing from is not independent."),
        (held_at, "Say when it was held."),
        (not held_at or returned_at <= held_at <= at, "It was held between the child’s return and now."),
        (words.strip(), "Write what the child said, in the child’s own words."),
    )
    return tuple(sentence for there, sentence in asked if not there)


def end_talk_gaps(*, declined: int, needed: int, why: str) -> tuple[str, ...]:
    """A talk is given up only after so many refusals, each to an offer of its own, and never without a reason."""
    asked = (
        (declined >= needed, f"Offer it {needed} times before it is ended: another person, another place, another day. "
                             f"Declined {declined} so far."),
        (len(why.split()) >= 4, "Say what was tried, and what the child’s “no” may be telling you."),
    )  # fmt: skip
    return tuple(sentence for there, sentence in asked if not there)


def plan_gaps(*, why: str, first_hour: Sequence[str], ring: Sequence[str], by_writer: bool) -> tuple[str, ...]:
    """What a trigger plan lacks before it is in force."""
    asked = (
        (why.strip(), "Say why this child needs a plan."),
        (first_hour, "Write what is done in the first hour, in order."),
        (ring, "Say whom to ring, with a number that is answered at night."),
        (not by_writer, "Somebody other than its writer authorises it."),
    )
    return tuple(sentence for there, sentence in asked if not there)
