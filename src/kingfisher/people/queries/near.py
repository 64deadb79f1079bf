"""What a worker says of her own home, and whom that suggests she is too near to: for others than herself."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.urls import reverse

from kingfisher.access.permissions import Permission
from kingfisher.access.queries import folders_shown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.waiting import Waiting
from kingfisher.organisations.queries import agencies_by_id, workers_of
from kingfisher.people.models import NearSuggestion, OwnLife
from kingfisher.people.queries.seeing import statements
from kingfisher.rulebook import ask, near
from kingfisher.rulebook.nearness import NearnessRule

OWN = "own"
# The facts, each a pair of a worker and a person in a record, with the line of her own that it came from.
_FOUND = """
WITH worker AS (
    SELECT * FROM jsonb_to_recordset(%(workers)s) AS t(worker_id uuid, organisation_id uuid, given text, family text)
), own AS (
    SELECT o.id, o.worker_id, o.organisation_id, o.kind, o.born_on, w.family AS own_family,
           people_plain(o.given_name) AS given, people_plain(o.family_name) AS family,
           people_postcode(o.postcode) AS postcode, people_house(o.lines) AS house,
           right(regexp_replace(o.phone, '[^0-9]', '', 'g'), 10) AS number, people_plain(o.school) AS school
    FROM people_ownlife o JOIN worker w USING (worker_id, organisation_id) WHERE o.ended_at IS NULL
), fact AS (
    SELECT own.worker_id, own.organisation_id, own.id AS own_id, a.person_id,
           CASE WHEN people_house(a.lines) = own.house THEN 'home' ELSE 'street' END AS fact
    FROM own JOIN people_address a ON own.kind = 'home' AND people_postcode(a.postcode) = own.postcode
    WHERE own.postcode <> '' AND own.house <> '' AND a.until_on IS NULL AND NOT a.protected
    UNION
    SELECT own.worker_id, own.organisation_id, own.id, p.id, 'telephone'
    FROM people_person p CROSS JOIN LATERAL unnest(p.phones) AS held
    JOIN own ON own.kind = 'telephone' AND right(regexp_replace(held, '[^0-9]', '', 'g'), 10) = own.number
    WHERE length(own.number) = 10
    UNION
    SELECT own.worker_id, own.organisation_id, own.id, p.id, 'kin'
    FROM own JOIN people_person p ON own.kind = 'kin' AND p.born_on = own.born_on
     AND people_plain(p.family_name) = own.family
     AND own.given IN (people_plain(p.given_name), people_plain(p.known_as))
    UNION
    SELECT own.worker_id, own.organisation_id, own.id, p.id, 'schoolmate'
    FROM own JOIN people_person p ON own.kind = 'kin' AND own.school <> '' AND people_plain(p.school) = own.school
     AND p.born_on BETWEEN own.born_on - 365 AND own.born_on + 365
     AND NOT (p.born_on = own.born_on AND people_plain(p.family_name) = own.family)
    UNION
    SELECT w.worker_id, w.organisation_id, NULL, p.id, 'own_name'
    FROM worker w JOIN people_person p ON p.kind = 'adult' AND people_plain(p.given_name) = w.given
     AND people_plain(p.family_name) = w.family
    UNION
    SELECT w.worker_id, w.organisation_id, NULL, p.id, 'colleague'
    FROM worker w JOIN worker c ON c.organisation_id = w.organisation_id AND c.worker_id <> w.worker_id
    JOIN people_person p ON %(colleagues)s AND p.kind = 'adult' AND people_plain(p.given_name) = c.given
     AND people_plain(p.family_name) = c.family
)
SELECT f.worker_id, f.organisation_id, f.person_id, p.folder_id,
       (array_agg(f.own_id) FILTER (WHERE f.own_id IS NOT NULL))[1],
       array_agg(DISTINCT f.fact) || CASE WHEN people_plain(p.family_name) = w.family AND w.family <> ''
                                          THEN ARRAY['family_name'] ELSE '{}' END
