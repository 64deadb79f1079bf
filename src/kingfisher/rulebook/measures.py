"""What a measure of the board's scorecard says: what is counted, out of what, what is left out, and why."""

from dataclasses import dataclass

from kingfisher.rulebook.shapes import Entry

Codes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Measure(Entry):
    """`facts` is the room that tells them; `where` picks those meant and `counted` those of them in the numerator, each
    by code ("a|b" is either). What is `left_out` is counted apart and said, with `left_out_why`.

    `split` is the one code by which it may be shown: a second could be laid over the first to tell small groups apart.
    `lists` names the rulebook list that says what a code means.
    """

    area: str
    facts: str
    numerator: str
    denominator: str
    counted: Codes
    where: Codes = ()
    left_out: Codes = ()
    left_out_why: str = ""
    split: str = ""
    lists: Codes = ()
    better: str = ""
    target: int | None = None
    target_source: str = ""
