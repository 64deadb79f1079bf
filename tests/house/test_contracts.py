"""Which way the house depends: the import contracts of pyproject.toml, and tables that stay at home."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.house.building import PACKAGE, TOP, clear, rooms

# One fault for each contract: a line added to a file of a copy, and the module it must be blamed on.
PLANTED = {
    "House": (
        "organisations/queries/agencies.py",
        "import kingfisher.people.rules",
        "organisations.queries.agencies",
    ),
    "House, corridors": ("documents/queries.py", "import kingfisher.postroom.queries", "documents.queries"),
    "House, ui": ("ui/dates.py", "import kingfisher.people.rules", "ui.dates"),
    "Room": ("postroom/queries.py", "import kingfisher.postroom.actions", "postroom.queries"),
    "Doors": ("clocks/panel.py", "import kingfisher.clocks.models", "clocks.panel"),
    "Pure": ("people/rules.py", "import random", "people.rules"),
    "Places": ("people/queries/wrong.py", "import kingfisher.organisations.actions", "people.queries.wrong"),
    "Entry": ("chronology/queries.py", "import kingfisher.access.entry", "chronology.queries"),
}


def lint(top: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    words = [str(program), "--no-logo", "--no-cache", "--config", str(top / "pyproject.toml")]
    return subprocess.run(
        words, cwd=top, env={"PYTHONPATH": str(top / "src")}, capture_output=True, text=True, check=False
    )


def test_every_import_contract_is_kept():
    said = lint(TOP)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory) -> str:
    """What the contracts say of a copy of the house with every fault planted, and an unlisted folder."""
    top = tmp_path_factory.mktemp("spoilt")
    shutil.copytree(PACKAGE, top / "src" / "kingfisher", ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copy(TOP / "pyproject.toml", top)
    for file, line, _ in PLANTED.values():
        path = top / "src" / "kingfisher" / file
        if not path.parent.is_dir():
            path = path.parent.with_suffix(".py")
        with path.open("a") as end:
            end.write(f"\n{line}\n")
    (top / "src" / "kingfisher" / "cellar").mkdir()
    (top / "src" / "kingfisher" / "cellar" / "__init__.py").touch()
    said = lint(top)
    assert said.returncode == 1, said.stdout + said.stderr
    return said.stdout


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_breaks_its_contract(spoilt, fault):
    contract = fault.split(",")[0]
    culprit = "kingfisher." + PLANTED[fault][2].removesuffix(".wrong")
    said = re.split(r"^(\w+): .*\n-+$", spoilt.split("Broken contracts")[1], flags=re.M)
    blamed = dict(zip(said[1::2], said[2::2], strict=True))
    assert culprit in blamed[contract], blamed[contract]


def test_a_folder_on_no_floor_breaks_the_house(spoilt):
    assert "cellar" in spoilt


def test_no_room_uses_another_rooms_tables():
    clear(wanderers(grimp.build_graph("kingfisher", cache_dir=None)))


def test_a_room_that_used_anothers_tables_would_be_named():
    graph = grimp.build_graph("kingfisher", cache_dir=None)
    graph.add_import(importer="kingfisher.postroom.queries", imported="kingfisher.access.models")
    assert "kingfisher.postroom.queries uses kingfisher.access.models" in wanderers(graph)


def wanderers(graph: grimp.ImportGraph) -> list[str]:
    """Every module that imports the tables of a room it does not live in.

    Tests are counted too, but any test may look into the audit and the history, which `access` keeps.
    """
    found = []
    for room in rooms():
        home = f"kingfisher.{room}"
        tables = [m for m in graph.modules if m == f"{home}.models" or m.startswith(f"{home}.models.")]
        for module in tables:
            for importer in graph.find_modules_that_directly_import(module):
                looks = room == "access" and ".tests." in importer
                if not importer.startswith(f"{home}.") and not looks:
                    found.append(f"{importer} uses {module}")
    return sorted(found)
