"""Links up: a lower room may point at a thing above it by kind and key, without importing it."""

from collections.abc import Callable
from uuid import UUID

_addresses: dict[str, Callable[[UUID], str]] = {}


def register(kind: str, address: Callable[[UUID], str]) -> None:
    """Rooms say at start-up (apps.py) where a kind of thing lives, such as "referrals.contact"."""
    _addresses[kind] = address


def url_for(kind: str, key: UUID) -> str | None:
    """The address of a thing, or None when its room is not installed."""
    address = _addresses.get(kind)
    return address(key) if address else None
