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
from kingfisher.intelligence.pages.network_forms import BackForm, ChartForm, LinkForm, RoleForm
from kingfisher.intelligence.pages.picture import chosen, name, narrowed, shown
from kingfisher.intelligence.queries import Joint, Picture
from kingfisher.rulebook import ask
from kingfisher.ui.filters import day
from kingfisher.ui.forms import Form

MOST_OPENED = 10  # things whose surroundings are opened in one picture
Others = list[tuple[str, str]]


@page(Permission.NETWORK_READ, purpose=True)
def thing(request: HttpRequest, thing_id: UUID) -> HttpResponse:
    """`?steps=1|2`, `?also=` other things to open, `?kind=`, `?basis=`, `?since=`, `?until=`."""
    actor = request.actor
    picture, history = _picture(request, thing_id), queries.link_history(actor, thing_id)
    others, links = _others(request, thing_id), _links(picture, [j for j, why in history if not why])
    form = _form(request, others, links)
    if form is not None and form.is_valid():
        done = _done(request, thing_id, picture, form)
        if done:
            return done
    fresh = {"link": LinkForm(prefix="link").ready(others), "role": RoleForm(prefix="role").ready(),
             "back": BackForm(prefix="back").ready(links), "chart": ChartForm(prefix="chart")}  # fmt: skip
    if form is not None:
        fresh[form.prefix] = form
    return render(request, "intelligence/pages/thing.html", {
        **shown(actor, picture), "one": picture.by_id[thing_id], "asked": request.GET, "has_links": bool(links),
        "chosen": chosen(request.GET, picture.by_id), "gone": [h for h in history if h[1]],
        "said_to_be": [one for one in queries.identified(actor, thing_id) if not one.taken_back],
        "may_write": actor.has(Permission.NETWORK_WORK), **fresh,
    })  # fmt: skip


@page(Permission.NETWORK_READ, purpose=True)
def link(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """To the picture in which a link is drawn."""
    return redirect("intelligence:thing", queries.drawn_around(request.actor, link_id))


def _picture(request: HttpRequest, thing_id: UUID) -> Picture:
    asked, also = request.GET, []
    for said in asked.getlist("also")[:MOST_OPENED]:
        try:
            also.append(UUID(said))
        except ValueError:
            continue
    steps = 1 if asked.get("steps") == "1" else 2
    return queries.around(request.actor, [thing_id, *also], steps=steps, narrowed=narrowed(asked))


def _others(request: HttpRequest, thing_id: UUID) -> Others:
    return [(str(n.id), name(n)) for n in queries.things(request.actor, at_most=200) if n.id != thing_id]


def _links(picture: Picture, joints: list[Joint]) -> Others:
    """What may be taken back, in words: what joins whom, who said so, since when."""
    known, found = picture.by_id, []
    for one in joints:
        ends = " and ".join(name(known[end]) for end in (one.left, one.right) if end in known)
        words = f"{ends}: {ask.label('link_kind', one.kind).lower()}, {one.asserted_by}, {day(one.first_on)}"
        found.append((str(one.id), words))
    return found


def _form(request: HttpRequest, others: Others, links: Others) -> Form | None:
    """The form that was sent; None when none was."""
    if request.method != "POST":
        return None
    sent: dict[str, Callable[[], Form]] = {
        "link": lambda: LinkForm(request.POST, prefix="link").ready(others),
        "role": lambda: RoleForm(request.POST, prefix="role").ready(),
        "take_back": lambda: BackForm(request.POST, prefix="back").ready(links),
        "chart": lambda: ChartForm(request.POST, prefix="chart"),
    }
    made = sent.get(request.POST.get("do", ""))
    return made() if made else None


def _done(request: HttpRequest, thing_id: UUID, picture: Picture, form: Form) -> HttpResponse | None:
    """Where to go next; None when something is still lacking, which the form then says."""
    actor, said, at = request.actor, form.cleaned_data, request.actor.at
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "link": (lambda: actions.join(actor, joined=_joined(thing_id, said), at=at), "Linked."),
        "role": (lambda: actions.give_role(actor, thing_id=thing_id, at=at, **said), "Recorded."),
        "back": (lambda: actions.take_back(actor, link_id=UUID(said["link"]), why=said["why"], at=at), "Taken back."),
        "chart": (lambda: actions.keep_chart(actor, picture=picture, at=at, **said), "Kept as it is now."),
    }
    act, told = acts[form.prefix]
    try:
        made = act()
    except actions.NotYet as not_yet:
        for gap in not_yet.gaps:
            form.add_error(None, gap)
        return None
    messages.success(request, told)
    if form.prefix == "chart":
        return redirect("intelligence:chart", made)
    return redirect("intelligence:thing", thing_id)


def _joined(thing_id: UUID, said: dict) -> Joined:
    return Joined(
        thing_id, UUID(said["other"]), said["kind"], said["basis"], said["confidence"], said["first_on"],
        said["last_on"], said["asserted_by"], said["grade"],
    )  # fmt: skip
