"""What each kind of rulebook entry holds once read: frozen values, safe to pass between rooms.

A rule in force on a day is one of these. `hash` names exactly what was read (value, source and all), so a
record that keeps `id` and `hash` can say years later which wording it was decided under.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kingfisher.kernel.timing import Unit

Coded = TypeVar("Coded", "RagRating", "Code")


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a rule comes from. `read_on` is the day someone read it there; nobody has when it is missing."""

    instrument: str
    paragraph: str
    address: str = ""
    key: str = ""
    read_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every entry says. `plain` is one sentence a new worker understands; `owner` keeps it right."""

    id: str
    title: str
    plain: str
    owner: str
    review_by: date
    source: Source
    verified: bool
    from_: date | None
    until: date | None = None
    note: str = ""
    local_reason: str = ""
    hash: str = ""

    def is_in_force(self, on: date) -> bool:
        """Does this wording apply on that day? No `from_` means the law is made but not yet begun."""
        return self.from_ is not None and self.from_ <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, kw_only=True)
class ClockRule(Entry):
    """A time limit. `amount` counts in `unit`s from `starts`, or back from it when `counts_back`."""

    starts: str
    responsible: str
    standing: str
    amount: int
    unit: Unit
    calendar: str = "england"
    counts_back: bool = False

    @property
    def signed_amount(self) -> int:
        """The amount as `kernel.timing.due` takes it: negative when counted back from an event."""
        return -self.amount if self.counts_back else self.amount


@dataclass(frozen=True, kw_only=True)
class RagRating:
    """One colour: the clock a contact so rated runs on, and the clock its agency checks run on."""

    code: str
    label: str
    plain: str
    clock: str
    check_clock: str


@dataclass(frozen=True, kw_only=True)
class RagPolicy(Entry):
    """How urgent a contact may be rated, most urgent first, and from which moment its clock counts."""

    clock_starts: str
    rating: tuple[RagRating, ...]

    def rated(self, code: str) -> RagRating:
        """The rating with this code. Raises KeyError with the codes there are."""
        return _by_code(self.rating, code, self.id)


@dataclass(frozen=True, kw_only=True)
class OpeningHours:
    """Local times "08:30" to "17:00" on the named weekdays."""

    days: tuple[str, ...]
    opens: str
    closes: str


@dataclass(frozen=True, kw_only=True)
class Closure:
    """A day the partnership does not count as a working day, and why."""

    day: date
    why: str


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar(Entry):
    """Closures and service hours, laid over England's bank holidays."""

    open_on_bank_holidays: bool = False
    hours: tuple[OpeningHours, ...] = ()
    closure: tuple[Closure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Basis(Entry):
    """A lawful basis or condition. `layer` says which question it answers.

    One of `needs_one_of`, where it names any, must stand beside it.
    """

    layer: str
    for_whom: str
    questions: tuple[str, ...]
    needs_one_of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Gateway(Entry):
    """A statute that lets (`power`) or makes (`duty`) someone share, and what it obliges us to answer."""

    force: str
    for_whom: str
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Prompt(Entry):
    """A sentence shown while someone decides to share. `kind`: `rule` to bear in mind or `ask` to answer."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class CheckSet(Entry):
    """What agencies of these `kinds` are asked when nothing else is said, and on which lawful basis."""

    kinds: tuple[str, ...]
    questions: tuple[str, ...]
    systems: tuple[str, ...]
    purpose: str
    gateway: str
    art6: str
    art9: str
    sch1: str


@dataclass(frozen=True, kw_only=True)
class ReadyAnswers(Entry):
    """The ordinary answers to what a `basis` or gateway asks of us, in the order of its questions."""

    basis: str
    answers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Purpose(Entry):
    """Why someone looks at or shares a record."""

    may_be_chosen: bool = True


@dataclass(frozen=True, kw_only=True)
class Code:
    """One value of a list. `maps` gives it in other lists; `lossy` warns when that loses sense."""

    code: str
    label: str
    plain: str = ""
    retired: bool = False
    additive: bool = False
    lossy: str = ""
    maps: tuple[tuple[str, str], ...] = ()

    def mapped(self, scheme: str) -> str:
        """This value in another list, or "" where that list has none."""
        return dict(self.maps).get(scheme, "")


@dataclass(frozen=True, kw_only=True)
class CodeList(Entry):
    """A closed list of values for one field, in the order to show them."""

    code: tuple[Code, ...]

    def coded(self, code: str) -> Code:
        """The value with this code, retired ones included. Raises KeyError with the codes there are."""
        return _by_code(self.code, code, self.id)

    def choices(self) -> tuple[tuple[str, str], ...]:
        """(code, label) of every value a form may still offer."""
        return tuple((one.code, one.label) for one in self.code if not one.retired)


@dataclass(frozen=True, kw_only=True)
class Marking(Entry):
    """A mark on a folder or a field that only workers cleared for it may read."""


@dataclass(frozen=True, kw_only=True)
class FolderCategory(Entry):
    """What sort of papers a folder holds. `exists_answers`: may a search say "holds something" by default?

    `marking` is the mark such a folder carries from the day it is opened; "" for none, as for most.
    """

    exists_answers: bool
    retention: str
    marking: str = ""


@dataclass(frozen=True, kw_only=True)
class LanguageHint(Entry):
    """Words to think twice about, and kinder ones. Shown, never enforced, never counted against anyone."""

    words: tuple[str, ...]
    kinder: str


@dataclass(frozen=True, kw_only=True)
class RetentionRule(Entry):
    """How long a kind of record is kept. `follows` names the kind whose rule it shares instead of its own."""

    counted_from: str
    then: str
    amount: int | None = None
    unit: str = "year"
    follows: str = ""


def _by_code(found: tuple[Coded, ...], code: str, where: str) -> Coded:
    for one in found:
        if one.code == code:
            return one
    raise KeyError(f"{where} has no {code!r}; it has {', '.join(one.code for one in found)}.")
