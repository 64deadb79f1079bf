"""The front door's queue, and what waits for a manager."""

import hashlib

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import urlencode

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.referrals import queries
from kingfisher.referrals.queries import QueueRow, Wanted
from kingfisher.referrals.states import OPEN, WORDS
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form
from kingfisher.ui.paging import Ask, Page

KIND = "referrals.contact"
WHOSE = (("mine", "Mine"), ("nobodys", "Nobody's yet"))


class FilterForm(Form):
    mark_optional = False
    rating = fields.Select("Urgency", blank="Any", required=False)
    state = fields.Select("Where it is", blank="Anywhere", required=False)
    whose = fields.Select("Whose", blank="Anybody's", required=False, choices=WHOSE)
    category = fields.Select("Worry", blank="Any", required=False)
    repeat = fields.Tick("Third contact in a year, or more", required=False)
    news = fields.Tick("Something was added", required=False)


@page(Permission.CONTACT_READ, purpose=True)
def queue(request: HttpRequest) -> HttpResponse:
    """What the front door has to do, the soonest due first; the rows alone for htmx, nothing when none changed."""
    actor = request.actor
    form = _filters(request.GET, actor)
    form.is_valid()
    wanted = Wanted(**{k: v for k, v in form.cleaned_data.items() if v})
    page_ = queries.queue(actor, wanted, Ask.read(request.GET))
    shown = _rows(actor, page_)
    shown["stamp"] = _stamp(page_.rows, shown["clocks"])
    if request.htmx and request.GET.get("seen") == shown["stamp"]:
        return HttpResponse(status=204)
    queries.record_seen(actor, page_.rows)
    keep = {k: v for k, v in request.GET.items() if v and k not in ("seen", "after", "before")}
    shown |= {
        "page": page_, "address": lambda **more: "?" + urlencode(keep | {k: v for k, v in more.items() if v}),
        "here": request.path, "query": urlencode({k: v for k, v in request.GET.items() if v and k != "seen"}),
    }  # fmt: skip
    if request.htmx:
        return render(request, "referrals/pages/_rows.html", shown)
    shown |= {
        "form": form,
        "chosen": _chosen(form, keep),
        "may_sign_off": actor.has(Permission.CONTACT_SIGN_OFF),
        "may_triage": actor.has(Permission.CONTACT_TRIAGE),
    }
    return render(request, "referrals/pages/queue.html", shown)


@page(Permission.CONTACT_SIGN_OFF, purpose=True)
def sign_offs(request: HttpRequest) -> HttpResponse:
    """What waits for a manager, the soonest due first."""
    rows = queries.sign_offs(request.actor)
    queries.record_seen(request.actor, rows)
    shown = _rows(request.actor, Page(rows))
    return render(request, "referrals/pages/sign_offs.html", {**shown, "page": Page(rows)})


def _rows(actor: Actor, page_: Page[QueueRow]) -> dict[str, object]:
    policy = ask.rag(on=local_day(actor.at, ask.calendar()))
    dues = clocks.with_due(actor, KIND, [row.id for row in page_.rows])
    words = {r.code: ask.clock(r.clock, on=local_day(actor.at, ask.calendar())) for r in policy.rating}
    return {
        "rows": page_.rows, "clocks": dues, "actor": actor, "label": ask.label,
        "limits": {code: f"{rule.amount} {rule.unit.value.replace('_', ' ')}{'s' if rule.amount > 1 else ''}"
                   for code, rule in words.items()},
    }  # fmt: skip


def _stamp(rows: list[QueueRow], dues: dict) -> str:
    """Changes when anything on the page does: a row, its state or owner, or how its clock stands in words."""
    said = [(r.id, r.state, r.rating, r.owner_id, r.earlier_contacts, r.news_at,
             dues[r.id].state if r.id in dues else "") for r in rows]  # fmt: skip
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _filters(data: QueryDict, actor: Actor) -> FilterForm:
    form = FilterForm(data)
    policy = ask.rag(on=local_day(actor.at, ask.calendar()))
    form.fields["rating"].choices = [(r.code, r.label) for r in policy.rating]
    form.fields["state"].choices = [(s, WORDS[s]) for s in OPEN]
    form.fields["category"].choices = ask.codes("concern_category").choices()
    return form


def _chosen(form: FilterForm, keep: dict[str, str]) -> list[tuple[str, str]]:
    """What is filtered by, each with the address of the page without it."""
    found = []
    for name, value in form.cleaned_data.items():
        if value:
            said = form.fields[name].label if value is True else form.fields[name].label_of(value)
            found.append((said, "?" + urlencode({k: v for k, v in keep.items() if k != name})))
    return found
