"""The papers say what is so: the map, the diagrams, the walks, the decisions and what a README names."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.building import PACKAGE, TOP, clear, exceptions, rooms, still
from tests.house.picture import DECISIONS, diagrams_of, draw_map, with_diagrams

STEP = re.compile(r"`([\w/]+\.(?:py|sql)):(\w+)`")
HEADINGS = ("## What forced it", "## What we chose", "## What we turned down", "## What would change our minds")


def step_faults(text: str) -> list[str]:
    """Steps (`room/file.py:function`) of a walk that name nothing there is."""
    return [f"{file}:{name}: is not there" for file, name in STEP.findall(text) if not _is_there(file, name)]


def _is_there(file: str, name: str) -> bool:
    path = PACKAGE / file
    if not path.exists():
        return False
    if path.suffix == ".sql":
        return re.search(rf"(?:FUNCTION|VIEW) {name}\b", path.read_text()) is not None
    kinds = ast.FunctionDef | ast.ClassDef
    return name in {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds)}


def decision_faults(names: list[str]) -> list[str]:
    """Decision records without a number, or with another's, or a number left out."""
    numbers = sorted(int(name[:4]) for name in names if re.match(r"\d{4}-", name))
    found = [f"{name}: begins with no number" for name in names if not re.match(r"\d{4}-[a-z0-9-]+\.md$", name)]
    return found + [f"{n:04}: is wanting or there twice" for n in set(range(1, len(numbers) + 1)) ^ set(numbers)]


def broken_links(page: Path) -> list[str]:
    """Links of a paper to files that are not there."""
    found = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text())
    gone = [Path(link) for link in found if not (page.parent / link).exists()]
    return [f"{page.name} to {link.parent}: there is no {link.name}" for link in gone]


def papers() -> list[Path]:
    return [*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md"), *PACKAGE.rglob("README.md")]


def test_the_map_is_as_the_code_is():
    assert (TOP / "MAP.md").read_text() == draw_map(), "run ./kingfisher map"


@pytest.mark.parametrize("room", [room for room in rooms() if diagrams_of(room)])
def test_the_diagrams_of_a_room_are_as_its_moves_are(room):
    readme = (PACKAGE / room / "README.md").read_text()
    assert with_diagrams(readme, diagrams_of(room)) == readme, "run ./kingfisher diagrams"


@pytest.mark.parametrize("walk", sorted((TOP / "docs" / "walks").glob("*.md")), ids=lambda walk: walk.stem)
def test_every_step_of_a_walk_is_there(walk):
    assert len(STEP.findall(walk.read_text())) > 5
    clear(step_faults(walk.read_text()))


def test_decisions_are_numbered_once_and_say_what_was_turned_down():
    names = sorted(p.name for p in DECISIONS.glob("*.md"))
    clear(decision_faults(names))
    clear([f"{n}: lacks {h}" for n in names for h in HEADINGS if h not in (DECISIONS / n).read_text()])


def test_no_paper_links_to_what_is_not_there():
    found = [fault for page in papers() for fault in broken_links(page)]
    clear(still(found, exceptions()["links"]))


def test_a_paper_that_is_wrong_would_be_named(tmp_path):
    assert step_faults("1. `people/actions/judge.py:judge`, `people/actions/judge.py:blend`") == [
        "people/actions/judge.py:blend: is not there"
    ]
    assert decision_faults(["0001-a.md", "0001-b.md"]) != []
    assert decision_faults(["0001-a.md", "0003-b.md"]) != []
    assert decision_faults(["first.md"]) != []
    (tmp_path / "a.md").write_text("[there](a.md) [gone](b.md) [far](https://example.org)")
    assert broken_links(tmp_path / "a.md") == ["a.md to .: there is no b.md"]
    assert with_diagrams("# A\n```mermaid\nstateDiagram-v2\n    a --> b: Go\n```\n", ["new"]) == "# A\nnew\n"
