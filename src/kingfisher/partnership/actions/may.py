"""Who may, and what is lacking: asked by every action of this room."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied, Refused


class Lacking(Refused):
    """Something is not said or done yet; `gaps` say what."""

    rule = "partnership_gaps"


def _must(actor: Actor, permission: Permission) -> None:
    if not actor.has(permission):
        raise Denied("Your role does not include this.", rule=f"permission:{permission}")


def _said(**needed: tuple[object, str]) -> None:
    """Each value with the sentence that asks for it; Lacking with all that are empty."""
    gaps = tuple(words for value, words in needed.values() if not (value.strip() if isinstance(value, str) else value))
    if gaps:
        raise Lacking("This cannot be kept yet.", gaps=gaps)
