"""The board at work: planning ahead, calling and holding meetings, minutes, decisions, actions that chase."""

from datetime import date, datetime, timedelta
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.documents import actions as documents
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere
from kingfisher.partnership import rules
from kingfisher.partnership.actions.lacking import Lacking, _said
from kingfisher.partnership.actions.publishing import _shelf_folder
from kingfisher.partnership.models import Attended, Item, Minute, Resolved, Seat, Sitting, Undertaking
from kingfisher.partnership.states import ATTENDED, SITTING, UNDERTAKING, WANTED

audit.can_record(
    partnership__sitting__planned="planned a meeting or an agenda of the partnership",
    partnership__sitting__moved="moved a meeting of the partnership on",
    partnership__sitting__minuted="minuted a meeting of the partnership",
    partnership__sitting__decided="kept a decision of the partnership",
    partnership__undertaking__given="gave somebody an action for the partnership",
    partnership__undertaking__ended="ended an action for the partnership",
    partnership__undertaking__chased="asked after a late action for the partnership",
)
ITEM = "partnership.item"


def plan_sitting(
    actor: Actor, *, group_id: UUID, starts_at: datetime, minutes_long: int, place: str, at: datetime
) -> UUID:  # fmt: skip
    """Plan a meeting; what the forward plan holds for its month comes onto its agenda."""
    actor.must(Permission.BOARD_WORK)
    _said(place=(place, "Say where, or how to join."), long=(minutes_long > 0, "Say how long it is."))
    row = Sitting(
        id=new_id(), group_id=group_id, ref=new_ref("BD"), starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes_long), place=place.strip(), state="planned", created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    month = starts_at.astimezone(LONDON).date().replace(day=1)
    waiting = Item.objects.filter(group_id=group_id, sitting=None, month=month).order_by("created_at")
    for place_no, item in enumerate(waiting, start=1):
        item.sitting, item.place = row, place_no
        item.save(update_fields=["sitting", "place"])
    audit.record(actor, "partnership.sitting.planned", facts={"ref": row.ref})
    return row.id


