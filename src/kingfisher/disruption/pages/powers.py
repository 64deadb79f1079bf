"""What the law offers, one by one: the test, who may use it, how long, what breach means, whether it has begun."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import NotThere
from kingfisher.rulebook import ask
from kingfisher.rulebook.disrupting import GROUPS
from kingfisher.rulebook.powers import power as power_of
from kingfisher.rulebook.powers import powers as all_powers


@page(Permission.MEASURE_WORK)
def powers(request: HttpRequest) -> HttpResponse:
    """Every power, in three groups; and the charges to think of."""
    groups = [(title, [p for p in all_powers() if p.group == code]) for code, title in GROUPS.items()]
    every = all_powers()
    read = sum(1 for p in every if not p.unread)
    shown = {"groups": groups, "charges": ask.codes("charging_menu").code, "all": len(every), "read": read,
             "partly": sum(1 for p in every if p.reads) - read}  # fmt: skip
    return render(request, "disruption/pages/powers.html", shown)


@page(Permission.MEASURE_WORK)
def power(request: HttpRequest, power_id: str) -> HttpResponse:
    """One power with its source."""
    try:
        found = power_of(power_id)
    except LookupError:
        raise NotThere from None
    return render(request, "disruption/pages/power.html", {"one": found, "label": ask.label})
