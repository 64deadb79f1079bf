"""What every page of this room does with a form: bind it, try it, say what is lacking, or say that it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kingfisher.kernel.verdict import Refused
from kingfisher.partnership.actions.lacking import Lacking
from kingfisher.ui.forms import Form


@dataclass(frozen=True)
class Doing:
    """One thing a page can do: how its form is made, what it does, what is said afterwards ("" says nothing)."""

    form: Callable[..., Form]
    act: Callable[[dict], object]
    told: str


def forms_of(request: HttpRequest, doings: Mapping[str, Doing]) -> tuple[dict[str, Form], HttpResponse | None]:
    """Every form of the page, and the answer when one of them was sent and done."""
    do = request.POST.get("do", "") if request.method == "POST" else ""
    made = {name: doing.form(request.POST if name == do else None, prefix=name) for name, doing in doings.items()}
    if do not in doings or not made[do].is_valid():
        return made, None
    try:
        doings[do].act(made[do].cleaned_data)
    except Lacking as lacking:
        for gap in lacking.gaps:
            made[do].add_error(None, gap)
        return made, None
    except Refused as refused:
        if refused.rule not in ("not_now", "signature_under_other_words"):
            raise
        made[do].add_error(None, str(refused))
        return made, None
    if doings[do].told:
        messages.success(request, doings[do].told)
    return made, redirect(request.get_full_path())
