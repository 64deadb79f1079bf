"""When a form has been sent, its draft is let go. One place, so that no room has to remember it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kingfisher.access.entry import acting_as
from kingfisher.drafts import actions


class WhenSent:
    """Middleware. A form that was taken is answered by sending its writer on; shown again, it was not taken."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        actor = getattr(request, "actor", None)
        if request.method == "POST" and actor and response.status_code in (302, 303):
            form, window = request.POST.get("_form", "")[:300], request.POST.get("_window", "")[:40]
            if form and window and "/drafts/" not in request.path:
                with acting_as(actor):
                    actions.remove(actor, form=form, window=window, at=actor.at)
        return response
