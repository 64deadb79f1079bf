"""What we learned: every recommendation, those that were made before, and what became of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.reviews import actions, queries
from kingfisher.reviews.pages.opening import folder_for
from kingfisher.reviews.states import RECOMMENDATION, STATE_WORDS
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form

PAGE = 25
STATES = sorted({m.to_state for m in RECOMMENDATION} | {"made"})


class EarlierForm(Form):
    """One of years ago, or from elsewhere, so that it is found when it returns."""

    mark_optional = False
    source = fields.Select("Where it comes from", lambda: ask.codes("recommendation_source").choices())
    source_words = fields.Input("Which review, audit or report", hint="As it is called in public: no child’s name")
    made_on = fields.Date("When it was made", past=True)
    theme = fields.Select("What it is about", lambda: ask.codes("recommendation_theme").choices())
    words = fields.Textarea("Who should do what", rows=3)


@page(Permission.RECOMMENDATION_READ)
def recommendations(request: HttpRequest) -> HttpResponse:
    """`?q=` searches within all; `?state=`, `?theme=`; `?from=` pages."""
    actor, asked = request.actor, request.GET
    chosen = {
        "words": asked.get("q", "").replace("\0", "")[:200],
        "state": asked.get("state", ""),
        "theme": asked.get("theme", ""),
    }
    first = int(asked["from"]) if asked.get("from", "").isdecimal() and len(asked["from"]) < 6 else 0
    found, more = queries.recommendations(actor, first=first, at_most=PAGE, **chosen)
    doings = {}
    if actor.has(Permission.REVIEW_WORK):
        doings["earlier"] = Doing(
            EarlierForm, lambda s: actions.recommend(
                actor, made=actions.Made(**s), folder=folder_for(actor, "recommendation"), at=actor.at
            ),
            "Kept. Open it to see whether it was made before.",
        )  # fmt: skip
    forms, done = forms_of(request, doings)
    if done:
        return done
    shown = {
        "found": found, "more": more, "first": first, "page_size": PAGE, "chosen": chosen, "forms": forms,
        "is_filtered": any(chosen.values()), "states": [(s, STATE_WORDS[s]) for s in STATES],
        "themes": ask.codes("recommendation_theme").choices(),
        "returned": [] if any(chosen.values()) or first else queries.returned(actor),
        "outlines": queries.outlines(actor), "words": STATE_WORDS,
    }  # fmt: skip
    return render(request, "reviews/pages/recommendations.html", shown)
