"""A concern as it was said: frozen values, all of them optional."""

from dataclasses import dataclass, field
from datetime import date

from kingfisher.people.rules import Said


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """Somebody named in a concern: what was said of them, their part, and how they stand to the first
    child.
    """

    said: Said
    part: str = "child"
    relationship: str = ""
    lives_together: bool | None = None
    parental_responsibility: bool | None = None
    no_contact: bool = False


@dataclass(frozen=True, slots=True)
class ReferrerSaid:
    """Who raised it, as far as they said. `kind` is professional or public."""

    kind: str = "public"
    name: str = ""
    role: str = ""
    agency: str = ""
    phone: str = ""
    email: str = ""
    relationship: str = ""
    source_code: str = ""
    anonymous: bool = False
    withhold_identity: bool = False
    withheld_why: str = ""


@dataclass(frozen=True, slots=True)
class FamilyPosition:
    """Does the family know? If not, why not? And did anyone agree to help being offered?"""

    told: str = ""
    not_told_why: str = ""
    agreement_sought: bool | None = None
    agreement_given: str = ""
    agreement_by: str = ""
    dispense_reason: str = ""
    dispense_why: str = ""

    @property
    def dispensed(self) -> bool:
        return bool(self.dispense_reason)


@dataclass(frozen=True, slots=True)
class ConcernSaid:
    """A whole concern as it was said. Empty means not said; nothing is made up to fill it."""

    people: tuple[PersonNamed, ...] = ()
    what_happened: str = ""
    when: str = ""
    happened_on: date | None = None
    where: str = ""
    how_known: str = ""
    childs_words: str = ""
    categories: tuple[str, ...] = ()
    danger_now: str = ""
    safety: str = ""
    tried: str = ""
    strengths: str = ""
    exploitation: dict[str, str] = field(default_factory=dict)
    referrer: ReferrerSaid = ReferrerSaid()
    family: FamilyPosition = FamilyPosition()
    more: dict[str, object] = field(default_factory=dict)

    @property
    def is_about_something(self) -> bool:
        """Whether anybody or anything is named at all; what names neither needs a person to look at it."""
        return bool(self.people or self.what_happened or self.childs_words or self.safety or self.where)

    @property
    def children(self) -> tuple[PersonNamed, ...]:
        return tuple(p for p in self.people if p.part == "child")
