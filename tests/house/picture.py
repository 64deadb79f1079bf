"""Draws what CI compares: MAP.md and the state diagrams; lays out a new room and a new decision record.

Called by `./kingfisher map`, `diagrams`, `room` and `decision`.
"""

import ast
import os
import re
import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import django
import grimp

from kingfisher.kernel.moves import Move, diagram
from tests.house.building import PACKAGE, TOP, floor_plan, rooms

# Named by the first folder on it; a floor with no name here is a room's.
FLOORS = {
    "project": "Wiring", "desk": "Windows", "chronology": "Corridors", "guard": "Ground",
    "people": "Ground", "accounts": "Ground", "access": "Ground", "organisations": "Ground",
    "ui": "Foundation", "rulebook": "Foundation", "kernel": "Foundation",
}  # fmt: skip
BLOCK = re.compile(r"```mermaid\nstateDiagram-v2\n.*?```", re.S)
DECISIONS = TOP / "docs" / "decisions"

READING = """\
# Map

Written by `./kingfisher map` from the code; CI compares. Call down, pull down, link up: a folder may use those on the
floors below it and never one beside or above it (import contracts in `pyproject.toml`). What a room is for, its words
and its promises are in its README.

| Floor | Folder | What it is | Uses |
|---|---|---|---|
"""


def draw_map() -> str:
    """The whole of MAP.md: every folder on its floor, in one line, with the folders it uses."""
    graph = grimp.build_graph("kingfisher", cache_dir=None)
    lines = []
    for layer in floor_plan():
        for name in layer:
            if (PACKAGE / name).is_dir():
                floor = FLOORS.get(layer[0], "Rooms")
                lines.append(f"| {floor} | {_linked(name)} | {_purpose(name)} | {_uses(graph, name)} |")
    return READING + "\n".join(lines) + "\n"


def _linked(name: str) -> str:
    readme = PACKAGE / name / "README.md"
    return f"[{name}]({readme.relative_to(TOP)})" if readme.exists() else name


def _purpose(name: str) -> str:
    said = ast.get_docstring(ast.parse((PACKAGE / name / "__init__.py").read_text())) or ""
    first = " ".join(said.split("\n\n")[0].split()).split(": ", 1)[-1]
    return first[:1].upper() + first[1:]


def _uses(graph: grimp.ImportGraph, name: str) -> str:
    below = [other for layer in floor_plan() for other in layer if other != name and (PACKAGE / other).is_dir()]
    inside = {m for m in graph.modules if f"{m}.".startswith(f"kingfisher.{name}.") and ".tests" not in m}
    used = {i.split(".")[1] for m in inside for i in graph.find_modules_directly_imported_by(m) if i.count(".")}
    return ", ".join(other for other in below if other in used)


def write_map(words: list[str]) -> int:
    """Write MAP.md."""
    (TOP / "MAP.md").write_text(draw_map())
    return 0


def diagrams_of(room: str) -> list[str]:
    """The diagram of every table of moves in a room's states.py, in the order they stand there."""
    if not (PACKAGE / room / "states.py").exists():
        return []
    states = import_module(f"kingfisher.{room}.states")
    tables = [v for v in vars(states).values() if isinstance(v, tuple | list) and v and isinstance(v[0], Move)]
    whole = [t for t in tables if not any(set(t) < set(other) for other in tables)]
    return [f"```mermaid\n{diagram(table)}\n```" for table in whole]


def with_diagrams(readme: str, drawn: list[str]) -> str:
    """A README with its diagrams as they are drawn now; those it lacks are added at its end."""
    waiting = iter(drawn)
    readme = BLOCK.sub(lambda old: next(waiting, old[0]), readme)
    return readme.rstrip("\n") + "".join(f"\n\n## States\n{more}" for more in waiting) + "\n"


def write_diagrams(words: list[str]) -> int:
    """Write the state diagrams into the READMEs of the rooms."""
    _make_ready()
    for room in rooms():
        drawn, readme = diagrams_of(room), PACKAGE / room / "README.md"
        if drawn:
            readme.write_text(with_diagrams(readme.read_text() if readme.exists() else f"# {room}\n", drawn))
    return 0


def _make_ready() -> None:
    """Django's tables of names, without a database or a home: a states.py names permissions, and they, levels."""
    os.environ["KINGFISHER_DB_ROLE"] = "none"
    os.environ.setdefault("KINGFISHER_SECRET_KEY", "only for drawing" * 4)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
    django.setup()


def new_room(words: list[str]) -> int:
    """`room NAME`: a folder with the files every room begins with; its floor is then yours to choose."""
    if len(words) != 1 or not re.fullmatch(r"[a-z]+", words[0]):
        return _wrong("Say the room's name in one plain word of the work: ./kingfisher room meetings")
    name = words[0]
    if (PACKAGE / name).exists():
        return _wrong(f"There is a room {name} already.")
    for path, text in _begun(name).items():
        (PACKAGE / name / path).parent.mkdir(parents=True, exist_ok=True)
        (PACKAGE / name / path).write_text(text)
    print(f"src/kingfisher/{name} is laid out. Write its README and its states first; then give it a floor in")
    print("pyproject.toml ([tool.importlinter]), its place in ROOMS in project/settings.py, and run ./kingfisher map.")
    return 0


def _begun(name: str) -> dict[str, str]:
    head = "\n## Its words\n\n## Its promises\n"
    config = f'class {name.title()}Config(AppConfig):\n    name = "kingfisher.{name}"\n    label = "{name}"\n'
    addresses = f'app_name = "{name}"\nurlpatterns: list = []\n'
    return {
        "__init__.py": f'"""Room: what {name} is, in one line; MAP.md shows it."""\n',
        "README.md": f"# {name.title()}\n\nWhat this room is for, in two sentences.\n{head}",
        "apps.py": f"from django.apps import AppConfig\n\n\n{config}",
        "models.py": f'"""Tables of {name}: each says `protection` and `retention`."""\n',
        "rules.py": f'"""Rules of {name}: pure, over values."""\n',
        "queries.py": f'"""Reads of {name}: `actor` first; what is opened is recorded."""\n',
        "actions.py": f'"""Writes of {name}: `actor` first, the rest by name; each leaves an audit line."""\n',
        "pages/__init__.py": "",
        "pages/addresses.py": f'"""Where the pages of `{name}` live."""\n\n{addresses}',
        "tests/__init__.py": "",
        "migrations/__init__.py": "",
    }


def new_decision(words: list[str]) -> int:
    """`decision TITLE`: the next record in docs/decisions, with its four headings."""
    title = " ".join(words).strip()
    if not title:
        return _wrong("Say what was decided: ./kingfisher decision One queue for the whole front door")
    number = max((int(p.name[:4]) for p in DECISIONS.glob("[0-9]*.md")), default=0) + 1
    path = DECISIONS / f"{number:04}-{re.sub(r'[^a-z0-9]+', '-', title.lower()).strip('-')}.md"
    path.write_text(
        f"# {number:04}. {title}\n\nAccepted {date.today():%-d %B %Y}\n\n## What forced it\n\n## What we chose\n\n"
        "## What we turned down\n\n## What would change our minds\n"
    )
    print(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
    return 0


def _wrong(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
