"""Reporting a child missing without an account: a home or foster carer, by the reference on the child's card.

It takes in and shows nothing of any child, not even whether a reference is one. Works without JavaScript.
"""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import public
from kingfisher.accounts.signing.limits import address_of, wait
from kingfisher.kernel.timing import LONDON
from kingfisher.missing import actions
from kingfisher.missing.pages.report_forms import ReportForm, body_of

SENT = "missing.sent"
TOO_MANY = (
    "Very many reports came from here just now, so this one was not sent. Ring the police now: 999, or 101. "
    "What you wrote is still below."
)


@public
def public_report(request: HttpRequest) -> HttpResponse:
    """One page; only a name or the card's reference must be there. Kept first, read after."""
    service = request.front_door
    form = ReportForm(request.POST or None, today=service.at.astimezone(LONDON).date(),
                      initial={"card_ref": request.GET.get("card", "")[:20]})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if not (said["name"] or said["card_ref"] or said["police_ref"]):
            form.add_error("name", "Say which child: a name, or the reference on the card")
        elif wait("report", address_of(request), service.at):
            form.add_error(None, TOO_MANY)
        else:
            taken = actions.take_in(
                service, body=body_of(said, source="carer"), door="public", at=service.at,
                idempotency_key=request.POST.get("once", ""), sender_name=said["reporter_name"] or "A carer",
            )  # fmt: skip
            request.session[SENT] = taken.ref
            return redirect("missing:public_sent")
    shown = {"form": form, "once": request.POST.get("once") or str(uuid4())}
    return render(request, "missing/pages/public_report.html", shown)


@public
def public_sent(request: HttpRequest) -> HttpResponse:
    """The reference to read aloud, and what happens now."""
    ref = request.session.get(SENT)
    return render(request, "missing/pages/public_sent.html", {"ref": ref}) if ref else redirect("missing:public_report")
