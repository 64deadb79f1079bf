"""PostgreSQL's own trigram search over the same records, for comparison: no policy, no record of searches.

One column of all names under a GIN index of pg_trgm; the two hundred likest names, then those whose birth date,
postcode or telephone agrees before the rest. It is what a good programmer would write in an afternoon.
"""

import csv
import time
from pathlib import Path

import psycopg

from bench.search.extracts import read
from kingfisher.kernel import text
from kingfisher.people.matching.said import read_fields

MAKE = (
    "DROP TABLE IF EXISTS bench_trigram; CREATE TABLE bench_trigram (record_id text, names text, born date, "
    "postcode text, phone text)"
)
ASK = """
WITH likest AS (
    SELECT *, similarity(names, %(names)s) AS alike FROM bench_trigram WHERE names %% %(names)s
    ORDER BY alike DESC LIMIT 200)
SELECT record_id FROM likest
ORDER BY alike + CASE WHEN born = %(born)s::date THEN 0.6 ELSE 0 END
       + CASE WHEN postcode = %(postcode)s THEN 0.4 ELSE 0 END + CASE WHEN phone = %(phone)s THEN 0.4 ELSE 0 END DESC
LIMIT 10
"""


def make(link: psycopg.Connection, folder: Path, names: list[str]) -> None:
    link.execute(MAKE)
    with link.cursor().copy("COPY bench_trigram FROM STDIN") as rows:
        for name in names:
            for said in read(folder, name):
                also = " ".join(f"{a.given_name} {a.family_name}" for a in said.aliases)
                called = f"{said.given_name} {said.middle_names} {said.family_name} {said.known_as} {also}"
                code = text.postcode(said.addresses[0].postcode) if said.addresses else None
                phone = text.phone(said.phones[0]) if said.phones else None
                rows.write_row((said.local_id, text.fold(called), said.born_on, code, phone))
    link.execute("CREATE INDEX ON bench_trigram USING gin (names gin_trgm_ops)")
    link.execute("VACUUM ANALYZE bench_trigram")


def ask(link: psycopg.Connection, queries: list[dict[str, str]], on) -> tuple[dict[str, list[str]], list[float]]:
    """The records found for every query, and the milliseconds of each."""
    found, took = {}, []
    for row in queries:
        sought = read_fields(
            words=row["text"], first_name=row["first_name"], surname=row["surname"], dob=row["dob"], age=row["age"],
            sex=row["sex"], postcode=row["postcode"], town=row["town"], phone=row["phone"], on=on,
        )  # fmt: skip
        asked = {"names": " ".join(sought.words), "born": sought.born.exact if sought.born else None,
                 "postcode": sought.postcode or None, "phone": sought.phone or None}  # fmt: skip
        began = time.perf_counter()
        found[row["query_id"]] = [record for (record,) in link.execute(ASK, asked)]
        took.append((time.perf_counter() - began) * 1000)
    return found, took


def first(path: Path, most: int) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return rows[:most]
