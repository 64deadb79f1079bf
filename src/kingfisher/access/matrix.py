"""Every address of the site by role and by relation to the record: who is shown it, who is told there is nothing.

Worked out from the addresses, the doors they declare, the roles, and `routes.toml`; nothing is listed twice. The tests
walk it (project/tests/test_matrix.py): what is said here is what a worker in that role and relation meets.
"""

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import ROLES, Role
from kingfisher.kernel.base import EXISTS, FULL, SUMMARY

SHOWN, NOT_THERE, REFUSED, SIGN_IN, BY_RULE = "shown", "not there", "role refused", "sign in", "by its rule"


@dataclass(frozen=True, slots=True)
class Route:
    """One address and one method. `reaches` is empty for an address that names no record."""

    name: str
    method: str
    address: str
    door: str
    permission: str
    reaches: str
    level: int
    rule: str
    also: str
    team_only: bool
    walk: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How a worker may stand to a folder, and how far the policy then lets her role see."""

    name: str
    plain: str
    level: Callable[[Role], int]


def _at_home(role: Role, most: int = FULL) -> int:
    return min(most, role.own_level)


def _by_emergency(role: Role) -> int:
    return (
        FULL if Permission.EMERGENCY_OPEN in role.permissions and _at_home(role, SUMMARY) else _at_home(role, SUMMARY)
    )


RELATIONS = (
    Relation("own_agency", "it is her own agency's", lambda role: _at_home(role)),
    Relation("shared", "an agreement opens a summary to her agency", lambda role: _at_home(role, SUMMARY)),
    Relation("disclosed", "it was disclosed to her agency", lambda role: _at_home(role)),
    Relation("on_the_team", "her team works in it", lambda role: FULL),
    Relation("named", "it was opened to her by name", lambda role: FULL),
    Relation("revoked", "it was disclosed, and the access was ended", lambda role: 0),
    Relation("expired", "it was disclosed until a day that is past", lambda role: 0),
    Relation("sealed", "it is her own agency's, sealed, and she has no key", lambda role: 0),
    Relation("restricted", "it is her own agency's, restricted, without a key", lambda role: _at_home(role, EXISTS)),
    Relation("conflict", "it is her own agency's, and she has a conflict of interest", lambda role: 0),
    Relation("break_glass", "a summary is shared, and she opened it in an emergency", _by_emergency),
    Relation("none", "she has nothing to do with it", lambda role: 0),
)


WALKS, SIDES = "project/tests/test_matrix.py", "project/tests/test_side_doors.py"
# The ways by which a record that is not to be seen could be told of all the same; each has a test of its own.
SIDE_DOORS = {
    "list": ("a row in any list", f"{SIDES}::test_no_list_shows_it"),
    "count": ("a number beside a heading, a tab or a button", f"{SIDES}::test_no_count_counts_it"),
    "search": ("a hit, or how many there were", f"{SIDES}::test_no_search_finds_or_counts_it"),
    "picker": ("a choice in a form", f"{SIDES}::test_no_picker_offers_it"),
    "export": ("a file somebody takes away", f"{SIDES}::test_no_export_holds_it"),
    "print": ("paper", f"{SIDES}::test_no_printed_page_is_of_it"),
    "api": ("the interface for other systems", f"{SIDES}::test_no_system_is_told_of_it"),
    "live refresh": ("a part of a page that renews itself", f"{SIDES}::test_no_part_that_renews_itself_shows_it"),
    "notification": ("the desk and its numbers", f"{SIDES}::test_the_desk_says_nothing_of_it"),
    "error text": ("the words of a refusal", f"{SIDES}::test_every_refusal_is_the_same_sentence"),
    "file download": ("a document by its address", f"{SIDES}::test_no_file_is_given_out"),
    "size and time class": ("how long an answer is, and how much is asked of the database for it",
                            f"{WALKS}::test_a_record_that_is_not_to_be_seen_is_answered_as_one_that_was_never_there"),
}  # fmt: skip


def addresses(resolver: URLResolver, before: str = "", space: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """Every address below a resolver: its name with its namespace, what is typed, and the pattern."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each, before + str(each.pattern), each.namespace or space)
        else:
            yield f"{space}:{each.name}" if space else str(each.name), before + str(each.pattern), each


def operations(view: Callable) -> list | None:
    """The API operations behind an address, or None when it is a page."""
    held = (cell.cell_contents for cell in getattr(view, "__closure__", None) or ())
    owner = getattr(view, "__self__", None) or next((h for h in held if type(h).__name__ == "PathView"), None)
    return owner.operations if type(owner).__name__ == "PathView" else None


@cache
def reached() -> dict[str, dict]:
    """routes.toml by the name of the address."""
    rooms = tomllib.loads((Path(__file__).parent / "routes.toml").read_text())
    return {f"{room}:{name}": row for room, rows in rooms.items() for name, row in rows.items()}


