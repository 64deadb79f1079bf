"""Verdict: a yes or a no with the rule that spoke and a sentence fit for the screen."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    yes: bool
    rule: str
    reason: str

    def __bool__(self) -> bool:
        return self.yes


class Refused(Exception):
    """An expected refusal: the sentence is for the person, the rule is for the record.

    Subclasses stand at the top of the module that raises them. `noted` is the line of the record (what, folders,
    facts) the door writes for it when everything else of the request is undone.
    """

    rule = "refused"
    noted: tuple[str, tuple, dict] | None = None

    def __init__(self, sentence: str, *, rule: str = "", gaps: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.rule = rule or self.rule
        self.gaps = gaps


class Denied(Refused):
    """The policy said no. The page answers as if nothing were there unless the rule may be told."""

    rule = "denied"

    @classmethod
    def by(cls, verdict: Verdict) -> "Denied":
        return cls(verdict.reason, rule=verdict.rule)


class NotThere(Refused):
    """There is no such thing for this actor; an unseen record and a missing one look the same."""

    rule = "not_there"

    def __init__(self, sentence: str = "There is nothing here that you can see.") -> None:
        super().__init__(sentence)


def gaps_of(asked: Iterable[tuple[object, str]]) -> tuple[str, ...]:
    """The sentence beside every value that is empty, or blank."""
    return tuple(words for value, words in asked if not (value.strip() if isinstance(value, str) else value))
