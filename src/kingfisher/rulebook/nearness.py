"""The shape of the rules by which a worker may be too near to somebody in a record."""

from collections.abc import Collection
from dataclasses import dataclass

from kingfisher.rulebook.shapes import Entry


@dataclass(frozen=True, kw_only=True)
class NearnessRule(Entry):
    """Which facts must be the same (`needs`), how near that makes her (`relation`), and whether anybody is asked.

    `about`: own, the conflict is declared with what she said of herself; person, with the person in the record.
    `blocks`: it is declared at once; without it somebody decides.
    """

    rank: int
    needs: tuple[str, ...]
    relation: str
    about: str
    suggests: bool
    blocks: bool

    def is_met(self, facts: Collection[str]) -> bool:
        """Are all the facts it needs among these?"""
        return self.suggests and set(self.needs) <= set(facts)
