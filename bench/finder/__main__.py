"""The nightly finder over a county of its own: python -m bench.finder, with KINGFISHER_HOME an empty home.

Lays children, statements and lines of history in plain SQL; plants stories and, for each, an innocent look-alike; runs
a whole round, adds a day's lines with new stories, runs a round of what is new, then reads everything again. Prints
seconds, precision and recall beside the plain way (bench/finder/plain.py: everything read anew, past the policy) and
how many times as long that takes. Exit 1 when a round takes a minute, a story is missed, a look-alike is put to
somebody, reading everything again finds what the round of what is new did not, or the plain way finds otherwise.
"""

import argparse
import json
import os
import sys
import time
from datetime import UTC, datetime
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
os.environ["KINGFISHER_DB_ROLE"] = "owner"

import django
import psycopg

from bench.finder import plain
from bench.policy.__main__ import lay
from kingfisher.project import database, migrating

LIMIT_SECONDS, EACH, FIRST = 60, 40, 1000
PERSON, FOLDER = "md5('person' || n)::uuid", "md5('folder' || n)::uuid"
OWNERS = ("council", "police", "health", "schools")
CATEGORIES = "('{child_protection,missing,urgent_care,attendance}'::text[])[1 + n % 4]"


def build(people: int, entries: int) -> None:
    """The county: of each child one statement, at one of four agencies, and lines no rule asks about, or one."""
    from kingfisher.access.models import Folder
    from kingfisher.chronology.models import Entry
    from kingfisher.people.models import Person
    from tests.cast import gather

    gather.founded = gather.found()
    gather()
    owners = [str(gather.cast.organisations[code]) for code in OWNERS]
    owner = f"('{{{','.join(owners)}}}'::uuid[])[1 + n % 4]"
    with psycopg.connect(database.url_for("owner"), autocommit=True) as link:
        lay(link, Folder, people, id=FOLDER, owner_id=owner, kind="'person'", category=CATEGORIES)
        lay(link, Person, people, id=PERSON, folder_id=FOLDER, organisation_id=owner, kind="'child'",
            given_name="'Given' || n % 900", stated_at="now() - interval '9 days'",
            family_name="'F' || translate((n % 3000)::text, '0123456789', 'abcdefghij')",  # one name has no figures
            created_at="now() - interval '9 days'", born_on="date '2010-01-01' + n % 5000",
            phones="ARRAY['07700' || lpad(n::text, 6, '0')]")  # fmt: skip
        one = f"((n - 1) / {entries} + 1)"
        # Every third child was missing once; not the two of a story of whom nothing else may be known: a look-alike is
        # innocent by how it is planted, not by luck.
        innocent = f"{one} BETWEEN {FIRST} AND {FIRST + 20 * (EACH + EACH // 4)} AND ({one} - {FIRST}) % 20 IN (11, 12)"
        kind = f"CASE WHEN n % {entries} = 0 AND {one} % 3 = 0 AND NOT ({innocent}) THEN 'missing' ELSE 'visit' END"
        lay(link, Entry, people * entries, id="gen_random_uuid()", folder_id=FOLDER.replace("n)", f"{one})"),
            person_id=PERSON.replace("n)", f"{one})"), organisation_id=owner.replace("n %", f"{one} %"), kind=kind,
            happened_on="current_date - (n % 900)::int", known_at="now()", created_at="now() - interval '9 days'",
            title="'As it was told'")  # fmt: skip
        link.execute("VACUUM ANALYZE access_folder, people_person, chronology_entry")


# What each of a story's twenty children is there for, by her number from the first.
MEANT = {
    0: "missing three times in 90 days", 1: "missing three times, once in 90 days", 2: "a victim on three days",
    3: "a victim three times on one day", 4: "a victim on three days, before the panel",
    5: "took back what she told; work ended 20 days later", 6: "took back what she told after work had ended",
    7: "one number with a child who was missing", 8: "missing 40 days ago, one number with another family",
    9: "missing 40 days ago, one number with her sister", 10: "one number with her sister who was missing",
    11: "one number with another family, and nothing else", 12: "one number with another family, and nothing else",
}  # fmt: skip
CLUB = "one number with a club of twelve"
LOOK_ALIKES = (1, 3, 4, 6, 9, 11, 13)  # the first child of each: 9 with her sister, 11 with 12, 13 with the club


