"""What a worker says of her own home; suggesting a conflict of interest nobody declared; deciding about it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.access.queries import kept_out
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.organisations.queries import agencies
from kingfisher.people.models import NearAnswer, NearSuggestion, OwnLife, Person
from kingfisher.people.queries.near import OWN, Near, near_to_workers, rules_of
from kingfisher.rulebook.nearness import NearnessRule

audit.can_record(
    people__near__said="said what is near to her own home",
    people__near__unsaid="took back what she said of her own home",
    people__near__suggested="looked for conflicts of interest that nobody declared",
    people__near__declared="declared a conflict of interest that was suggested",
    people__near__dismissed="dismissed a suggested conflict of interest",
)
HOME, TELEPHONE, KIN = "home", "telephone", "kin"
KINDS = (HOME, TELEPHONE, KIN)


class SaysTooLittle(Refused):
    """Nothing could be compared with it."""

    rule = "own_life_says_too_little"


class Decided(Refused):
    """Somebody has decided already, or it cannot be decided so."""

    rule = "near_decided"


@dataclass(frozen=True, slots=True)
class OwnSaid:
    """One line of a worker's own life, as she types it."""

    kind: str
    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None
    school: str = ""
    lines: str = ""
    postcode: str = ""
    phone: str = ""


def say_own_life(actor: Actor, *, said: OwnSaid, at: datetime) -> UUID:
    """Keep one line of the actor's own life. SaysTooLittle where nothing could be compared with it."""
    actor.must(Permission.CONFLICT_DECLARE)
    digits = sum(c.isdigit() for c in said.phone)
    lacks = {
        HOME: not (any(c.isdigit() for c in said.lines) and said.postcode.strip()) and "a house number and a postcode",
        TELEPHONE: digits < 10 and "a whole telephone number",
        KIN: not (said.given_name.strip() and said.family_name.strip() and said.born_on)
        and "a first name, a family name and a date of birth",
    }  # fmt: skip
    if said.kind not in lacks or lacks[said.kind]:
        raise SaysTooLittle(f"Give {lacks.get(said.kind) or 'what it is'}.")
    row = OwnLife.objects.create(
        organisation_id=actor.organisation_id, worker_id=actor.worker_id, kind=said.kind,
        given_name=said.given_name.strip(), family_name=said.family_name.strip(), born_on=said.born_on,
        school=said.school.strip(), lines=said.lines.strip(), postcode=said.postcode.strip()[:12],
        phone=said.phone.strip()[:40], created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "people.near.said", facts={"kind": said.kind})
    return row.id


def take_back_own_life(actor: Actor, *, own_id: UUID, at: datetime) -> None:
    """It is compared with no record from now on. By herself alone."""
    row = OwnLife.objects.filter(id=own_id, worker_id=actor.worker_id, ended_at=None).first()
    if row is None:
        raise NotThere
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    audit.record(actor, "people.near.unsaid", facts={"kind": row.kind})


def suggest_near(actor: Actor, *, at: datetime) -> int:
    """Put every nearness that a rule finds before those who mind conflicts, once; returns how many are new.

    Shuts nothing, but where the partnership's rulebook says so of a rule (`blocks`). Who is kept out already is left.
    """
    actor.must(Permission.CONFLICT_SUGGEST)
    rules = rules_of(actor)
    found = near_to_workers(actor, [one.id for one in agencies(actor)])
    shut = kept_out(actor, {one.worker_id for one in found})
    known = set(NearSuggestion.objects.values_list("person_id", "worker_id", "organisation_id", "rule"))
    new = 0
    for near in found:
        rule = next((r for r in rules if r.is_met(near.facts)), None)
        key = (near.person_id, near.worker_id, near.organisation_id, rule.id if rule else "")
        if rule is None or key in known or (near.worker_id, near.folder_id) in shut:
            continue
        _suggest(actor, near, rule, at)
        new += 1
    audit.record(actor, "people.near.suggested", facts={"count": new})
    return new


