"""What is lacking: asked by every action of this room."""

from kingfisher.kernel.verdict import Refused


class Lacking(Refused):
    """Something is not said or done yet; `gaps` say what."""

    rule = "partnership_gaps"


def _said(**needed: tuple[object, str]) -> None:
    """Each value with the sentence that asks for it; Lacking with all that are empty."""
    gaps = tuple(words for value, words in needed.values() if not (value.strip() if isinstance(value, str) else value))
    if gaps:
        raise Lacking("This cannot be kept yet.", gaps=gaps)
