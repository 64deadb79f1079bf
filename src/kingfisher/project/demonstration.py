"""The command `demo`: build the fictional county once, then serve it with its cast.

A build that was interrupted is thrown away and begun again; a finished one is kept until `--rebuild`.
"""

import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time

import psycopg

from kingfisher.project import database, env, migrating, serving, standing
from kingfisher.project.env import CannotStart

SIZES = ("town", "county")
SHOWN = 10  # of the cast, on the terminal: those of the co-located team


def main(words: list[str]) -> int:
    said = serving.arguments("demo")
    said.add_argument("--size", choices=SIZES, default="town", help="town: 3,000 people; county: 143,000 children")
    said.add_argument("--seed", type=int, default=1, help="the same seed builds the same county")
    said.add_argument("--build-only", action="store_true", help="build and exit")
    said.add_argument("--rebuild", action="store_true", help="throw the county away and build it again")
    asked = said.parse_args(words)
    if importlib.util.find_spec("demo") is None or importlib.util.find_spec("demo.build") is None:
        raise CannotStart("The demonstration needs the demo folder of a source checkout.")
    if not asked.build_only:
        serving.refuse_busy(asked.host, asked.port)
    standing.take_up_demo()
    with database.in_use():
        ready(asked.size, asked.seed, rebuild=asked.rebuild)
        if asked.build_only:
            return 0
        return serving.run(asked.host, asked.port, greeting())


def ready(size: str, seed: int, *, rebuild: bool) -> None:
    """Have the county of this size and seed in the database."""
    had = standing.read()
    wanted = {"size": size, "seed": seed}
    there = had.get("built")
    if there not in (None, wanted) and not rebuild:
        raise CannotStart(
            f"This home holds the {there['size']} of seed {there['seed']}: add --rebuild to replace it, "
            "or give another KINGFISHER_HOME."
        )
    migrating.ensure_current(unasked=True)
    if there == wanted and not rebuild:
        return
    if there or had.get("building"):
        print("kingfisher: throwing the old county away …", file=sys.stderr)
        empty()
        migrating.ensure_current(unasked=True)
    standing.keep(building=wanted, built=None)
    print(f"kingfisher: building the {size} …", file=sys.stderr, flush=True)
    began = time.monotonic()
    own = [sys.executable, "-P", "-m", "kingfisher.project.demonstration"]
    if subprocess.run([*own, "--size", size, "--seed", str(seed)], check=False).returncode != 0:
        raise CannotStart("The county was not built: what stopped it is above; a new start begins afresh.")
    standing.keep(building=None, built=wanted)
    print(f"kingfisher: built in {time.monotonic() - began:.0f} s", file=sys.stderr)


def empty() -> None:
    """Drop everything in a demonstration's database and its files. Refuses any other."""
    if standing.read().get("mode") != "demo":
        raise CannotStart("Only a demonstration can be thrown away.")
    with psycopg.connect(database.url_for("owner"), autocommit=True) as link:
        database.throw_away(link)
    shutil.rmtree(env.home() / "files", ignore_errors=True)


def greeting() -> list[str]:
    """Those of the cast to begin with, one line each: who, what they are, what to try."""
    if importlib.util.find_spec("demo.cast") is None:
        return []
    cast = importlib.import_module("demo.cast").personas()
    rows = [(each.name, each.role.replace("_", " "), each.try_this) for each in cast[:SHOWN]]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = [f"  {name:<{widths[0]}}  {role:<{widths[1]}}  {what}" for name, role, what in rows]
    more = [f"  and {len(cast) - SHOWN} more: demo/cast.md"] if len(cast) > SHOWN else []
    told = "Everyone and everything there is invented. Ctrl-C stops it; nothing is lost."
    return ["Choose a name on its first page:", *lines, *more, told]


def build(words: list[str]) -> int:
    """Build, in a process of its own, as the app role."""
    top = env.checkout()
    if top is not None:
        sys.path.insert(0, str(top))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
    import django

    django.setup()
    return importlib.import_module("demo.build").main(words)


if __name__ == "__main__":
    try:
        sys.exit(build(sys.argv[1:]))
    except CannotStart as why:
        print(why, file=sys.stderr)
        sys.exit(1)
