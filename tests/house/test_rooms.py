"""Where things lie and how long they may be: the same file names in every room, sizes one person can read."""

import ast
from pathlib import Path

import pytest

from tests.house.building import PACKAGE, TOP, Source, clear, exceptions, ours, rooms, sources, still

FILES = {
    "README.md", "__init__.py", "apps.py", "models.py", "states.py", "rules.py", "queries.py", "actions.py",
    "facts.py", "panel.py", "_panel.html", "api.py", "jobs.py", "command.py",
    "models", "queries", "actions", "pages", "tests", "migrations",
}  # fmt: skip
# A room's own hard ideas, each named for itself. A window, being a view onto others, names its own few files.
OWN = {
    "access": {
        "actors.py", "audit.py", "entry.py", "machines.py", "matrix.py", "permissions.py", "places.sql", "policy.py",
        "policy.sql", "protect.py", "record.sql", "roles.py", "routes.toml", "why.py",
    },
    "accounts": {"signing"},
    "people": {"matching", "candidates.sql", "conflicts.sql"},
    "documents": {"scanning.py", "storage.py", "turning.py"},
    "casefile": {"panels.py", "picture.py", "court.py", "paper.py", "paper.typ"},
    "partnership": {"paper.typ"},
    "briefing": {"gathering.py"},
    "desk": {"worklist.py"},
    "exchange": {"v1.py", "imports", "exports"},
    "referrals": {"said", "pass_words.txt"},
    "learning": {"certificate.typ"},
    "meetings": {"paper.py", "paper.typ"},
    "missing": {"said.py"},
    "scorecard": {"paper.py", "paper.typ"},
    "sharing": {"ending.sql"},
    "guard": {"files.py", "leaving.py", "scan.py", "sheets.py", "shields.sql", "wording.py"},
    "trail": {"merkle"},
    "intelligence": {"network.py"},
    "stewardship": {"shutting.py", "shell.txt", "outage.html"},
}  # fmt: skip
NO_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "misc",
    "manager",
    "managers",
    "constants",
    "base_classes",
}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 250, 40, 120


def room_faults(room: Path, own: set[str]) -> list[str]:
    """Files of a room that are not of its vocabulary; pages that do not lie in pairs."""
    there = {p.name for p in room.iterdir() if p.name != "__pycache__"}
    found = [f"{room.name}/{name}: is not a file a room has" for name in sorted(there - FILES - own)]
    if (room / "pages").is_dir():
        found += page_faults(room)
    return found


def page_faults(room: Path) -> list[str]:
    """What lies among pages and is neither a page, nor the template of one beside it, nor a part (`_rows.html`)."""
    pages = [p for p in (room / "pages").iterdir() if p.name != "__pycache__"]
    code = "".join(p.read_text() for p in pages if p.suffix == ".py")
    return [
        f"{room.name}/pages/{p.name}: is shown by no page beside it"
        for p in sorted(pages)
        if p.suffix not in (".py", ".html")
        or (p.suffix == ".html" and not p.name.startswith("_") and f"{room.name}/pages/{p.name}" not in code)
    ]


def name_faults(paths: list[Path]) -> list[str]:
    return [f"{p}: says nothing of what is in it" for p in paths if {part.split(".")[0] for part in p.parts} & NO_NAMES]


def long_files(files: dict[str, str], longest: int) -> list[str]:
    lengths = {name: text.count("\n") for name, text in files.items()}
    return [f"{name}: has {lines} lines" for name, lines in lengths.items() if lines > longest]


def long_functions(source: Source) -> list[str]:
    return [
        f"{source.name}:{node.name}: has {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]


def grown(found: list[str], excepted: dict[str, int]) -> list[str]:
    """Faults beyond what each exception allows, and exceptions that are no longer needed."""
    faults = {fault.split(": ")[0]: fault for fault in found}
    over = [f for name, f in faults.items() if int(f.split(": has ")[1].split()[0]) > excepted.get(name, 0)]
    return over + [f"{name}: needs no exception any more" for name in excepted if name not in faults]


def test_every_room_has_only_the_files_a_room_has():
    found = [fault for room in rooms() for fault in room_faults(PACKAGE / room, OWN.get(room, set()))]
    clear(still(found, exceptions()["files"]))


def test_every_room_says_what_it_is_for():
    missing = [f"{room}: has no README.md" for room in rooms() if not (PACKAGE / room / "README.md").exists()]
    clear(still(missing, exceptions()["no_readme"]))


def test_no_file_is_named_for_nothing():
    clear(name_faults([p.relative_to(TOP) for p in ours(".py", ".html", ".sql", ".toml")]))


def test_no_file_is_longer_than_one_sitting():
    code = {s.name: s.text for s in sources()}
    code |= {p.relative_to(TOP).as_posix(): p.read_text() for p in ours(".sql", ".css", ".js")}
    clear(grown(long_files(code, LONGEST_FILE), exceptions()["long_files"]))


def test_no_template_is_longer_than_a_page():
    pages = {p.relative_to(TOP).as_posix(): p.read_text() for p in ours(".html")}
    clear(grown(long_files(pages, LONGEST_TEMPLATE), exceptions()["long_templates"]))


def test_no_function_is_longer_than_a_screen():
    found = [fault for source in sources() for fault in long_functions(source)]
    clear(grown(found, exceptions()["long_functions"]))


def test_the_list_of_exceptions_only_shrinks():
    counted = sum(len(table.get("names", table)) for name, table in exceptions().items() if name != "limit")
    assert counted <= exceptions()["limit"]["exceptions"], "an exception was added: mend instead"


@pytest.mark.parametrize(
    ("name", "faults"),
    [("notes.txt", 1), ("models.py", 0), ("manager.py", 1), ("pages/list.py", 0), ("pages/list.html", 1)],
)
def test_a_strange_file_in_a_room_would_be_named(tmp_path, name, faults):
    path = tmp_path / "cellar" / name
    path.parent.mkdir(parents=True)
    path.touch()
    assert len(room_faults(tmp_path / "cellar", set())) == faults


def test_too_much_in_one_place_would_be_named():
    body = "def long():\n" + "    x = 1\n" * LONGEST_FUNCTION
    assert long_functions(Source("a.py", body)) == ["a.py:long: has 41 lines"]
    assert long_files({"a.py": "x = 1\n" * 251}, LONGEST_FILE) == ["a.py: has 251 lines"]
    assert name_faults([Path("people/utils.py"), Path("core/a.py"), Path("people/rules.py")]) != []
    assert grown(["a.py: has 260 lines"], {"a.py": 255}) != []
    assert grown(["a.py: has 260 lines"], {"a.py": 270}) == []
    assert grown([], {"a.py": 260}) != []
