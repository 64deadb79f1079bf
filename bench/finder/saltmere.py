"""What the finder makes of Saltmere's written stories: python -m bench.finder.saltmere, KINGFISHER_HOME a built demo.

Reads as the finding service and writes nothing. Prints precision, recall, and by name what was missed or put to
somebody for nothing (the county's invented numbers come from the few kept for drama, so that strangers share some).
Exit 1 when a planted story is missed.
"""

import json
import os
import sys
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")

import django
from rapidfuzz import fuzz

from kingfisher.project import database

Told = tuple[str, frozenset[str]]


def planted() -> set[Told]:
    rows = tomllib.loads(Path(__file__).with_name("saltmere.toml").read_text(encoding="utf-8"))["planted"]
    return {(row["rule"], frozenset(row["children"])) for row in rows}


def found() -> set[Told]:
    """Each prompt there would be: its rule, and its children by the key of their story, or by name."""
    from demo.stories import stories
    from kingfisher.access.entry import acting_as, service_of
    from kingfisher.finder import rules
    from kingfisher.finder.facts import gather
    from kingfisher.people.queries import statements
    from kingfisher.rulebook import finder as book

    at = datetime.now(UTC)
    finder = service_of("finding_service", at=at, via="command")
    told = {}
    for story in stories(1, at.date()):
        told |= {(p.truth.born_on, p.truth.sex): p.key for p in story.people if p.truth.kind == "child"}
    with acting_as(finder):
        held = gather(finder, rules=book.findings(), today=at.date(), after=None)
        made = [one for rule in book.findings() for one in rules.find(rule, held.of(rule), held.known)]
        said = statements(finder, {fact.person_id for one in made for fact in one.facts})
    called: dict = {}
    for fact in (fact for one in made for fact in one.facts):
        one = said[fact.person_id]
        called.setdefault(held.known.child(fact), set()).add(_of_story(told, one.said.born_on, one.name))
    keys = set(told.values())
    child = {key: min(names & keys or names) for key, names in called.items()}
    return {(one.rule_id, frozenset(child[held.known.child(fact)] for fact in one.facts)) for one in made}


def _of_story(told: dict[tuple[date, str], str], born: date | None, name: str) -> str:
    """The story's key of whoever was born that day under such a name, misspelt too; else the name itself."""
    for (day, _), key in told.items():
        if day == born and fuzz.token_sort_ratio(key.replace("-", " "), name.lower()) > 60:
            return key
    return name


def main() -> int:
    with database.in_use():
        django.setup()
        truth, made = planted(), found()
    print(json.dumps({
        "planted": len(truth), "found": len(made), "precision": round(len(made & truth) / max(len(made), 1), 3),
        "recall": round(len(made & truth) / len(truth), 3),
        "missed": [[rule, *sorted(who)] for rule, who in sorted(truth - made, key=str)],
        "for_nothing": [[rule, *sorted(who)] for rule, who in sorted(made - truth, key=str)],
    }, ensure_ascii=False))  # fmt: skip
    return 1 if truth - made else 0


if __name__ == "__main__":
    sys.exit(main())
