"""What statements have in common, as facts for finding: a telephone, an address, an adult. Keys and days; no name.

Read as the asker, so only of statements she sees. A telephone or address held by more than `crowd` statements is a
switchboard, a school, a hostel, and so is the number of an agency or a worker: they join nobody and are left out here.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.sighting import Sighting
from kingfisher.organisations.queries import work_numbers
from kingfisher.people.models import Person
from kingfisher.people.queries import clusters
from kingfisher.rulebook import ask

SHORTEST_NAME = 3
FAMILY = (
    "mother", "father", "parent", "step_parent", "parents_partner", "sibling", "half_sibling", "step_sibling",
    "grandparent", "aunt_uncle", "cousin", "child", "other_relative", "carer", "foster_carer", "lives_with",
)  # fmt: skip
# By what a telephone and a home are the same, however they were written.
_NUMBER = "right(regexp_replace(number, '[^0-9]', '', 'g'), 10)"
_HOME = "lower(regexp_replace(a.postcode || split_part(a.lines, ',', 1), '[^A-Za-z0-9]', '', 'g'))"
_CHILD = "(p.kind = 'child' AND (p.born_on IS NULL OR p.born_on > %(on)s - interval '18 years'))"
_PHONES = f"""
WITH held AS (
    SELECT p.id, p.folder_id, p.stated_at, {_CHILD} AS is_child,
           {_NUMBER} AS key
    FROM people_person p CROSS JOIN LATERAL unnest(p.phones) AS number
    WHERE p.phones <> '{{}}'
), shared AS (
    SELECT key FROM held WHERE length(key) = 10 AND key <> ALL(%(at_work)s::text[])
    GROUP BY key HAVING count(*) BETWEEN 2 AND %(crowd)s
       AND count(*) FILTER (WHERE is_child) > 1
)
SELECT held.id, held.folder_id, (held.stated_at AT TIME ZONE 'Europe/London')::date, held.key FROM held
JOIN shared USING (key)
WHERE held.is_child AND (%(people)s::uuid[] IS NULL OR held.key IN (
    SELECT key FROM held WHERE id = ANY(%(people)s::uuid[])))
"""  # noqa: S608 - our own words
_ADDRESSES = f"""
WITH held AS (
    SELECT p.id, a.folder_id, COALESCE(a.from_on, (p.stated_at AT TIME ZONE 'Europe/London')::date) AS on_day,
           {_HOME} AS key
    FROM people_address a JOIN people_person p ON p.id = a.person_id
    WHERE a.postcode <> '' AND a.until_on IS NULL AND NOT a.protected AND {_CHILD}
), shared AS (SELECT key FROM held GROUP BY key HAVING count(*) BETWEEN 2 AND %(crowd)s)
SELECT held.id, held.folder_id, held.on_day, held.key FROM held JOIN shared USING (key)
WHERE %(people)s::uuid[] IS NULL OR held.key IN (SELECT key FROM held WHERE id = ANY(%(people)s::uuid[]))
"""  # noqa: S608 - our own words
_HOUSEHOLDS = f"""
WITH asked AS (
    SELECT p.id, p.phones, p.born_on::text AS born,
           lower(regexp_replace(p.family_name, '[^[:alpha:]]', '', 'g')) AS family
    FROM people_person p WHERE p.id = ANY(%(people)s::uuid[])
), reached AS (
    SELECT asked.id, {_NUMBER} AS place, asked.family AS word
    FROM asked CROSS JOIN LATERAL unnest(asked.phones) AS number
    UNION ALL
    SELECT asked.id, {_HOME}, word
    FROM people_address a JOIN asked ON asked.id = a.person_id
    CROSS JOIN LATERAL unnest(ARRAY[asked.family, asked.born]) AS word
    WHERE a.postcode <> '' AND NOT a.protected
    UNION ALL
    SELECT asked.id, {_HOME}, {_NUMBER}
    FROM people_address a JOIN asked ON asked.id = a.person_id CROSS JOIN LATERAL unnest(asked.phones) AS number
    WHERE a.postcode <> '' AND NOT a.protected
)
SELECT DISTINCT id, first_value(id) OVER (PARTITION BY place, word ORDER BY id) FROM reached WHERE word <> ''
"""  # noqa: S608 - our own words
# An adult whom more than one statement of a child names, by key, as no member of the family.
_ADULTS = f"""
SELECT p.id, t.folder_id, COALESCE(t.from_on, (p.stated_at AT TIME ZONE 'Europe/London')::date), t.other_id
FROM people_tie t JOIN people_person p ON p.id = t.person_id JOIN people_person o ON o.id = t.other_id
WHERE t.relationship IN ('associate', 'friend', 'partner', 'other') AND {_CHILD} AND o.kind = 'adult'
"""  # noqa: S608 - our own words


def sharing_phones(
    actor: Actor, *, on: date, crowd: int = 60, people: Collection[UUID] | None = None
) -> list[Sighting]:  # fmt: skip
    """Statements of children that give a telephone some other child's statement gives too: how they are reached."""
    return _shared("contact", _PHONES, on, crowd, people, at_work=sorted(work_numbers(actor)))


