"""One edition at work: what each section must say and says, who was asked, who signed, who must be sent it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.accounts.signing import again
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied
from kingfisher.partnership import queries
from kingfisher.partnership.actions import publishing, signing
from kingfisher.partnership.actions.lacking import Lacking
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class NoForm(Form):
    """A button and nothing to fill in."""


class ChangesForm(Form):
    mark_optional = False
    changes = fields.Textarea("What changes since the last edition, and why", rows=3, hint="The public reads it")


class ConsultForm(Form):
    mark_optional = False
    whom = fields.Input("Who was asked")
    answer_by = fields.Date("To answer by")


class AnswerForm(Form):
    """An answer that came in."""

    mark_optional = False
    consulted_id = fields.Select("Who answered", ())
    answer = fields.Textarea("What was answered", rows=3)
    made_of_it = fields.Textarea("What was made of it", rows=2)


class SentForm(Form):
    notice_id = fields.Select("To whom", ())
    how = fields.Input("How it was sent", hint="By e-mail to their secretariat, by post")


class SignForm(Form):
    """`words_hash` says which words were on the page she read."""

    words_hash = fields.Hidden()
    code = fields.Input(
        "Code from your authenticator app, or a recovery code", width=10, required=False,
        autocomplete="one-time-code", spellcheck=False, most=20,
    )  # fmt: skip
    read_it = fields.Tick("I have read it, and sign it for the safeguarding partner I lead")


class PasskeyForm(Form):
    """The same, proved by a passkey: what the browser makes comes beside it, in `passkey`."""

    words_hash = fields.Hidden()
    read_it = fields.Tick("I have read it, and sign it by passkey for the partner I lead")


@page(Permission.BOARD_READ)
def edition(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Everything about it on one page; each section opens to be written."""
    actor = request.actor
    asked, notices = queries.consulted(actor, edition_id), queries.notices(actor, edition_id)
    forms, done = forms_of(
        request, _doings(request, edition_id, asked, notices), on_page=("not_now", "signature_under_other_words")
    )
    if done:
        return done
    found = queries.edition(actor, edition_id)
    mine = queries.lead_seat_of(actor) if actor.has(Permission.PUBLICATION_SIGN) else None
    shown = {
        "found": found, "asked": asked, "notices": notices, "forms": forms, "at": actor.at,
        "today": queries.today(actor), "signs": mine and not any(s.partner_id == mine[1] and s.counts for s in found.signatures),  # noqa: E501
        "can_prove": again.can_show(request.user),
        "asked_passkey": again.asks_passkey(request.user) if mine and found.state == "signing" else "",
        "drafts": actor.has(Permission.PUBLICATION_DRAFT) and not actor.reads_only,
    }  # fmt: skip
    return render(request, "partnership/pages/edition.html", shown)


def _doings(request: HttpRequest, edition_id: UUID, asked: list, notices: list) -> dict[str, Doing]:
    actor: Actor = request.actor
    one = {"edition_id": edition_id, "at": actor.at}
    doings = {}
    if actor.has(Permission.PUBLICATION_DRAFT):
        doings["changes"] = Doing(ChangesForm, lambda s: publishing.say_changes(actor, **s, **one), "Kept.")
    if actor.has(Permission.PUBLICATION_SIGN):
        doings["sign"] = Doing(SignForm, lambda s: _sign(request, edition_id, s), "You have signed it.")
        doings["by_passkey"] = Doing(PasskeyForm, lambda s: _sign(request, edition_id, s), "You have signed it.")
    if not actor.has(Permission.BOARD_WORK):
        return doings

    def answers(*args, **kwargs) -> AnswerForm:
        form = AnswerForm(*args, **kwargs)
        form.fields["consulted_id"].choices = [(str(c.id), c.whom) for c in asked]
        return form

    def sent(*args, **kwargs) -> SentForm:
        form = SentForm(*args, **kwargs)
        form.fields["notice_id"].choices = [(str(n.id), n.to) for n in notices if not n.sent_on]
        return form

    return doings | {
        "consult": Doing(ConsultForm, lambda s: publishing.consult(actor, **s, **one), "Noted."),
        "answer": Doing(answers, lambda s: publishing.keep_answer(actor, **s, at=actor.at), "The answer is kept."),
        "put": Doing(NoForm, lambda s: signing.put_to_signature(actor, **one), "It is with the three to sign."),
        "reopen": Doing(NoForm, lambda s: signing.reopen(actor, **one), "It can be changed again."),
        "publish": Doing(NoForm, lambda s: signing.publish(actor, **one), "It is published, for everybody."),
        "sent": Doing(sent, lambda s: signing.note_sent(actor, **s, at=actor.at), "Noted."),
    }


def _sign(request: HttpRequest, edition_id: UUID, said: dict) -> None:
    """The second factor first: a signature must be hers, not the open browser's."""
    actor, user = request.actor, request.user
    if not again.can_show(user):
        raise Denied("Set up a second factor in My account before you sign.", rule="second_factor_again")
    tried = {"address": request.META.get("REMOTE_ADDR", ""), "at": actor.at}
    if "code" in said:
        by = again.shown(user, said["code"], **tried)
        wrong = "That code is not right, or was used already. Wait for the next one."
    else:
        by = again.shown_passkey(user, request.POST.get("passkey", ""), **tried)
        wrong = "Your passkey was not recognised. Try it again, or type a code."
    if not by:
        raise Lacking("Not signed.", gaps=(wrong,))
    signing.sign(actor, edition_id=edition_id, words_hash=said["words_hash"], proved_by=by, at=actor.at)
