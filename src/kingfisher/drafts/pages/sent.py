"""When a form has been sent, its draft is let go; when it was not taken, what was sent is kept. One place, so that no
room has to remember it.
"""

from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest, HttpResponse

from kingfisher.access.entry import acting_as
from kingfisher.drafts import actions
from kingfisher.drafts.actions import TooMuch, Written
from kingfisher.drafts.pages.kept import typed, went_on_with


class WhenSent:
    """Middleware. A form that was taken is answered by sending its writer on; shown again, it was not taken."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        actor = getattr(request, "actor", None)
        if request.method != "POST" or not actor or "/drafts/" in request.path:
            return response
        form, window = request.POST.get("_form", "")[:300], request.POST.get("_window", "")[:40]
        if form.startswith("/") and window:
            with acting_as(actor):
                if response.status_code in (302, 303) and getattr(response, "was_taken", True):
                    actions.remove(actor, form=form, window=window, at=actor.at)
                    for other, version in filter(None, [went_on_with(request)]):
                        actions.remove(actor, form=form, window=other, version=version, at=actor.at)
                elif request.headers.get("HX-Request") != "true":
                    written = Written(
                        form, request.POST.get("_title", ""), window, typed(request), went_on_with(request)
                    )
                    with suppress(TooMuch):
                        actions.keep(actor, written=written, at=actor.at)
        return response
