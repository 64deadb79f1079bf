"""What a page with several forms does: bind each, try the one sent, say what is lacking, or say that it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Refused
from kingfisher.ui.forms import Form


@dataclass(frozen=True)
class Doing:
    """One thing a page can do: how its form is made, what it does, what is said afterwards ("" says nothing),
    or how that follows from what came of it.

    `carries_files` hands the form what was uploaded.
    """

    form: Callable[..., Form]
    act: Callable[[dict], object]
    told: str | Callable[[object], str]
    carries_files: bool = False


def forms_of(
    request: HttpRequest, doings: Mapping[str, Doing], *, on_page: tuple[str, ...] = ("not_now", "file_not_kept")
) -> tuple[dict[str, Form], HttpResponse | None]:  # fmt: skip
    """Every form of the page, and the answer when one of them was sent and done.

    A refusal with gaps, or of a rule in `on_page`, is said beside the form; any other is the page.
    """
    do = request.POST.get("do", "") if request.method == "POST" else ""
    made = {name: _made(request, name, doing, name == do) for name, doing in doings.items()}
    if actor := getattr(request, "actor", None):
        for field in (field for form in made.values() for field in form.fields.values()):
            field.today = field.today or actor.at.astimezone(LONDON).date()  # for dates that lie in the past
    if do not in doings or not made[do].is_valid():
        return made, None
    try:
        came = doings[do].act(made[do].cleaned_data)
    except Refused as refused:
        if not refused.gaps and refused.rule not in on_page:
            raise
        for gap in refused.gaps or (str(refused),):
            made[do].add_error(None, gap)
        return made, None
    told = doings[do].told
    if words := told if isinstance(told, str) else told(came):
        messages.success(request, words)
    return made, redirect(request.get_full_path())


def _made(request: HttpRequest, name: str, doing: Doing, is_sent: bool) -> Form:
    files = {"files": request.FILES} if doing.carries_files and is_sent else {}
    return doing.form(request.POST if is_sent else None, prefix=name, **files)


def choosing(form_class: type[Form], **choices: list) -> Callable[..., Form]:
    """The form with these choices offered in it."""

    def make(*args: object, **kwargs: object) -> Form:
        form = form_class(*args, **kwargs)
        for name, offered in choices.items():
            form.fields[name].choices = offered
        return form

    return make


def starting(form_class: type[Form], **initial: object) -> Callable[..., Form]:
    """The form with what stands now in its boxes."""
    return lambda *args, **kwargs: form_class(*args, initial=initial, **kwargs)
