"""Reading one's own drafts. Nobody else's can be read, by anybody."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from kingfisher.drafts.models import Draft
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.sealing import Unsealable, unsealed

PURPOSE = "drafts.draft"
Answers = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """One window's words: every answer a list, as a form sends them."""

    form: str
    title: str
    window: str
    version: int
    saved_at: datetime
    ends_at: datetime
    answers: Answers


def of_form(actor: Actor, form: str) -> list[Kept]:
    """The actor's drafts of one form, newest first: more than one where two windows wrote at once."""
    rows = Draft.objects.filter(created_by=actor.placement_id, form=form, ends_at__gt=actor.at)
    return [kept for row in rows.order_by("-saved_at", "-id") if (kept := _kept(row))]


def mine(actor: Actor, *, at_most: int = 100) -> list[Kept]:
    """Everything the actor has begun and not sent, newest first."""
    rows = Draft.objects.filter(created_by=actor.placement_id, ends_at__gt=actor.at).order_by("-saved_at")
    return [kept for row in rows[:at_most] if (kept := _kept(row))]


def newest(actor: Actor, form: str) -> Kept | None:
    """What the actor last typed into one form and has not sent: what its page is laid out with."""
    return next(iter(of_form(actor, form)), None)


def title_of(actor: Actor, row: Draft) -> str:
    """The title a draft has already; none for one that is only begun."""
    kept = _kept(row) if row.sealed else None
    return kept.title if kept else ""


def _kept(row: Draft) -> Kept | None:
    try:
        said = unsealed(bytes(row.sealed), purpose=PURPOSE, key=row.id, secret=settings.SECRET_KEY)
    except Unsealable:  # the installation's secret was changed: nothing can be made of it any more
        return None
    return Kept(row.form, said["title"], row.window, row.version, row.saved_at, row.ends_at, said["answers"])
