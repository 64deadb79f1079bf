"""The command line: `./kingfisher COMMAND ...` in a checkout, `kingfisher COMMAND ...` where it is installed.

One table names every command, what it needs, and the function that carries it out: `function(words) -> exit
code`, imported only when called. Errors a person can mend are one sentence on standard error and exit code
1.
"""

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kingfisher.project import env
from kingfisher.project.env import CannotStart


@dataclass(frozen=True)
class Command:
    """`needs` is `nothing`, or `django`: the database up and current, and Django ready as the app role."""

    target: str
    help: str
    needs: str = "nothing"


COMMANDS = {
    "demo": Command("kingfisher.project.demonstration:main", "build the fictional county and serve it"),
    "serve": Command("kingfisher.project.serving:main", "serve this installation"),
    "test": Command("kingfisher.project.checking:test", "run the tests; arguments go to pytest"),
    "check": Command("kingfisher.project.checking:check", "run every check of style, structure and promises"),
    "fix": Command("kingfisher.project.checking:fix", "mend what the style checks can mend"),
    "migrate": Command("kingfisher.project.migrating:main", "bring the database to this version"),
    "import": Command("kingfisher.exchange.command:import_file", "bring an agency's file in", "django"),
    "backup new-key": Command("kingfisher.project.backup.locks:new_key", "make a key that opens backups"),
    "backup": Command("kingfisher.project.backup.taking:main", "write everything into one encrypted file", "django"),
    "export-all": Command("kingfisher.project.backup.exporting:main", "all an agency holds, in open form", "django"),
    "restore": Command("kingfisher.project.backup.restoring:main", "bring a hub back into an empty home"),
    "new-area": Command("kingfisher.project.area.command:main", "set up a partnership on a new hub"),
    "clock": Command("kingfisher.clocks.command:clock", "say when a time limit is due, by the rulebook"),
    "link": Command("kingfisher.people.matching.command:link", "link the records of whole extracts"),
    "search-bench": Command("bench.search.command:main", "measure finding people in extracts of your own"),
    "encode": Command("kingfisher.people.matching.token_files:encode", "know of each other without pooling lists"),
    "why": Command("kingfisher.access.command:why", "say who may see a folder, and by which rule", "django"),
    "access": Command("kingfisher.access.command:access", "why WHO FOLDER [--field F]; matrix [--json]", "django"),
    "shell-as": Command("kingfisher.access.command:shell_as", "a Python shell as one worker", "django"),
    "audit export": Command("kingfisher.trail.command:export", "write the record and a signed head", "django"),
    "audit verify": Command("kingfisher.trail.command:verify", "check a log against a head that was kept"),
    "audit prove": Command("kingfisher.trail.command:prove", "prove one line, or two heads", "django"),
    "audit publish": Command("kingfisher.trail.command:publish", "sign a head and hand it out", "django"),
    "audit change-key": Command("kingfisher.trail.command:change_key", "change the key of heads", "django"),
    "change-key files": Command("kingfisher.documents.command:change_key", "a new key for kept files", "django"),
    "outage-pack": Command("kingfisher.stewardship.command:outage_pack", "for when the hub is down", "django"),
    "map": Command("tests.house.picture:write_map", "write MAP.md from the code"),
    "diagrams": Command("tests.house.picture:write_diagrams", "write the state diagrams into the READMEs"),
    "room": Command("tests.house.picture:new_room", "lay out a new room with its files"),
    "decision": Command("tests.house.picture:new_decision", "begin a decision record with the next number"),
}


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    named = next((n for n in (2, 1) if " ".join(words[:n]) in COMMANDS), 0)
    if not named:
        print(f"There is no command {words[0]!r}; ./kingfisher --help lists them.", file=sys.stderr)
        return 2
    try:
        return carry_out(COMMANDS[" ".join(words[:named])], words[named:])
    except CannotStart as why:
        print(why, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.help}" for name, command in COMMANDS.items()]
    return "\n".join(["usage: ./kingfisher COMMAND ...", "", *lines])


def carry_out(command: Command, words: list[str]) -> int:
    """Make ready what the command needs, then call it."""
    top = env.checkout()
    if top is not None:
        env.read_file(top / ".env")
        if str(top) not in sys.path:
            sys.path.insert(0, str(top))  # demo and tests lie beside src
    if command.needs != "django":
        return find(command.target)(words) or 0
    from kingfisher.project import database, standing

    standing.take_up()
    with database.in_use():
        make_ready()  # first: a room's modules can be imported only when Django is ready
        return find(command.target)(words) or 0


def find(target: str) -> Callable[[list[str]], int | None]:
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def make_ready() -> None:
    """Have the database up and current, and Django set up as the app role."""
    from kingfisher.project import migrating

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
    migrating.ensure_current()
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
