"""The shape of the rule for opening a folder in an emergency."""

from dataclasses import dataclass

from kingfisher.rulebook.shapes import Entry


@dataclass(frozen=True, kw_only=True)
class EmergencyRule(Entry):
    """How a folder is opened in an emergency: for how long, who is alerted to repeated use, when it is reviewed.

    More than `repeat_uses` by one worker within `repeat_days` is said to her agency and the folders' owners.
    """

    hours: int
    repeat_uses: int
    repeat_days: int
    review_days: int
    fewest_words: int
