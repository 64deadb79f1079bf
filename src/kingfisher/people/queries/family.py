"""A child's family and home: who is what to her, who lives with whom and lived where, who may have no contact.

Each is as some agency says it, and says which. Two agencies' words of one relative are shown as one where somebody
judged their records to be one person, or where both give one name and one relationship.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.text import name_tokens
from kingfisher.kernel.timing import LONDON
from kingfisher.people.models import Tie
from kingfisher.people.queries.clusters import clusters
from kingfisher.people.queries.seeing import Statement, statements
from kingfisher.people.rules import age_on, readable

# Generations above the child's own; whoever is not of the family stands apart.
GENERATION = {
    "grandparent": 2, "mother": 1, "father": 1, "parent": 1, "step_parent": 1, "parents_partner": 1, "aunt_uncle": 1,
    "carer": 1, "foster_carer": 1, "sibling": 0, "half_sibling": 0, "step_sibling": 0, "cousin": 0, "partner": 0,
    "child": -1,
}  # fmt: skip
PARENTS = ("mother", "father", "parent")
BACKWARDS = {
    "child": {"F": "mother", "M": "father", "": "parent"},
    "mother": {"": "child"}, "father": {"": "child"}, "parent": {"": "child"},
}  # fmt: skip
SAME_BOTH_WAYS = frozenset({"sibling", "half_sibling", "step_sibling", "cousin", "partner", "friend", "associate",
                            "lives_with"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kin:
    """One relative or other person. `person_id` is a statement of theirs the actor may open, where there is one."""

    key: str
    name: str
    relationship: str
    person_id: UUID | None = None
    sex: str = ""
    born_on: date | None = None
    died_on: date | None = None
    age: int | None = None
    lives_together: bool | None = None
    parental_responsibility: bool | None = None
    no_contact: bool = False
    from_on: date | None = None
    until_on: date | None = None
    said_by: tuple[UUID, ...] = ()

    @property
    def generation(self) -> int | None:
        """How many generations above the child; None for whoever is not of the family."""
        return GENERATION.get(self.relationship)

    @property
    def is_over(self) -> bool:
        return self.until_on is not None


@dataclass(frozen=True, slots=True)
class Family:
    """`child` is whom it is about; `couples` are pairs of keys of those who are or were together."""

    child: Kin
    kin: tuple[Kin, ...]
    couples: tuple[tuple[str, str], ...] = ()

    @property
    def at_home(self) -> tuple[Kin, ...]:
        return tuple(one for one in self.kin if one.lives_together and not one.is_over)

    @property
    def is_empty(self) -> bool:
        return not self.kin


def at_one_address(family: Family, keys: Iterable[str]) -> Family:
    """The same family with those marked as of one home whose records give the same house, unless it is said not."""
    here = set(keys)
    return replace(
        family,
        kin=tuple(
            replace(one, lives_together=True) if one.key in here and one.lives_together is None else one
            for one in family.kin
        ),
    )


@dataclass(slots=True)
class _Told:
    """One tie as some agency says it, seen from the child."""

    other_id: UUID | None
    name: str
    relationship: str
    tie: Tie
    said_by: UUID
    also: list = field(default_factory=list)


def family_of(actor: Actor, person_id: UUID, *, ids: Iterable[UUID] = ()) -> Family | None:
    """The family of the child this statement is of; None when it is not open to the actor. `ids` is her cluster,
    where the caller has it. The page that shows it records the opening.
    """
    mine = set(ids) or clusters(actor, [person_id])[person_id]
    told = _told(mine)
    others = {one.other_id for one in told if one.other_id}
    groups = clusters(actor, others) if others else {}
    read = statements(actor, {person_id, *others, *(key for group in groups.values() for key in group)})
    if person_id not in read:
        return None
    today = actor.at.astimezone(LONDON).date()
    kin = _each_once(told, groups, read, today)
    return Family(_child(read[person_id], today), kin, _couples(kin, groups, others))


def _told(mine: set[UUID]) -> list[_Told]:
    """What is said on her own records of others, and on others' records of her."""
    rows = list(Tie.objects.filter(person__in=mine).select_related("person", "other").order_by("id"))
    found = [
        _Told(row.other_id, row.other.name if row.other else row.other_name, row.relationship, row,
              row.person.organisation_id)
        for row in rows if row.other_id not in mine
    ]  # fmt: skip
    for row in Tie.objects.filter(other__in=mine).exclude(person__in=mine).select_related("person").order_by("id"):
        back = _backwards(row.relationship, row.person.sex)
        if back:
            found.append(_Told(row.person_id, row.person.name, back, row, row.person.organisation_id))
    return found


