"""Run the measurement; see the package's own words."""

import argparse
import json
import os
import statistics
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
os.environ["KINGFISHER_DB_ROLE"] = "owner"

import django
import psycopg

from kingfisher.project import database, migrating

TIMES = 40
PERSON = "md5('person' || n)::uuid"
FOLDER = "md5('folder' || n)::uuid"
EMPTY = {"CharField": "''", "TextField": "''", "BooleanField": "false", "JSONField": "'{}'", "ArrayField": "'{}'",
         "PositiveIntegerField": "1"}  # fmt: skip


def lay(link: psycopg.Connection, model, size: int, **given: str) -> None:
    """So many rows in one statement; columns nobody gave are empty."""
    given = {"created_at": "now()", "created_by": "md5('maker')::uuid"} | given
    fields = {f.column: f for f in model._meta.concrete_fields}
    row = {c: EMPTY[f.get_internal_type()] for c, f in fields.items() if not f.null and c not in given}
    row |= {c: v for c, v in given.items() if c in fields}
    link.execute(
        f"INSERT INTO {model._meta.db_table} ({', '.join(row)}) "
        f"SELECT {', '.join(row.values())} FROM generate_series(1, {size}) AS n"
    )


def unburden(link: psycopg.Connection, *models) -> None:
    """Nothing looks at each row as it is laid: this database is thrown away, and no row in it is a mistake."""
    for table in (m._meta.db_table for m in models):
        link.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        keys = "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass"
        for (name,) in link.execute(keys, [table]).fetchall():
            link.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def build(people: int, entries: int) -> str:
    """Lay the county; returns the key of the place of the worker who asks."""
    from kingfisher.access.models import Folder
    from kingfisher.chronology.models import Entry
    from kingfisher.people.models import BlockingKey, Findable, Person
    from tests.cast import gather

    gather.founded = gather.found()
    gather()
    owners = [str(gather.cast.organisations[code]) for code in ("council", "police", "health", "schools")]
    owner = f"('{{{','.join(owners)}}}'::uuid[])[1 + n %% 4]".replace("%%", "%")
    with psycopg.connect(database.url_for("owner"), autocommit=True) as link:
        unburden(link, Folder, Person, BlockingKey, Findable, Entry)
        lay(link, Folder, people, id=FOLDER, owner_id=owner, kind="'person'", category="'general'")
        lay(link, Person, people, id=PERSON, folder_id=FOLDER, organisation_id=owner, kind="'child'",
            given_name="'Given' || n % 900", family_name="'Family' || n % 3000", stated_at="now()",
            born_on="date '2008-01-01' + n % 6000")  # fmt: skip
        lay(link, BlockingKey, people, person_id=PERSON, folder_id=FOLDER, keys="ARRAY[n % 3000, 1000000 + n]")
        lay(link, Findable, people, person_id=PERSON, folder_id=FOLDER, line="'Given' || n % 900",
            lexemes="array_to_tsvector(ARRAY['given' || n % 900, 'family' || n % 3000])")  # fmt: skip
        one = f"((n - 1) / {entries} + 1)"
        lay(link, Entry, people * entries, id="gen_random_uuid()", folder_id=FOLDER.replace("n)", f"{one})"),
            person_id=PERSON.replace("n)", f"{one})"), organisation_id=owner.replace("n %", f"{one} %"),
            kind="'visit'", happened_on="date '2020-01-01' + n % 2000", known_at="now()",
            title="'Seen at home'")  # fmt: skip
        link.execute(
            "VACUUM ANALYZE access_folder, people_person, people_blockingkey, people_findable, chronology_entry"
        )
    return str(gather.cast.placements["priya"])


# A search of the site's: whoever carries both names, best first. Bare, it is the same question without the ruling.
SEARCH = (
    "SELECT f.* FROM (SELECT %s::int AS m) asked, people_found_with_lines("
    "ARRAY[concat_ws(' & ', 'given' || m %% 900, 'family' || m %% 3000)], ARRAY['given' || m %% 900], ARRAY[5], 60) f"
)
BARE_SEARCH = (
    "SELECT f.person_id, f.folder_id, f.line FROM people_findable f, (SELECT %s::int AS m) asked WHERE f.lexemes @@ "
    "concat_ws(' & ', 'given' || m %% 900, 'family' || m %% 3000)::tsquery ORDER BY f.person_id LIMIT 60"
)
CANDIDATES = (
    "SELECT c.person_id, p.given_name, p.family_name FROM people_candidates(ARRAY[%s]::bigint[], 120) c "
    "LEFT JOIN people_person p ON p.id = c.person_id LIMIT 25"
)
BARE_CANDIDATES = (
    "SELECT k.person_id, p.given_name, p.family_name FROM (SELECT person_id FROM people_blockingkey WHERE keys && "
    "ARRAY[%s]::bigint[] LIMIT 480) k JOIN people_person p ON p.id = k.person_id LIMIT 25"
)
PAGE = "SELECT * FROM chronology_entry WHERE person_id = md5('person' || %s)::uuid ORDER BY happened_on DESC LIMIT 100"
COUNT = "SELECT count(*) FROM (SELECT 1 FROM people_person WHERE born_on = date '2008-01-01' + %s) seen"
ALL = "SELECT count(*) FROM chronology_entry WHERE %s >= 0"


def took(link: psycopg.Connection, words: str, place: str, times: int, step: int) -> float:
    """The median of so many askings in milliseconds, each in a transaction that began at the door."""
    spent = []
    for n in range(times):
        with link.transaction():
            link.execute("SELECT access_enter(%s)", [place])
            began = time.perf_counter()
            link.execute(words, [4 * (1 + n * step)]).fetchall()
            spent.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(spent), 2)


def measured(place: str, people: int) -> dict:
    found = {}
    step = max(1, people // (TIMES * 8))
    with psycopg.connect(database.url_for("app")) as app, psycopg.connect(database.url_for("owner")) as owner:
        for name, words, bare, times, by in (
            ("page", PAGE, PAGE, TIMES, step), ("search", SEARCH, BARE_SEARCH, TIMES, 7),
            ("candidates of matching", CANDIDATES, BARE_CANDIDATES, TIMES, 7),
            ("count of one day's births", COUNT, COUNT, TIMES, 3), ("count of every entry", ALL, ALL, 3, 1),
        ):  # fmt: skip
            with_, without = took(app, words, place, times, by), took(owner, bare, place, times, by)
            found[name] = {"with_ms": with_, "without_ms": without, "ratio": round(with_ / max(without, 0.01), 2)}
        door = took(app, "SELECT %s", place, TIMES, 1)
        began = time.perf_counter()
        for _ in range(100):
            with app.transaction():
                app.execute("SELECT access_enter(%s)", [place])
        found["the door"] = {"with_ms": round((time.perf_counter() - began) * 10 - door, 2)}
    return found


def main() -> None:
    reads = argparse.ArgumentParser(prog="python -m bench.policy")
    reads.add_argument("--people", type=int, default=1_000_000)
    reads.add_argument("--entries", type=int, default=10, help="lines of history of each person")
    asked = reads.parse_args()
    with database.in_use():
        migrating.ensure_current()
        django.setup()
        began = time.perf_counter()
        place = build(asked.people, asked.entries)
        laid = round(time.perf_counter() - began)
        size = {"people": asked.people, "entries": asked.people * asked.entries}
        print(json.dumps({**size, "laid_seconds": laid, **measured(place, asked.people)}))


if __name__ == "__main__":
    main()
