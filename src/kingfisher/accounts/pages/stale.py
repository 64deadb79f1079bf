"""A form whose token is out of date, as another tab signed in again: what was written is given back, not lost."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kingfisher.access.entry import acting_as, actor_for, signing_in
from kingfisher.accounts.signing import kept, sessions
from kingfisher.accounts.signing.limits import address_of
from kingfisher.kernel.verdict import Denied


def _is_of_this_site(request: HttpRequest) -> bool:
    """Browsers say where a form came from; what another site sent is not kept, only refused."""
    said = request.headers.get("Sec-Fetch-Site") or ""
    origin = request.headers.get("Origin") or ""
    return said == "same-origin" or (not said and origin == f"{request.scheme}://{request.get_host()}")


@signing_in
def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Kept as when a session runs out, and shown at once to be sent again; refused when it is nobody's, or foreign."""
    now = timezone.now()
    placement = request.session.get("placement")
    if (
        placement
        and request.user.is_authenticated
        and _is_of_this_site(request)
        and not sessions.why_over(request, now)
    ):
        try:
            with acting_as(actor_for(UUID(placement), at=now, door=address_of(request))) as actor:
                form = None
                if not actor.reads_only:
                    form = kept.keep(actor, address=request.get_full_path(), fields=sessions.written(request), at=now)
            if form:
                return redirect("accounts:again", form)
        except Denied:
            pass
    return render(request, "accounts/pages/stale.html", {}, status=403)