def _suggest(actor: Actor, near: Near, rule: NearnessRule, at: datetime) -> None:
    own = near.own_id if rule.about == OWN else None
    row = NearSuggestion.objects.create(
        organisation_id=near.organisation_id, worker_id=near.worker_id, folder_id=near.folder_id,
        person_id=near.person_id, own_id=own, rule=rule.id, rule_hash=rule.hash, facts=list(near.facts),
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    about = _about(row, rule)
    if rule.blocks and about:
        access.declare_by_rule(
            actor, organisation_id=near.organisation_id, worker_id=near.worker_id, relation=rule.relation,
            about=about, why=f"Declared by the rule: {rule.title}.", at=at,
        )  # fmt: skip


def _about(row: NearSuggestion, rule: NearnessRule) -> access.About | None:
    """Whom to shut her out of, by what she said herself or by the record; None where neither says enough."""
    if row.own:
        own = row.own
        return access.About(own.given_name, own.family_name, own.born_on, own.lines, own.postcode)
    person = Person.objects.filter(id=row.person_id).first()
    if rule.about == OWN or person is None or not (person.born_on and person.family_name):
        return None
    return access.About(person.given_name or person.known_as, person.family_name, person.born_on)


def declare_suggested(actor: Actor, *, suggestion_id: UUID, why: str, at: datetime) -> None:
    """Keep the worker out of everything about them. She is not told by it: no list of hers shows it."""
    row, rule = _open(actor, suggestion_id, why)
    about = _about(row, rule) if rule else None
    if rule is None or about is None:
        raise Decided(
            "The record says too little of who it is. Declare it on the page Conflicts, with a name and birth date or "
            "an address, and then dismiss this."
        )
    access.declare_conflict(
        actor, worker_id=row.worker_id, relation=rule.relation, about=about, why=why, quiet=True, at=at
    )  # fmt: skip
    _answered(actor, row, "declared", why, at)
    _settle_with_it(actor, row, why, at)


def _settle_with_it(actor: Actor, row: NearSuggestion, why: str, at: datetime) -> None:
    """What else was suggested of her and lies in folders that have shut to her with this: decided with it."""
    shut = {folder for _, folder in kept_out(actor, {row.worker_id})}
    waiting = NearSuggestion.objects.filter(worker_id=row.worker_id, folder_id__in=shut, answer=None)
    for other in waiting.exclude(id=row.id):
        _answered(actor, other, "declared", why, at)


def dismiss_suggested(actor: Actor, *, suggestion_id: UUID, why: str, at: datetime) -> None:
    """It is nobody near to her, or no reason to keep her out. The same rule does not suggest it again."""
    row, _ = _open(actor, suggestion_id, why)
    _answered(actor, row, "dismissed", why, at)


def _open(actor: Actor, suggestion_id: UUID, why: str) -> tuple[NearSuggestion, NearnessRule | None]:
    actor.must(Permission.CONFLICT_MIND)
    row = NearSuggestion.objects.filter(id=suggestion_id).select_related("own").first()
    if row is None or row.worker_id == actor.worker_id:
        raise NotThere
    if NearAnswer.objects.filter(suggestion=row).exists():
        raise Decided("Somebody has decided about it already.")
    if not why.strip():
        raise Decided("Say in a few words why.")
    return row, next((r for r in rules_of(actor) if r.id == row.rule), None)


def _answered(actor: Actor, row: NearSuggestion, outcome: str, why: str, at: datetime) -> None:
    NearAnswer.objects.create(
        organisation_id=row.organisation_id, worker_id=row.worker_id, suggestion=row, outcome=outcome,
        why=why.strip()[:300], created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(
        actor, "people.near.declared" if outcome == "declared" else "people.near.dismissed", folders=[row.folder_id],
        facts={"suggestion": str(row.id), "worker": str(row.worker_id), "rule": row.rule},
    )  # fmt: skip
