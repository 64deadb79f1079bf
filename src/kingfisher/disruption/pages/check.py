"""On the street, on a phone: may somebody be here tonight? Two taps: the link, and the button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import queries


@page(Permission.CONDITION_CHECK, purpose=True)
def check(request: HttpRequest) -> HttpResponse:
    """`?who=` and `?where=`: what holds today. Nothing found is never said as a yes."""
    who, where = (request.GET.get(name, "").strip()[:100] for name in ("who", "where"))
    asked = bool(who or where)
    found = queries.check(request.actor, who=who, where=where) if asked else []
    holders: dict[str, list[queries.Found]] = {}
    for one in found:
        holders.setdefault(one.holder, []).append(one)
    shown = {
        "name": who, "where": where, "asked": asked, "found": found, "holders": list(holders.items()),
        "breaches": {who: list(dict.fromkeys((r.power, r.breach) for r in rows)) for who, rows in holders.items()},
        "speaks": [one for one in found if one.speaks],
    }  # fmt: skip
    return render(request, "disruption/pages/check.html", shown)
