"""The shape of the rule for searches somebody should ask about."""

from dataclasses import dataclass

from kingfisher.rulebook.shapes import Code, Entry


@dataclass(frozen=True, kw_only=True)
class SearchRule(Entry):
    """Which searches of the last `days` are asked about, and what one may come to.

    A reason the partnership does not use is `retired`. What was opened within `opened_minutes` is shown beside.
    """

    days: int
    opened_minutes: int
    reason: tuple[Code, ...]
    outcome: tuple[Code, ...]

    def reason_choices(self) -> tuple[tuple[str, str], ...]:
        """(code, sentence) of every reason in use."""
        return tuple((one.code, one.label) for one in self.reason if not one.retired)

    def said(self, codes: tuple[Code, ...]) -> dict[str, str]:
        """What each code says, retired ones included: what was settled under them is still shown."""
        return {one.code: one.label for one in codes}
