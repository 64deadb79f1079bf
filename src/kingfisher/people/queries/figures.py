"""Figures of the matching, month by month: counted by the matching service, read by whoever minds its quality."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.kappa import Agreement, agreement
from kingfisher.kernel.timing import LONDON
from kingfisher.people.matching.clustering import components
from kingfisher.people.models import Judgement, MonthFigure, Person, Proposal, StatementVersion
from kingfisher.people.queries.reviewing import ANSWERS, how_far_two_agree
from kingfisher.rulebook import ask

OLD = timedelta(days=7)
UNLIKELY = 0.5
Counted = dict[tuple[str, str], int]  # (agency, or "" for all; measure) to number


@dataclass(frozen=True, slots=True)
class Month:
    """One month's figures. `agencies`: for each, statements held, linked to another agency's, and stated this month."""

    month: date
    counted_at: datetime
    agencies: dict[str, dict[str, int]]
    all: dict[str, int]
    agreed: Agreement


def month_of(at: datetime) -> date:
    """The first day of the month this moment lies in, in London."""
    return at.astimezone(LONDON).date().replace(day=1)


def months_counted(actor: Actor, *, at_most: int = 24) -> list[date]:
    """The months there are figures of, the newest first."""
    rows = MonthFigure.objects.order_by("-month").values_list("month", flat=True).distinct()
    return list(rows[:at_most])


def figures_of(actor: Actor, month: date) -> Month | None:
    """One month as it was counted; None where it was not. Counts alone: nobody's record is opened by it."""
    rows = list(MonthFigure.objects.filter(month=month))
    if not rows:
        return None
    by: dict[str, dict[str, int]] = {}
    for row in rows:
        by.setdefault(row.agency, {})[row.measure] = row.number
    whole = by.pop("", {})
    pairs = [
        (one, other) for one in ANSWERS for other in ANSWERS for _ in range(whole.get(f"read_{one}_{other}", 0))
    ]  # fmt: skip
    return Month(month, max(r.counted_at for r in rows), by, whole, agreement(pairs, ANSWERS))


def count(actor: Actor, month: date) -> Counted:
    """Every figure of a month, from what the matching service may read. Clusters and what waits are as of now."""
    first = datetime(month.year, month.month, 1, tzinfo=LONDON)
    after = datetime(month.year + month.month // 12, month.month % 12 + 1, 1, tzinfo=LONDON)
    found: Counted = {}
    agency_of = dict(Person.objects.values_list("id", "organisation__code"))
    groups = _groups(actor, agency_of)
    _match_rates(found, agency_of, groups)
    stated = StatementVersion.objects.filter(stated_at__gte=first, stated_at__lt=after)
    for code, number in Counter(
        agency_of.get(key, "") for key in set(stated.values_list("person_id", flat=True))
    ).items():
        found[code, "stated"] = found.get((code, "stated"), 0) + number
    found["", "stated"] = sum(n for (code, what), n in found.items() if what == "stated" and code)
    _judged(found, Judgement.objects.filter(created_at__gte=first, created_at__lt=after))
    sizes = [len(one) for one in groups]
    found["", "groups"] = sum(1 for size in sizes if size > 1)
    found["", "groups_large"] = sum(1 for size in sizes if size > ask.linking().too_large)
    found["", "groups_largest"] = max(sizes, default=0)
    found["", "waiting"] = Proposal.objects.count()
    found["", "waiting_long"] = Proposal.objects.filter(found_at__lt=actor.at - OLD).count()
    for (one, other), number in how_far_two_agree(actor, since=first, until=after).table.items():
        found["", f"read_{one}_{other}"] = number
    return found


def _groups(actor: Actor, people: Iterable[UUID]) -> list[list[UUID]]:
    """Everybody by links alone; pairs judged to be two people do not part them here, which is what is looked for."""
    keys = list(people)
    place = {key: i for i, key in enumerate(keys)}
    newest: dict[frozenset[UUID], tuple[UUID, UUID, str]] = {}
    rows = Judgement.objects.order_by("created_at", "id").values_list("left_id", "right_id", "answer")
    for left, right, answer in rows.iterator():
        newest[frozenset((left, right))] = left, right, answer
    links = [
        (place[left], place[right]) for left, right, answer in newest.values()
        if answer == "same" and left in place and right in place
    ]  # fmt: skip
    by: dict[int, list[UUID]] = {}
    for i, top in enumerate(components(len(keys), links)):
        by.setdefault(top, []).append(keys[i])
    return list(by.values())


def _match_rates(found: Counted, agency_of: dict[UUID, str], groups: list[list[UUID]]) -> None:
    held, linked = Counter[str](agency_of.values()), Counter[str]()
    for group in groups:
        codes = {agency_of[key] for key in group}
        if len(codes) > 1:
            linked.update(agency_of[key] for key in group)
    for code, number in held.items():
        found[code, "held"], found[code, "linked"] = number, linked[code]
    found["", "held"], found["", "linked"] = held.total(), linked.total()


def _judged(found: Counted, rows) -> None:
    """What was judged in the month, by rule and by people, and where people went against the machine."""
    sure = ask.linking().link_from
    people = rows.filter(rule="", takes_back=None).exclude(answer="withdrawn")
    by_rule = Judgement.objects.exclude(rule="").filter(takes_back=None)
    found["", "by_rule"] = rows.exclude(rule="").filter(takes_back=None).count()
    for answer in ANSWERS:
        found["", f"said_{answer}"] = people.filter(answer=answer).count()
    found["", "taken_back"] = rows.filter(takes_back__isnull=False).count()
    against = people.filter(answer__in=("different", "kept_apart"))
    ruled = {frozenset(pair) for pair in by_rule.values_list("left_id", "right_id")}
    parted = {frozenset(pair) for pair in against.values_list("left_id", "right_id")}
    undone = rows.filter(Q(takes_back__in=by_rule)).count()
    found["", "against_rule"] = len(ruled & parted) + undone
    found["", "against_likely"] = against.filter(probability__gte=sure).count()
    found["", "against_unlikely"] = people.filter(answer="same", probability__lt=UNLIKELY).count()
