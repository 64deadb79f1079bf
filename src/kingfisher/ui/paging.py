"""Paging by key: the page after this row, the page before it. Nothing is ever counted.

A page asks with `Ask.read(request.GET, ...)`, the room's query answers with `keyed(queryset, ask, ...)`.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

T = TypeVar("T")


@dataclass(frozen=True)
class Ask:
    """What the address asks for. `sort` is one of the names the page allows; a leading "-" turns it round."""

    sort: str = ""
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    size: int = 25

    @classmethod
    def read(cls, said: Mapping[str, Any], *, sorts: Sequence[str] = (), default: str = "", size: int = 25) -> Ask:
        """This will read `sort`, `after` and `before`; anything it does not know is passed over."""
        sort = str(said.get("sort") or "")
        sort = sort if sort.removeprefix("-") in sorts else default
        return cls(sort, _unpacked(said.get("after")), _unpacked(said.get("before")), size)


@dataclass(frozen=True)
class Page(Generic[T]):
    """`next_key` and `previous_key` are empty where there is nothing more that way."""

    rows: list[T]
    next_key: str = ""
    previous_key: str = ""
    sort: str = ""
    size: int = 25

    @property
    def is_all(self) -> bool:
        return not self.next_key and not self.previous_key


def packed(values: Sequence[Any]) -> str:
    """Key values as one word for an address."""
    said = json.dumps([value.isoformat() if hasattr(value, "isoformat") else str(value) for value in values])
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def _unpacked(word: Any) -> tuple[str, ...]:
    if not word or len(str(word)) > 500:
        return ()
    try:
        said = json.loads(base64.urlsafe_b64decode(str(word) + "=" * (-len(str(word)) % 4)))
    except (binascii.Error, ValueError):
        return ()
    return tuple(map(str, said)) if isinstance(said, list) else ()


def keyed(queryset: QuerySet[Any], ask: Ask, *, order: Sequence[str]) -> Page[Any]:
    """This will read one page of `queryset` ordered by `order` (field names, "-" for downwards).

    The last field of `order` must be unique, and none may be null. One row more than `size` is read, to know
    whether there is a further page. A key that does not fit the fields is passed over: page one is shown.
    """
    backwards = bool(ask.before)
    key = ask.before or ask.after
    directed = [_turned(name) for name in order] if backwards else list(order)
    wanted = queryset.order_by(*directed)
    if len(key) == len(order) and _fits(queryset, order, key):
        wanted = wanted.filter(_beyond(directed, key))
    else:
        key, backwards = (), False
        wanted = queryset.order_by(*order)
    rows = list(wanted[: ask.size + 1])
    more, rows = len(rows) > ask.size, rows[: ask.size]
    if backwards:
        rows.reverse()
    has_next, has_previous = (True, more) if backwards else (more, bool(key))
    return Page(
        rows,
        _key_of(rows[-1], order) if rows and has_next else "",
        _key_of(rows[0], order) if rows and has_previous else "",
        ask.sort,
        ask.size,
    )


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(order: Sequence[str], key: Sequence[str]) -> Q:
    """Rows after `key`: the first field beyond it, or equal and the second beyond it, and so on."""
    found, equal = Q(), Q()
    for name, value in zip(order, key, strict=True):
        plain = name.removeprefix("-")
        side = "lt" if name.startswith("-") else "gt"
        found |= equal & Q(**{f"{plain}__{side}": value})
        equal &= Q(**{plain: value})
    return found


def _fits(queryset: QuerySet[Any], order: Sequence[str], key: Sequence[str]) -> bool:
    for name, value in zip(order, key, strict=True):
        try:
            _column(queryset.model, name.removeprefix("-")).to_python(value)
        except (ValidationError, ValueError):
            return False
    return True


def _column(model: Any, path: str) -> Any:
    *steps, last = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(last)


def _key_of(row: Any, order: Sequence[str]) -> str:
    values = []
    for name in order:
        value = row
        for step in name.removeprefix("-").split("__"):
            value = getattr(value, step)
        values.append(value)
    return packed(values)