FROM fact f JOIN people_person p ON p.id = f.person_id
JOIN worker w ON (w.worker_id, w.organisation_id) = (f.worker_id, f.organisation_id)
GROUP BY f.worker_id, f.organisation_id, f.person_id, p.folder_id, p.family_name, w.family
"""


@dataclass(frozen=True, slots=True)
class Own:
    """One line of what a worker says of her own home."""

    id: UUID
    kind: str
    name: str
    born_on: date | None
    school: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class Near:
    """A worker and a person in a record that a rule finds near: keys and codes."""

    worker_id: UUID
    organisation_id: UUID
    person_id: UUID
    folder_id: UUID
    own_id: UUID | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion as its reader sees it. `name` is empty where her role does not reach into the folder."""

    id: UUID
    worker_id: UUID
    worker: str
    rule: NearnessRule | None
    relation: str
    facts: tuple[str, ...]
    own: Own | None
    person_id: UUID
    folder_id: UUID
    owner: str
    name: str
    born_on: date | None
    found_at: datetime
    outcome: str
    why: str

    @property
    def may_be_declared(self) -> bool:
        """Is it known whom to shut her out of: by her own words, or by a person the reader sees with a birth date?"""
        return bool(self.rule and (self.rule.about == OWN or (self.name and self.born_on)))


def own_life(actor: Actor) -> list[Own]:
    """What the actor said of her own home and did not take back."""
    rows = OwnLife.objects.filter(worker_id=actor.worker_id, ended_at=None).order_by("created_at")
    return [_own(row) for row in rows]


def _own(row: OwnLife) -> Own:
    return Own(
        row.id, row.kind, f"{row.given_name} {row.family_name}".strip(), row.born_on, row.school,
        ", ".join(p for p in (row.lines, row.postcode) if p), row.phone,
    )  # fmt: skip


def rules_of(actor: Actor) -> tuple[NearnessRule, ...]:
    """Today's rules, the one that speaks first before the others."""
    return near.nearness(on=local_day(actor.at, ask.calendar()))


def near_to_workers(actor: Actor, organisation_ids: Collection[UUID]) -> list[Near]:
    """Every worker of these agencies and every person in a record who share facts. For the matching service."""
    workers = []
    for key in organisation_ids:
        for worker, name in workers_of(actor, key).items():
            given, _, family = name.rpartition(" ")
            workers.append({"worker_id": str(worker), "organisation_id": str(key),
                            "given": plain(given.split(" ")[0]), "family": plain(family)})  # fmt: skip
    colleagues = any("colleague" in rule.needs and rule.suggests for rule in rules_of(actor))
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, {"workers": json.dumps(workers), "colleagues": colleagues})
        return [Near(*row[:5], tuple(row[5])) for row in cursor.fetchall()]


def plain(said: str) -> str:
    """As people/conflicts.sql compares names: letters alone, in small letters."""
    return "".join(c for c in said.lower() if c.isalpha())


def near_suggestions(actor: Actor, *, at_most: int = 200) -> list[Suggested]:
    """Suggestions the actor may read: those that wait first, the newest before the older. Nobody reads her own."""
    found = NearSuggestion.objects.select_related("worker", "own", "answer").order_by("-created_at")
    rows = sorted(found[:at_most], key=lambda r: hasattr(r, "answer"))
    rules = {rule.id: rule for rule in rules_of(actor)}
    known = folders_shown(actor, {r.folder_id for r in rows})
    owners = agencies_by_id(actor, {f.owner_id for f in known.values()})
    said = statements(actor, {r.person_id for r in rows}) if actor.has(Permission.PERSON_READ) else {}
    return [
        Suggested(
            r.id, r.worker_id, r.worker.name, rules.get(r.rule),
            ask.label("conflict_relation", rules[r.rule].relation) if r.rule in rules else "",
            tuple(r.facts), _own(r.own) if r.own else None, r.person_id, r.folder_id,
            owners[known[r.folder_id].owner_id].short_name if r.folder_id in known else "",
            said[r.person_id].name if r.person_id in said else "",
            said[r.person_id].said.born_on if r.person_id in said else None,
            r.created_at, r.answer.outcome if hasattr(r, "answer") else "",
            r.answer.why if hasattr(r, "answer") else "",
        )
        for r in rows
    ]  # fmt: skip


def near_waiting(actor: Actor) -> list[Waiting]:
    """One line for whoever minds conflicts, while a suggestion waits for her."""
    if not actor.has(Permission.CONFLICT_MIND) or actor.reads_only:
        return []
    times = list(NearSuggestion.objects.filter(answer__isnull=True).values_list("created_at", flat=True)[:200])
    if not times:
        return []
    title = "A conflict of interest to decide" if len(times) == 1 else f"{len(times)} conflicts of interest to decide"
    return [Waiting(title, reverse("people:near"), None, "", "", min(times))]
