"""What a partnership says of itself in `area.toml`, read and checked as a whole: every fault is named at once."""

import tomllib
from pathlib import Path
from typing import Any

from kingfisher.project.area import checks
from kingfisher.project.area.shapes import Area, Body, Group, Person
from kingfisher.project.env import CannotStart

TEAMS = (("front_door", "Front door"), ("partnership", "Partnership office"),
         ("safeguarding_partners", "Safeguarding partners"))  # fmt: skip
KNOWN = {
    "": {"partnership", "agencies", "teams"},
    "partnership": {"name", "exit_url", "colour", "logo", "logo_alt", "rulebook"},
    "agencies": {"code", "name", "short_name", "kind", "phone", "within", "answers_checks", "lead_partner", "lead",
                 "administrators"},
    "lead": {"name", "email", "phone", "title"},
    "administrators": {"name", "email", "phone"},
    "teams": {"code", "name", "host"},
}  # fmt: skip


class NotWhole(CannotStart):
    """The file cannot be used; every fault stands in it, one a line."""


def read(path: Path, kinds: set[str]) -> tuple[Area, list[str]]:
    """The area of a file, and what is worth thinking about. NotWhole naming every fault."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as why:
        raise CannotStart(f"{path} cannot be read: {why.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise CannotStart(f"{path} is not readable as TOML: {why}.") from None
    return checked(told, path.absolute().parent, kinds, str(path))


def checked(told: dict[str, Any], folder: Path, kinds: set[str], named: str) -> tuple[Area, list[str]]:
    faults = _misfits(told)
    if faults:
        raise _not_whole(named, faults)
    area = _area(told, folder)
    if faults := checks.faults_in(area, kinds):
        raise _not_whole(named, faults)
    return area, checks.thoughts_on(area)


def _not_whole(named: str, faults: list[str]) -> NotWhole:
    return NotWhole(f"{named} cannot be used:\n" + "\n".join(f"  {fault}" for fault in faults))


def _misfits(told: dict[str, Any]) -> list[str]:
    """What is said under a name nobody reads, or is not of the shape it should be."""
    found = [f"{name} is not something this file says." for name in sorted(set(told) - KNOWN[""])]
    if not isinstance(told.get("partnership"), dict) or not told.get("agencies"):
        return [*found, "It needs a [partnership] and at least one [[agencies]]."]
    rows = [("partnership", told["partnership"])]
    rows += [(kind, row) for kind in ("agencies", "teams") for row in _listed(told.get(kind))]
    for body in _listed(told["agencies"]):
        if isinstance(body, dict):
            rows += [("administrators", row) for row in _listed(body.get("administrators"))]
            rows += [("lead", body["lead"])] if "lead" in body else []
    for kind, row in rows:
        if not isinstance(row, dict):
            found.append(f"{kind} must be a table.")
            continue
        found += [f"In {kind}, {name} is not something it says." for name in sorted(set(row) - KNOWN[kind])]
        flags = {"answers_checks", "lead_partner"}
        found += [
            f"In {kind}, {name} must be {'true or false' if name in flags else 'text'}."
            for name, value in row.items()
            if name not in ("administrators", "lead") and not isinstance(value, bool if name in flags else str)
        ]
    return found


def _listed(said: Any) -> list[Any]:
    return said if isinstance(said, list) else [] if said is None else [said]


def _area(told: dict[str, Any], folder: Path) -> Area:
    said = told["partnership"]
    bodies = tuple(_body(row) for row in _listed(told["agencies"]))
    host = next((body.code for body in bodies if body.kind == "council"), "")
    groups = {row.get("code", ""): Group(row.get("code", ""), row.get("name", ""), row.get("host", host))
              for row in _listed(told.get("teams"))}  # fmt: skip
    usual = [Group(code, name, host) for code, name in TEAMS if code not in groups]
    return Area(
        said.get("name", "").strip(), bodies, (*groups.values(), *usual), folder, said.get("exit_url", ""),
        said.get("colour", ""), folder / said["logo"] if said.get("logo") else None, said.get("logo_alt", ""),
        folder / said["rulebook"] if said.get("rulebook") else None,
    )  # fmt: skip


def _body(row: dict[str, Any]) -> Body:
    plain = {name: value for name, value in row.items() if name not in ("lead", "administrators")}
    people = {name: plain.get(name, "") for name in ("code", "name", "kind")}
    short = plain.pop("short_name", "") or people["name"]
    return Body(
        **{**people, **plain}, short_name=short, lead=_person(row["lead"]) if "lead" in row else None,
        administrators=tuple(_person(each) for each in _listed(row.get("administrators"))),
    )  # fmt: skip


def _person(row: dict[str, str]) -> Person:
    return Person(row.get("name", "").strip(), row.get("email", "").strip(), row.get("phone", ""), row.get("title", ""))
