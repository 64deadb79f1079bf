"""What is lacking: asked by every action of this room."""

from kingfisher.kernel.verdict import Refused, gaps_of


class Lacking(Refused):
    """Something is not said or done yet; `gaps` say what."""

    rule = "review_gaps"


def said(*asked: tuple[object, str]) -> None:
    """Each value with the sentence that asks for it; Lacking with all that are empty."""
    if gaps := gaps_of(asked):
        raise Lacking("This cannot be kept yet.", gaps=gaps)
