"""What the network holds as facts for finding: children and the telephones, vehicles, adults, places and missing
episodes they are linked to. Keys, codes and days; never a name.
"""

from datetime import date

from django.db import connection

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.sighting import Sighting

# A child is a thing said to be a statement of a child; the other end is what she shares with others.
_LINKED = """
WITH child AS (
    SELECT i.thing_id, i.person_id FROM intelligence_identified i JOIN people_person p ON p.id = i.person_id
    WHERE p.kind = 'child' AND (p.born_on IS NULL OR p.born_on > %(on)s - interval '18 years')
      AND NOT EXISTS (SELECT 1 FROM intelligence_takenback t WHERE t.identified_id = i.id)
), touching AS (
    SELECT c.person_id, l.id, l.folder_id, l.first_on, l.last_on, l.right_id AS other_id
    FROM intelligence_link l JOIN child c ON c.thing_id = l.left_id
    UNION ALL
    SELECT c.person_id, l.id, l.folder_id, l.first_on, l.last_on, l.left_id
    FROM intelligence_link l JOIN child c ON c.thing_id = l.right_id
)
SELECT g.person_id, g.id, g.folder_id, g.first_on, o.id, o.kind, o.sort, o.happened_on
FROM touching g JOIN intelligence_thing o ON o.id = g.other_id
WHERE g.last_on >= %(since)s AND NOT EXISTS (SELECT 1 FROM intelligence_takenback t WHERE t.link_id = g.id)
  AND o.id NOT IN (SELECT thing_id FROM child)
"""
# Events at a place where a child took part in at least one. An event no child is said to have taken part in is a fact
# about the place; it is offered beside one of the children who were there another time, marked as not hers.
_PLACES = """
WITH held AS (
    SELECT place.id AS place_id, event.id, event.folder_id, event.happened_on
    FROM intelligence_thing place
    JOIN intelligence_link l ON place.id IN (l.left_id, l.right_id)
    JOIN intelligence_thing event ON event.id IN (l.left_id, l.right_id) AND event.kind = 'event'
    WHERE place.kind = 'place' AND event.happened_on BETWEEN %(since)s AND %(on)s
      AND NOT EXISTS (SELECT 1 FROM intelligence_takenback t WHERE t.link_id = l.id)
), there AS (
    SELECT DISTINCT held.place_id, held.id, kin.person_id
    FROM held
    JOIN intelligence_link part ON held.id IN (part.left_id, part.right_id)
    JOIN intelligence_identified kin ON kin.thing_id IN (part.left_id, part.right_id)
    JOIN people_person p ON p.id = kin.person_id AND p.kind = 'child'
    WHERE NOT EXISTS (SELECT 1 FROM intelligence_takenback t WHERE t.link_id = part.id OR t.identified_id = kin.id)
), known AS (
    SELECT place_id, (min(person_id::text))::uuid AS person_id FROM there GROUP BY place_id
)
SELECT DISTINCT COALESCE(there.person_id, known.person_id), held.id, held.folder_id, held.happened_on, held.place_id,
       there.person_id IS NOT NULL
FROM held JOIN known USING (place_id) LEFT JOIN there ON there.place_id = held.place_id AND there.id = held.id
"""


def sightings(actor: Actor, *, on: date, since: date) -> list[Sighting]:
    """Everything of the network some child is part of, as the actor may see it, last seen on or after a day."""
    asked, found = {"on": on, "since": since}, []
    with connection.cursor() as cursor:
        cursor.execute(_LINKED, asked)
        for person, link, folder, first_on, other, kind, sort, happened_on in cursor:
            code = _code(kind, sort)
            if code:
                day = happened_on if code == "missing_with" else first_on
                found.append(Sighting(code, person, ("intelligence.link", link), folder, day, str(other)))
        cursor.execute(_PLACES, asked)
        for person, event, folder, happened_on, place, was_there in cursor:
            fact = ("intelligence.thing", event), folder, happened_on, str(place), was_there
            found.append(Sighting("at_place", person, *fact))
    return found


def _code(kind: str, sort: str) -> str:
    if kind == "person":
        return "associate"
    return {"vehicle": "vehicle", "phone": "phone", "home": "address", "missing": "missing_with"}.get(sort, "")
