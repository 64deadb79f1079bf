"""One word per idea, none that blames a child; every code, setting and rule that is named is there."""

import ast
import re
from importlib import import_module

import pytest

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.rulebook import ask
from tests.house.building import (
    TOP,
    Source,
    calls,
    clear,
    constants,
    exceptions,
    floors,
    in_rooms,
    ours,
    rooms,
    sources,
    still,
    words,
)  # fmt: skip

# Said of children who were harmed, these put the blame on them. "Merge" is not what linking two records does.
BANNED = re.compile(
    r"\b(prostitut\w*|promiscu\w*|life-?style choice|made (?:her|him|them)sel\w+ vulnerable|abscond\w*|"
    r"plac\w+ (?:her|him|them)sel\w+ at risk|merg(?:e[ds]?|ing))\b",
    re.I,
)
# `ask.clock("rhi")` asks for a clock of that id; `ask.label` asks a list of codes.
ASKED = {name: name for name in (
    "clock", "rag", "calendar", "codes", "basis", "gateway", "purpose", "category", "marking", "retention", "linking",
)} | {"label": "codes"}  # fmt: skip
# Of these calls, an argument given by this name is an id in the rulebook.
GIVEN = {
    ("start", "rule"): "clock", ("restart_with", "rule"): "clock", ("stop", "rule"): "clock",
    ("open_folder", "category"): "category", ("open_folder", "marking"): "marking",
    ("grant", "basis"): "gateway", ("give_standing", "category"): "category",
    ("actor_for", "purpose"): "purpose", ("for_purpose", "purpose"): "purpose",
}  # fmt: skip


def shown_words(source: Source) -> list[tuple[int, str]]:
    """The words a file may put on screen: its strings, docstrings left out."""
    said = {id(n.value) for n in ast.walk(source.tree) if isinstance(n, ast.Expr)}
    return [(n.lineno, words(n)) for n in ast.walk(source.tree) if words(n) and id(n) not in said]


def banned(name: str, text: str) -> list[str]:
    return [f"{name}: says “{found[0]}”" for found in BANNED.finditer(re.sub(r"{#.*?#}", "", text, flags=re.S))]


def rule_ids(source: Source) -> list[tuple[int, str, str]]:
    """Every rulebook id a file names: line, kind, id."""
    named, found = constants(source.tree), []
    for called, node in calls(source.tree):
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if called in ASKED and isinstance(owner, ast.Name) and owner.id == "ask" and node.args:
            found.append((node.lineno, ASKED[called], _said(node.args[0], named)))
        for given in node.keywords:
            if (called, given.arg) in GIVEN:
                found.append((node.lineno, GIVEN[called, given.arg], _said(given.value, named)))
    return [(line, kind, id_) for line, kind, id_ in found if id_]


def _said(node: ast.AST, named: dict[str, str]) -> str:
    return named.get(node.id, "") if isinstance(node, ast.Name) else words(node)


def rule_faults(source: Source) -> list[str]:
    return [
        f"{source.name}:{id_}: is no {kind} in the rulebook (line {line})"
        for line, kind, id_ in rule_ids(source)
        if (kind, id_) not in ask.book().entries
    ]


def audit_faults(source: Source) -> list[str]:
    """Lines recorded that are not on the closed list, or declared under another room's name."""
    found = []
    for called, node in calls(source.tree):
        if called == "record" and len(node.args) > 1 and words(node.args[1]) and words(node.args[1]) not in audit.WHAT:
            found.append(f"{source.name}: records “{words(node.args[1])}”, which nobody declared")
        if called == "can_record":
            strange = [k.arg for k in node.keywords if k.arg and not k.arg.startswith(f"{source.room}__")]
            found += [f"{source.name}: declares {name}, which is not this room's" for name in strange]
    return found


def undeclared(read: set[str], listed: set[str]) -> list[str]:
    """Settings that are read and not listed for the host, and listed ones that nothing reads."""
    return [f"{n}: is read and not in .env.example" for n in sorted(read - listed)] + [
        f"{n}: is in .env.example and never read" for n in sorted(listed - read)
    ]


def settings_read() -> set[str]:
    shipped = [s.text for s in sources() if s.name.startswith("src/") and "/tests/" not in s.name]
    read = set(re.findall(r"[\"'](KINGFISHER_[A-Z_]+)[\"']", "\n".join(shipped)))
    for before, after in re.findall(r"f\"(KINGFISHER_)\{role\.upper\(\)\}(_[A-Z]+)\"", "\n".join(shipped)):
        read |= {f"{before}{role}{after}" for role in ("APP", "READER")}
    return read


def test_no_page_blames_a_child_or_speaks_of_merging():
    found = []
    for path in ours(".html"):
        found += banned(path.relative_to(TOP).as_posix(), path.read_text())
    for source in in_rooms("pages", "states", "panel", "api"):
        found += [fault for line, text in shown_words(source) for fault in banned(f"{source.name}:{line}", text)]
    clear(found)


def test_every_rule_the_code_names_is_in_the_rulebook():
    shipped = [s for s in sources() if s.name.startswith("src/") and "/tests/" not in s.name]
    clear(still([fault for source in shipped for fault in rule_faults(source)], exceptions()["rule_ids"]))


def test_every_line_of_the_audit_is_declared_by_its_own_room():
    for room in rooms():  # every module that declares, whether or not a page has called for it
        for source in in_rooms("actions", "queries", "audit", "pages", "worklist", "picture"):
            if source.room == room and "can_record" in source.text:
                import_module(source.name.removeprefix("src/").removesuffix(".py").replace("/", "."))
    shipped = [s for s in sources() if s.name.startswith("src/") and "/tests/" not in s.name]
    clear([fault for source in shipped for fault in audit_faults(source)])
    assert [code for code in audit.WHAT if code.split(".")[0] not in floors() or code.count(".") != 2] == []


def test_every_setting_is_in_the_example_and_read():
    listed = set(re.findall(r"^# (KINGFISHER_[A-Z_]+)=", (TOP / ".env.example").read_text(), flags=re.M))
    clear(undeclared(settings_read(), listed))


def test_a_permission_is_named_for_its_room():
    shapes = {p.value: p.value.split(":") for p in Permission}
    assert [name for name, parts in shapes.items() if len(parts) != 3 or parts[0] not in floors()] == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("She was promiscuous", 1),
        ("it is a lifestyle choice", 1),
        ("He absconded and placed himself at risk", 2),
        ("Merge these records", 1),
        ("{# merged with the list above #}", 0),
        ("Link these records. He was missing. An emergency.", 0),
    ],
)
def test_a_word_that_blames_would_be_named(text, faults):
    assert len(banned("page.html", text)) == faults


def test_an_unknown_rule_line_or_setting_would_be_named():
    def source(text: str) -> Source:
        return Source("src/kingfisher/referrals/actions.py", text)

    assert rule_faults(source('LIMIT = "no_such"\nclocks.start(actor, rule=LIMIT)')) != []
    assert rule_faults(source('ask.label("no_such", code)')) != []
    assert rule_faults(source('clocks.start(actor, rule="contact_rag_red")')) == []
    assert audit_faults(source('audit.record(actor, "referrals.thing.vanished")')) != []
    assert audit_faults(source('audit.can_record(people__person__seen="saw")')) != []
    assert len(undeclared({"KINGFISHER_NEW", "KINGFISHER_HOME"}, {"KINGFISHER_OLD", "KINGFISHER_HOME"})) == 2
