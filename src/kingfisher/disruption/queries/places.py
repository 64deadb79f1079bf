"""Places: a list, and one with its assessment, counts, visits and tools. No child is named in any of it."""

from dataclasses import dataclass
from uuid import UUID

from kingfisher.access import audit
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.disruption.models import Place, PlaceCount, PlaceStep, Plan
from kingfisher.disruption.states import PLACE_WORDS
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import colleagues

KIND = "disruption.place"
audit.can_record(disruption__place__opened="looked at a place")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    id: UUID
    ref: str
    name: str
    kind: str
    where: str
    state: str
    then: int | None
    now: int | None
    clock: ClockShown | None

    @property
    def state_words(self) -> str:
        return PLACE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class PlaceFile:
    """One place; `change` is the first count a week and the last, where there are two."""

    place: Place
    lead: str
    counts: tuple[PlaceCount, ...]
    change: tuple[float, float] | None
    steps: tuple[tuple[PlaceStep, str], ...]
    plan_id: UUID | None
    clock: ClockShown | None

    @property
    def state_words(self) -> str:
        return PLACE_WORDS[self.place.state]


def places(actor: Actor, *, closed_too: bool = True) -> list[PlaceRow]:
    """The places one may see, open ones first, with the first count and the last."""
    rows = list((Place.objects.all() if closed_too else Place.objects.exclude(state="closed")).order_by("name")[:200])
    counts: dict[UUID, list[int]] = {}
    for place_id, n in (
        PlaceCount.objects.filter(place__in=rows).order_by("last_on").values_list("place_id", "incidents")
    ):
        counts.setdefault(place_id, []).append(n)
    due = clocks.with_due(actor, KIND, [r.id for r in rows])
    made = [
        PlaceRow(r.id, r.ref, r.name, r.kind, r.where, r.state, counts.get(r.id, [None])[0],
                 counts.get(r.id, [None])[-1], due.get(r.id))
        for r in rows
    ]  # fmt: skip
    return sorted(made, key=lambda r: (r.state == "closed", r.name))


def place(actor: Actor, place_id: UUID) -> PlaceFile:
    """One place. Recorded. NotThere when unseen or missing."""
    row = Place.objects.filter(id=place_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "disruption.place.opened", folders=[row.folder_id], facts={"ref": row.ref})
    steps = list(PlaceStep.objects.filter(place=row).order_by("-happened_on", "-created_at"))
    who = {k: c.name for k, c in colleagues(actor, {s.created_by for s in steps} | {row.lead_id}).items()}
    counts = tuple(PlaceCount.objects.filter(place=row).order_by("last_on"))
    return PlaceFile(
        row, who.get(row.lead_id, ""), counts, (_a_week(counts[0]), _a_week(counts[-1])) if len(counts) > 1 else None,
        tuple((s, who.get(s.created_by, "")) for s in steps),
        Plan.objects.filter(place=row).order_by("-created_at").values_list("id", flat=True).first(),
        clocks.with_due(actor, KIND, [row.id]).get(row.id),
    )  # fmt: skip


def _a_week(count: PlaceCount) -> float:
    days = (count.last_on - count.first_on).days + 1
    return round(count.incidents * 7 / days, 1)