def plant(first: int, count: int) -> set[tuple[str, frozenset[str]]]:
    """So many stories of each kind among the children from `first` on, beside as many look-alikes; the stories."""
    truth: set[tuple[str, frozenset[str]]] = set()
    with psycopg.connect(database.url_for("owner"), autocommit=True) as link:
        for story in range(count):
            n = first + story * 20
            _write_lines(link, n)
            _share_telephones(link, n)
            truth |= {("often_missing", _of(link, n)), ("repeat_victim", _of(link, n + 2)),
                      ("taken_back", _of(link, n + 5)), ("shared_thing", _of(link, n + 7, n + 8))}  # fmt: skip
        link.execute("ANALYZE people_person, chronology_entry, people_tie")
    return truth


def _write_lines(link: psycopg.Connection, n: int) -> None:
    """What was written of each child of a story, by how many days ago."""
    for kind, child, days in (
        *(("missing", n, d) for d in (60, 30, 2)), *(("missing", n + 1, d) for d in (300, 200, 2)),
        *(("crime_victim", n + 2, d) for d in (200, 90, 5)), *(("crime_victim", n + 3, 5) for _ in range(3)),
        *(("crime_victim", n + 4, d) for d in (200, 90, 5)), ("panel", n + 4, 60),
        ("taken_back", n + 5, 40), ("ended", n + 5, 20), ("taken_back", n + 6, 40), ("ended", n + 6, 50),
        *(("missing", child, 40) for child in (n + 8, n + 9)),  # n + 8 lies where the finder reads history
    ):  # fmt: skip
        link.execute(
            "INSERT INTO chronology_entry (id, created_at, created_by, folder_id, person_id, organisation_id, "
            "kind, happened_on, known_at, title, detail, assertion, basis, author_name, author_role, marking, "
            "warning, reference, about_kind, withdrawn) SELECT gen_random_uuid(), now(), created_by, "
            "folder_id, id, organisation_id, %s, current_date - %s, now(), 'As it was told', '', 'fact', "
            "'record', '', '', '', '', '', '', false FROM people_person WHERE id = md5('person' || %s)::uuid",
            [kind, days, child],
        )


def _share_telephones(link: psycopg.Connection, n: int) -> None:
    """One number: two families and a child missing; a brother and a sister; two families and nothing else; a club of
    twelve children, one of them missing.
    """
    for number, children in ((n, (n + 7, n + 8)), (n + 1, (n + 9, n + 10)), (n + 2, (n + 11, n + 12)),
                             (n + 3, (n, *range(n + 13, n + 20), *range(n + 1, n + 5)))):  # fmt: skip
        link.execute(
            "UPDATE people_person SET phones = ARRAY['01632' || lpad(%s::text, 6, '0')], stated_at = now() "
            "WHERE id = ANY (ARRAY(SELECT md5('person' || c)::uuid FROM unnest(%s::int[]) AS c))",
            [number, list(children)],
        )
    link.execute(
        "INSERT INTO people_tie (folder_id, person_id, other_id, other_name, relationship, no_contact) "
        "SELECT folder_id, id, md5('person' || %s)::uuid, '', 'sibling', false FROM people_person "
        "WHERE id = md5('person' || %s)::uuid",
        [n + 10, n + 9],
    )


def _of(link: psycopg.Connection, *children: int) -> frozenset[str]:
    rows = link.execute("SELECT md5('person' || c)::uuid FROM unnest(%s::int[]) AS c", [list(children)]).fetchall()
    return frozenset(str(row[0]) for row in rows)


