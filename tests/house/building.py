"""How the house tests read the building: its folders, its source as trees, its list of named exceptions."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PACKAGE = TOP / "src" / "kingfisher"
FOUNDATION = ("kernel", "rulebook", "ui")
NOT_ROOMS = (*FOUNDATION, "project")


@dataclass(frozen=True)
class Source:
    """One file of Python, read. `name` is its path from the top of the repository."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        parts = Path(self.name).parts
        return parts[2] if parts[:2] == ("src", "kingfisher") and len(parts) > 3 else ""

    @property
    def kind(self) -> str:
        """models, queries, actions, pages ...: the part of the room this file is of."""
        parts = Path(self.name).parts
        return Path(parts[3]).stem if self.room else ""


@cache
def exceptions() -> dict[str, dict]:
    """The one list of named exceptions. A promise reads its own table there, and it may only shrink."""
    return tomllib.loads((Path(__file__).parent / "exceptions.toml").read_text())


def rooms() -> tuple[str, ...]:
    """Every folder of the package that is neither foundation nor wiring."""
    return tuple(sorted(p.name for p in PACKAGE.iterdir() if (p / "__init__.py").exists() and p.name not in NOT_ROOMS))


def floor_plan() -> list[list[str]]:
    """The folders of each floor from the top, built or not, from the import contract."""
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return [[name.strip(" ()") for name in layer.split("|")] for layer in contracts[0]["layers"]]


def floors() -> set[str]:
    """Every folder the house has a floor for."""
    return {name for layer in floor_plan() for name in layer}


def ours(*suffixes: str) -> Iterator[Path]:
    """Every file of ours with one of these endings: the package, tests, demo, benchmarks, the top."""
    places = [PACKAGE, *(TOP / name for name in ("tests", "demo", "bench") if (TOP / name).is_dir())]
    for place in places:
        for path in sorted(place.rglob("*")):
            if path.suffix in suffixes and not {"migrations", "__pycache__"} & set(path.parts):
                yield path
    yield from (p for p in sorted(TOP.glob("*")) if p.is_file() and p.suffix in suffixes)


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of ours, and the launcher, which has no ending."""
    paths = [*ours(".py"), TOP / "kingfisher"]
    return tuple(Source(p.relative_to(TOP).as_posix(), p.read_text()) for p in paths)


def in_rooms(*kinds: str) -> list[Source]:
    """The sources of these parts (`queries`, `actions` ...) of every room, tests left out."""
    return [s for s in sources() if s.room in rooms() and s.kind in kinds and "/tests/" not in s.name]


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """The functions at the top of a module whose names do not begin with an underscore."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def offered(source: Source) -> list[ast.FunctionDef]:
    """The functions a file offers to the rest of the house.

    Where `actions` or `queries` is a folder, those its `__init__.py` names; the others are the folder's own.
    """
    functions = list(public_functions(source.tree))
    folder = (TOP / source.name).parent
    if folder.name not in ("actions", "queries"):
        return functions
    names = ast.parse((folder / "__init__.py").read_text())
    said = {alias.name for node in names.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    return [f for f in functions if f.name in said]


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a tree with the last part of the name called: `audit.record(...)` gives `record`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Attribute):
                yield called.attr, node
            elif isinstance(called, ast.Name):
                yield called.id, node


def words(node: ast.AST | None) -> str:
    """The words of a literal; empty for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def constants(tree: ast.Module) -> dict[str, str]:
    """The words given names at the top of a module."""
    return {
        target.id: words(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and words(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def still(found: list[str], excepted: dict[str, list[str]]) -> list[str]:
    """Faults that are not excepted, and exceptions for which there is no longer a fault: both must go."""
    names = set(excepted["names"])
    return [f for f in found if f.split(": ")[0] not in names] + [
        f"{name}: is in exceptions.toml and no longer needs to be: take it out"
        for name in sorted(names - {f.split(": ")[0] for f in found})
    ]


def clear(found: list[str]) -> None:
    """Fail with every fault on a line of its own, each saying where it is."""
    assert not found, "\n" + "\n".join(found)
