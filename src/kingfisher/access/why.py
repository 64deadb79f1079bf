"""Why somebody can or cannot see a folder, or one sort of row in it, in words; and who could change that.

Asks the policy as the worker it is asked about, and restates nothing. What an asker may not know of explains nothing.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from kingfisher.access import audit, policy
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.permissions import Permission
from kingfisher.access.protect import declared
from kingfisher.access.queries import owner_of
from kingfisher.access.roles import ROLES
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import ByFolder
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import Agency, agencies_by_id
from kingfisher.rulebook import ask

audit.can_record(access__why__asked="asked why somebody can or cannot see a folder")

# Who could change what a rule said: at the folder's owner or at the worker's own agency, and by which permission.
OWNER, OWN = "owner", "own"
CHANGES = {
    "sealed_without_the_key": (OWNER, Permission.FOLDER_SEAL, "can give a key"),
    "restricted_without_the_key": (OWNER, Permission.FOLDER_SEAL, "can give a key"),
    "conflict_of_interest": (OWN, Permission.CONFLICT_MIND, "can say that the conflict is over"),
    "marking_not_cleared": (OWN, Permission.PLACE_GIVE, "gives a role that is cleared for it"),
    "agreement_lapsed": (OWNER, Permission.AGREEMENT_SIGN, "can sign the agreement anew"),
    "place_ended": (OWN, Permission.PLACE_GIVE, "can give a new place"),
    "worker_suspended": (OWN, Permission.PLACE_GIVE, "can lift the suspension"),
    "training_lapsed": (OWN, Permission.PLACE_GIVE, "can record the training"),
    "vetting_lapsed": (OWN, Permission.PLACE_GIVE, "can record the vetting"),
    "level_too_low": (OWNER, Permission.FOLDER_GRANT, "can open more of it, or answer a request"),
    "no_rule": (OWNER, Permission.FOLDER_GRANT, "can open it, or answer a request"),
}
SYSTEMS = {"installer", "agency_system", "front_door_service", "matching_service"}  # nobody to ring
THEIRS = (("to you", "to them"), ("lets you", "lets them"), ("you are", "they are"), ("your", "their"), ("you", "they"))


@dataclass(frozen=True, slots=True)
class Field:
    """A sort of row in a folder: its table, the level it needs, and the marking some of its rows carry."""

    name: str
    words: str
    level: int
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Changer:
    """Who could change it, what they can do, and how to reach them."""

    who: str
    can: str
    phone: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked of whom, the answer, and every rule that spoke, in words."""

    who: str
    is_me: bool
    level: int
    may_see: bool
    yes: tuple[tuple[str, str], ...]
    no: tuple[tuple[str, str], ...]
    field: Field | None
    changers: tuple[Changer, ...]

    @property
    def answer(self) -> str:
        """The one sentence that answers the question."""
        begins = "You" if self.is_me else self.who
        if self.field is None:
            return f"{begins} can see {policy.LEVELS[self.level]} of this folder."
        word = "can" if self.may_see else "cannot"
        return f"{begins} {word} see {self.field.words} in this folder."


def fields_there() -> dict[str, Field]:
    """Every sort of row that lies in a folder, by name: `people.address`, `people.address:protected_address`."""
    found = {}
    for model, protection in declared():
        if not isinstance(protection, ByFolder):
            continue
        name, words = model._meta.label_lower, str(model._meta.verbose_name_plural)
        found[name] = Field(name, words, protection.level)
        for each in protection.marked:
            for marking in [each.marking] if each.marking else [m.id for m in ask.markings()]:
                full = f"{name}:{marking}"
                marked = f"{words} marked “{ask.marking(marking).title.lower()}”"
                found[full] = Field(full, marked, protection.level, marking)
    return found


def field_named(said: str) -> Field | None:
    """The field somebody means: its full name, or the end of it where only one ends so."""
    known, said = fields_there(), said.strip().lower().replace(" ", "_")
    ends = [
        f for name, f in known.items() if name == said or name.split(".", 1)[1] == said or name.endswith(f":{said}")
    ]
    return known.get(said) or (ends[0] if len(ends) == 1 else None)


