"""What the law offers against whoever harms a child, or the place where it happens: one shape."""

from dataclasses import dataclass
from datetime import date

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

# What a power says that can be read in a source, as its page heads it. A power is verified when all were read.
SAYS = {
    "applicant": "who begins it", "maker": "who decides", "test": "the test", "lasts": "how long",
    "breach": "if broken", "commencement": "whether it has begun",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Reading:
    """That somebody read some of what a power says, in which source, as it stood when, and on which day."""

    of: tuple[str, ...]
    where: str
    address: str
    on: date

    @property
    def words(self) -> str:
        return ", ".join(SAYS[one] for one in self.of)


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
    reads: tuple[Reading, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        """What nobody has read in a source yet, in the words of its page."""
        read = {one for reading in self.reads for one in reading.of}
        return tuple(words for one, words in SAYS.items() if one not in read)

    @property
    def read_words(self) -> str:
        """How far it was read, for a list."""
        if not self.unread:
            return "Read in its source"
        return "Read in part" if self.reads else "Not read in its source"

    @property
    def in_force_words(self) -> str:
        return COMMENCEMENT[self.commencement]

    @property
    def may_be_used(self) -> bool:
        """Whether it is shown to have begun, here or in some areas."""
        return self.from_ is not None
