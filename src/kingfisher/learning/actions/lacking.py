"""What is lacking: asked by every action of this room; and the terms that stand on the day."""

from datetime import datetime

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Denied, Refused, gaps_of
from kingfisher.rulebook import ask, courses
from kingfisher.rulebook.training import TrainingTerms


class Lacking(Refused):
    """Something is not said or done yet; `gaps` say what."""

    rule = "learning_gaps"


def _said(**needed: tuple[object, str]) -> None:
    """Each value with the sentence that asks for it; Lacking with all that are empty."""
    if gaps := gaps_of(needed.values()):
        raise Lacking("This cannot be kept yet.", gaps=gaps)


def _keeps(actor: Actor) -> None:
    """Denied unless it is the coordinator or the training service."""
    if not actor.has(Permission.LEARNING_RUN) and not actor.has(Permission.LEARNING_DOOR):
        raise Denied("Your role does not include this.", rule=f"permission:{Permission.LEARNING_RUN}")


def _terms(at: datetime) -> TrainingTerms:
    """The terms on which a place stands that day."""
    return courses.training_terms(on=local_day(at, ask.calendar()))
