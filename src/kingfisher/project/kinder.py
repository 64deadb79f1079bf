"""Kinder words, said after a save on every form a worker sends. Warns, never blocks, never counts, needs no script."""

from collections.abc import Callable, Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from kingfisher.rulebook import ask

OWN_WORDS = "If these are somebody’s own words, leave them as they were said."
MOST = 3  # thoughts after one save; more would scold


class KinderWords:
    """Middleware. What was typed has been kept by then; nothing is recorded of who typed it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if request.method == "POST" and getattr(request, "actor", None) and response.status_code in (302, 303):
            for word, hint in ask.language_hints("\n".join(_typed(request)))[:MOST]:
                kinder = f"A thought on “{word}”: {hint.plain} Perhaps: {hint.kinder}. {OWN_WORDS}"
                messages.info(request, kinder)
        return response


def _typed(request: HttpRequest) -> Iterator[str]:
    """The words of a form; not what forms carry along (`_form`, the token against forgery), nor passwords."""
    for name, values in request.POST.lists():
        if not name.startswith(("_", "csrf")) and "password" not in name:
            yield from values
