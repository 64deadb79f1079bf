"""Reading packs: how far one is gathered, what it holds, and its lists for those they are open to."""

from dataclasses import dataclass
from uuid import UUID

from kingfisher.assurance.models import Lines, Pack, Part
from kingfisher.assurance.states import STATE_WORDS
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import colleagues

PACK = "assurance.pack"
FEW = 5


@dataclass(frozen=True, slots=True)
class PartShown:
    """One list. `is_open`: its rows are open to this reader; who may not read them still learns how many there are."""

    row: Part
    is_open: bool

    @property
    def length(self) -> str:
        """In words. A small number of single cases is no number for those to whom the list is not open."""
        if self.row.row_count is None:
            return "Not held"
        return f"Fewer than {FEW}" if self.row.row_count < FEW and not self.is_open else f"{self.row.row_count:,}"


@dataclass(frozen=True, slots=True)
class PackShown:
    row: Pack
    by: str
    parts: tuple[PartShown, ...]

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.row.state]

    @property
    def goes_on(self) -> bool:
        return self.row.state in ("waiting", "gathering")

    @property
    def closed(self) -> int:
        """How many of its lists are not open to this reader."""
        return sum(p.row.row_count is not None and not p.is_open for p in self.parts)

    @property
    def seconds(self) -> int | None:
        """From being asked for to being frozen."""
        return round((self.row.frozen_at - self.row.created_at).total_seconds()) if self.row.frozen_at else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list as it stands in the pack."""

    code: str
    number: int
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    people: tuple[UUID, ...]


def packs(actor: Actor, *, at_most: int = 60) -> list[PackShown]:
    """Every pack, the newest first; without its parts."""
    rows = list(Pack.objects.order_by("-created_at")[:at_most])
    who = colleagues(actor, {r.created_by for r in rows}) if rows else {}
    return [PackShown(r, who[r.created_by].name if r.created_by in who else "", ()) for r in rows]


def pack_of(actor: Actor, pack_id: UUID) -> PackShown:
    """One pack with the parts gathered so far. NotThere when unseen."""
    row = Pack.objects.filter(id=pack_id).first()
    if row is None:
        raise NotThere
    mine = set(Lines.objects.filter(part__pack=row).values_list("part_id", flat=True))
    who = colleagues(actor, {row.created_by})
    parts = tuple(PartShown(p, p.id in mine) for p in Part.objects.filter(pack=row).order_by("number"))
    return PackShown(row, who[row.created_by].name if row.created_by in who else "", parts)


def sheets(actor: Actor, pack_id: UUID, *, code: str = "") -> list[Sheet]:
    """The lists of a pack that are open to this reader, or the one of this code. NotThere where none is."""
    rows = Lines.objects.filter(part__pack_id=pack_id).select_related("part").order_by("part__number")
    found = [
        Sheet(r.part.code, r.part.number, r.part.title, tuple(r.columns), tuple(tuple(x) for x in r.rows),
              tuple(r.people))
        for r in (rows.filter(part__code=code) if code else rows)
    ]  # fmt: skip
    if not found:
        raise NotThere
    return found


def gathered(actor: Actor, pack_id: UUID) -> frozenset[str]:
    """The codes of the parts that are in already."""
    return frozenset(Part.objects.filter(pack_id=pack_id).values_list("code", flat=True))
