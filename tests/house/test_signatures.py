"""Every query and action says who asks; every write says when, and is recorded. No hidden user or clock."""

import ast
import re

import pytest

from tests.house.building import (
    PACKAGE,
    Source,
    calls,
    clear,
    exceptions,
    in_rooms,
    offered,
    sources,
    still,
    words,
)  # fmt: skip

# Called by the room above alone (import contract "Places"), which records what it asked for.
RECORDED_ABOVE = {"organisations": "access"}
CLOCKS = {
    ("timezone", "now"), ("datetime", "now"), ("datetime", "utcnow"), ("date", "today"),
    ("datetime", "today"), ("time", "time"), ("timezone", "localdate"), ("timezone", "localtime"),
}  # fmt: skip


def signature_faults(source: Source) -> list[str]:
    """Public functions whose first argument is not `actor`; actions that take more by place, or no `at`."""
    found = []
    for function in offered(source):
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
    return [f"{source.name}:{f.name}: has no docstring" for f in offered(source) if not ast.get_docstring(f)]


def clock_faults(source: Source) -> list[str]:
    """Places below a door that read the clock instead of being told the time."""
    return [
        f"{source.name}: reads the clock in line {node.lineno}"
        for _, node in calls(source.tree)
        if isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id, node.func.attr) in CLOCKS
    ]


def unrecorded(actions: list[Source]) -> list[str]:
    """Public actions from which no call, within the room or down to another's action, leads to `audit.record`."""
    bodies = {
        (source.room, f.name): (source, f)
        for source in actions
        for f in source.tree.body
        if isinstance(f, ast.FunctionDef)
    }  # fmt: skip
    reached = {key: _called(source, f) for key, (source, f) in bodies.items()}
    recording = {key for key, called in reached.items() if ("access", "record") in called}
    while more := {key for key, called in reached.items() if called & recording} - recording:
        recording |= more
    return [
        f"{source.name}:{name}: leaves no audit line"
        for (room, name), (source, _) in bodies.items()
        if name in {f.name for f in offered(source)} and (room, name) not in recording and room not in RECORDED_ABOVE
    ]


def _called(source: Source, function: ast.FunctionDef) -> set[tuple[str, str]]:
    """What a function calls, as (room, name): `clocks.start(...)` by what `clocks` was imported as."""
    known = {}
    for node in source.tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kingfisher."):
            known |= {alias.asname or alias.name: node.module.split(".")[1] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "kingfisher":
            known |= {alias.asname or alias.name: alias.name for alias in node.names}
    found = set()
    for called, node in calls(function):
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if owner is None:
            found.add((known.get(called, source.room), called))
        elif isinstance(owner, ast.Name) and owner.id in known:
            found.add((known[owner.id], called))
    return found


def inner_faults(source: Source) -> list[str]:
    """Uses of what another room keeps to itself: a function its `actions` or `queries` folder does not offer."""
    found = []
    for node in ast.walk(source.tree):
        inner = re.fullmatch(r"kingfisher\.(\w+)\.(actions|queries)\.\w+", getattr(node, "module", None) or "")
        if inner and inner[1] != source.room:
            names = (PACKAGE / inner[1] / inner[2] / "__init__.py").read_text()
            found += [
                f"{source.name}: uses {alias.name}, which {inner[1]}.{inner[2]} does not offer"
                for alias in node.names
                if not re.search(rf"\b{alias.name}\b", names)
            ]
    return found


def unmade_moves(states: Source, actions: list[Source]) -> list[str]:
    """Moves in a room's table that no action of the room makes: buttons that would lead nowhere."""
    made = "".join(source.text for source in actions)
    named = [words(node.args[0]) for called, node in calls(states.tree) if called == "Move"]
    kept = [f'"{name}"' in made or states.text.count(f'"{name}"') > 1 for name in named]
    return [
        f"{states.name}:{name}: no action makes this move"
        for name, is_made in zip(named, kept, strict=True)
        if not is_made
    ]


def test_every_move_is_made_by_an_action():
    found = []
    for states in in_rooms("states"):
        found += unmade_moves(states, [s for s in in_rooms("actions") if s.room == states.room])
    clear(still(found, exceptions()["moves"]))


def test_a_move_nobody_makes_would_be_named():
    states = Source("src/kingfisher/cellar/states.py", 'MOVES = (Move("open", ...), Move("vanish", ...))')
    actions = [Source("src/kingfisher/cellar/actions.py", 'begin(actor, key, "open")')]
    assert unmade_moves(states, actions) == ["src/kingfisher/cellar/states.py:vanish: no action makes this move"]


def test_no_room_uses_what_another_keeps_to_itself():
    clear([fault for source in sources() if source.name.startswith("src/") for fault in inner_faults(source)])


def test_a_room_that_used_what_another_keeps_to_itself_would_be_named():
    source = Source("src/kingfisher/desk/worklist.py", "from kingfisher.people.actions.judge import _DECISIVE, judge")
    assert [f.split("uses ")[1].split(",")[0] for f in inner_faults(source)] == ["_DECISIVE"]


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
    clear(still(unrecorded(in_rooms("actions")), exceptions()["unrecorded"]))


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
    text = "from kingfisher.access import audit\n"
    text += "def quiet(actor): ...\ndef _kept(actor): audit.record(actor)\ndef loud(actor): _kept(actor)"
    assert [f.split(":")[1] for f in unrecorded([_source("actions", text)])] == ["quiet"]
