"""Reading the board at work: meetings and their papers, the forward plan, actions."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.documents.queries import FileShown, files_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere
from kingfisher.kernel.waiting import Waiting
from kingfisher.partnership.models import Attended, Edition, Item, Minute, Resolved, Seat, Sitting, Undertaking
from kingfisher.partnership.queries.who import SeatShown, _seat, today
from kingfisher.partnership.rules import is_current
from kingfisher.partnership.states import STATE_WORDS, WANTED


@dataclass(frozen=True, slots=True)
class SittingListed:
    id: UUID
    group: str
    starts_at: datetime
    place: str
    state: str

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class ItemShown:
    id: UUID
    title: str
    wanted: str
    brought_by: str
    minutes_long: int
    paper: str
    month: date
    minutes: str
    files: tuple[FileShown, ...]

    @property
    def wanted_words(self) -> str:
        return WANTED[self.wanted]


@dataclass(frozen=True, slots=True)
class UndertakingShown:
    id: UUID
    ref: str
    words: str
    owner: str
    of: str
    due_on: date
    state: str
    outcome: str
    chased: int
    chased_on: date | None
    from_: str
    is_late: bool

    @property
    def state_words(self) -> str:
        return "Late" if self.is_late else STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class SittingShown:
    """One meeting whole. `register` pairs each seat of the group with how it was filled ("" is not said)."""

    id: UUID
    ref: str
    group_id: UUID
    group: str
    quorum: str
    starts_at: datetime
    ends_at: datetime
    place: str
    state: str
    items: tuple[ItemShown, ...]
    register: tuple[tuple[SeatShown, str], ...]
    resolved: tuple[tuple[int, str], ...]
    undertakings: tuple[UndertakingShown, ...]

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]


def sittings(actor: Actor, *, at_most: int = 60) -> list[SittingListed]:
    """Meetings of every group, the latest first."""
    rows = Sitting.objects.select_related("group").order_by("-starts_at")[:at_most]
    return [SittingListed(s.id, s.group.name, s.starts_at, s.place, s.state) for s in rows]


def forward_plan(actor: Actor) -> list[tuple[str, ItemShown]]:
    """What each group has planned and not yet put on an agenda, soonest first."""
    rows = Item.objects.filter(sitting=None).select_related("group").order_by("month", "group__tier", "title")
    return [(i.group.name, _item(i, {}, ())) for i in rows]


def sitting(actor: Actor, sitting_id: UUID) -> SittingShown:
    """One meeting with its papers, minutes, decisions and actions; NotThere when missing or unseen."""
    row = Sitting.objects.select_related("group").filter(id=sitting_id).first()
    if row is None:
        raise NotThere
    minutes = {m.item_id: m.words for m in Minute.objects.filter(sitting=row).order_by("written_at", "id")}
    on = row.starts_at.astimezone(LONDON).date()
    seats = [
        s for s in Seat.objects.filter(group_id=row.group_id).select_related("holder").order_by("holder__name")
        if is_current(s.begins_on, s.ends_on, on)
    ]  # fmt: skip
    was = dict(Attended.objects.filter(sitting=row).values_list("seat_id", "was"))
    items = Item.objects.filter(sitting=row).order_by("place", "created_at")
    return SittingShown(
        row.id, row.ref, row.group_id, row.group.name, row.group.quorum, row.starts_at, row.ends_at, row.place,
        row.state, tuple(_item(i, minutes, files_of(actor, ("partnership.item", i.id))) for i in items),
        tuple((_seat(s), was.get(s.id, "")) for s in seats),
        tuple(Resolved.objects.filter(sitting=row).order_by("number").values_list("number", "words")),
        tuple(undertakings(actor, sitting_id=row.id)),
    )  # fmt: skip


def undertakings(
    actor: Actor, *, sitting_id: UUID | None = None, open_only: bool = False, at_most: int = 200
) -> list[UndertakingShown]:  # fmt: skip
    """The action log: open ones first, the longest late on top."""
    rows = Undertaking.objects.select_related("owner", "sitting__group")
    rows = rows.filter(sitting_id=sitting_id) if sitting_id else rows
    rows = rows.filter(state="open") if open_only else rows
    on = today(actor)
    shown = [
        UndertakingShown(
            u.id, u.ref, u.words, u.owner.name, u.owner.of, u.due_on, u.state, u.outcome, u.chased, u.chased_on,
            f"{u.sitting.group.name}, {u.sitting.starts_at:%-d %B %Y}" if u.sitting else "Given outside a meeting",
            u.state == "open" and u.due_on < on,
        )
        for u in rows.order_by("due_on")[:at_most]
    ]  # fmt: skip
    return sorted(shown, key=lambda u: u.state != "open")


def work_waiting(actor: Actor, *, at_most: int = 30) -> list[Waiting]:
    """For the desk: what this person owes the board, and what a lead partner must sign. One question, or two."""
    if not actor.has(Permission.BOARD_READ):
        return []
    on = today(actor)
    mine = Undertaking.objects.filter(state="open", owner__worker_id=actor.worker_id).order_by("due_on")[:at_most]
    found = [
        Waiting(
            f"Action for the board: {u.ref}",
            url_for("partnership.undertakings", u.id) or "",
            datetime.combine(u.due_on, datetime.max.time(), LONDON),
            "late" if u.due_on < on else "running",
            "",
            u.created_at,
        )
        for u in mine
    ]
    if actor.has(Permission.PUBLICATION_SIGN):
        found += [
            Waiting(
                f"To sign: {e.publication.title}",
                url_for("partnership.edition", e.id) or "",
                None,
                "",
                "",
                e.created_at,
            )
            for e in Edition.objects.filter(state="signing").select_related("publication")
        ]
    return found


def _item(i: Item, minutes: dict[UUID, str], files: object) -> ItemShown:
    return ItemShown(
        i.id, i.title, i.wanted, i.brought_by, i.minutes_long, i.paper, i.month, minutes.get(i.id, ""), tuple(files)
    )
