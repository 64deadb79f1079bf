"""One section: what it must say, its words, what others say of it, every wording there was. And the whole, to read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import NotThere
from kingfisher.partnership import facts, queries
from kingfisher.partnership.actions import publishing as actions
from kingfisher.partnership.states import WRITTEN_IN
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class WordsForm(Form):
    """`seen` is the newest wording its writer had before her."""

    mark_optional = False
    seen = fields.Hidden()
    words = fields.Textarea("The words", rows=18, empty="Write the section")


class CommentForm(Form):
    mark_optional = False
    words = fields.Textarea("Your comment", rows=3)


class SettleForm(Form):
    """Which comment, and what was made of it."""

    mark_optional = False
    comment_id = fields.Select("Which comment", ())
    answer = fields.Textarea("What was made of it", rows=2)


@page(Permission.BOARD_READ)
def section(request: HttpRequest, edition_id: UUID, code: str) -> HttpResponse:
    """Write it, comment on it, settle what was said."""
    actor = request.actor
    found = queries.edition(actor, edition_id)
    one = next((s for s in found.sections if s.topic.code == code), None)
    if one is None:
        raise NotThere
    forms, kept = {}, []
    if actor.has(Permission.PUBLICATION_DRAFT) and found.state in WRITTEN_IN:
        forms, done = forms_of(request, _doings(request, edition_id, one, kept))
        if done:
            return done if not kept or kept[0] else redirect("partnership:section", edition_id, code)
    day = queries.today(actor)
    first = found.first_day or day.replace(year=day.year - 1, day=1)
    shown = {
        "found": found, "one": one, "forms": forms, "wordings": queries.wordings(actor, edition_id, code),
        "held": facts.gathered(actor, one.topic.gathers, first=first, last=found.last_day or day)
        if one.topic.gathers else (),
    }  # fmt: skip
    return render(request, "partnership/pages/section.html", shown)


def _doings(request: HttpRequest, edition_id: UUID, one: queries.Section, kept: list) -> dict[str, Doing]:
    actor, at = request.actor, {"at": request.actor.at}
    code = one.topic.code

    def write(said: dict) -> None:
        seen = int(said["seen"]) if said["seen"].isascii() and said["seen"].isdigit() else 0
        stands = actions.write(actor, edition_id=edition_id, section=code, words=said["words"], seen=seen, **at)
        kept.append(stands)
        if stands:
            messages.success(request, "Kept, and it stands now.")
        else:
            messages.warning(request, "Somebody else saved this section while you wrote. Both are kept: see below.")

    def words(data=None, **kwargs) -> WordsForm:
        return WordsForm(data, initial={"words": one.words, "seen": str(one.seen)}, **kwargs)

    def settling(*args, **kwargs) -> SettleForm:
        form = SettleForm(*args, **kwargs)
        form.fields["comment_id"].choices = [(str(c.id), f"{c.by}: {c.words[:60]}") for c in one.comments if c.is_open]
        return form

    return {
        "write": Doing(words, write, ""),
        "comment": Doing(CommentForm, lambda s: actions.comment(actor, edition_id=edition_id, section=code, **s, **at), "Your comment is kept."),  # noqa: E501
        "settle": Doing(settling, lambda s: actions.settle(actor, **s, **at), "Settled."),
    }  # fmt: skip


@page(Permission.BOARD_READ)
def reading(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """The whole edition as it stands, to be read before it is signed."""
    found = queries.edition(request.actor, edition_id)
    return render(request, "partnership/pages/reading.html", {"found": found, "at": request.actor.at})
