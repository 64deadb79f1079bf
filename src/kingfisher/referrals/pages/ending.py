"""The three ways to end a contact at screening, and telling whoever raised it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import Refused
from kingfisher.referrals import actions, queries
from kingfisher.referrals.queries import ContactShown
from kingfisher.referrals.said.told import feedback_words
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.choices import Choice
from kingfisher.ui.forms import Form


class AdviceForm(Form):
    advice = fields.Textarea("What advice was given, and to whom?", rows=3)


class SameEventForm(Form):
    earlier_ref = fields.Input("Reference of the earlier contact", width=20, most=20)
    why = fields.Textarea("How do you know that it is the same event?", rows=2)


class KnownForm(Form):
    to_whom = fields.Input("Which worker and manager have it now?", hint="And how they were told.")
    why = fields.Textarea("Anything they should know", rows=2, required=False)


# What is done, what it is called, its questions.
ENDINGS = (
    ("give_advice", "Advice was all that was needed", AdviceForm, actions.give_advice),
    ("link_duplicate", "An earlier contact tells of the same event", SameEventForm, actions.link_duplicate),
    ("route_to_worker", "Somebody already works with the child", KnownForm, actions.route_to_worker),
)


class FeedbackForm(Form):
    told = fields.Textarea("What was decided", rows=4, hint="What was decided, never what was found or who said it.")
    next_steps = fields.Textarea("What happens next", rows=5, required=False)
    way = fields.Radios("How are they told?", (
        Choice("here", "Here: in the hub, or at their receipt"), Choice("telephone", "By telephone"),
        Choice("letter", "By letter"),
    ), required=False)  # fmt: skip
    safe_because = fields.Textarea("Why is it safe to tell them more than that it was dealt with?", rows=2,
                                   required=False, hint="Only for a member of the public.")  # fmt: skip
    close_now = fields.Tick("Close the contact as well", required=False, initial=True)


class UntoldForm(Form):
    why = fields.Textarea("Why is nobody told?", rows=2, empty="Say why nobody is told")


@page(Permission.CONTACT_DECIDE, purpose=True)
def ending(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Advice, a duplicate, or a worker who knows the child. The clocks stop."""
    actor, how = request.actor, request.POST.get("how", "")
    now = queries.contact_by_id(actor, contact_id)
    forms = []
    for name, title, shape, action in ENDINGS:
        form = shape(request.POST if how == name else None, prefix=name)
        if how == name and form.is_valid():
            said = form.cleaned_data
            if _done(form, partial(action, actor, contact_id=contact_id, at=actor.at, **said)):
                return redirect("referrals:feedback", contact_id)
        forms.append((name, title, form))
    return render(request, "referrals/pages/ending.html", {"forms": forms, "contact": now})


@page(Permission.CONTACT_TRIAGE, purpose=True)
def feedback(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Tell whoever raised it, in words laid ready; or say why nobody is told."""
    actor = request.actor
    now = queries.contact_by_id(actor, contact_id)
    untold = request.POST.get("do") == "untold"
    ready = feedback_words(_decided(now), professional=now.said.referrer.kind == "professional")
    start = {"told": ready.decided, "next_steps": ready.next_steps, "close_now": True, "way": "here"}
    form = FeedbackForm(None if untold else request.POST or None, initial=start)
    nobody = UntoldForm(request.POST if untold else None, prefix="untold")
    if untold and nobody.is_valid():
        why = nobody.cleaned_data["why"]
        if _done(nobody, lambda: actions.close_untold(actor, contact_id=contact_id, why=why, at=actor.at)):
            return redirect("referrals:queue")
    if not untold and request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        close = said.pop("close_now")
        said["way"] = said["way"].replace("here", "")
        if _done(form, lambda: actions.feed_back(actor, contact_id=contact_id, at=actor.at, **said)):
            if close:
                actions.close(actor, contact_id=contact_id, at=actor.at)
            messages.success(
                request, "Recorded. Whoever raised it can read it now." if not said["way"] else "Recorded."
            )
            return redirect("referrals:contact", contact_id)
    shown = {"form": form, "nobody": nobody, "contact": now, "label": ask.label}
    return render(request, "referrals/pages/feedback.html", shown)


def _decided(now: ContactShown) -> str:
    return now.outcome if now.state == "decided" else now.state


def _done(form: Form, action) -> bool:
    """Whether it was done; when not, the form says why."""
    try:
        with transaction.atomic():
            action()
        return True
    except Refused as refused:
        for sentence in refused.gaps or (refused.sentence,):
            form.add_error(None, sentence)
        return False
