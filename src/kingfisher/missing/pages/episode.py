"""One absence on one page: what is known, what it calls for, and what may be done now."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import acting_as, page, service_of
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import open_moves
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Refused
from kingfisher.missing import actions, queries
from kingfisher.missing.pages import episode_forms as forms
from kingfisher.missing.queries import EpisodeFile
from kingfisher.missing.states import EPISODE
from kingfisher.rulebook import ask
from kingfisher.ui.forms import Form


@page(Permission.MISSING_READ, purpose=True)
def episode(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Show it; or do one thing to it (`do`)."""
    actor, bound = request.actor, {}
    if request.method == "POST":
        doing, _, of = request.POST.get("do", "").partition(":")
        form = _form(actor, doing, request)
        if form is None or form.is_valid():
            try:
                _do(actor, episode_id, doing, of, form.cleaned_data if form else {})
                _keep_up(actor, episode_id)
                messages.success(request, "Recorded.")
                return redirect("missing:episode", episode_id)
            except Refused as refused:
                form = form or Form({})
                for sentence in refused.gaps or (refused.sentence,):
                    form.add_error(None, sentence)
        bound[doing + (f":{of}" if of else "")] = form
    return render(request, "missing/pages/episode.html", _shown(actor, queries.episode_file(actor, episode_id), bound))


def _keep_up(actor: Actor, episode_id: UUID) -> None:
    """What the hub itself does after each step: thresholds, notices and the talk on return follow."""
    service = service_of("front_door_service", at=actor.at, via=actor.via)
    with acting_as(service):
        actions.keep_up(service, episode_id=episode_id, at=actor.at)


def _form(actor: Actor, doing: str, request: HttpRequest) -> Form | None:
    made = forms.FORMS.get(doing)
    if made is None:
        raise Refused("That cannot be done here. Go back and try again.")
    return made(request.POST, prefix=doing, today=actor.at.astimezone(LONDON).date())


def _do(actor: Actor, key: UUID, doing: str, of: str, said: dict) -> None:
    at = actor.at
    if doing == "find":
        actions.find(actor, episode_id=key, back=actions.Back(**said), at=at)
    elif doing == "risk":
        actions.say_risk(actor, episode_id=key, risk=said["risk"], why=said["why"], at=at)
    elif doing == "prevention":
        actions.record_prevention(actor, episode_id=key, at=at, **said)
    elif doing == "join":
        actions.join(actor, episode_id=key, into_id=_key(said["into"]), why=said["why"], at=at)
    elif doing == "answer":
        actions.answer_crossing(actor, crossing_id=_key(of), at=at, **said)
    elif doing == "told":
        actions.tell_authority(actor, notice_id=_key(of), whom=said["whom"], at=at)
    elif doing == "close":
        actions.close(actor, episode_id=key, words=said["why"], at=at)
    else:
        {"reopen": actions.reopen, "mistake": actions.mistake, "part": actions.part}[doing](
            actor, episode_id=key, why=said["why"], at=at
        )


def _key(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise Refused("That is no longer there. Look at the page again.") from None


def _shown(actor: Actor, file: EpisodeFile, bound: dict[str, Form]) -> dict[str, object]:
    today = actor.at.astimezone(LONDON).date()

    def of(name: str, **initial: object) -> Form:
        return bound.get(name) or forms.FORMS[name](prefix=name, today=today, initial=initial)

    e = file.episode
    others = [h for h in file.history if h.id != e.id and h.joined_into is None and h.state != "mistake"]
    join = of("join")
    join.fields["into"].choices = [(str(h.id), f"{h.ref}, from {h.started_at:%d %B %Y}") for h in others]
    return {
        "file": file, "e": e, "at": actor.at, "label": ask.label, "bound": [f for f in bound.values() if f],
        "moves": {m.name for m in open_moves(EPISODE, e.state, actor.permissions)},
        "may_work": actor.has(Permission.MISSING_WORK),
        "may_call": actor.has(Permission.MEETING_CONVENE), "find": of("find", found_at=actor.at.astimezone(LONDON)),
        "risk": of("risk", risk=e.risk), "prevention": of("prevention"), "join": join, "others": others,
        "why": {name: of(name) for name in ("reopen", "mistake", "part", "close")}, "answer": of("answer"),
        "told": of("told"), "doing": next(iter(bound), ""), "answering": bound,
    }  # fmt: skip