def routes(resolver: URLResolver | None = None) -> list[Route]:
    """Every address that a door declares, in order of address. The API's own description of itself is left out."""
    found = []
    for name, address, pattern in addresses(resolver or get_resolver()):
        for method, said, key in _ways(name, address, pattern):
            door, _, permission = said.partition(":")
            row = reached().get(key, {})
            found.append(
                Route(key, method, "/" + address, door, permission, row.get("reaches", ""), row.get("level", 0),
                      row.get("rule", ""), row.get("also", ""), row.get("team_only", False),
                      row.get("walk", _walk(row)))
            )  # fmt: skip
    return sorted(found, key=lambda r: (r.address, r.method))


def _walk(row: dict) -> str:
    if row.get("rule"):
        return ""  # a rule has its own test, which the row names
    name = "what_the_matrix_says_is_what_a_worker_meets" if row.get("level") else "every_role_at_every_address"
    return f"{WALKS}::test_{name}"


def _ways(name: str, address: str, pattern: URLPattern) -> Iterator[tuple[str, str, str]]:
    behind = operations(pattern.callback)
    for operation in behind or ():
        under = address.split("/", 2)[2]
        for method in operation.methods:
            yield method, getattr(operation.view_func, "declared", ""), f"api:{method} {under}"
    said = getattr(pattern.callback, "declared", "")
    if behind is None and said:
        only = getattr(pattern.callback, "__wrapped__", None) is not None and _posts_only(pattern.callback)
        yield "POST" if only else "GET", said, name


def _posts_only(view: Callable) -> bool:
    """Whether `require_POST` stands at the door: it keeps the methods it lets through in its closure."""
    held = [cell.cell_contents for cell in getattr(view, "__closure__", None) or ()]
    return ["POST"] in held


def _is_there(walk: str) -> bool:
    """Whether a test of this name stands in that file of ours."""
    file, _, name = walk.partition("::")
    path = Path(__file__).parents[1] / file
    return bool(name) and path.is_file() and f"def {name}(" in path.read_text()


def route_faults(resolver: URLResolver | None = None) -> list[str]:
    """Addresses that name a record and are not in routes.toml; rows of it without an address, or half said."""
    there = routes(resolver)
    found = [
        f"{r.name} ({r.address}) names a record: say in access/routes.toml what it reaches, and at which level or by "
        "which rule"
        for r in there if "<" in r.address and not r.reaches
    ]  # fmt: skip
    found += [f"{r.name}: says neither a level nor a rule" for r in there if r.reaches and not (r.level or r.rule)]
    found += [
        f"{r.name} ({r.address}) has no walk: say in access/routes.toml which test walks it (walk = "
        '"room/tests/test_x.py::test_name"), or give it a level and lay one in project/tests/reaching.py'
        for r in there
        if r.rule and not _is_there(r.walk)
    ]
    found += [f"side door {name}: there is no test {walk}" for name, (_, walk) in SIDE_DOORS.items()
              if resolver is None and not _is_there(walk)]  # fmt: skip
    if resolver is None:
        found += [f"{name}: is in routes.toml and there is no such address" for name in reached() if name not in
                  {r.name for r in there}]  # fmt: skip
    return found


def expected(route: Route, role: Role, relation: Relation) -> str:
    """What a worker in this role, standing so to the record, meets at this address."""
    if route.door in ("open", "public", "signing_in"):
        return SHOWN
    if route.permission not in role.permissions:
        return REFUSED
    if not route.reaches:
        return SHOWN
    if route.rule:
        return BY_RULE
    level = relation.level(role)
    if route.team_only and relation.name in ("own_agency", "restricted"):
        level = min(level, EXISTS)
    return SHOWN if level >= route.level else NOT_THERE


def matrix(words: list[str]) -> int:
    """`access matrix [--json]`: every address, its door and permission, and the answer by role and relation."""
    rows = [
        {
            "route": r.name, "method": r.method, "address": r.address, "door": r.door, "permission": r.permission,
            "reaches": r.reaches, "level": r.level, "rule": r.rule, "also": r.also,
            "walk": r.walk,
            "answers": {
                code: {each.name: expected(r, role, each) for each in RELATIONS} for code, role in ROLES.items()
            },
        }
        for r in routes()
    ]  # fmt: skip
    if "--json" in words:
        relations = {each.name: each.plain for each in RELATIONS}
        doors = {name: {"what": what, "walk": walk} for name, (what, walk) in SIDE_DOORS.items()}
        print(json.dumps({"relations": relations, "roles": list(ROLES), "side_doors": doors, "routes": rows}))
        return 0
    for row in rows:
        says = row["permission"] or row["door"]
        named = row["reaches"] + (f" at level {row['level']}" if row["level"] else "")
        print(f"{row['method']:<5} {row['address']:<58} {says:<28} {named}")
    return 0