def add_item(
    actor: Actor, *, group_id: UUID, title: str, wanted: str, brought_by: str, month: date, minutes_long: int = 10,
    paper: str = "", sitting_id: UUID | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Put something on the forward plan, or on the agenda of a meeting that is not yet held."""
    actor.must(Permission.BOARD_WORK)
    _said(
        title=(title, "Say what it is about."), wanted=(wanted in WANTED, "Say what is wanted of the group."),
        by=(brought_by, "Say who brings it."),
    )  # fmt: skip
    if sitting_id and _sitting(sitting_id).state not in ("planned", "called"):
        raise NotNow("This meeting was held. Put it on the forward plan.")
    row = Item(
        id=new_id(), group_id=group_id, sitting_id=sitting_id, month=month.replace(day=1), title=title.strip(),
        place=Item.objects.filter(sitting_id=sitting_id).count() + 1 if sitting_id else 0, wanted=wanted,
        brought_by=brought_by.strip(), minutes_long=minutes_long, paper=paper.strip(), created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "partnership.sitting.planned", facts={"item": str(row.id)})
    return row.id


def attach(actor: Actor, *, item_id: UUID, name: str, content: bytes, at: datetime) -> UUID:
    """A paper for an item, kept in the board's own folder."""
    actor.must(Permission.BOARD_WORK)
    if not Item.objects.filter(id=item_id).exists():
        raise NotThere
    kept = documents.keep(
        actor, folder_id=_shelf_folder(actor), about=(ITEM, item_id), name=name, content=content, at=at
    )
    audit.record(actor, "partnership.sitting.planned", facts={"item": str(item_id), "file": True})
    return kept


def move(actor: Actor, *, sitting_id: UUID, how: str, at: datetime) -> None:
    """Send the agenda, begin the meeting, or note that its minutes were agreed. A meeting held has a full register."""
    actor.must(Permission.BOARD_WORK)
    row = _sitting(sitting_id)
    if how not in ("send_agenda", "hold", "agree_minutes"):
        raise NotThere
    state = step(SITTING, how, row.state)
    if how == "send_agenda" and not Item.objects.filter(sitting=row).exists():
        raise Lacking("There is no agenda yet.", gaps=("Put at least one item on it.",))
    if how == "agree_minutes":
        unsaid = [i for i in Item.objects.filter(sitting=row) if not Minute.objects.filter(item=i).exists()]
        if gaps := tuple(f"Write what was said under “{i.title}”." for i in unsaid):
            raise Lacking("The minutes are not whole.", gaps=gaps)
    row.state = state
    row.save(update_fields=["state"])
    audit.record(actor, "partnership.sitting.moved", facts={"ref": row.ref, "how": how})


def register(actor: Actor, *, sitting_id: UUID, was: dict[UUID, str], at: datetime) -> None:
    """Who was there, for each seat of the group."""
    actor.must(Permission.BOARD_WORK)
    row = _sitting(sitting_id)
    seats = set(Seat.objects.filter(group_id=row.group_id).values_list("id", flat=True))
    for seat_id, how in was.items():
        if seat_id not in seats or how not in ATTENDED:
            raise Lacking("The register does not fit.", gaps=("Say of each seat of this group how it was filled.",))
        if not Attended.objects.filter(sitting=row, seat_id=seat_id).update(was=how):
            Attended(id=new_id(), sitting=row, seat_id=seat_id, was=how, created_at=at,
                     created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    audit.record(actor, "partnership.sitting.minuted", facts={"ref": row.ref, "register": len(was)})


def minute(actor: Actor, *, sitting_id: UUID, item_id: UUID, words: str, at: datetime) -> None:
    """What was said under an item; the wording before stays. Agreed minutes are not changed."""
    actor.must(Permission.BOARD_WORK)
    row = _sitting(sitting_id)
    if row.state != "held":
        raise NotNow("Minutes are written from the meeting on, until they are agreed.")
    _said(words=(words, "Write what was said."))
    if not Item.objects.filter(id=item_id, sitting=row).exists():
        raise NotThere
    Minute(id=new_id(), sitting=row, item_id=item_id, words=words.strip(), written_at=at, created_at=at,
           created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    audit.record(actor, "partnership.sitting.minuted", facts={"ref": row.ref})


def resolve(actor: Actor, *, sitting_id: UUID, words: str, item_id: UUID | None = None, at: datetime) -> UUID:
    """A decision; it never changes. A later one may say otherwise."""
    actor.must(Permission.BOARD_WORK)
    row = _sitting(sitting_id)
    _said(words=(words, "Write what was decided."))
    if row.state != "held":
        raise NotNow("A decision is kept from the meeting on, until its minutes are agreed.")
    made = Resolved(
        id=new_id(), sitting=row, item_id=item_id, number=Resolved.objects.filter(sitting=row).count() + 1,
        words=words.strip(), created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record(actor, "partnership.sitting.decided", facts={"ref": row.ref, "number": made.number})
    return made.id


def undertake(
    actor: Actor, *, words: str, owner_id: UUID, due_on: date, sitting_id: UUID | None = None, at: datetime
) -> UUID:  # fmt: skip
    """Give somebody an action, with a day. The office does, and a chief from her own page."""
    if not actor.has(Permission.ESCALATION_SETTLE):
        actor.must(Permission.BOARD_WORK)
    _said(words=(words, "Say what is to be done."), owner=(owner_id, "Say who does it."))
    row = Undertaking(
        id=new_id(), ref=new_ref("AC"), sitting_id=sitting_id, words=words.strip(), owner_id=owner_id, due_on=due_on,
        state="open", created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "partnership.undertaking.given", facts={"ref": row.ref})
    return row.id


def end_undertaking(actor: Actor, *, undertaking_id: UUID, how: str, outcome: str, at: datetime) -> None:
    """Done, with what shows it; or no longer needed, with why."""
    actor.must(Permission.BOARD_WORK)
    row = Undertaking.objects.select_for_update().filter(id=undertaking_id).first()
    if row is None or how not in ("do", "drop"):
        raise NotThere
    state = step(UNDERTAKING, how, row.state)
    _said(outcome=(outcome, "Say what shows that it is done, or why it is not needed."))
    row.state, row.outcome, row.ended_at, row.ended_by = state, outcome.strip(), at, actor.placement_id
    row.save(update_fields=["state", "outcome", "ended_at", "ended_by"])
    audit.record(actor, "partnership.undertaking.ended", facts={"ref": row.ref, "how": state})


def chase(actor: Actor, *, at: datetime) -> int:
    """Note for every late action that its owner is asked after it: the day after, then weekly. Returns how many."""
    actor.must(Permission.BOARD_WORK)
    today, asked = at.astimezone(LONDON).date(), 0
    for row in Undertaking.objects.select_for_update().filter(state="open", due_on__lt=today):
        if rules.may_chase(row.due_on, row.chased_on, today):
            row.chased, row.chased_on, asked = row.chased + 1, today, asked + 1
            row.save(update_fields=["chased", "chased_on"])
    audit.record(actor, "partnership.undertaking.chased", facts={"count": asked})
    return asked


def _sitting(sitting_id: UUID) -> Sitting:
    row = Sitting.objects.select_for_update().filter(id=sitting_id).first()
    if row is None:
        raise NotThere
    return row
