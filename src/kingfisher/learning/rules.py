"""Places, lateness, attendance, how long training holds, and which figures may be shown. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kingfisher.kernel.timing import Calendar, add_months, add_working_days, local_day
from kingfisher.rulebook.training import TrainingNeed, TrainingTerms

FEW = 5  # fewer answers than this are not shown, and no average is drawn from them
MOST_STAFF = 20
_LINE = re.compile(r"^\s*(?P<name>[^,;<\t]+?)\s*[,;<\t]\s*(?P<email>[^\s,;<>]+@[^\s,;<>]+\.[^\s,;<>]+)>?\s*$")


def last_free_day(starts_at: datetime, terms: TrainingTerms, calendar: Calendar) -> date:
    """The last day on which a place may be given back freely: so many working days before the event's own day."""
    on = local_day(starts_at, calendar)
    day = on
    while add_working_days(day, terms.cancel_working_days, calendar) > on - timedelta(days=1):
        day -= timedelta(days=1)
    return day


def is_late(at: datetime, starts_at: datetime, terms: TrainingTerms, calendar: Calendar) -> bool:
    """Whether a place given back now costs the fee."""
    return local_day(at, calendar) > last_free_day(starts_at, terms, calendar)


def moves_up(at: datetime, starts_at: datetime, terms: TrainingTerms) -> bool:
    """Whether the queue still moves: whoever gets a place must be able to come."""
    return at <= starts_at - timedelta(hours=terms.moves_up_until_hours)


def mark_of(minutes_there: int, minutes_long: int, terms: TrainingTerms) -> str:
    """How somebody was there who was there for so many minutes of so many."""
    if minutes_there <= 0:
        return "no_show"
    return "attended" if minutes_there * 100 >= minutes_long * terms.least_percent else "partial"


def staff_lines(typed: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Names and addresses, one person to a line ("Asha Karim, asha@school.example"); and the lines nobody can read."""
    found, unread, seen = [], [], set()
    for line in filter(str.strip, typed.splitlines()):
        said = _LINE.match(line)
        email = said["email"].lower() if said else ""
        if said is None or email in seen:  # each needs an address of her own
            unread.append(line.strip())
        else:
            seen.add(email)
            found.append((said["name"].strip(), email))
    return found, unread


def staff_gaps(people: Sequence[tuple[str, str]], unread: Sequence[str]) -> tuple[str, ...]:
    """What is wrong with a list of staff."""
    gaps = [f"Write “{line[:60]}” as a name, a comma and an email address of their own." for line in unread[:5]]
    if not people and not unread:
        gaps.append("Say whom you book for, one person to a line.")
    if len(people) > MOST_STAFF:
        gaps.append(f"Book for {MOST_STAFF} people or fewer at a time; for more, ring the training team.")
    return tuple(gaps)


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands in one role. `until` is the last day her training holds, None where she has none."""

    state: str
    level: int = 0
    until: date | None = None


def standing(need: TrainingNeed | None, done: Iterable[tuple[int, date]], *, on: date, soon_days: int) -> Standing:
    """How a role's need is met by what was completed: levels and days."""
    if need is None:
        return Standing("not_asked")
    fits = [day for level, day in done if level >= need.level]
    if not fits:
        return Standing("never", need.level)
    until = add_months(max(fits), need.valid_months)
    state = "lapsed" if until < on else "due_soon" if until <= on + timedelta(days=soon_days) else "in_date"
    return Standing(state, need.level, until)


def closing_day(until: date | None, told_on: date, told_days: int) -> date:
    """The day a worker's access closes: when her training ends, and no sooner than so many days after she was told."""
    earliest = told_on + timedelta(days=told_days)
    return max(until, earliest) if until else earliest


@dataclass(frozen=True, slots=True)
class Counted:
    """What was said in one kind of answer. Averages and shares are None where too few answered to show them."""

    kind: str
    asked: int
    answered: int
    before: float | None
    after: float | None
    useful: float | None
    changed: Mapping[str, int] | None

    @property
    def is_held_back(self) -> bool:
        return 0 < self.answered < FEW


def counted(kind: str, asked: int, said: Sequence[tuple[int | None, int | None, int | None, str]]) -> Counted:
    """Answers of one kind as figures: before, after, useful, what changed. Of few answers, only how many there were.

    A share by which a single answer could be told (one against all the others) is folded into "cannot say".
    """
    if len(said) < FEW:
        return Counted(kind, asked, len(said), None, None, None, None)
    columns = [[row[at] for row in said if row[at] is not None] for at in range(3)]
    means = [round(sum(c) / len(c), 1) if len(c) >= FEW else None for c in columns]
    codes = [row[3] for row in said if row[3]]
    shares = {code: codes.count(code) for code in dict.fromkeys(codes)}
    whole = shares if codes and min(shares.values()) >= FEW else _folded(shares) if len(codes) >= FEW else None
    return Counted(kind, asked, len(said), means[0], means[1], means[2], whole)


def _folded(shares: Mapping[str, int]) -> Mapping[str, int] | None:
    """Answers too few to be shown by themselves, put together; None where they would still be too few."""
    big = {code: n for code, n in shares.items() if n >= FEW}
    rest = sum(shares.values()) - sum(big.values())
    while big and 0 < rest < FEW:
        least = min(big, key=lambda code: big[code])
        rest += big.pop(least)
    return big | ({"": rest} if rest else {}) if rest >= FEW or not rest else None


def without_split(one: Counted) -> Counted:
    """Of one course, without what changed: that is shown of all courses together, so that nothing can be subtracted."""
    return replace(one, changed=None)


def without_means(one: Counted) -> Counted:
    """Of all courses together, what changed alone: averages are shown by course, so that nothing can be subtracted."""
    return replace(one, before=None, after=None, useful=None)


def share(part: int, whole: int) -> str:
    """71 %, or a dash of nothing."""
    return f"{round(100 * part / whole)} %" if whole else "-"


def pounds(pence: int) -> str:
    """£50, £12.50."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02d}" if rest else f"£{whole:,}"


def trainer_gaps(name: str, *, may_teach: bool, watched_on: date | None, busy: bool, on: date,
                 watch_months: int) -> tuple[str, ...]:  # fmt: skip
    """Why a trainer cannot take an event yet."""
    asked = (
        (may_teach, f"{name} is not in the pool for this course."),
        (watched_on is not None, f"Nobody has watched {name} teach yet."),
        (watched_on is None or add_months(watched_on, watch_months) >= on,
         f"It is too long since anybody watched {name} teach."),
        (not busy, f"{name} teaches another event at that time."),
    )  # fmt: skip
    return tuple(words for there, words in asked if not there)
