"""Turn a TOML table into one of the shapes, strictly: nothing missing, nothing unknown, every type right."""

import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

SPELT = {"from_": "from"}


class Misfit(ValueError):
    """The table is not of this shape; the message says where, in words for whoever keeps the file."""


def build(shape: Any, table: dict[str, Any]) -> Any:
    """The table as a value of this shape. Raises Misfit. `from` may be left out of a law not yet begun."""
    hints = typing.get_type_hints(shape)
    known = {SPELT.get(one.name, one.name): one for one in fields(shape)}
    unknown = sorted(table.keys() - known.keys())
    if unknown:
        raise Misfit(f"{', '.join(unknown)} is not something it can say.")
    values = {"from_": None} if "from" in known else {}
    for name, one in known.items():
        if name in table:
            values[one.name] = _fitted(hints[one.name], table[name], name)
        elif one.default is MISSING and one.name not in values:
            raise Misfit(f"{name} is missing.")
    return shape(**values)


def _fitted(hint: Any, value: Any, name: str) -> Any:
    """The value as the hint wants it; the hint is one of those the shapes use."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        return _fitted(inner[0], value, name)
    if origin is tuple:
        return _fitted_row(inner[0], value, name)
    if is_dataclass(hint) and isinstance(value, dict):
        try:
            return build(hint, value)
        except Misfit as misfit:
            raise Misfit(f"in {name}, {misfit}") from None
    if issubclass(hint, StrEnum) and value in [one.value for one in hint]:
        return hint(value)
    if type(value) is hint and (hint is not date or not isinstance(value, datetime)):
        if hint is str and not value.strip():
            raise Misfit(f"{name} is empty.")
        return value
    raise Misfit(f"{name} must be {_in_words(hint)}, not {value!r}.")


def _fitted_row(hint: Any, value: Any, name: str) -> tuple[Any, ...]:
    if typing.get_origin(hint) is tuple and isinstance(value, dict):
        return tuple(sorted((str(key), str(one)) for key, one in value.items()))
    if not isinstance(value, list):
        raise Misfit(f"{name} must be a list.")
    return tuple(_fitted(hint, one, name) for one in value)


def _in_words(hint: Any) -> str:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "one of " + ", ".join(one.value for one in hint)
    return {str: "text", int: "a whole number", bool: "true or false", date: "a date"}.get(hint, "a table")
