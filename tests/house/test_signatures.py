"""Every query and action says who asks; every write says when, and is recorded. No hidden user or clock."""

import ast

import pytest

from tests.house.building import Source, calls, clear, exceptions, in_rooms, public_functions, still

# Called by the room above alone (import contract "Places"), which records what it asked for.
RECORDED_ABOVE = {"organisations": "access"}
CLOCKS = {
    ("timezone", "now"), ("datetime", "now"), ("datetime", "utcnow"), ("date", "today"),
    ("datetime", "today"), ("time", "time"), ("timezone", "localdate"), ("timezone", "localtime"),
}  # fmt: skip


def signature_faults(source: Source) -> list[str]:
    """Public functions whose first argument is not `actor`; actions that take more by place, or no `at`."""
    found = []
    for function in public_functions(source.tree):
        name = f"{source.name}:{function.name}"
        placed = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
        named = [a.arg for a in function.args.kwonlyargs]
        if placed[:1] != ["actor"]:
            found.append(f"{name}: the first argument is not `actor`")
        if source.kind == "actions":
            if placed[1:]:
                found.append(f"{name}: takes {', '.join(placed[1:])} by place; after `actor`, by name only")
            if "at" not in named:
                found.append(f"{name}: writes without `at`")
    return found


def docstring_faults(source: Source) -> list[str]:
    """Public functions of the parts others call, without a word of what the signature cannot say."""
    return [
        f"{source.name}:{f.name}: has no docstring" for f in public_functions(source.tree) if not ast.get_docstring(f)
    ]


def clock_faults(source: Source) -> list[str]:
    """Places below a door that read the clock instead of being told the time."""
    return [
        f"{source.name}: reads the clock in line {node.lineno}"
        for _, node in calls(source.tree)
        if isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id, node.func.attr) in CLOCKS
    ]


def unrecorded(room: list[Source]) -> list[str]:
    """Public actions of one room from which no call leads to `audit.record`."""
    bodies = {
        f.name: (source.name, f)
        for source in room
        for f in source.tree.body
        if isinstance(f, ast.FunctionDef)
    }  # fmt: skip
    recording = {"record"}
    while True:
        more = {n for n, (_, f) in bodies.items() if {called for called, _ in calls(f)} & recording} - recording
        if not more:
            break
        recording |= more
    return [
        f"{file}:{name}: leaves no audit line"
        for name, (file, _) in bodies.items()
        if not name.startswith("_") and name not in recording
    ]


def _actions_by_room() -> dict[str, list[Source]]:
    by_room: dict[str, list[Source]] = {}
    for source in in_rooms("actions"):
        if source.room in RECORDED_ABOVE:
            continue
        by_room.setdefault(source.room, []).append(source)
    return by_room


def test_every_query_and_action_takes_the_actor_first_and_every_write_the_moment():
    found = [fault for source in in_rooms("queries", "actions") for fault in signature_faults(source)]
    clear(still(found, exceptions()["signatures"]))


def test_every_query_action_rule_and_state_says_what_its_signature_cannot():
    found = [f for source in in_rooms("queries", "actions", "rules", "states") for f in docstring_faults(source)]
    clear(still(found, exceptions()["docstrings"]))


def test_no_clock_is_read_below_a_door():
    inside = ("models", "states", "rules", "queries", "actions", "facts", "panel")
    found = [fault for source in in_rooms(*inside) for fault in clock_faults(source)]
    clear(still(found, exceptions()["clocks"]))


def test_every_action_leaves_an_audit_line():
    found = [fault for room in _actions_by_room().values() for fault in unrecorded(room)]
    clear(still(found, exceptions()["unrecorded"]))


def _source(kind: str, text: str) -> Source:
    return Source(f"src/kingfisher/cellar/{kind}.py", text)


@pytest.mark.parametrize(
    ("kind", "text", "faults"),
    [
        ("queries", "def inbox(actor, day): ...", 0),
        ("queries", "def inbox(day): ...", 1),
        ("queries", "def _inbox(day): ...", 0),
        ("actions", "def close(actor, *, contact_id, at): ...", 0),
        ("actions", "def close(actor, contact_id, *, at): ...", 1),
        ("actions", "def close(actor, *, contact_id): ...", 1),
        ("actions", "def close(contact_id): ...", 2),
    ],
)
def test_a_query_or_action_of_the_wrong_shape_would_be_named(kind, text, faults):
    assert len(signature_faults(_source(kind, text))) == faults


def test_a_function_without_a_docstring_would_be_named():
    assert docstring_faults(_source("rules", "def due(day): ...")) != []


def test_a_clock_read_below_a_door_would_be_named():
    assert clock_faults(_source("actions", "def a(actor):\n    return timezone.now()")) != []
    assert clock_faults(_source("actions", "def a(actor):\n    return actor.at")) == []


def test_an_action_that_leaves_no_audit_line_would_be_named():
    text = "def quiet(actor): ...\ndef _kept(actor): audit.record(actor)\ndef loud(actor): _kept(actor)"
    assert [f.split(":")[1] for f in unrecorded([_source("actions", text)])] == ["quiet"]