def explained(
    actor: Actor, folder_id: UUID, *, field: Field | None, owner: Agency | None, own: Agency, is_me: bool = True,
    blocked: tuple[str, ...] = (),
) -> Explanation:  # fmt: skip
    """What this actor sees of the folder and why. The caller acts as `actor`; `blocked` are rules about her place."""
    ruling = policy.Ruling(0, (), ()) if blocked else policy.explain(actor, folder_id)
    said_no = [(name, policy.PLACE_RULES[name]) for name in blocked]
    said_no += [(name, policy.NO_RULES[name]) for name in ruling.no]
    may_see = ruling.level >= (field.level if field else 1)
    if field and field.marking and may_see and not policy.cleared(actor, folder_id, field.marking):
        may_see = False
        said_no.append(("marking_not_cleared", f"These rows are marked “{ask.marking(field.marking).title}”, "
                                               "which you are not cleared for."))  # fmt: skip
    if field and not may_see and ruling.level and ruling.level < field.level:
        needs = policy.LEVELS[field.level]
        said_no.append(("level_too_low", f"It needs {needs}, and you see {policy.LEVELS[ruling.level]}."))
    if not ruling.yes and not said_no:
        said_no.append(("no_rule", policy.NOTHING_SAID))
    speak = (lambda words: words) if is_me else spoken_of_another
    yes = tuple((n, f"{speak(policy.YES_RULES[n])} ({policy.LEVELS[level]})") for n, level in ruling.yes)
    return Explanation(
        actor.worker_name, is_me, ruling.level, may_see, yes, tuple((n, speak(words)) for n, words in said_no), field,
        _changers([name for name, _ in said_no] + ([] if may_see or ruling.level else ["no_rule"]), owner, own),
    )  # fmt: skip


def spoken_of_another(words: str) -> str:
    """A rule's sentence, said to whoever it is about, as it is said of her to somebody else."""
    for mine, theirs in THEIRS:
        words = re.sub(rf"\b{mine}\b", theirs, words)
        words = re.sub(rf"\b{mine.capitalize()}\b", theirs.capitalize(), words)
    return words


def _changers(names: list[str], owner: Agency | None, own: Agency) -> tuple[Changer, ...]:
    found = []
    for name in dict.fromkeys(names):
        if name not in CHANGES:
            continue
        whose, permission, can = CHANGES[name]
        agency = owner if whose == OWNER else own
        if agency is None:
            continue
        roles = [r.label for code, r in ROLES.items() if permission in r.permissions and code not in SYSTEMS]
        few = {Permission.FOLDER_GRANT: "Whoever works with the folder"}.get(permission, " or ".join(roles[:2]))
        found.append(Changer(f"{few[0]}{few[1:].lower()}, {agency.name}", can, agency.phone))
    return tuple(found)


def explain(actor: Actor, folder: str, who: str, field: str) -> Explanation:
    """The explanation for the asker; NotThere for a folder she may not know of, whoever it is asked about."""
    try:
        folder_id, placement_id = UUID(folder.strip()), UUID(who) if who else actor.placement_id
    except ValueError:
        raise NotThere from None
    owner = owner_of(actor, folder_id)
    if owner is None:
        raise NotThere
    wanted = fields_there().get(field)
    facts = {"placement": str(placement_id), "field": field}
    audit.record(actor, "access.why.asked", folders=[folder_id], facts=facts)
    return about(actor, placement_id, folder_id, field=wanted, owner=owner)


def about(
    actor: Actor, placement_id: UUID, folder_id: UUID, *, field: Field | None, owner: Agency | None
) -> Explanation:
    """What the holder of a place sees of a folder, asked of PostgreSQL as her; or why nothing at all."""
    blocked = policy.place_rules(placement_id)
    other = actor_for(placement_id, at=actor.at, via=actor.via, ended_too=True)
    own = agencies_by_id(actor, {other.organisation_id})[other.organisation_id]
    with acting_as(other):
        return explained(
            other, folder_id, field=field, owner=owner, own=own, is_me=placement_id == actor.placement_id,
            blocked=blocked,
        )  # fmt: skip
