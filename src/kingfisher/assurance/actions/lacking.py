"""What is lacking: asked by every action of this room."""

from kingfisher.kernel.verdict import NotThere, Refused, gaps_of


class Lacking(Refused):
    """Something is not said or done yet; `gaps` say what."""

    rule = "assurance_gaps"


def said(*asked: tuple[object, str]) -> None:
    """Each value with the sentence that asks for it; Lacking with all that are empty."""
    if gaps := gaps_of(asked):
        raise Lacking("This cannot be kept yet.", gaps=gaps)


def standard_in(standards: list[dict[str, str]], code: str) -> dict[str, str]:
    """The standard of this code; NotThere where the round does not ask it."""
    for one in standards:
        if one["code"] == code:
            return one
    raise NotThere
