"""What the office keeps: the action log, risks, money by year, how agencies take part."""

from decimal import Decimal, InvalidOperation

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.partnership import queries, rules
from kingfisher.partnership.actions import board, keeping
from kingfisher.partnership.actions.lacking import Lacking
from kingfisher.partnership.states import MONEY
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, choosing, forms_of
from kingfisher.ui.forms import Form

SCALE = [
    (str(n), words) for n, words in enumerate(("1: very low", "2: low", "3: middling", "4: high", "5: very high"), 1)
]


class EndForm(Form):
    """How an action ended, and what shows it."""

    mark_optional = False
    undertaking_id = fields.Select("Which action", ())
    how = fields.Radios("How it ends", [("do", "Done"), ("drop", "No longer needed")], inline=True)
    outcome = fields.Textarea("What shows that it is done, or why it is not needed", rows=3)


class GiveForm(Form):
    mark_optional = False
    words = fields.Input("What is to be done")
    owner_id = fields.Select("Who does it", ())
    due_on = fields.Date("By")


class RiskForm(Form):
    """A new risk with its first score."""

    mark_optional = False
    title = fields.Input("What could happen")
    cause_and_effect = fields.Textarea("Why, and what would follow for children", rows=3)
    owner_id = fields.Select("Who minds it", ())
    controls = fields.Textarea("What is done about it", rows=3)
    limit = fields.Number("The score we will live with (1 to 25)", least=1, greatest=25)
    likelihood = fields.Select("How likely", SCALE)
    impact = fields.Select("How grave", SCALE)
    why = fields.Input("Why it scores so")


class ScoreForm(Form):
    mark_optional = False
    risk_id = fields.Select("Which risk", ())
    likelihood = fields.Select("How likely now", SCALE)
    impact = fields.Select("How grave now", SCALE)
    why = fields.Input("Why")


class CloseForm(Form):
    mark_optional = False
    risk_id = fields.Select("Which risk", ())
    why = fields.Input("Why it is closed")


class MoneyForm(Form):
    sort = fields.Radios("What it is", tuple(MONEY.items()))
    who = fields.Input("Who gives it, or the heading it is for")
    pounds = fields.Input("How much, in pounds", width=10, prefix="£", inputmode="decimal")
    words = fields.Input("A note", required=False, hint="Of what is given in kind: what it is")


class NoForm(Form):
    """A button and nothing to fill in."""


def _people(actor) -> list[tuple[str, str]]:
    return [(str(h.id), f"{h.name}, {h.of}") for h in queries.holders(actor)]


@page(Permission.BOARD_READ)
def undertakings(request: HttpRequest) -> HttpResponse:
    """The action log: open ones first, the longest late on top."""
    actor, at = request.actor, {"at": request.actor.at}
    rows = queries.undertakings(actor)
    forms: dict = {}
    if actor.has(Permission.BOARD_WORK):
        open_ones = [(str(u.id), f"{u.ref}: {u.words[:60]}") for u in rows if u.state == "open"]
        forms, done = forms_of(request, {
            "end": Doing(choosing(EndForm, undertaking_id=open_ones), lambda s: board.end_undertaking(actor, **s, **at), "It is ended."),  # noqa: E501
            "give": Doing(choosing(GiveForm, owner_id=_people(actor)), lambda s: board.undertake(actor, **s, **at), "Given."),  # noqa: E501
            "chase": Doing(NoForm, lambda s: board.chase(actor, **at), "Everybody who is late is noted as asked."),
        })  # fmt: skip
        if done:
            return done
    return render(request, "partnership/pages/undertakings.html", {"rows_": rows, "forms": forms, "at": actor.at})


@page(Permission.BOARD_READ)
def risks(request: HttpRequest) -> HttpResponse:
    """The register, the gravest on top, each with its history."""
    actor = request.actor
    found = queries.risks(actor)
    forms: dict = {}
    if actor.has(Permission.BOARD_WORK):
        open_ones = [(str(r.id), r.title) for r in found if r.is_open]
        on = {"on": queries.today(actor), "at": actor.at}

        def whole(s: dict) -> dict:
            return {**s, "likelihood": int(s["likelihood"]), "impact": int(s["impact"])}

        forms, done = forms_of(request, {
            "risk": Doing(choosing(RiskForm, owner_id=_people(actor)), lambda s: keeping.keep_risk(actor, **whole(s), **on), "It is in the register."),  # noqa: E501
            "score": Doing(choosing(ScoreForm, risk_id=open_ones), lambda s: keeping.score(actor, **whole(s), **on), "Scored."),  # noqa: E501
            "close": Doing(choosing(CloseForm, risk_id=open_ones), lambda s: keeping.close_risk(actor, **s, at=actor.at), "Closed."),  # noqa: E501
        })  # fmt: skip
        if done:
            return done
    return render(request, "partnership/pages/risks.html", {"found": found, "forms": forms, "at": actor.at})


def _in_pence(pounds: str) -> int:
    try:
        pence = Decimal(pounds.replace(",", "").replace("£", "").strip()) * 100
    except InvalidOperation:
        raise Lacking("That is no sum.", gaps=("Enter an amount in pounds, like 12,500 or 12500.50.",)) from None
    if not pence.is_finite() or pence != int(pence) or not 0 <= pence < 10**13:
        raise Lacking("That is no sum.", gaps=("Enter an amount in whole pence, zero or more.",))
    return int(pence)


@page(Permission.BOARD_READ)
def this_year(request: HttpRequest) -> HttpResponse:
    """This financial year's money."""
    return _money(request, rules.year_of(queries.today(request.actor)))


@page(Permission.BOARD_READ)
def money(request: HttpRequest, year: int) -> HttpResponse:
    """The money of the year that began in April of `year`."""
    return _money(request, year)


def _money(request: HttpRequest, year: int) -> HttpResponse:
    actor = request.actor
    forms: dict = {}

    def keep(s: dict) -> None:
        pence = _in_pence(s.pop("pounds"))
        keeping.keep_money(actor, year=year, pence=pence, on=queries.today(actor), **s, at=actor.at)

    if actor.has(Permission.BOARD_WORK):
        forms, done = forms_of(request, {"money": Doing(MoneyForm, keep, "Kept.")})
        if done:
            return done
    shown = {"found": queries.money(actor, year=year), "forms": forms, "pounds": rules.pounds, "at": actor.at}
    return render(request, "partnership/pages/money.html", shown)


@page(Permission.BOARD_READ)
def engagement(request: HttpRequest) -> HttpResponse:
    """Who came, who stayed silent, who is late, in the last twelve months."""
    return render(request, "partnership/pages/engagement.html", {"found": queries.engagement(request.actor)})
