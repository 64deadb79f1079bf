"""One person, object, place or event: the picture around it, what was said of it, and what may be written down."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.intelligence import actions, queries
from kingfisher.intelligence.actions import Joined
from kingfisher.intelligence.pages.network_forms import ChartForm, LinkForm, RoleForm
from kingfisher.intelligence.pages.picture import name, narrowed, shown
from kingfisher.intelligence.queries import Picture
from kingfisher.ui.forms import Form

MOST_OPENED = 10  # things whose surroundings are opened in one picture


@page(Permission.NETWORK_READ, purpose=True)
def thing(request: HttpRequest, thing_id: UUID) -> HttpResponse:
    """`?steps=1|2`, `?also=` other things to open, `?kind=`, `?basis=`, `?since=`, `?until=`."""
    actor, bound = request.actor, {}
    picture = _picture(request, thing_id)
    if request.method == "POST":
        done = _done(request, thing_id, picture, bound)
        if done:
            return done
        picture = _picture(request, thing_id)
    others = [(str(n.id), name(n)) for n in queries.things(actor, at_most=200) if n.id != thing_id]
    history = queries.link_history(actor, thing_id)
    return render(request, "intelligence/pages/thing.html", {
        **shown(actor, picture), "one": picture.by_id[thing_id], "asked": request.GET, "history": history,
        "open_links": [joint for joint, why in history if not why], "gone": [h for h in history if h[1]],
        "said_to_be": queries.identifications(actor, thing_id), "may_write": actor.has(Permission.NETWORK_WORK),
        "link": bound.get("link") or LinkForm(prefix="link").ready(others),
        "role": bound.get("role") or RoleForm(prefix="role").ready(),
        "chart": bound.get("chart") or ChartForm(prefix="chart"),
    })  # fmt: skip


def _picture(request: HttpRequest, thing_id: UUID) -> Picture:
    asked, also = request.GET, []
    for said in asked.getlist("also")[:MOST_OPENED]:
        try:
            also.append(UUID(said))
        except ValueError:
            continue
    steps = 1 if asked.get("steps") == "1" else 2
    return queries.around(request.actor, [thing_id, *also], steps=steps, narrowed=narrowed(asked))


def _done(request: HttpRequest, thing_id: UUID, picture: Picture, bound: dict[str, Form]) -> HttpResponse | None:
    actor, do, at = request.actor, request.POST.get("do", ""), request.actor.at
    others = [(str(n.id), name(n)) for n in queries.things(actor, at_most=200) if n.id != thing_id]
    steps: dict[str, tuple[Callable[[], Form], Callable[[dict], object], str]] = {
        "link": (lambda: LinkForm(request.POST, prefix="link").ready(others),
                 lambda s: actions.join(actor, joined=_joined(thing_id, s), at=at), "Linked."),
        "role": (lambda: RoleForm(request.POST, prefix="role").ready(),
                 lambda s: actions.give_role(actor, thing_id=thing_id, at=at, **s), "Recorded."),
        "chart": (lambda: ChartForm(request.POST, prefix="chart"),
                  lambda s: actions.keep_chart(actor, picture=picture, at=at, **s), "Kept as it is now."),
    }  # fmt: skip
    try:
        if do == "take_back":
            actions.take_back(actor, link_id=UUID(request.POST.get("link", "")), why=request.POST.get("why", ""), at=at)
            return redirect("intelligence:thing", thing_id)
        if do not in steps:
            return None
        make, act, told = steps[do]
        form = bound[do] = make()
        if not form.is_valid():
            return None
        made = act(form.cleaned_data)
    except actions.NotYet as not_yet:
        for gap in not_yet.gaps:
            bound[do].add_error(None, gap) if do in bound else messages.error(request, gap)
        return None
    except ValueError:
        return None
    messages.success(request, told)
    return redirect("intelligence:chart", made) if do == "chart" else redirect("intelligence:thing", thing_id)


def _joined(thing_id: UUID, said: dict) -> Joined:
    return Joined(
        thing_id, UUID(said["other"]), said["kind"], said["basis"], said["confidence"], said["first_on"],
        said["last_on"], said["asserted_by"], said["grade"],
    )  # fmt: skip
