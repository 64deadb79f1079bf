"""The plain way to do the same: every night read everything anew, past the access policy, and go through it by hand.

Knows nothing of the product's finder and shares no line with it. It serves as a yardstick for time and as a second
opinion: both must find the same. It covers the rules the measurement plants stories of.
"""

import re
import time
from collections import defaultdict
from datetime import date, timedelta

import psycopg

SIGNS = {"missing", "crime_victim", "taken_back"}
Told = set[tuple[str, frozenset[str]]]


def scan(url: str, today: date) -> tuple[float, Told]:
    """Seconds, and what was found: rule and people."""
    began = time.perf_counter()
    with psycopg.connect(url) as link:
        rows = link.execute("SELECT person_id::text, kind, happened_on FROM chronology_entry WHERE NOT withdrawn")
        lines: dict[str, list[tuple[str, date]]] = defaultdict(list)
        for person, kind, day in rows:
            lines[person].append((kind, day))
        people = link.execute("SELECT id::text, phones FROM people_person WHERE kind = 'child'").fetchall()
        ties = link.execute("SELECT person_id::text, other_id::text FROM people_tie WHERE other_id IS NOT NULL")
        kin = {frozenset(pair) for pair in ties}
    found = {(rule, frozenset({person})) for person, told in lines.items() for rule in _of_child(told, today)}
    found |= _sharing(people, lines, kin, today)
    return round(time.perf_counter() - began, 1), found


def _of_child(told: list[tuple[str, date]], today: date) -> list[str]:
    def days(kind: str, within: int) -> set[date]:
        return {day for k, day in told if k == kind and day >= today - timedelta(days=within)}

    met = []
    for rule, kind, within, unless in (("often_missing", "missing", 90, "missing_meeting"),
                                       ("repeat_victim", "crime_victim", 365, "panel")):  # fmt: skip
        found = days(kind, within)
        if len(found) >= 3 and not any(day >= min(found) for day in days(unless, within)):
            met.append(rule)
    back, ends = days("taken_back", 60), days("ended", 10_000)
    if any(0 <= (end - day).days <= 60 for day in back for end in ends):
        met.append("taken_back")
    return met


def _sharing(people: list, lines: dict, kin: set, today: date) -> Told:
    held: dict[str, set[str]] = defaultdict(set)
    for person, phones in people:
        for phone in phones:
            held[re.sub(r"[^0-9]", "", phone)[-10:]].add(person)
    found: Told = set()
    for who in held.values():
        if not 2 <= len(who) <= 8 or any(frozenset(pair) in kin for pair in [sorted(who)[:2]]):
            continue
        if any(k in SIGNS and day >= today - timedelta(days=365) for one in who for k, day in lines.get(one, ())):
            found.add(("shared_thing", frozenset(who)))
    return found
