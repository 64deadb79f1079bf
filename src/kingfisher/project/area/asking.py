"""Asking for a new partnership, one question at a time; and keeping what was said as a file to use again."""

import sys
from pathlib import Path
from typing import Any

from kingfisher.project.area import colours
from kingfisher.project.env import CannotStart

PARTNERS = (("council", "council", "The council"), ("police", "police", "The police force"),
            ("health", "icb", "The integrated care board"))  # fmt: skip


def questions(kinds: set[str]) -> dict[str, Any]:
    """The same as a file says, asked for: three partners first, then any others."""
    if not sys.stdin.isatty():
        raise CannotStart("Nobody is here to ask: give a file with --from.")
    print("A new partnership. Press Ctrl-C to stop: nothing is kept until the end.\n")
    partnership = {"name": _asked("Name of the partnership")}
    colour = _asked("Colour of the header, such as #0a3450", may_skip=True)
    while colour and (not colours.is_colour(colour) or colours.least_on(colour) < colours.ENOUGH):
        print("  Words could not be read on that. A darker one, with a # before it:")
        colour = _asked("Colour", may_skip=True)
    partnership |= {"colour": colour} if colour else {}
    agencies = [_agency(code, kind, whom, lead=True) for code, kind, whom in PARTNERS]
    while _asked("Another agency? y or n", may_skip=True).lower().startswith("y"):
        code = _asked("Its code (small letters, such as hospital)")
        print(f"  Kinds: {', '.join(sorted(kinds))}")
        agencies.append(_agency(code, _asked("Its kind"), "The agency", lead=False))
    return {"partnership": partnership, "agencies": agencies}


def _agency(code: str, kind: str, whom: str, *, lead: bool) -> dict[str, Any]:
    print(f"\n{whom}")
    said: dict[str, Any] = {"code": code, "kind": kind, "name": _asked("Its name"), "answers_checks": True}
    for name, words in (("short_name", "Short name on screen"), ("phone", "Telephone")):
        if value := _asked(words, may_skip=True):
            said[name] = value
    said["administrators"] = [
        {"name": _asked("First administrator's name"), "email": _asked("Her or his e-mail address")}
    ]
    if second := _asked("Second administrator's name", may_skip=True):
        said["administrators"].append({"name": second, "email": _asked("Her or his e-mail address")})
    if lead:
        said["lead_partner"] = True
        if name := _asked("Who leads it as a safeguarding partner", may_skip=True):
            said["lead"] = {"name": name, "email": _asked("Her or his e-mail address")}
    return said


def _asked(words: str, *, may_skip: bool = False) -> str:
    while True:
        said = input(f"{words}{' (may be left empty)' if may_skip else ''}: ").strip()
        if said or may_skip:
            return said


def offer_to_keep(told: dict[str, Any]) -> None:
    """Write down what was said, so that it can be looked at, added to and used again with --from."""
    place = _asked("Keep what you said as a file (its name)", may_skip=True)
    if place:
        Path(place).write_text(as_toml(told), encoding="utf-8")


def as_toml(told: dict[str, Any]) -> str:
    lines = ["[partnership]", *_pairs(told["partnership"])]
    for body in told["agencies"]:
        lines += ["", "[[agencies]]", *_pairs(body)]
        if "lead" in body:
            lines += ["", "[agencies.lead]", *_pairs(body["lead"])]
        for person in body["administrators"]:
            lines += ["", "[[agencies.administrators]]", *_pairs(person)]
    return "\n".join(lines) + "\n"


def _pairs(row: dict[str, Any]) -> list[str]:
    return [f"{name} = {_value(value)}" for name, value in row.items() if isinstance(value, str | bool)]


def _value(value: str | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(c for c in escaped if c.isprintable())}"'
