"""Words somebody wrote, fit to be kept and to be shown. Pure. What cannot be kept is marked, not dropped."""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any

# Marks that turn the direction of whatever stands beside them.
TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
DEEPEST = 20  # levels of what an agency says besides; deeper is kept as one text


def storable(value: Any, depth: int = 0) -> Any:
    """The same value, its texts fit to be kept: PostgreSQL takes no NUL and no half of a character, so each of
    those becomes the mark for a character that could not be read.
    """
    if isinstance(value, str):
        if value.isascii() and "\0" not in value:
            return value
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)
    if depth > DEEPEST and isinstance(value, (dict, list, tuple)):
        return storable(repr(value)[:2000])
    if isinstance(value, dict):
        return {storable(str(k)): storable(v, depth + 1) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(storable(one, depth + 1) for one in value) if value else value
    if is_dataclass(value) and not isinstance(value, type):
        said = {f.name: getattr(value, f.name) for f in fields(value)}
        mended = {name: new for name, one in said.items() if one and (new := storable(one, depth + 1)) is not one}
        return replace(value, **mended) if mended else value
    return value


def readable(name: str) -> str:
    """A name for showing: without marks that would turn the writing around them, and on one line."""
    kept = (c for c in name if c not in TURNS and (c.isspace() or unicodedata.category(c) != "Cc"))
    return " ".join("".join(kept).split())
