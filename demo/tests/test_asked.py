"""What each written story says the finder must ask of it, and must not, names rules and children there are."""

import tomllib

import pytest

from demo.place import HERE
from kingfisher.rulebook import finder

SAID = [
    pytest.param(heading, row, id=f"{path.stem}-{row['rule']}-{'-'.join(row['children'])}")
    for path in sorted((HERE / "stories").glob("*.toml"))
    for heading in ("asked", "not_asked")
    for row in tomllib.loads(path.read_text(encoding="utf-8")).get(heading, ())
]


def children() -> set[str]:
    stories = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (HERE / "stories").glob("*.toml")]
    return {person["key"] for story in stories for person in story["people"] if person.get("age", [0])[0] < 18}


@pytest.mark.parametrize(("heading", "row"), SAID)
def test_each_is_of_a_rule_and_of_children_there_are_and_says_why(heading, row):
    assert row["rule"] in {rule.id for rule in finder.findings()}
    assert set(row["children"]) <= children()
    assert len(row["because"].split()) > 3


def test_there_are_more_look_alikes_than_stories_and_nothing_is_both():
    said = {heading: {(p.values[1]["rule"], frozenset(p.values[1]["children"])) for p in SAID if p.values[0] == heading}
            for heading in ("asked", "not_asked")}  # fmt: skip
    assert len(said["not_asked"]) > len(said["asked"]) > 5
    assert not said["asked"] & said["not_asked"]
