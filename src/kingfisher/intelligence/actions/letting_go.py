"""Sanitising, approving by a second person, letting go to a named worker, telling back, reviewing."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.guard.actions import let_out
from kingfisher.guard.rules import WORKER, Recipient
from kingfisher.intelligence import rules
from kingfisher.intelligence.actions.moving import (
    KIND,
    WEEDING_CLOCK,
    NotYet,
    begin,
    finish,
    gaps_or_on,
    source_of,
)
from kingfisher.intelligence.models import Product, Receipt, Report
from kingfisher.intelligence.states import READY
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import colleagues


def sanitise(actor: Actor, *, report_id: UUID, text: str, at: datetime) -> None:
    """Put up the text that may leave. NotYet when it gives the source, the agency or a way to reach them away."""
    row = begin(actor, report_id, "sanitise")
    held = source_of(row)
    gaps = rules.sanitise_gaps(
        text, source=held.name if held else "", contact=held.contact if held else "", agency=held.agency if held else ""
    )
    gaps_or_on("This text cannot go up yet.", gaps)
    row.sanitised, row.sanitised_at, row.sanitised_by = text.strip(), at, actor.placement_id
    row.approved_at = row.approved_by = None
    finish(actor, row, "sanitise", at=at)


def approve(actor: Actor, *, report_id: UUID, at: datetime) -> None:
    """A second person has read the sanitised text; never whoever wrote it."""
    row = begin(actor, report_id, "approve")
    if row.sanitised_by == actor.placement_id:
        raise NotYet("Somebody else approves it.", gaps=("You wrote this text: a second person approves it.",))
    row.approved_at, row.approved_by = at, actor.placement_id
    finish(actor, row, "approve", at=at)


def send_back(actor: Actor, *, report_id: UUID, why: str, at: datetime) -> None:
    """The text still gives something away: back to the desk, with what."""
    row = begin(actor, report_id, "send_back")
    if not why.strip():
        raise NotYet("Say what is wrong with it.", gaps=("Say what must change in the text.",))
    finish(actor, row, "send_back", why=why, at=at)


def let_go(actor: Actor, *, report_id: UUID, to: UUID, purpose: str, basis: str = "ca2004_s10", at: datetime) -> UUID:
    """Give the approved text to one worker, by name, in a folder of its own; she reads that and nothing more.

    It is her copy, frozen: what the report later becomes does not change it. Passes the safe-address guard.
    """
    actor.must(Permission.INTEL_GRADE)
    row = locked(Report, report_id)
    if row.state != READY or row.approved_by is None:
        raise NotYet("Only approved text leaves.", gaps=("A second person approves the sanitised text first.",))
    if len(purpose.split()) < 3:
        raise NotYet("Say what it is for.", gaps=("Say what it is given for, and what may be done with it.",))
    whom = colleagues(actor, {to}).get(to)
    if whom is None:
        raise NotThere
    passed = let_out(actor, what="intelligence.product", to=Recipient(WORKER, name=whom.name), folders=[row.folder_id],
                     texts={"text": row.sanitised}, at=at)  # fmt: skip
    folder = access.open_folder(actor, kind="intelligence", category="intelligence", marking="police_sensitive",
                                at=at)  # fmt: skip
    access.grant(actor, folder_id=folder, to=Receiver(placement_id=to), level=FULL, basis=basis,
                 because=purpose.strip()[:200], clears=["police_sensitive"], at=at)  # fmt: skip
    made = Product(
        id=new_id(), folder_id=folder, ref=new_ref("IP"), report_id=row.id, text=passed.texts["text"],
        grade=row.source_grade + row.information_grade + row.handling, conditions=row.conditions,
        classification=row.classification, to_id=to, purpose=purpose.strip(), basis=basis, created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record(actor, "intelligence.report.let_go", folders=[row.folder_id, folder],
                 facts={"ref": row.ref, "product": made.ref, "to": str(to)})  # fmt: skip
    return made.id


def tell_back(actor: Actor, *, report_id: UUID, words: str, at: datetime) -> None:
    """Tell whoever reported what became of it, on her receipt."""
    actor.must(Permission.SOURCE_READ)
    row = Report.objects.filter(id=report_id).first()
    if row is None:
        raise NotThere
    if not words.strip():
        raise NotYet("Write what you say.", gaps=("Write what they may know, even if it is only thanks.",))
    told = Receipt.objects.filter(report_ref=row.ref).update(
        feedback=words.strip(), told_at=at, told_by=actor.placement_id
    )
    if not told:
        raise NotYet("Nobody can be told.", gaps=("This report came without a receipt: nobody can be told here.",))
    audit.record(actor, "intelligence.report.told_back", folders=[row.folder_id], facts={"ref": row.ref})


def file(actor: Actor, *, report_id: UUID, why: str = "", at: datetime) -> None:
    """Nothing more is to be done with it; its weeding clock runs on."""
    finish(actor, begin(actor, report_id, "file"), "file", why=why, at=at)


def reopen(actor: Actor, *, report_id: UUID, why: str, at: datetime) -> None:
    """Take a filed report up again: what was approved is approved anew."""
    row = begin(actor, report_id, "reopen")
    gaps_or_on("Say why.", () if why.strip() else ("Say what is new.",))
    if row.grading_scheme != rules.SCHEME:
        raise NotYet("This was graded 5x5x5.", gaps=("It keeps its grade and is not let go. Write a new report.",))
    row.approved_at = row.approved_by = None
    finish(actor, row, "reopen", why=why, at=at)


def keep(actor: Actor, *, report_id: UUID, why: str, at: datetime) -> None:
    """Reviewed, and kept for another while, for a reason."""
    row = begin(actor, report_id, "keep")
    gaps_or_on("Say why.", () if len(why.split()) > 2 else ("Say why it is still necessary to keep it.",))
    clocks.stop(actor, subject=(KIND, row.id), rule=WEEDING_CLOCK, at=at)
    clocks.start(actor, rule=WEEDING_CLOCK, subject=(KIND, row.id), folder=row.folder_id, at=at)
    finish(actor, row, "keep", why=why, at=at)


def weed(actor: Actor, *, report_id: UUID, why: str, at: datetime) -> None:
    """No longer necessary: out of every list and search from now on, until its retention disposes of it."""
    row = begin(actor, report_id, "weed")
    gaps_or_on("Say why.", () if why.strip() else ("Say why it is no longer necessary to keep it.",))
    clocks.stop(actor, subject=(KIND, row.id), at=at)
    finish(actor, row, "weed", why=why, at=at)
