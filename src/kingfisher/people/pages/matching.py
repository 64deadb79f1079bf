"""How the matching does, month by month: rates by agency, people against the machine, groups too large. No names."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.organisations.queries import agencies
from kingfisher.people.queries.figures import Month, figures_of, months_counted
from kingfisher.people.queries.reviewing import ANSWERS
from kingfisher.rulebook import ask
from kingfisher.ui.charts import Bar, bar_rows

FEW, STEP = 5, 5
WORDS = {"same": "One person", "different": "Two people", "unsure": "Not sure", "kept_apart": "Kept apart"}


def rounded(number: int) -> str:
    """A count as it may be shown: nought, “fewer than 5”, or to the nearest 5, so that no two counts give a third."""
    if not number:
        return "0"
    return f"fewer than {FEW}" if number < FEW else f"{STEP * round(number / STEP):,}"


def share(part: int, whole: int) -> str:
    """A share in 100, where enough stand behind it."""
    return f"{round(100 * part / whole)} in 100" if whole >= 2 * FEW and part >= FEW else "too few to say"


@page(Permission.MATCHING_READ)
def matching(request: HttpRequest) -> HttpResponse:
    """One month, the newest unless another is asked for."""
    actor = request.actor
    counted = months_counted(actor)
    chosen = next(
        (one for one in counted if one.isoformat() == request.GET.get("month")), counted[0] if counted else None
    )
    found = figures_of(actor, chosen) if chosen else None
    names = {one.code: one.short_name for one in agencies(actor)}
    return render(
        request,
        "people/pages/matching.html",
        {
            "months": counted, "found": found, "rounded": rounded, "share": share, "answers": ANSWERS, "words": WORDS,
            "names": names, "picture": _picture(found, names) if found else "", "rule": ask.linking(),
            "agencies": sorted(found.agencies, key=lambda code: names.get(code, code)) if found else [],
            "month_words": _words, "kappa_words": _kappa_words,
        },
    )  # fmt: skip


def _words(month: date) -> str:
    return f"{month:%B} {month.year}"


def _picture(found: Month, names: dict[str, str]) -> object:
    """The agencies with enough records to say something, the least linked first."""
    enough = [
        (code, one["linked"] / one["held"]) for code, one in found.agencies.items()
        if one.get("held", 0) >= 10 * FEW and one.get("linked", 0) >= FEW
    ]  # fmt: skip
    bars = [
        Bar(names.get(code, code), 100 * rate, f"{round(100 * rate)} in 100")
        for code, rate in sorted(enough, key=lambda p: p[1])
    ]
    return bar_rows("Records linked to another agency's, in 100", bars[:12], greatest=100) if bars else ""


def _kappa_words(kappa: float | None) -> str:
    """How far two people agree beyond chance, in the words of Landis and Koch (1977)."""
    if kappa is None:
        return "too few second opinions to say"
    for least, words in (
        (0.81, "almost perfect"),
        (0.61, "substantial"),
        (0.41, "moderate"),
        (0.21, "fair"),
        (0.0, "slight"),
    ):
        if kappa >= least:
            return words
    return "less than by chance"
