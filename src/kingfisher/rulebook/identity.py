"""Shapes of the entries that matching people reads: name lists, comparisons, keys, cut-offs."""

from dataclasses import dataclass

from kingfisher.rulebook.shapes import Entry


@dataclass(frozen=True, kw_only=True)
class NameList(Entry):
    """Forms of the same name, one name a line; and words that are often added or left out."""

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Level:
    """One outcome of a comparison. `chances`: how often it is seen among pairs of each of `Linking.sort`, in
    that order; within one sort a comparison's chances add up to 1."""

    name: str
    says: str
    chances: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison(Entry):
    """One kind of evidence. `title` is its name on screen."""

    level: tuple[Level, ...]


@dataclass(frozen=True, kw_only=True)
class KeyRule(Entry):
    """Which parts of two statements must be equal for the two to be compared at all. A key that more than
    `most_share` statements have finds nobody."""

    parts: tuple[str, ...]
    most_share: int = 60


@dataclass(frozen=True, kw_only=True)
class Sort:
    """A sort of pair and its share of all compared pairs. Names are where learning starts from; what a sort
    holds afterwards is what the pairs of an extract fall into."""

    name: str
    is_same: bool
    share: float


@dataclass(frozen=True, kw_only=True)
class Linking(Entry):
    """Cut-offs, and what must hold before a machine may link without a person.

    From `involved_from` on, an unlinked record counts in "who else is involved?"; more than `too_large` statements
    of one person are looked at.
    """

    sort: tuple[Sort, ...]
    link_from: float
    review_from: float
    decisive_from: float
    decisive_identifiers: tuple[str, ...]
    decisive_birth: tuple[str, ...]
    decisive_given: tuple[str, ...]
    most_gap: float = 0.03  # between origins of names, in recall; above it a release is not made
    corrections: tuple[tuple[str, str], ...] = ()
    involved_from: float = 0.9
    too_large: int = 15
