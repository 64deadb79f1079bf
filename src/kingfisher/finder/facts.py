"""Reads down what every room offers as facts for finding, as far as the asker may see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from uuid import UUID

from kingfisher.chronology import facts as chronology
from kingfisher.finder.models import Round
from kingfisher.finder.rules import Known, groups
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.sighting import Sighting
from kingfisher.pathway import facts as pathway
from kingfisher.people import facts as people
from kingfisher.people.queries import clusters
from kingfisher.plans import facts as plans
from kingfisher.rulebook.finding import FindingRule

AT_ONCE = 5000
# Rooms that offer `facts.sightings(actor, *, on, since) -> list[Sighting]`, where they are built.
ROOMS = ("intelligence", "missing", "exploitation")
_OFFERED = ("contact", "phone", "home", "address", "associate", "vehicle", "plan_no_source", "at_place", "missing_with",
            "screening", "screening_closed", "exploited_now", "stood_by", "away", "talk_held")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every fact some rule needs, and what is known beside them."""

    facts: tuple[Sighting, ...]
    known: Known

    @property
    def count(self) -> int:
        return len(self.facts)

    def of(self, rule: FindingRule) -> list[Sighting]:
        """The facts a rule is about, and those that answer it."""
        return [one for one in self.facts if one.code in rule.wants]


def last_round(actor: Actor) -> Round | None:
    """The newest round, whoever made it; None before the first."""
    return Round.objects.order_by("-created_at", "-id").first()


def gather(actor: Actor, *, rules: Sequence[FindingRule], today: date, after: datetime | None) -> Gathered:
    """The facts these rules need: all of them, or those of everybody about whom something is new `after` a moment.

    A fact lives for as long as the widest rule that asks for it looks back.
    """
    live = [rule for rule in rules if rule.finds(today)]
    since = {code: today - timedelta(days=max(r.look_back_days for r in live if code in r.wants))
             for code in {c for r in live for c in r.wants}}  # fmt: skip
    kinds = sorted(set(since) - set(_OFFERED))
    touched = None
    if after is not None:
        touched = chronology.touched_since(actor, kinds=kinds, after=after) | people.stated_since(actor, after=after)
        touched = {one for members in _clusters(actor, touched).values() for one in members}
    found = _lines(actor, kinds, since, touched)
    shared = {"on": today, "people": touched}
    if touched is None or touched:
        joined = people.sharing_phones(actor, **shared) + people.sharing_addresses(actor, **shared)
        found += joined + _of_the_others(actor, kinds, since, touched, joined)
    found += people.adults_near(actor, on=today) + plans.without_source_of_harm(actor)
    found += pathway.ended(actor, since=since.get("ended", today))
    found += _of_rooms(actor, today, min(since.values(), default=today))
    return Gathered(tuple(found), _known(actor, found, today))


def _lines(actor: Actor, kinds: list[str], since: dict[str, date], touched: set[UUID] | None) -> list[Sighting]:
    """One question for the kinds that look back equally far."""
    found: list[Sighting] = []
    for day in sorted({since[kind] for kind in kinds}):
        alike = [kind for kind in kinds if since[kind] == day]
        found += chronology.lines(actor, kinds=alike, since=day, people=touched)
    return found


def _of_the_others(
    actor: Actor, kinds: list[str], since: dict[str, date], touched: set[UUID] | None, joined: list[Sighting]
) -> list[Sighting]:
    """The history of those who share something with somebody about whom something is new: theirs may be the sign."""
    if touched is None:
        return []
    others = {one.person_id for one in joined} - touched
    whole = {one for members in _clusters(actor, others).values() for one in members} - touched
    return _lines(actor, kinds, since, whole) if whole else []


def _of_rooms(actor: Actor, today: date, since: date) -> list[Sighting]:
    found: list[Sighting] = []
    for room in ROOMS:
        if find_spec(f"kingfisher.{room}") and find_spec(f"kingfisher.{room}.facts"):
            offers = getattr(import_module(f"kingfisher.{room}.facts"), "sightings", None)
            found += offers(actor, on=today, since=since) if offers else []
    return found


def _known(actor: Actor, found: Iterable[Sighting], today: date) -> Known:
    """Which statements are one child, and which children one family or home."""
    reached = _clusters(actor, {one.person_id for one in found})
    child_of = {person: min(members) for person, members in reached.items()}
    everybody = [person for members in reached.values() for person in members]
    ties = [*people.families(actor, everybody), *people.households(actor, everybody)]
    kin = groups((child_of.get(one, one), child_of.get(other, other)) for one, other in ties)
    return Known(child_of, kin, today)


def _clusters(actor: Actor, person_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    asked, found = sorted(person_ids), {}
    for start in range(0, len(asked), AT_ONCE):
        found |= clusters(actor, asked[start : start + AT_ONCE])
    return found
