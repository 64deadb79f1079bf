"""One child on one page: who knows them, what each agency says, one chronology, what is open, what others hold."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.casefile.panels import panels_for
from kingfisher.casefile.picture import HOW, Picture, picture_of
from kingfisher.chronology.queries import Filters
from kingfisher.organisations.queries import agencies
from kingfisher.people.rules import age_on
from kingfisher.rulebook import ask


def filters_from(request: HttpRequest) -> Filters:
    """What the worker asked to leave out. A day that cannot be read leaves nothing out."""
    said: QueryDict = request.GET
    codes = {a.code: a.id for a in agencies(request.actor)}
    return Filters(
        organisation_ids=frozenset(codes[c] for c in said.getlist("agency") if c in codes),
        kinds=frozenset(said.getlist("kind")),
        from_on=_day(said.get("from", "")),
        until_on=_day(said.get("until", "")),
        words=said.get("words", "").strip()[:100],
    )


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _before(said: str) -> tuple[date, UUID] | None:
    day, _, key = said.partition("_")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


def lines_shown(picture: Picture) -> list[dict[str, object]]:
    """The chronology in the form the timeline component takes."""
    return [
        {
            "happened": line.happened_on,
            "time": f"{line.happened_at:%H:%M}" if line.happened_at else "",
            "age": _age(picture, line.happened_on),
            "known": line.known_at,
            "title": line.title,
            "detail": line.detail,
            "warning": line.warning,
            "source": picture.agencies[line.organisation_id].short_name,
            "author": f"{line.author_name}, {line.author_role}" if line.author_role else line.author_name,
            "how": _how(line.assertion, line.basis),
            "kind": ask.label("entry_kind", line.kind),
            "corrected": line.corrected_by is not None,
            "correction": line.corrects is not None,
            "withdrawn": line.withdrawn,
        }
        for line in picture.lines
    ]


def _age(picture: Picture, day: date) -> str:
    age = age_on(picture.born_on, day)
    return f"aged {age}" if age is not None else ""


def _how(assertion: str, basis: str) -> str:
    return ", ".join(part for part in (HOW.get(assertion, assertion), HOW.get(basis, basis)) if part)


@page(Permission.CHILD_READ, purpose=True)
def child(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The whole picture; the part with the lines alone when htmx asks."""
    filters = filters_from(request)
    newest_first = request.GET.get("order") != "oldest"
    picture = picture_of(
        request.actor, person_id, filters=filters, newest_first=newest_first,
        before=_before(request.GET.get("before", "")),
    )  # fmt: skip
    shown = {
        "picture": picture, "lines": lines_shown(picture), "filters": filters, "newest_first": newest_first,
        "may_ask": request.actor.has(Permission.REQUEST_ASK), "mine": _own_statement(request, picture),
        "may_open_now": request.actor.has(Permission.EMERGENCY_OPEN),
    }  # fmt: skip
    if request.htmx and request.htmx.target == "lines":
        return render(request, "casefile/pages/_lines.html", shown | _choices(request, filters))
    shown["panels"] = panels_for(request.actor, picture.child)
    return render(request, "casefile/pages/child.html", shown | _choices(request, filters))


def _own_statement(request: HttpRequest, picture: Picture) -> UUID | None:
    """What the worker's own agency says of this child, from which it may share."""
    own = (s for h in picture.holdings if h.agency.id == request.actor.organisation_id for s in h.statements)
    return next((s.id for s in own if s.origin != "mention"), None)


def _choices(request: HttpRequest, filters: Filters) -> dict[str, object]:
    said = request.GET.copy()
    said.pop("before", None)
    return {
        "kinds": ask.codes("entry_kind"),
        "address": request.path,
        "asked": said.urlencode(),
        "is_filtered": filters != Filters(),
    }
