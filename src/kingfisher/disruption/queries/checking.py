"""On the street: may somebody be somewhere tonight? Recorded with the words asked."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.disruption import rules
from kingfisher.disruption.models import Condition
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.rulebook import ask
from kingfisher.rulebook.powers import power

audit.can_record(disruption__condition__checked="asked whether somebody may be somewhere")


@dataclass(frozen=True, slots=True)
class Found:
    """One condition that holds today. `speaks` is whether its words name the place asked about."""

    holder: str
    kind: str
    words: str
    where: str
    hours: str
    until: date | None
    power: str
    breach: str
    speaks: bool


def check(actor: Actor, *, who: str, where: str = "") -> list[Found]:
    """Conditions that hold today for somebody of this name (each word of it), those that name the place first.

    Without a name: every condition that names the place. Nothing found never means that he may.
    """
    actor.must(Permission.CONDITION_CHECK)
    if not who.strip() and not where.strip():
        return []
    today = local_day(actor.at, ask.calendar())
    rows = Condition.objects.filter(on_the_street=True, ended_on=None).filter(
        Q(from_on=None) | Q(from_on__lte=today), Q(until_on=None) | Q(until_on__gte=today)
    )
    for word in who.split()[:6]:
        rows = rows.filter(holder__icontains=word)
    found = []
    for row in rows.order_by("holder", "id")[:200]:
        rule = power(row.power)
        speaks = bool(where.strip()) and rules.speaks_of(where, row.words, row.where)
        found.append(Found(row.holder, row.kind, row.words, row.where, row.hours, row.until_on, rule.title,
                           rule.breach, speaks))  # fmt: skip
    if not who.strip():
        found = [one for one in found if one.speaks]
    audit.record(actor, "disruption.condition.checked", facts={"words": f"{who} / {where}"[:200], "count": len(found)})
    return sorted(found, key=lambda one: (not one.speaks, one.holder))
