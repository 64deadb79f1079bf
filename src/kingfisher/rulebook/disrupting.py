"""What the law offers against whoever harms a child, or the place where it happens: one shape."""

from dataclasses import dataclass

from kingfisher.rulebook.shapes import Entry

GROUPS = {
    "person": "About a person",
    "child": "Protecting the child",
    "place": "Places and businesses",
}
TARGETS = {"person": "a person", "child": "a child", "place": "a place", "business": "a business", "object": "a thing"}
COMMENCEMENT = {
    "in_force": "In force",
    "partly": "In force in some areas only",
    "check": "Made by Parliament; not shown to be in force",
    "no_statute": "Rests on no statute",
}


@dataclass(frozen=True, kw_only=True)
class Power(Entry):
    """One tool. `opens_on` holds sets of facts (list disruption_fact): any one whole set opens it.

    `kinds` are the kinds of agency that may begin it. `review_months` is how long it may stand before it must be
    looked at again, where the law or practice gives a number; 0 where it does not. `needs_authority`: an
    inspector or above makes it.
    """

    group: str
    targets: tuple[str, ...]
    kinds: tuple[str, ...]
    opens_on: tuple[tuple[str, ...], ...]
    statute: str
    applicant: str
    maker: str
    test: str
    lasts: str
    breach: str
    commencement: str
    review_months: int = 0
    is_offence: bool = False
    needs_authority: bool = False

    @property
    def in_force_words(self) -> str:
        return COMMENCEMENT[self.commencement]

    @property
    def may_be_used(self) -> bool:
        """Whether it is shown to have begun, here or in some areas."""
        return self.from_ is not None