def sharing_addresses(
    actor: Actor, *, on: date, crowd: int = 60, people: Collection[UUID] | None = None
) -> list[Sighting]:  # fmt: skip
    """Statements of children that give a home another child's gives. No safe address is compared."""
    return _shared("home", _ADDRESSES, on, crowd, people)


def adults_near(actor: Actor, *, on: date, people: Collection[UUID] | None = None) -> list[Sighting]:
    """Children and the adults outside the family they are said to be linked to; the adult's key is the `key`."""
    return _shared("associate", _ADULTS, on, 0, None)


def families(actor: Actor, person_ids: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """Pairs of statements said to be of one family or home, of these people."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, other_id FROM people_tie WHERE other_id IS NOT NULL AND relationship = ANY(%s) "
            "AND (person_id = ANY(%s::uuid[]) OR other_id = ANY(%s::uuid[]))",
            [list(FAMILY), list(person_ids), list(person_ids)],
        )
        return list(cursor)


def households(actor: Actor, person_ids: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """Pairs of these statements that live together or are one child: one home or telephone and one family name, one
    home and one birthday, or one home and its telephone.

    They are brothers and sisters whose tie nobody wrote down, lodgers of one house, or one child held twice and not
    judged yet; to say of any that two children of different families have something in common would be noise.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOUSEHOLDS, {"people": list(person_ids)})
        return list(cursor)


def stated_since(actor: Actor, *, after: datetime) -> set[UUID]:
    """Whose statement was made or made anew after a moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM people_person WHERE stated_at > %s OR created_at > %s", [after, after])
        return {row[0] for row in cursor}


def _shared(
    code: str, sql: str, on: date, crowd: int, people: Collection[UUID] | None, **more: list[str]
) -> list[Sighting]:
    asked = {"on": on, "crowd": crowd, "people": None if people is None else list(people), **more}
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return [
            Sighting(code, person, ("people.person", person), folder, day, str(key))
            for person, folder, day, key in cursor
        ]


def without_names(actor: Actor, who: Mapping[UUID, tuple[str, ...]]) -> Callable[[str], str]:
    """Puts each of these people's number (the first of `who`) where a text says her name, as far as the actor knows her
    names. Names of others stand: whoever hands the text on says so.
    """
    groups = clusters(actor, set(who))
    numbers = {same: row[0] for key, row in who.items() for same in groups.get(key, {key})}
    names: dict[str, str] = {}
    for key, given, family in Person.objects.filter(id__in=numbers).values_list("id", "given_name", "family_name"):
        for name in (f"{given} {family}".strip(), given, family):
            if len(name) >= SHORTEST_NAME:
                names[name.lower()] = numbers[key]
    if not names:
        return str
    longest_first = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    said = re.compile(rf"\b({longest_first})\b", re.IGNORECASE)
    return lambda words: said.sub(lambda found: names[found.group(1).lower()], words)


CHILD = ("Child", "Sex", "Ethnicity", "Born", "Age")


def children_listed(actor: Actor, person_ids: Collection[UUID], *, on: date) -> dict[UUID, tuple[str, ...]]:
    """What a list of children says of each, under CHILD: a number that is the same in every list and stands for no
    name, and age on a day. What one statement does not say is taken from another judged to be of the same child; only
    from statements the actor sees.
    """
    groups = clusters(actor, set(person_ids))
    everybody = {k for key in person_ids for k in groups.get(key, {key})}
    rows = Person.objects.filter(id__in=everybody).values_list("id", "sex", "ethnicity", "born_on")
    said = {key: (sex, ethnicity, born) for key, sex, ethnicity, born in rows}
    found = {}
    for key in set(person_ids) & said.keys():
        same = [said[k] for k in [key, *sorted(groups.get(key, {key}) - {key})] if k in said]
        sex, ethnicity, born = (next((one[n] for one in same if one[n]), None) for n in range(3))
        number = hashlib.sha256(min(groups.get(key, {key})).bytes).hexdigest()[:8].upper()
        age = "" if born is None else str(on.year - born.year - ((on.month, on.day) < (born.month, born.day)))
        found[key] = (f"C-{number}", ask.label("sex", sex) if sex else "Not said",
                      ask.label("ethnicity", ethnicity) if ethnicity else "Not said",
                      born.isoformat() if born else "Not said", age)  # fmt: skip
    return found
