"""Reading who is who: partners, relevant agencies, groups, seats, as of a day; and who the actor is among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.partnership import rules
from kingfisher.partnership.models import Group, Holder, Partner, Relevant, Seat
from kingfisher.partnership.states import PARTNER_KINDS, SEATS, TIERS


@dataclass(frozen=True, slots=True)
class SeatShown:
    id: UUID
    holder_id: UUID
    role: str
    name: str
    job_title: str
    of: str
    delegated_what: str
    begins_on: date
    ends_on: date | None
    has_login: bool

    @property
    def role_words(self) -> str:
        return SEATS[self.role]


@dataclass(frozen=True, slots=True)
class PartnerShown:
    """A statutory partner; `before` are the bodies whose duties it took over, newest first."""

    id: UUID
    kind: str
    name: str
    begins_on: date
    ends_on: date | None
    ended_why: str
    lead: SeatShown | None
    delegates: tuple[SeatShown, ...]
    before: tuple[str, ...]

    @property
    def kind_words(self) -> str:
        return PARTNER_KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class RelevantShown:
    id: UUID
    sort: str
    name: str
    covers: str
    part_played: str
    begins_on: date


@dataclass(frozen=True, slots=True)
class GroupShown:
    id: UUID
    code: str
    name: str
    tier: int
    remit: str
    quorum: str
    seats: tuple[SeatShown, ...]

    @property
    def tier_words(self) -> str:
        return TIERS[self.tier]


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    partners: tuple[PartnerShown, ...]
    relevant: tuple[RelevantShown, ...]
    groups: tuple[GroupShown, ...]
    others: tuple[SeatShown, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HolderShown:
    """A person with every seat she ever held, current ones first."""

    id: UUID
    name: str
    job_title: str
    of: str
    has_login: bool
    seats: tuple[tuple[str, SeatShown], ...]


def today(actor: Actor) -> date:
    """The day in London at which the actor acts."""
    return actor.at.astimezone(LONDON).date()


def who_is_who(actor: Actor, *, on: date) -> WhoIsWho:
    """Everybody and everything that stood on that day. Six questions whatever the size."""
    seats = [s for s in Seat.objects.select_related("holder") if rules.is_current(s.begins_on, s.ends_on, on)]
    seats.sort(key=lambda s: (list(SEATS).index(s.role), s.holder.name))
    every = list(Partner.objects.order_by("kind"))
    partners = tuple(_partner(p, every, seats) for p in every if rules.is_current(p.begins_on, p.ends_on, on))
    groups = tuple(
        GroupShown(g.id, g.code, g.name, g.tier, g.remit, g.quorum, _seats(s for s in seats if s.group_id == g.id))
        for g in Group.objects.order_by("tier", "name") if rules.is_current(g.begins_on, g.ends_on, on)
    )  # fmt: skip
    relevant = tuple(
        RelevantShown(r.id, r.sort, r.name, r.covers, r.part_played, r.begins_on)
        for r in Relevant.objects.order_by("sort", "name") if rules.is_current(r.begins_on, r.ends_on, on)
    )  # fmt: skip
    others = _seats(s for s in seats if s.group_id is None and s.partner_id is None)
    return WhoIsWho(partners, relevant, groups, others, _lacking(partners))


def _partner(p: Partner, every: list[Partner], seats: list[Seat]) -> PartnerShown:
    mine = [s for s in seats if s.partner_id == p.id]
    lead = next((s for s in mine if s.role == "lead_partner"), None)
    before, at = [], p
    while at.follows_id and (older := next((o for o in every if o.id == at.follows_id), None)):
        before.append(f"{older.name}, until {older.ends_on:%-d %B %Y}" if older.ends_on else older.name)
        at = older
    return PartnerShown(
        p.id, p.kind, p.name, p.begins_on, p.ends_on, p.ended_why, _seat(lead) if lead else None,
        _seats(s for s in mine if s.role == "delegated_partner"), tuple(before),
    )  # fmt: skip


def _lacking(partners: Iterable[PartnerShown]) -> tuple[str, ...]:
    there = {p.kind: p for p in partners}
    gaps = [f"{words}: no body is named." for kind, words in PARTNER_KINDS.items() if kind not in there]
    return (*gaps, *(f"{p.name} has no lead safeguarding partner." for p in there.values() if p.lead is None))


def _seat(s: Seat) -> SeatShown:
    h = s.holder
    return SeatShown(
        s.id, h.id, s.role, h.name, h.job_title, h.of, s.delegated_what, s.begins_on, s.ends_on,
        h.worker_id is not None,
    )  # fmt: skip


def _seats(rows: Iterable[Seat]) -> tuple[SeatShown, ...]:
    return tuple(_seat(s) for s in rows)


def holders(actor: Actor) -> list[HolderShown]:
    """Everybody who holds or held a seat, with all their seats."""
    on = today(actor)
    found = []
    rows = Seat.objects.select_related("group", "partner", "relevant", "holder").order_by("-begins_on")
    by_holder: dict[UUID, list[Seat]] = {}
    for s in rows:
        by_holder.setdefault(s.holder_id, []).append(s)
    for h in Holder.objects.order_by("name"):
        mine = sorted(by_holder.get(h.id, []), key=lambda s: not rules.is_current(s.begins_on, s.ends_on, on))
        where = tuple((_where(s), _seat(s)) for s in mine)
        found.append(HolderShown(h.id, h.name, h.job_title, h.of, h.worker_id is not None, where))
    return found


def _where(s: Seat) -> str:
    body = s.group or s.partner or s.relevant
    return body.name if body else "the partnership"


def lead_seat_of(actor: Actor) -> tuple[UUID, UUID] | None:
    """The actor's own seat as a lead partner on this day, with the partner it is for; None where there is none."""
    on = today(actor)
    mine = Seat.objects.filter(role="lead_partner", holder__worker_id=actor.worker_id).select_related("partner")
    return next(
        (
            (s.id, s.partner_id) for s in mine
            if all(rules.is_current(one.begins_on, one.ends_on, on) for one in (s, s.partner))
        ),
        None,
    )  # fmt: skip
