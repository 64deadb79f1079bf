"""Keeping what is typed, window by window, and letting it go once it is sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from kingfisher.access import audit
from kingfisher.drafts.models import Draft
from kingfisher.drafts.queries import PURPOSE, Answers, title_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.sealing import sealed
from kingfisher.kernel.verdict import Refused

audit.can_record(
    drafts__draft__begun="began to fill in a form",
    drafts__draft__removed="removed a draft of a form, or sent it",
)
KEPT_FOR = timedelta(days=14)  # rulebook: retention/draft.toml
MOST_BYTES = 400_000
MOST_DRAFTS = 200


class TooMuch(Refused):
    """More than a form holds, or more forms than anybody has open."""

    rule = "draft_too_large"


@dataclass(frozen=True, slots=True)
class Written:
    """What a window holds now, and which draft it went on with (another window's, at that version)."""

    form: str
    title: str
    window: str
    answers: Answers
    went_on_with: tuple[str, int] | None = None


def keep(actor: Actor, *, written: Written, at: datetime) -> int:
    """Keep what this window holds; returns its version. Another window's words are never touched, but a draft
    that this one went on with is let go while it still says what it said then.

    TooMuch when it is larger than any form of ours. Only the beginning is recorded, not each keystroke.
    """
    if sum(len(word) for words in written.answers.values() for word in words) > MOST_BYTES:
        raise TooMuch("This is more than a draft can hold. Send it, or save it in a document.")
    _one_at_a_time(actor, written)
    found = Draft.objects.select_for_update()
    row = found.filter(created_by=actor.placement_id, form=written.form, window=written.window).first()
    if row is None:
        if Draft.objects.filter(created_by=actor.placement_id).count() >= MOST_DRAFTS:
            raise TooMuch("You have too many unsent forms. Throw some away under “My unsent forms”.")
        row = Draft(id=new_id(), form=written.form, window=written.window, version=0, created_at=at,
                    created_by=actor.placement_id)  # fmt: skip
        audit.record(actor, "drafts.draft.begun")
    row.version, row.saved_at, row.ends_at = row.version + 1, at, at + KEPT_FOR
    said = {"title": written.title[:200] or title_of(actor, row), "answers": written.answers}
    row.sealed = sealed(said, purpose=PURPOSE, key=row.id, secret=settings.SECRET_KEY)
    row.save()
    if written.went_on_with:
        window, version = written.went_on_with
        Draft.objects.filter(created_by=actor.placement_id, form=written.form, window=window, version=version).exclude(
            window=written.window
        ).delete()
    return row.version


def _one_at_a_time(actor: Actor, written: Written) -> None:
    """Two savings of one window at once (a slow line, a second press) follow each other: a row that is not there
    yet cannot be locked.
    """
    with connection.cursor() as cursor:
        window = f"{actor.placement_id} {written.window} {written.form}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 8))", [window])


def remove(actor: Actor, *, form: str, window: str, version: int = 0, at: datetime) -> bool:
    """Let one window's draft go: it was sent, or is not wanted. With `version`, only while it still says what it
    said then. Says whether it went.
    """
    mine = Draft.objects.filter(created_by=actor.placement_id, form=form, window=window)
    gone, _ = (mine.filter(version=version) if version else mine).delete()
    if gone:
        audit.record(actor, "drafts.draft.removed")
    return bool(gone)


def remove_all(actor: Actor, *, form: str, at: datetime) -> int:
    """Let every draft of one form go that is the actor's own; returns how many."""
    gone, _ = Draft.objects.filter(created_by=actor.placement_id, form=form).delete()
    if gone:
        audit.record(actor, "drafts.draft.removed", facts={"count": gone})
    return gone


def forget_old(actor: Actor, *, at: datetime) -> int:
    """Remove drafts of anybody that ended before now; returns how many. Nothing of them is read."""
    gone, _ = Draft.objects.filter(ends_at__lt=at).delete()
    if gone:
        audit.record(actor, "drafts.draft.removed", facts={"count": gone})
    return gone
