"""The three ways to end a contact at screening, and telling whoever raised it."""

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
from kingfisher.referrals.rules import feedback_words
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.choices import Choice
from kingfisher.ui.forms import Form


class EndingForm(Form):
    how = fields.Radios("How does it end?", (
        Choice("give_advice", "Advice was all that was needed", reveals=("advice",)),
        Choice("link_duplicate", "An earlier contact tells of the same event", reveals=("earlier_ref", "why_same")),
        Choice("route_to_worker", "Somebody already works with the child", reveals=("to_whom", "why_routed")),
    ))  # fmt: skip
    advice = fields.Textarea("What advice was given, and to whom?", rows=3)
    earlier_ref = fields.Input("Reference of the earlier contact", width=20, most=20)
    why_same = fields.Textarea("How do you know that it is the same event?", rows=2)
    to_whom = fields.Input("Which worker and manager have it now?", hint="And how they were told.")
    why_routed = fields.Textarea("Anything they should know", rows=2, required=False)


class FeedbackForm(Form):
    told = fields.Textarea("What was decided", rows=4, hint="What was decided, never what was found or who said it.")
    next_steps = fields.Textarea("What happens next", rows=5, required=False)
    way = fields.Radios("How are they told?", (
        Choice("", "Here: in the hub, or at their receipt"), Choice("telephone", "By telephone"),
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
    actor, form = request.actor, EndingForm(request.POST or None)
    now = queries.contact_by_id(actor, contact_id)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        ways = {
            "give_advice": lambda: actions.give_advice(
                actor, contact_id=contact_id, advice=said["advice"], at=actor.at
            ),
            "link_duplicate": lambda: actions.link_duplicate(
                actor, contact_id=contact_id, earlier_ref=said["earlier_ref"], why=said["why_same"], at=actor.at
            ),
            "route_to_worker": lambda: actions.route_to_worker(
                actor, contact_id=contact_id, to_whom=said["to_whom"], why=said["why_routed"], at=actor.at
            ),
        }
        if _done(form, ways[said["how"]]):
            return redirect("referrals:feedback", contact_id)
    return render(request, "referrals/pages/ending.html", {"form": form, "contact": now})


@page(Permission.CONTACT_TRIAGE, purpose=True)
def feedback(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Tell whoever raised it, in words laid ready; or say why nobody is told."""
    actor = request.actor
    now = queries.contact_by_id(actor, contact_id)
    untold = request.POST.get("do") == "untold"
    ready = feedback_words(_decided(now), professional=now.said.referrer.kind == "professional")
    start = {"told": ready.decided, "next_steps": ready.next_steps, "close_now": True, "way": ""}
    form = FeedbackForm(None if untold else request.POST or None, initial=start)
    nobody = UntoldForm(request.POST if untold else None, prefix="untold")
    if untold and nobody.is_valid():
        why = nobody.cleaned_data["why"]
        if _done(nobody, lambda: actions.close_untold(actor, contact_id=contact_id, why=why, at=actor.at)):
            return redirect("referrals:queue")
    if not untold and request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        close = said.pop("close_now")
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
