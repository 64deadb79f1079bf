"""What the front door hands to the duty team at closing, and what comes back in the morning: built by itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import Calendar, local_day
from kingfisher.organisations.queries import Colleague, colleagues
from kingfisher.referrals.models import Contact, HandoverRead, Step
from kingfisher.referrals.queries.emergencies import Measure, running_measures
from kingfisher.referrals.queries.queue import SHOWN, QueueRow, queue_rows
from kingfisher.referrals.queries.transfers import Transferred, transfers_waiting
from kingfisher.referrals.states import UNDECIDED
from kingfisher.rulebook import ask

AT_MOST = 100
EVENING, MORNING = "evening", "morning"
LONGEST_SHUT_DAYS = 20


@dataclass(frozen=True, slots=True)
class Night:
    """From when the front door is shut to when it opens again; `day` is the day on which that handover is given."""

    day: date
    closes_at: datetime
    opens_at: datetime


def is_open(actor: Actor) -> bool:
    """Whether the front door is staffed at the actor's moment (rulebook: calendar `front_door`)."""
    return any(opens <= actor.at < closes for opens, closes in _spans(actor.at, ask.calendar("front_door")))


def night_of(actor: Actor, part: str) -> Night:
    """The night a handover is about. Evening: the one that is, else the one that comes. Morning: the one that is, else
    the one that ended last.
    """
    at, calendar = actor.at, ask.calendar("front_door")
    spans = _spans(at, calendar)
    staffed = any(opens <= at < closes for opens, closes in spans)
    last = max((closes for _, closes in spans if closes <= at), default=at)
    coming = next((closes for opens, closes in spans if opens <= at < closes), last)
    closes_at = coming if part == EVENING and staffed else last
    opens_at = min((opens for opens, _ in spans if opens >= closes_at), default=closes_at)
    return Night(local_day(closes_at if part == EVENING else opens_at, calendar), closes_at, opens_at)


def _spans(at: datetime, calendar: Calendar) -> list[tuple[datetime, datetime]]:
    """When the front door is staffed, some weeks before and after a moment: long enough for any holiday."""
    today = local_day(at, calendar)
    days = [today + timedelta(days=n) for n in range(-LONGEST_SHUT_DAYS, LONGEST_SHUT_DAYS + 1)]
    return [
        (datetime.combine(day, opens, tzinfo=calendar.zone), datetime.combine(day, closes, tzinfo=calendar.zone))
        for day in days for opens, closes in calendar.hours_on(day)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Handover:
    """One handover: from when to when the night lasts, the contacts in it with what was said, and who has read it."""

    part: str
    day: date
    closes_at: datetime
    opens_at: datetime
    rows: tuple[QueueRow, ...]
    safety: dict[UUID, str]
    reach: dict[UUID, str]
    done: dict[UUID, tuple[str, ...]]
    measures: tuple[Measure, ...]
    transfers: tuple[Transferred, ...]
    read_by: tuple[tuple[Colleague, datetime], ...]
    read_by_me: bool


def handover(actor: Actor, part: str) -> Handover:
    """The handover of the night that is coming, or that it is. The caller records whose names were shown.

    Evening: undecided and red, said to be in danger, or due before the front door opens. Morning: what came in or was
    moved on since it closed. Both: measures that end by law, and transfers nobody has acknowledged.
    """
    actor.must(Permission.CONTACT_TRIAGE)
    shift = night_of(actor, part)
    moved = {} if part == EVENING else _moved(shift.closes_at)
    urgent = Q(rating="red") | Q(rating="", provisional="red") | Q(danger_now="yes") | Q(decide_by__lte=shift.opens_at)
    wanted = Q(state__in=UNDECIDED) & urgent if part == EVENING else (
        Q(received_at__gte=shift.closes_at) | Q(id__in=list(moved))
    )  # fmt: skip
    rows = Contact.objects.filter(wanted).select_related("owner").only(*SHOWN, "safety", "referrer_phone")
    found = list(rows.order_by("decide_by", "id")[:AT_MOST])
    reads = list(HandoverRead.objects.filter(part=part, day=shift.day).order_by("created_at"))
    who = colleagues(actor, {r.created_by for r in reads}) if reads else {}
    return Handover(
        part, shift.day, shift.closes_at, shift.opens_at, tuple(queue_rows(found)),
        {r.id: r.safety for r in found},
        {r.id: "" if r.identity_withheld else r.referrer_phone for r in found}, moved,
        tuple(running_measures(actor)), tuple(transfers_waiting(actor)),
        tuple((who[r.created_by], r.created_at) for r in reads if r.created_by in who),
        any(r.created_by == actor.placement_id for r in reads),
    )  # fmt: skip


def _moved(since: datetime) -> dict[UUID, tuple[str, ...]]:
    """What was done to which contact since then, as names of moves, in their order."""
    found: dict[UUID, tuple[str, ...]] = {}
    for key, move in Step.objects.filter(created_at__gte=since).order_by("id").values_list("contact_id", "move")[:500]:
        found[key] = (*found.get(key, ()), move)
    return found
