"""Which clock a stage runs on, and what is lacking before a disagreement is raised or ended. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LAST = 5
FEW = 5  # fewer than this are not counted out on a page of themes (domain: counts below 5 are held back)


def clock_of(stage: int, *, is_immediate: bool) -> str:
    """The rulebook id of the stage's limit; one working day throughout while a child is at risk now."""
    return "escalation_immediate" if is_immediate else f"escalation_stage_{stage}"


def raise_gaps(*, about: str, disagreement: str, wanted: str, topic: str, both_the_same: bool) -> tuple[str, ...]:
    """What must be said before the other agency can be asked to think again."""
    asked = (
        (topic, "Choose what you disagree about."),
        (about.strip(), "Say which child or which decision this is about."),
        (disagreement.strip(), "Say what you disagree with."),
        (wanted.strip(), "Say what you think should happen instead, and by when."),
        (not both_the_same, "A disagreement within one agency is for its own managers."),
    )
    return tuple(sentence for there, sentence in asked if not there)


def end_gaps(*, words: str, learning: str, state: str) -> tuple[str, ...]:
    """What must be said when it ends; a withdrawal needs only its reason."""
    if not words.strip():
        return ("Say what was settled, or why it is withdrawn.",)
    if state != "withdrawn" and not learning.strip():
        return ("Say what others could learn from this, even if it is “nothing new”.",)
    return ()


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of themes: how many, or None where there are too few to say."""

    code: str
    count: int | None


def counted(codes: Sequence[str]) -> tuple[Counted, ...]:
    """How often each code, commonest first. Small counts are held back, and a second with them where one alone
    could be worked out from the whole.
    """
    found = sorted(((codes.count(code), code) for code in set(codes)), key=lambda one: (-one[0], one[1]))
    small = [code for count, code in found if count < FEW]
    if len(small) == 1 and len(found) > 1:
        small.append(min(one for one in found if one[0] >= FEW)[1])
    return tuple(Counted(code, None if code in small else count) for count, code in found)


def days_taken(raised_on: date, ended_on: date | None) -> int | None:
    """Calendar days from raised to ended; None while it is open."""
    return (ended_on - raised_on).days if ended_on else None