def _backwards(relationship: str, sex: str) -> str:
    """What somebody is to the child, on whose record the child is `relationship`."""
    if relationship in SAME_BOTH_WAYS:
        return relationship
    ways = BACKWARDS.get(relationship, {})
    return ways.get(sex[:1].upper(), ways.get("", ""))


def _each_once(
    told: list[_Told], groups: Mapping[UUID, set[UUID]], read: Mapping[UUID, Statement], today: date
) -> tuple[Kin, ...]:
    found: dict[str, Kin] = {}
    by_name: dict[tuple[frozenset[str], int | None], str] = {}
    for one in sorted(told, key=lambda t: t.other_id is None):
        words = frozenset(name_tokens(one.name))
        called = words, GENERATION.get(one.relationship)
        key = str(min(groups.get(one.other_id, {one.other_id}))) if one.other_id else ""
        if words and called in by_name and (not key or key not in found):
            key = by_name[called]
        key = key or f"name:{' '.join(sorted(words)) or id(one)}:{one.relationship}"
        by_name.setdefault(called, key)
        kin = _kin(key, one, groups, read, today)
        found[key] = _joined(found[key], kin) if key in found else kin
    order = sorted(found.values(), key=lambda k: (-(k.generation if k.generation is not None else -9), k.name))
    return tuple(order)


def _kin(key: str, one: _Told, groups: Mapping[UUID, set[UUID]], read: Mapping[UUID, Statement], today: date) -> Kin:
    known = sorted(groups.get(one.other_id, {one.other_id} if one.other_id else set()))
    open_ones = [read[k] for k in known if k in read]
    first = read.get(one.other_id) if one.other_id else None
    first = first or (open_ones[0] if open_ones else None)
    born_on = next((s.said.born_on for s in open_ones if s.said.born_on), None)
    died_on = next((s.said.died_on for s in open_ones if s.said.died_on), None)
    sex = next((s.said.sex for s in open_ones if s.said.sex), "")
    sex = sex or {"mother": "F", "father": "M"}.get(one.relationship, "")
    t = one.tie
    return Kin(
        key=key, name=first.name if first else readable(one.name) or "Name not known", relationship=one.relationship,
        person_id=first.id if first else None, sex=sex[:1].upper(), born_on=born_on, died_on=died_on,
        age=age_on(born_on, died_on or today), lives_together=t.lives_together,
        parental_responsibility=t.parental_responsibility, no_contact=t.no_contact, from_on=t.from_on,
        until_on=t.until_on, said_by=(one.said_by,),
    )  # fmt: skip


def _joined(one: Kin, other: Kin) -> Kin:
    """Two agencies' words of one relative. Whoever says no contact is heard; a yes is heard before not said."""
    closer = min(one, other, key=lambda k: (k.relationship in ("other", "parent", "other_relative"), k is other))
    return replace(
        closer,
        person_id=one.person_id or other.person_id,
        lives_together=one.lives_together or other.lives_together,
        parental_responsibility=one.parental_responsibility or other.parental_responsibility,
        no_contact=one.no_contact or other.no_contact,
        until_on=one.until_on and other.until_on,
        said_by=tuple(dict.fromkeys((*one.said_by, *other.said_by))),
    )


def _child(mine: Statement, today: date) -> Kin:
    said = mine.said
    return Kin(
        key=str(mine.id), name=mine.name, relationship="", person_id=mine.id, sex=said.sex[:1].upper(),
        born_on=said.born_on, died_on=said.died_on, age=age_on(said.born_on, said.died_on or today),
        said_by=(mine.organisation_id,),
    )  # fmt: skip


def _couples(kin: tuple[Kin, ...], groups: Mapping[UUID, set[UUID]], others: set[UUID]) -> tuple[tuple[str, str], ...]:
    """Mother and father, and whoever some record says is the partner of whom."""
    keys = {one.key for one in kin}
    key_of = {member: str(min(group)) for group in groups.values() for member in group}
    found = set()
    if others:
        rows = Tie.objects.filter(person__in=set(key_of), other__in=set(key_of), relationship="partner")
        for one, other in rows.values_list("person_id", "other_id"):
            pair = tuple(sorted((key_of[one], key_of[other])))
            if pair[0] != pair[1] and keys >= set(pair):
                found.add(pair)
    parents = [one.key for one in kin if one.relationship in PARENTS]
    if len(parents) == 2:
        found.add(tuple(sorted(parents)))
    return tuple(sorted(found))