def night(*, whole: bool) -> tuple[float, object]:
    from kingfisher.access.entry import acting_as, service_of
    from kingfisher.finder import actions

    at = datetime.now(UTC)
    began = time.perf_counter()
    finder = service_of("finding_service", at=at, via="job")
    with acting_as(finder):
        made = actions.find(finder, whole=whole, at=at)
    return round(time.perf_counter() - began, 1), made


def found() -> set[tuple[str, frozenset[str]]]:
    with psycopg.connect(database.url_for("owner")) as link:
        rows = link.execute("SELECT rule_id, person_ids FROM finder_prompt").fetchall()
    return {(rule, frozenset(str(UUID(str(p))) for p in people)) for rule, people in rows}


def told_of(nothing: set[tuple[str, frozenset[str]]], planted: range) -> list[dict]:
    """Each prompt nobody should have had: its facts, beside what the planter meant with each child."""
    if not nothing:
        return []
    with psycopg.connect(database.url_for("owner")) as link:
        numbers = {str(key): n for n, key in link.execute(
            "SELECT n, md5('person' || n)::uuid FROM generate_series(1, %s) AS n", [planted.stop])}  # fmt: skip
        rows = link.execute("SELECT rule_id, person_ids, facts FROM finder_prompt").fetchall()
    meant = {key: MEANT.get((n - planted.start) % 20, CLUB) for key, n in numbers.items() if n in planted}
    return [
        {"rule": rule, "children": [f"{numbers.get(str(p))}: {meant.get(str(p), 'nothing')}" for p in people],
         "facts": [f"{fact['on']} {fact['code']} {numbers.get(fact['person'])}" for fact in facts]}
        for rule, people, facts in rows if (rule, frozenset(str(p) for p in people)) in nothing
    ]  # fmt: skip


def as_application() -> None:
    from django.db import connection

    app = database.database_for("app")
    connection.close()
    connection.settings_dict.update({"USER": app["USER"], "PASSWORD": app["PASSWORD"]})


def measured() -> dict:
    truth = plant(FIRST, EACH)
    first, one = night(whole=True)
    new = plant(FIRST + EACH * 20, EACH // 4)
    added, two = night(whole=False)
    after = found()
    plain_seconds, told = plain.scan(database.url_for("owner"), datetime.now(UTC).date())
    again, three = night(whole=True)
    truth |= new
    right = len(after & truth)
    return {
        "whole_seconds": first, "facts": one.facts, "prompts": one.made, "new_seconds": added, "new_facts": two.facts,
        "new_prompts": two.made, "again_seconds": again, "again_prompts": three.made, "stories": len(truth),
        "plain_seconds": plain_seconds, "plain_finds_the_same": told == after,
        "plain_to_whole": round(plain_seconds / max(first, 0.1), 2),
        "plain_to_new": round(plain_seconds / max(added, 0.1), 1),
        "precision": round(right / max(len(after), 1), 3), "recall": round(right / len(truth), 3),
        "look_alikes": (EACH + EACH // 4) * len(LOOK_ALIKES),
        "for_nothing": told_of(after - truth, range(FIRST, FIRST + (EACH + EACH // 4) * 20)),
        "missed": sorted(rule for rule, _ in truth - after),
    }  # fmt: skip


def main() -> int:
    reads = argparse.ArgumentParser(prog="python -m bench.finder")
    reads.add_argument("--people", type=int, default=100_000)
    reads.add_argument("--entries", type=int, default=10, help="lines of history of each child")
    asked = reads.parse_args()
    with database.in_use():
        migrating.ensure_current()
        django.setup()
        build(asked.people, asked.entries)
        as_application()
        told = {"people": asked.people, "entries": asked.people * asked.entries, **measured()}
        print(json.dumps(told))
    slow = max(told["whole_seconds"], told["new_seconds"], told["again_seconds"]) >= LIMIT_SECONDS
    return (
        1
        if slow
        or told["recall"] < 1
        or told["precision"] < 1
        or told["again_prompts"]
        or not told["plain_finds_the_same"]
        else 0
    )


if __name__ == "__main__":
    sys.exit(main())
