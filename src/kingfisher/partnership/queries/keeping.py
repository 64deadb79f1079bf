"""Reading risks with their history, money by year, how agencies take part, and prevention."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from kingfisher.assurance.queries import silent as not_answered
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.partnership import rules
from kingfisher.partnership.models import (
    Attended,
    Campaign,
    Consulted,
    Holder,
    Money,
    Outreach,
    Risk,
    Scored,
    Undertaking,
)
from kingfisher.partnership.queries.who import today


@dataclass(frozen=True, slots=True)
class RiskShown:
    """A risk as it scores now; `history` is (day, likelihood, impact, why), newest first."""

    id: UUID
    title: str
    cause_and_effect: str
    owner: str
    controls: str
    limit: int
    score: int
    is_open: bool
    history: tuple[tuple[date, int, int, str], ...]

    @property
    def band(self) -> str:
        return rules.band(self.score)

    @property
    def is_over(self) -> bool:
        return self.is_open and self.score > self.limit

    @property
    def went(self) -> str:
        """Whether the last score is above, below or as the one before."""
        if len(self.history) < 2:
            return "new"
        before = self.history[1][1] * self.history[1][2]
        return "up" if self.score > before else "down" if self.score < before else "same"


@dataclass(frozen=True, slots=True)
class YearOfMoney:
    """A year in pence: what each gives in cash and in kind, what is planned and spent under each heading."""

    year: int
    given: tuple[tuple[str, int, int], ...]
    headings: tuple[tuple[str, int, int], ...]
    cash: int
    kind: int
    budget: int
    spent: int


@dataclass(frozen=True, slots=True)
class Engaged:
    """How one agency took part in the last twelve months."""

    of: str
    asked: int
    there: int
    silent: int
    late: int

    @property
    def attendance(self) -> str:
        return (
            f"{self.there} of {self.asked} ({rules.share(self.there, self.asked)})" if self.asked else "Holds no seat"
        )


@dataclass(frozen=True, slots=True)
class VisitShown:
    id: UUID
    place: str
    sort: str
    district: str
    visited_on: date
    by: str
    topic: str
    reached: int
    materials: str
    follow_up: str
    follow_up_on: date | None
    followed_up_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class CampaignShown:
    id: UUID
    title: str
    aim: str
    audience: str
    begins_on: date
    ends_on: date
    visits: int
    reached: int


def risks(actor: Actor) -> list[RiskShown]:
    """The register: open ones first, the gravest on top. Two questions."""
    scored: dict[UUID, list[Scored]] = {}
    for s in Scored.objects.order_by("-scored_on", "-created_at"):
        scored.setdefault(s.risk_id, []).append(s)
    found = [
        RiskShown(
            r.id, r.title, r.cause_and_effect, r.owner.name, r.controls, r.limit,
            scored[r.id][0].likelihood * scored[r.id][0].impact, r.closed_at is None,
            tuple((s.scored_on, s.likelihood, s.impact, s.why) for s in scored[r.id]),
        )
        for r in Risk.objects.select_related("owner")
    ]  # fmt: skip
    return sorted(found, key=lambda r: (not r.is_open, -r.score, r.title))


def money(actor: Actor, *, year: int) -> YearOfMoney:
    """One year's money, added up by giver and by heading."""
    total: Counter[tuple[str, str]] = Counter()
    for m in Money.objects.filter(year=year):
        total[m.sort, m.who] += m.pence

    def pairs(a: str, b: str) -> tuple[tuple[str, int, int], ...]:
        who = sorted({w for sort, w in total if sort in (a, b)})
        return tuple((w, total[a, w], total[b, w]) for w in who)

    sums = {sort: sum(p for (s, _), p in total.items() if s == sort) for sort in ("cash", "kind", "budget", "spent")}
    return YearOfMoney(year, pairs("cash", "kind"), pairs("budget", "spent"), *sums.values())


def engagement(actor: Actor) -> list[Engaged]:
    """Agencies by how they took part in the last twelve months, the least present first."""
    since = today(actor) - timedelta(days=365)
    was: dict[str, list[str]] = {}
    for a in Attended.objects.filter(sitting__starts_at__date__gte=since).select_related("seat__holder"):
        was.setdefault(a.seat.holder.of, []).append(a.was)
    silent = Counter(
        Consulted.objects.filter(answered_on=None, answer_by__lt=today(actor), asked_on__gte=since).values_list(
            "whom", flat=True
        )
    )
    silent += not_answered(actor)
    late = Counter(
        Undertaking.objects.filter(state="open", due_on__lt=today(actor)).values_list("owner__of", flat=True)
    )
    names = set(was) | set(silent) | set(late) | set(Holder.objects.values_list("of", flat=True))
    found = [
        Engaged(n, len(was.get(n, ())), sum(w in ("there", "deputy") for w in was.get(n, ())), silent[n], late[n])
        for n in names
    ]
    return sorted(found, key=lambda e: (e.there / e.asked if e.asked else 2, -e.silent, e.of))


def visits(actor: Actor, *, at_most: int = 100) -> list[VisitShown]:
    """Visits, the newest first."""
    on = today(actor)
    return [
        VisitShown(
            v.id, v.place.name, v.place.sort, v.place.district, v.visited_on, v.by, v.topic, v.reached, v.materials,
            v.follow_up, v.follow_up_on, v.followed_up_on,
            bool(v.follow_up and not v.followed_up_on and v.follow_up_on < on),
        )
        for v in Outreach.objects.select_related("place").order_by("-visited_on", "-created_at")[:at_most]
    ]  # fmt: skip


def campaigns(actor: Actor) -> list[CampaignShown]:
    """Campaigns with how many visits and people they came to, the latest first."""
    reach: dict[UUID | None, list[int]] = {}
    for campaign, reached in Outreach.objects.values_list("campaign_id", "reached"):
        reach.setdefault(campaign, []).append(reached)
    return [
        CampaignShown(
            c.id, c.title, c.aim, c.audience, c.begins_on, c.ends_on, len(reach.get(c.id, ())), sum(reach.get(c.id, ()))
        )
        for c in Campaign.objects.order_by("-begins_on")
    ]


def reach_by_district(actor: Actor) -> list[tuple[str, int, int, int]]:
    """(district, places, visits, people reached) of the last twelve months, most visits first."""
    since = actor.at.astimezone(LONDON).date() - timedelta(days=365)
    found: dict[str, list[Outreach]] = {}
    for v in Outreach.objects.filter(visited_on__gte=since).select_related("place"):
        found.setdefault(v.place.district, []).append(v)
    rows = [(d, len({v.place_id for v in vs}), len(vs), sum(v.reached for v in vs)) for d, vs in found.items()]
    return sorted(rows, key=lambda r: (-r[2], r[0]))
