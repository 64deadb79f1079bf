"""How surely a recommendation that returns in other words is asked about, counted on a labelled set."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from django.db import connection

from kingfisher.reviews import rules

SAID = tomllib.loads(Path(__file__).with_name("likeness.toml").read_text(encoding="utf-8"))["said"]
SAME = {(a, b) for a, b in combinations(range(len(SAID)), 2) if SAID[a]["same"] == SAID[b]["same"] != "-"}


@pytest.fixture
def asked(db):
    """Every pair a person is asked about, as the pages ask."""
    stems = {}
    with connection.cursor() as cursor:
        for number, one in enumerate(SAID):
            cursor.execute("SELECT tsvector_to_array(to_tsvector('english', %s))", [one["words"]])
            stems[number] = cursor.fetchone()[0]
    return {tuple(sorted((one, other))) for one in stems for other, _ in rules.likeness(stems, one)}


def test_most_that_return_are_asked_about_and_little_else_is(asked):
    assert len(SAME) == 22
    assert len(asked & SAME) >= 16
    assert len(asked - SAME) <= 3
