"""Opening one folder in an emergency; the list of openings, one of them with its review, and the months."""

from datetime import date
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kingfisher.access import actions, queries
from kingfisher.access.actions.emergency import NotAllReviewed
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.base import EXISTS
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class EmergencyForm(Form):
    why = fields.Textarea(
        "Why can it not wait?", rows=4, most=2000, empty="Say why it cannot wait",
        hint="What you fear, for whom, and whom you could not reach. The owner and a reviewer read this today.",
    )  # fmt: skip
    sure = fields.Tick(
        "I need this one folder to keep somebody safe, and I understand that my use of it is reviewed",
        empty="Say that you need this one folder and that your use of it is reviewed",
    )


class ReviewForm(Form):
    outcome = fields.Radios("What did you find?", empty="Choose what you found")
    words = fields.Textarea("What did you look at, and what was done about it?", rows=3, empty="Say what you looked at")


@page(Permission.EMERGENCY_OPEN, purpose=True)
def break_glass(request: HttpRequest, folder_id: UUID) -> HttpResponse:
    """Ask once, plainly, what cannot wait; then open this folder and nothing else."""
    actor = request.actor
    folder = queries.folders_shown(actor, {folder_id}).get(folder_id)
    if folder is None:
        raise NotThere
    back = _next(request)
    if queries.live_use(actor, folder_id):
        return redirect(back or "access:emergencies")
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if tried(form, partial(actions.break_glass, actor, folder_id=folder_id, why=why, at=actor.at)):
            messages.success(request, "Open to you now, for reading. Its owner has been told.")
            return redirect(back or "access:emergencies")
    shown = {
        "form": form, "folder": folder, "owner": queries.owner_of(actor, folder_id), "next": back,
        "rule": ask.emergency(on=local_day(actor.at, ask.calendar())), "can": EXISTS,
        "category": ask.category(folder.category),
    }  # fmt: skip
    return render(request, "access/pages/break_glass.html", shown)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else ""


def tried(form: Form, action) -> bool:
    """Whether it was done; when not, the form says why."""
    try:
        with transaction.atomic():
            action()
        return True
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return False


@page(Permission.DESK_READ)
def emergencies(request: HttpRequest) -> HttpResponse:
    """One's own openings, and for reviewers those of their agency's workers and folders."""
    actor = request.actor
    waiting = "waiting" in request.GET
    shown = {
        "uses": queries.uses(actor, only_waiting=waiting), "waiting": waiting, "label": ask.label,
        "reviews": actor.has(Permission.EMERGENCY_REVIEW), "signs": actor.has(Permission.EMERGENCY_SIGN_OFF),
        "rule": ask.emergency(on=local_day(actor.at, ask.calendar())),
    }  # fmt: skip
    return render(request, "access/pages/emergencies.html", shown)


@page(Permission.DESK_READ)
def emergency_use(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """One opening: what was said, what was read with it, and a second person's review."""
    actor = request.actor
    found = queries.use(actor, use_id)
    if found is None:
        raise NotThere
    may_review = actor.has(Permission.EMERGENCY_REVIEW) and not found.is_mine and not found.outcome
    form = ReviewForm(request.POST or None) if may_review else None
    if form is not None:
        form.fields["outcome"].choices = list(ask.codes("emergency_outcome").choices())
        if request.method == "POST" and form.is_valid():
            review = partial(actions.review_emergency, actor, use_id=use_id, at=actor.at, **form.cleaned_data)
            if tried(form, review):
                messages.success(request, "Reviewed.")
                return redirect("access:emergencies")
    shown = {"use": found, "form": form, "label": ask.label}
    return render(request, "access/pages/emergency_use.html", shown)


@require_POST
@page(Permission.DESK_READ)
def end_use(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """Shut it again before its time."""
    actions.end_emergency(request.actor, use_id=use_id, at=request.actor.at)
    messages.success(request, "Shut again.")
    return redirect("access:emergencies")


@page(Permission.EMERGENCY_SIGN_OFF)
def months(request: HttpRequest) -> HttpResponse:
    """The agency's months: how many openings, how many wait for review, and the sign-off."""
    actor = request.actor
    if request.method == "POST":
        try:
            month = date.fromisoformat(f"{request.POST.get('month', '')}-01")
        except ValueError:
            raise NotThere from None
        try:
            with transaction.atomic():
                actions.sign_off_month(actor, month=month, words=request.POST.get("words", ""), at=actor.at)
            messages.success(request, f"{month:%B %Y} is signed off.")
        except NotAllReviewed as refused:
            messages.error(request, f"{refused.sentence} Review them first.")
        return redirect("access:months")
    return render(request, "access/pages/months.html", {"months": queries.months(actor)})
