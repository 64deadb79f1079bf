"""What is lacking: asked by every action of this room."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere, Refused, gaps_of


class Lacking(Refused):
    """Something is not said or done yet; `gaps` say what."""

    rule = "assurance_gaps"


def must_answer(actor: Actor) -> None:
    """Denied to whoever may not answer for an agency; the service, for whoever holds a link, is not."""
    if not actor.has(Permission.RETURN_DOOR):
        actor.must(Permission.RETURN_ANSWER)


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
