"""A network of its own, walked under the policy: python -m bench.network, with KINGFISHER_HOME an empty home.

Lays things and links over many folders, a fifth of them shut to whoever asks; reads what she may see into NetworkX;
asks both for ways and for neighbourhoods of two steps. Prints milliseconds (median and 95th percentile) of the pages'
own queries, record and drawing data included, and how many times as long they take as NetworkX, which has no policy,
no database and no record, in memory. Half the ways asked for lead to somebody within reach, half to anybody. Exit 1
when an answer differs or a 95th percentile is over 200 ms. NetworkX is a tool of development; the product needs none.
"""

import argparse
import json
import os
import random
import statistics
import sys
import time
from datetime import UTC, datetime
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
os.environ["KINGFISHER_DB_ROLE"] = "owner"

import django
import psycopg

from bench.finder.__main__ import as_application
from bench.policy.__main__ import lay
from kingfisher.project import database, migrating

LIMIT_MS, TIMES, FOLDERS = 200, 150, 500
THING = "md5('thing' || {})::uuid"
FOLDER = "md5('net' || (({}) % 500))::uuid"


def build(things: int, links: int) -> None:
    """Circles of about forty who know each other, each with one link in twenty to anywhere."""
    from kingfisher.access.models import Folder
    from kingfisher.intelligence.models import Thing
    from tests.cast import gather

    gather.founded = gather.found()
    gather()
    police = f"'{gather.cast.organisations['police']}'::uuid"
    category = "CASE WHEN n % 5 = 0 THEN 'intelligence' ELSE 'missing' END"
    left = f"(1 + (n::bigint * 7919) % {things})"
    spread = f"abs(hashint8(n::bigint * 31 + 7)) % {things}"
    near = f"(1 + ({left} / 40) * 40 + abs(hashint8(n::bigint)) % 40)"
    right = f"CASE WHEN n % 20 = 0 THEN 1 + {spread} ELSE least({near}, {things}) END"
    with psycopg.connect(database.url_for("owner"), autocommit=True) as link:
        lay(link, Folder, FOLDERS, id="md5('net' || (n % 500))::uuid", owner_id=police, kind="'network'",
            category=category)  # fmt: skip
        lay(link, Thing, things, id=THING.format("n"), folder_id=FOLDER.format("n / 40"), kind="'person'",
            sort="'known'", label="'Thing ' || n")  # fmt: skip
        link.execute("CREATE TEMP TABLE pair AS SELECT n, " + left + " AS l, " + right + " AS r "
                     f"FROM generate_series(1, {links}) AS n")  # fmt: skip
        link.execute(
            "INSERT INTO intelligence_link (id, created_at, created_by, folder_id, left_id, right_id, kind, "
            "basis, grade, confidence, first_on, last_on, asserted_by, source_ref) SELECT gen_random_uuid(), now(), "
            f"md5('m')::uuid, {FOLDER.format('l / 40')}, {THING.format('l')}, {THING.format('r')}, 'associate', "
            "'observed', '', 'confirmed', current_date - 9, current_date, 'Bench', '' FROM pair WHERE l <> r"
        )
        link.execute("VACUUM ANALYZE intelligence_link, intelligence_thing, access_folder, intelligence_takenback")


def seen_graph(place: UUID):
    """What she may see, as NetworkX has it."""
    import networkx

    graph = networkx.Graph()
    with psycopg.connect(database.url_for("app")) as link, link.transaction():
        link.execute("SELECT access_enter(%s)", [str(place)])
        graph.add_nodes_from(row[0] for row in link.execute("SELECT id FROM intelligence_thing").fetchall())
        rows = link.execute("SELECT left_id, right_id FROM intelligence_link").fetchall()
    graph.add_edges_from(pair for pair in rows if pair[0] in graph and pair[1] in graph)
    return graph


def measured(times: int) -> dict:
    import networkx

    from kingfisher.access.entry import acting_as, actor_for
    from kingfisher.intelligence import network, queries
    from kingfisher.intelligence.queries.network import MOST
    from tests.cast import gather

    place = gather.cast.placements["priya"]
    graph, chance = seen_graph(place), random.Random(7)
    nodes = sorted(graph)
    took = {"way": [], "way_networkx": [], "two_steps": [], "two_steps_networkx": []}
    wrong = ways = 0
    with acting_as(actor_for(place, at=datetime.now(UTC), purpose="safeguard_child", via="command")) as actor:
        for number in range(times):
            start, end = pair(graph, nodes, chance, number)
            began = time.perf_counter()
            way = queries.connected(actor, start, end).way
            took["way"].append(time.perf_counter() - began)
            began = time.perf_counter()
            far = theirs(networkx, graph, start, end)
            ways += bool(way)
            took["way_networkx"].append(time.perf_counter() - began)
            wrong += len(way) != (len(far) if len(far) - 1 <= network.LONGEST else 0)
            began = time.perf_counter()
            around = {n.id for n in queries.around(actor, [start]).nodes}
            took["two_steps"].append(time.perf_counter() - began)
            began = time.perf_counter()
            ego = set(networkx.ego_graph(graph, start, radius=2))
            took["two_steps_networkx"].append(time.perf_counter() - began)
            wrong += around != ego if len(ego) <= MOST else not around <= ego
    seen = {"seen_things": len(nodes), "seen_links": graph.number_of_edges()}
    return {**seen, "asked": times, "ways": ways, "wrong": wrong, **figures(took)}


def figures(took: dict[str, list[float]]) -> dict:
    """Milliseconds of each, and how many times as long as NetworkX the product takes at the median."""
    said: dict = {
        name: {"median_ms": round(statistics.median(t) * 1000, 1),
               "p95_ms": round(statistics.quantiles(t, n=20)[18] * 1000, 1)}
        for name, t in took.items()
    }  # fmt: skip
    for name in ("way", "two_steps"):
        alone = statistics.median(took[f"{name}_networkx"])
        said[f"{name}_over_networkx"] = round(statistics.median(took[name]) / alone, 1)
    return said


def pair(graph, nodes: list[UUID], chance: random.Random, number: int) -> tuple[UUID, UUID]:
    """Two to ask about: anybody, or one whom a walk of a few steps reaches."""
    start, end = chance.sample(nodes, 2)
    if number % 2:
        end = start
        for _ in range(chance.randint(2, 12)):
            end = chance.choice(sorted(graph[end]) or [end])
    return start, end


def theirs(networkx, graph, start: UUID, end: UUID) -> list[UUID]:
    try:
        return networkx.bidirectional_shortest_path(graph, start, end)
    except networkx.NetworkXNoPath:
        return []


def main() -> int:
    reads = argparse.ArgumentParser(prog="python -m bench.network")
    reads.add_argument("--things", type=int, default=40_000)
    reads.add_argument("--links", type=int, default=100_000)
    asked = reads.parse_args()
    with database.in_use():
        migrating.ensure_current()
        django.setup()
        build(asked.things, asked.links)
        as_application()
        told = {"things": asked.things, "links": asked.links, **measured(TIMES)}
        print(json.dumps(told))
    slow = max(told["way"]["p95_ms"], told["two_steps"]["p95_ms"]) > LIMIT_MS
    return 1 if slow or told["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
