"""Why are you here? Asked once before anything of a child is shown, kept with every line of the audit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from kingfisher.access import audit
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.rulebook import ask
from kingfisher.ui import choices, forms


class PurposeForm(forms.Form):
    purpose = choices.Radios("Why do you need to see people's records now?", called="why you are here")


@page(Permission.DESK_READ)
def purpose(request: HttpRequest) -> HttpResponse:
    """Choose a purpose of the rulebook; it stands at the top of every page until changed or signed out."""
    form = PurposeForm(request.POST or None, initial={"purpose": request.actor.purpose})
    form.fields["purpose"].choices = [choices.Choice(p.id, p.title, hint=p.plain) for p in ask.purposes()]
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    wanted = wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else "/"
    if request.method == "POST" and form.is_valid():
        request.session["purpose"] = form.cleaned_data["purpose"]
        audit.record(request.actor.for_purpose(form.cleaned_data["purpose"]), "access.purpose.stated")
        return redirect(wanted)
    return render(request, "access/pages/purpose.html", {"form": form, "next": wanted})
