"""Saltmere is built only where it may be, and only through the product's own actions."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from demo.build import refusal
from kingfisher.project import standing

TOP = Path(__file__).parents[2]
# Everything a worker's question needs is asked in a process of its own, on a database of its own.
ASKED = """
import json, sys
from kingfisher.project import demonstration, standing
from kingfisher.project.database import in_use
standing.take_up_demo()
with in_use():
    demonstration.ready("hamlet", 1, rebuild=False)
    import os
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
    import django
    django.setup()
    from datetime import UTC, datetime
    from django.contrib.auth import get_user_model
    from kingfisher.access.entry import acting_as, actor_for
    from kingfisher.organisations import queries as places
    from kingfisher.people import queries as people
    from kingfisher.referrals import queries as contacts
    now = datetime.now(UTC)

    def who(username):
        user = get_user_model().objects.get(username=username)
        mine = places.places_of_user(user.pk, now=now)[0]
        return actor_for(mine.id, at=now, purpose="safeguard_child", via="command")

    found = {"accounts": get_user_model().objects.count()}
    for username in ("daniel", "ellen", "tariq", "grace"):
        with acting_as(who(username)) as actor:
            rows = people.search(actor, "Jonah Strand")
            found[username] = sorted({hit.statement.name for hit in rows if hit.statement})
    with acting_as(who("daniel")) as actor:
        found["sealed"] = [h.statement.name for h in people.search(actor, "Isla Merrow") if h.statement]
    from pathlib import Path
    import tomllib
    from kingfisher.chronology.queries import Filters, timeline
    found["reeds"] = []
    with acting_as(who("daniel")) as actor:
        for one in tomllib.loads(Path("demo/tests/reeds.toml").read_text())["question"]:
            (child, *_) = people.search(actor, one["of"])
            known = [each.person_id for each in people.cluster_of(actor, child.person_id)]
            only = Filters(kinds=frozenset(filter(None, [one.get("kind")])), words=one.get("words", ""))
            lines = timeline(actor, known, filters=only)
            found["reeds"].append([[f"{x.title} {x.detail}", x.author_name, x.assertion] for x in lines])
    from demo.tests.walking import dead_links
    found["dead"] = {username: dead_links(username) for username in WALKERS}
    print(json.dumps(found))
"""
# One of each kind of work; each follows the links of the pages from her desk on.
WALKERS = (
    "daniel", "ellen", "tariq", "grace", "nils", "asha", "tom", "thea", "ruth", "esther", "caroline", "terry", "ivor",
    "lila", "sana", "bryn", "steph", "gareth", "gwen",
)  # fmt: skip
ASKED = f"WALKERS = {WALKERS!r}\n{ASKED}"
QUESTIONS = tomllib.loads((Path(__file__).with_name("reeds.toml")).read_text())["question"]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    said = {name: value for name, value in os.environ.items() if not name.startswith("KINGFISHER_")}
    said |= {"KINGFISHER_HOME": str(home), "PYTHONPATH": f"{TOP / 'src'}{os.pathsep}{TOP}"}
    made = subprocess.run([sys.executable, "-c", ASKED], env=said, cwd=TOP, capture_output=True, text=True, timeout=600)
    assert made.returncode == 0, made.stderr[-3000:]
    return json.loads(made.stdout.splitlines()[-1])


def test_a_home_that_is_no_demonstration_is_refused(db, now, tmp_path, monkeypatch):
    monkeypatch.setenv("KINGFISHER_HOME", str(tmp_path))
    assert "not a demonstration" in refusal(now)
    standing.keep(mode="live")
    assert "not a demonstration" in refusal(now)


def test_a_database_that_holds_something_is_refused(cast, now, tmp_path, monkeypatch):
    monkeypatch.setenv("KINGFISHER_HOME", str(tmp_path))
    standing.keep(mode="demo")
    assert "here already" in refusal(now)


def test_everyone_of_the_cast_can_sign_in(found):
    from demo.place import workers

    assert found["accounts"] == len(workers())


def test_a_worker_finds_her_own_agencys_record_but_not_that_of_her_own_nephew(found):
    assert "Jonah Strand" in found["tariq"]
    assert found["ellen"] == []


def test_a_sealed_childs_new_name_is_not_found_at_the_front_door(found):
    assert "Isla Merrow" not in found["sealed"]


@pytest.mark.parametrize("number", range(len(QUESTIONS)), ids=[one["ask"][:40] for one in QUESTIONS])
def test_the_reeds_chronology_alone_answers_twenty_questions_each_by_one_filter(found, number):
    one, lines = QUESTIONS[number], found["reeds"][number]
    assert len(lines) <= 5, "a filter that leaves so much is no answer"
    told = [line for line in lines if one["answer"] in line[0]]
    assert told, f"{one['ask']} Not answered by: {lines}"
    assert one.get("by", told[0][1]) in [line[1] for line in told]
    assert one.get("assertion", told[0][2]) in [line[2] for line in told]


def test_there_are_twenty_questions():
    assert len(QUESTIONS) == 20


@pytest.mark.parametrize("username", WALKERS)
def test_no_page_offers_its_reader_a_link_that_does_not_open(found, username):
    assert found["dead"][username] == []
