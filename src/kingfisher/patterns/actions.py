"""Raising a pattern, answering it in writing, taking it up when nobody did or the answer is none."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import step
from kingfisher.kernel.verdict import Denied, Refused
from kingfisher.organisations.queries import team
from kingfisher.patterns import rules
from kingfisher.patterns.models import Pattern, Word
from kingfisher.patterns.queries import KIND
from kingfisher.patterns.states import MOVES, RAISED
from kingfisher.rulebook import ask

PARTNERS = "safeguarding_partners"
audit.can_record(
    patterns__pattern__raised="raised a pattern with the partnership's leaders",
    patterns__pattern__answered="answered a pattern",
    patterns__pattern__taken_up="took up the answer to a pattern",
    patterns__pattern__gone_up="took a pattern to the lead partners because it was not answered in time",
    patterns__pattern__withdrawn="took a pattern back",
)


class Lacking(Refused):
    """Something is not said yet; `gaps` say what."""

    rule = "pattern_gaps"


def raise_pattern(
    actor: Actor, *, kind: str, title: str, seen: str, wanted: str, service: UUID | None = None, at: datetime
) -> UUID:
    """Raise a pattern with the safeguarding partners; returns its key. The clock for a written answer starts.

    `service` is the hub's own placement, which takes it up should nobody answer in time.
    """
    actor.must(Permission.PATTERN_RAISE)
    known = kind if kind in dict(ask.codes("pattern_kind").choices()) else ""
    if gaps := rules.raise_gaps(kind=known, title=title, seen=seen, wanted=wanted):
        raise Lacking("This cannot be sent yet.", gaps=gaps)
    folder = access.open_folder(actor, kind="pattern", category="pattern", at=at)
    partners = team(actor, PARTNERS)
    to = [Receiver(team_id=partners)] if partners else []
    for receiver in [*to, *([Receiver(placement_id=service)] if service else [])]:
        access.grant(actor, folder_id=folder, to=receiver, level=FULL, writes=True, basis="ca2004_s11",
                     because="A pattern raised with the safeguarding partners.", at=at)  # fmt: skip
    row = Pattern(
        folder_id=folder, ref=new_ref("PT"), organisation_id=actor.organisation_id, kind=kind,
        title=title.strip()[:200], seen=seen.strip(), wanted=wanted.strip(), state=RAISED, created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    _said(actor, row, "raised", f"{row.seen}\n\nWhat should happen: {row.wanted}", at)
    clocks.start(actor, rule="strategic_concern_answer", subject=(KIND, row.id), folder=folder, at=at)
    audit.record(actor, "patterns.pattern.raised", folders=[folder], facts={"ref": row.ref, "kind": kind})
    return row.id


def answer(actor: Actor, *, pattern_id: UUID, answer: str, words: str, at: datetime) -> None:
    """A safeguarding partner answers in writing; whoever raised it reads the answer. Lacking says what is missing."""
    actor.must(Permission.PATTERN_ANSWER)
    row = _locked(pattern_id)
    known = answer if answer in dict(ask.codes("pattern_answer").choices()) else ""
    row.state = step(MOVES, "answer", row.state)
    if gaps := rules.answer_gaps(answer=known, words=words):
        raise Lacking("This cannot be sent yet.", gaps=gaps)
    row.answer, row.answered_at, row.answered_by = answer, at, actor.placement_id
    row.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    clocks.stop(actor, rule="strategic_concern_answer", subject=(KIND, row.id), at=at)
    _said(actor, row, "answered", words, at)
    audit.record(actor, "patterns.pattern.answered", folders=[row.folder_id], facts={"ref": row.ref, "answer": answer})


def take_up(actor: Actor, *, pattern_id: UUID, words: str, at: datetime) -> None:
    """Whoever raised it says that the answer settles nothing: the lead partners answer, with a clock of their own."""
    actor.must(Permission.PATTERN_RAISE)
    row = _own(actor, pattern_id)
    row.state = step(MOVES, "take_up", row.state)
    if len(words.split()) < 3:
        raise Lacking("This cannot be sent yet.", gaps=("Say why the answer settles nothing.",))
    row.with_lead, row.answered_at, row.answered_by = True, None, None
    row.save(update_fields=["state", "with_lead", "answered_at", "answered_by"])
    _said(actor, row, "taken_up", words, at)
    clocks.start(actor, rule="strategic_concern_answer", subject=(KIND, row.id), folder=row.folder_id, at=at)
    audit.record(actor, "patterns.pattern.taken_up", folders=[row.folder_id], facts={"ref": row.ref})


def go_up(actor: Actor, *, pattern_id: UUID, at: datetime) -> None:
    """Nobody answered in time: it is with the lead partners, and says so. Done by the clock; again changes nothing."""
    row = _locked(pattern_id)
    if row.state != RAISED or row.with_lead:
        return
    row.with_lead = True
    row.save(update_fields=["with_lead"])
    _said(actor, row, "unanswered", "Not answered in time: the lead partners have it now.", at)
    audit.record(actor, "patterns.pattern.gone_up", folders=[row.folder_id], facts={"ref": row.ref})


def withdraw(actor: Actor, *, pattern_id: UUID, words: str, at: datetime) -> None:
    """Whoever raised it takes it back, saying why. What was said stays."""
    actor.must(Permission.PATTERN_RAISE)
    row = _own(actor, pattern_id)
    row.state = step(MOVES, "withdraw", row.state)
    if not words.strip():
        raise Lacking("This cannot be taken back yet.", gaps=("Say why.",))
    row.save(update_fields=["state"])
    clocks.stop(actor, subject=(KIND, row.id), outcome="not_needed", at=at)
    _said(actor, row, "withdrawn", words, at)
    audit.record(actor, "patterns.pattern.withdrawn", folders=[row.folder_id], facts={"ref": row.ref})


def _locked(pattern_id: UUID) -> Pattern:
    return locked(Pattern, pattern_id)


def _own(actor: Actor, pattern_id: UUID) -> Pattern:
    row = _locked(pattern_id)
    if row.organisation_id != actor.organisation_id:
        raise Denied("Only the agency that raised it does this.", rule="pattern_by_its_raiser")
    return row


def _said(actor: Actor, row: Pattern, kind: str, words: str, at: datetime) -> None:
    Word.objects.create(folder_id=row.folder_id, pattern=row, kind=kind, words=words.strip(), happened_at=at,
                        created_at=at, created_by=actor.placement_id)  # fmt: skip
