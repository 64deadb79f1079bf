"""The command `new-area`: set up a partnership on a new hub, from a file or by asking; or only check the file."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kingfisher.project import cli, database, env, standing
from kingfisher.project.area import asking, plan
from kingfisher.project.area.shapes import Area
from kingfisher.project.env import CannotStart
from kingfisher.rulebook import ask
from kingfisher.rulebook.load import BrokenRulebook, read_book

if TYPE_CHECKING:
    from kingfisher.project.area.founding import Link


def main(words: list[str]) -> int:
    asked = _arguments().parse_args(words)
    if asked.link:
        with _ready():
            return _link_again(asked)
    kinds = {code.code for code in ask.codes("agency_kind").code}
    if asked.source:
        area, thoughts = plan.read(asked.source, kinds)
    else:
        told = asking.questions(kinds)
        area, thoughts = plan.checked(told, Path.cwd(), kinds, "What you said")
        asking.offer_to_keep(told)
    _read_rulebook(area)
    for thought in thoughts:
        print(f"To think about: {thought}", file=sys.stderr)
    if asked.check:
        print(f"{area.name}: {len(area.bodies)} agencies, {len(area.people())} people. Nothing is wrong with it.")
        return 0
    with _ready():
        return _found(area, asked)


@contextmanager
def _ready() -> Iterator[None]:
    """The database up, and Django as the application: not for a mere check of a file."""
    standing.take_up()
    with database.in_use():
        cli.make_ready()
        yield


def _found(area: Area, asked: argparse.Namespace) -> int:
    from django.utils import timezone

    from kingfisher.project.area import founding

    at = timezone.now()
    again = founding.is_founded(at=at)
    links = founding.found(area, at=at)
    told = f"{area.name} {'has what was new in it' if again else 'is founded'}: {len(area.bodies)} agencies."
    print(told, file=sys.stderr if asked.json else sys.stdout)
    return _hand_out(links, asked)


def _link_again(asked: argparse.Namespace) -> int:
    from django.utils import timezone

    from kingfisher.kernel.verdict import Refused
    from kingfisher.project.area import founding

    try:
        return _hand_out([founding.another_link(asked.link, at=timezone.now())], asked)
    except Refused as why:
        raise CannotStart(why.sentence) from None


def _arguments() -> argparse.ArgumentParser:
    said = argparse.ArgumentParser(prog="./kingfisher new-area", allow_abbrev=False)
    said.add_argument("--from", dest="source", type=Path, metavar="FILE", help="area.toml; without it, you are asked")
    said.add_argument("--check", action="store_true", help="only say what is wrong with the file")
    said.add_argument("--links", type=Path, metavar="FILE", help="write the one-time links there, not on the screen")
    said.add_argument("--link", metavar="EMAIL", help="a new link for one who did not use hers in time")
    said.add_argument("--json", action="store_true", help="the links as one line a machine can read")
    return said


def _read_rulebook(area: Area) -> None:
    """The partnership's rules, laid over ours, must be a whole book before anything is founded."""
    if area.rulebook:
        try:
            read_book(area.rulebook)
        except BrokenRulebook as why:
            raise CannotStart(str(why)) from None


def _hand_out(links: list["Link"], asked: argparse.Namespace) -> int:
    """No password exists: each chooses hers behind a link that works once, for 72 hours."""
    site = (env.listed("KINGFISHER_ORIGINS") or ["http://127.0.0.1:8000"])[0].rstrip("/")
    rows = [{"name": each.name, "agency": each.agency, "link": site + each.path} for each in links]
    if asked.json:
        print(json.dumps(rows))
        return 0
    if not rows:
        print("Nobody new was added.")
        return 0
    told = "\n".join(f"{row['name']} ({row['agency']})\n  {row['link']}" for row in rows)
    told = f"Each link works once, for 72 hours. Hand it over in person, or by a way only she reads:\n{told}\n"
    if asked.links:
        _write(asked.links, told)
        print(f"{len(rows)} one-time links are in {asked.links}: hand them over, then remove it.")
    else:
        print(told, end="")
    return 0


def _write(path: Path, told: str) -> None:
    try:
        handle, half = tempfile.mkstemp(dir=path.absolute().parent)  # readable by its owner only
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(told)
        Path(half).replace(path)
    except OSError as why:
        raise CannotStart(f"{path} cannot be written: {why.strerror}. --link EMAIL makes new ones.") from None
