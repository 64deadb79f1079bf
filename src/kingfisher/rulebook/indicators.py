"""Signs of exploitation in the rulebook: sets of indicators, and the band each set suggests. Never decides."""

from dataclasses import dataclass

from kingfisher.rulebook.shapes import Entry

KINDS = ("vulnerability", "moderate", "significant", "protective")
LEVELS = ("low", "medium", "high")


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One sign. `escalates` always suggests a strategy discussion; `sexual` does so for a child under 13.

    `short` puts it on the short form of a teacher or nurse.
    """

    code: str
    text: str
    kind: str
    section: str
    hint: str = ""
    escalates: bool = False
    sexual: bool = False
    short: bool = False


@dataclass(frozen=True, kw_only=True)
class Band:
    """One level and what suggests it: so many significant signs, or so many moderate ones; 0 asks for none."""

    level: str
    significant: int = 0
    moderate: int = 0


@dataclass(frozen=True, kw_only=True)
class IndicatorSet(Entry):
    """A set of signs as it stood from a day: the look-back in weeks, its signs, its bands, the highest first."""

    look_back_weeks: int
    indicator: tuple[Indicator, ...]
    band: tuple[Band, ...]

    @property
    def sections(self) -> tuple[str, ...]:
        """Its headings, in the order of its signs."""
        return tuple(dict.fromkeys(one.section for one in self.indicator))

    def under(self, section: str, *, short: bool = False) -> tuple[Indicator, ...]:
        """The signs under a heading; on the short form, those it asks."""
        return tuple(one for one in self.indicator if one.section == section and (one.short or not short))
