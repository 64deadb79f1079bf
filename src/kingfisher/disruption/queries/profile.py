"""The problem profile of a year: counts of crimes, people, tools and places, each with what is not recorded."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from kingfisher.disruption import rules
from kingfisher.disruption.models import Breach, Crime, CrimeStep, Measure, Party, Place, PlaceCount
from kingfisher.disruption.queries.crimes import Complete, completeness
from kingfisher.disruption.states import CHARGED, FINISHED
from kingfisher.kernel.actor import Actor
from kingfisher.rulebook.powers import power

Share = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ToolCounted:
    title: str
    weighed: int
    rejected: int
    served: int
    breached: int
    silent: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Counts of one period; a share is how many of how many. `who`: what is recorded of suspects and victims."""

    reported: int
    recorded_in_time: Share
    charged: Share
    interviewed: Share
    unsupported_open: int
    flags: tuple[tuple[str, int], ...]
    unflagged: int
    people: dict[str, int]
    who: dict[str, tuple[tuple[str, tuple[tuple[str, int, int], ...]], ...]]
    complete: tuple[Complete, ...]
    tools: tuple[ToolCounted, ...]
    places: tuple[tuple[str, int, int], ...]


def profile(actor: Actor, *, first: date, last: date) -> Profile:
    """What stands in the record of crimes reported between two days, and of tools and places. Recorded as looked at."""
    found = list(Crime.objects.filter(reported_at__date__range=(first, last)))
    ids = [c.id for c in found]
    parties = list(Party.objects.filter(crime_id__in=ids))
    interviewed = set(
        CrimeStep.objects.filter(crime_id__in=ids, kind="interview_victim").values_list("crime_id", flat=True)
    )
    in_time = [c for c in found if c.recorded_at and (c.recorded_at - c.reported_at).total_seconds() <= 86_400]
    charged = [c for c in found if c.state == CHARGED or c.outcome.startswith("charged_")]
    flags = Counter(flag for c in found for flag in c.flags)
    return Profile(
        len(found), (len(in_time), len(found)), (len(charged), len(found)), (len(interviewed), len(found)),
        sum(bool(c.unsupported_since) and c.state != FINISHED for c in found), tuple(flags.most_common()),
        sum(not c.flags for c in found),
        {role: sum(p.role == role for p in parties) for role in ("suspect", "victim")},
        {role: _who([p for p in parties if p.role == role]) for role in ("suspect", "victim")},
        tuple(completeness(actor, first=first, last=last)), _tools(first, last), _places(),
    )  # fmt: skip


def _who(parties: list[Party]) -> tuple[tuple[str, tuple[tuple[str, int, int], ...]], ...]:
    """Ethnicity and nationality: each value with how many, and how many by their own statement."""
    found = []
    for name in ("ethnicity", "nationality"):
        said = Counter(getattr(p, name) for p in parties)
        own = Counter(getattr(p, name) for p in parties if getattr(p, f"{name}_basis") == "self")
        rows = sorted(said, key=lambda code: (not code, -said[code], code))
        found.append((name, tuple((code, said[code], own[code]) for code in rows)))
    return tuple(found)


def _tools(first: date, last: date) -> tuple[ToolCounted, ...]:
    rows = list(Measure.objects.filter(created_at__date__range=(first, last)))
    broken = set(Breach.objects.filter(measure__in=rows).values_list("measure_id", flat=True))
    made = []
    for code in sorted({r.power for r in rows}):
        own = [r for r in rows if r.power == code]
        served = [r for r in own if r.served_on]
        silent, _ = rules.missing_share([bool(r.effect) for r in served])
        made.append(ToolCounted(power(code).title, len(own), sum(r.state == "rejected" for r in own), len(served),
                                sum(r.id in broken for r in own), silent))  # fmt: skip
    return tuple(made)


def _places() -> tuple[tuple[str, int, int], ...]:
    counted = set(PlaceCount.objects.values_list("place_id", flat=True))
    rows = list(Place.objects.values_list("id", "kind"))
    kinds = Counter(kind for _, kind in rows)
    return tuple((kind, n, sum(k == kind and key not in counted for key, k in rows)) for kind, n in kinds.most_common())
