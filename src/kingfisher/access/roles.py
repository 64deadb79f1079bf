"""What a role is: its permissions, how far it reaches at home, what it is cleared for. The roles: permissions.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Role:
    """`own_level` is how far it reaches into its own organisation's folders; 0 sees no child.

    A role with `visits_days` is a visitor's: its places end within so many days, read only, and mark every page.
    """

    label: str
    permissions: frozenset[str]
    own_level: int = 0
    clearances: tuple[str, ...] = ()
    visits_days: int = 0


def _role(
    label: str, permissions: Iterable[StrEnum], own_level: int = 0, *clearances: str, visits_days: int = 0
) -> Role:  # fmt: skip
    return Role(label, frozenset(p.value for p in permissions), own_level, clearances, visits_days)
