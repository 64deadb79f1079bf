"""Moves: a workflow as a table. Answers what may happen next, and what is missing for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from kingfisher.kernel.verdict import Refused


class NotNow(Refused):
    """The move is not open from the state the thing is in."""

    rule = "not_now"


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a states table: by which name, from which states, to which, on whose permission."""

    name: str
    from_states: tuple[str, ...]
    to_state: str
    permission: str
    label: str


def open_moves(table: Iterable[Move], state: str, permissions: frozenset[str]) -> tuple[Move, ...]:
    """The moves a holder of these permissions may make from this state, in the table's order."""
    return tuple(m for m in table if state in m.from_states and m.permission in permissions)


def step(table: Iterable[Move], name: str, state: str) -> str:
    """The state that follows; NotNow, in words, when the move is not open from here."""
    move = next(m for m in table if m.name == name)
    if state not in move.from_states:
        allowed = " or ".join(s.replace("_", " ") for s in move.from_states)
        raise NotNow(
            f"“{move.label}” can be done while this is {allowed}; it is now {state.replace('_', ' ')}. "
            "Somebody may have moved it on: look at its history."
        )
    return move.to_state


def diagram(table: Iterable[Move]) -> str:
    """The table as a mermaid state diagram, for the room's README; compared in the house tests."""
    lines = ["stateDiagram-v2"]
    for move in table:
        lines += [f"    {state} --> {move.to_state}: {move.label}" for state in move.from_states]
    return "\n".join(lines)
