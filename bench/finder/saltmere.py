"""What the finder makes of Saltmere's written stories: python -m bench.finder.saltmere, KINGFISHER_HOME a built demo.

Each story (demo/stories) says in its own words what its facts must make the finder ask (`asked`), and what looks like
it and must not be asked (`not_asked`). Reads as the finding service and writes nothing. Prints precision, recall, and
by name what was missed or put to somebody for nothing, with the facts it rests on. Exit 1 when a story is missed, or
when anybody is asked about a look-alike or about nothing.
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

STORIES = Path(__file__).parents[2] / "demo" / "stories"
Told = tuple[str, frozenset[str]]


def told(heading: str) -> dict[Told, str]:
    """What the stories say under one heading, each with its reason."""
    rows = [
        row for path in sorted(STORIES.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get(heading, ())
    ]  # fmt: skip
    return {(row["rule"], frozenset(row["children"])): row["because"] for row in rows}


def found() -> dict[Told, list[str]]:
    """Each prompt there would be, its children by the key of their story or by name; and its facts, in plain codes."""
    from demo.stories import stories
    from kingfisher.access.entry import acting_as, service_of
    from kingfisher.finder import rules
    from kingfisher.finder.facts import gather
    from kingfisher.people.queries import statements
    from kingfisher.rulebook import finder as book

    at = datetime.now(UTC)
    finder = service_of("finding_service", at=at, via="command")
    born = {}
    for story in stories(1, at.date()):
        born |= {p.key: p.truth.born_on for p in story.people if p.truth.kind == "child"}
    with acting_as(finder):
        held = gather(finder, rules=book.findings(), today=at.date(), after=None)
        made = [one for rule in book.findings() for one in rules.find(rule, held.of(rule), held.known)]
        said = statements(finder, {fact.person_id for one in made for fact in (*one.facts, *one.beside)})
    called: dict = {}
    for fact in (fact for one in made for fact in (*one.facts, *one.beside)):
        one = said[fact.person_id]
        called.setdefault(held.known.child(fact), set()).add(_of_story(born, one.said.born_on, one.name))
    child = {key: min(names & born.keys() or names) for key, names in called.items()}
    return {
        (one.rule_id, frozenset(child[held.known.child(f)] for f in one.facts)):
        [f"{f.on} {f.code} {child[held.known.child(f)]}" for f in (*one.facts, *one.beside)] for one in made
    }  # fmt: skip


def _of_story(born_of: dict[str, date], born: date | None, name: str) -> str:
    """The story's key of whoever was born that day under such a name, misspelt too; else the name itself."""
    for key, day in born_of.items():
        if day == born and fuzz.token_sort_ratio(key.replace("-", " "), name.lower()) > 60:
            return key
    return name


def main() -> int:
    with database.in_use():
        django.setup()
        made = found()
    asked, look_alikes = told("asked"), told("not_asked")
    right, nothing = made.keys() & asked.keys(), made.keys() - asked.keys()
    print(json.dumps({
        "planted": len(asked), "look_alikes": len(look_alikes), "found": len(made),
        "precision": round(len(right) / max(len(made), 1), 3), "recall": round(len(right) / len(asked), 3),
        "missed": [[rule, *sorted(who), asked[rule, who]] for rule, who in sorted(asked.keys() - made.keys(), key=str)],
        "for_nothing": [
            {"rule": rule, "children": sorted(who), "facts": made[rule, who],
             "but": look_alikes.get((rule, who), "No story says this.")} for rule, who in sorted(nothing, key=str)
        ],
    }, ensure_ascii=False, indent=1))  # fmt: skip
    return 1 if nothing or asked.keys() - made.keys() else 0


if __name__ == "__main__":
    sys.exit(main())
