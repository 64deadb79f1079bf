"""Who looked, as a list: one's own log, a worker's for her manager, a folder's for its owner."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from kingfisher.access import queries
from kingfisher.access.audit import WHAT
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.access.queries import Line, Touched, Within
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import colleagues
from kingfisher.rulebook import ask
from kingfisher.ui.paging import Ask, Page
from kingfisher.ui.tables import Column, Table

IN_A_FILE = 5000


@page(Permission.OWN_LOG_READ)
@leaves("trail.log")
def mine(request: HttpRequest) -> Leaving:
    """Everything recorded of oneself in this place."""
    return _of_worker(request, request.actor.placement_id, "Your own log")


@page(Permission.WORKER_LOG_READ)
@leaves("trail.log")
def worker(request: HttpRequest, placement_id: UUID) -> Leaving:
    """What a worker did: for managers, those of their teams; for information governance, all of their agency."""
    found = colleagues(request.actor, {placement_id}).get(placement_id)
    done = queries.lines_of(request.actor, placement_id, within=Within(), ask=Ask(size=1)).rows
    if found is None or not done:  # both are asked, so that nobody learns by the time it takes which of them it was
        raise NotThere("There is no log here that you may read.")
    return _of_worker(request, placement_id, f"Log of {found.name}", f"{found.job_title}, {found.organisation}")


@page(Permission.FOLDER_LOG_READ)
@leaves("trail.log")
def folder(request: HttpRequest, folder_id: UUID) -> Leaving:
    """Who touched a folder of one's own organisation, from whichever agency."""
    if not queries.has_touches(request.actor, folder_id):
        raise NotThere("There is no log here that you may read.")
    rows = queries.touches_of(request.actor, folder_id, within=_within(request), ask=_ask(request))
    columns = _touch_columns(request, rows)
    return _shown(request, rows, columns, "Who has looked at this folder", folders=[folder_id])


@page(Permission.FOLDER_LOG_READ)
@leaves("trail.log")
def ours(request: HttpRequest) -> Leaving:
    """Who touched any folder of one's own organisation, across its children; from other agencies alone if asked."""
    elsewhere = request.GET.get("elsewhere") == "yes"
    rows = queries.touches_of_ours(request.actor, within=_within(request), elsewhere=elsewhere, ask=_ask(request))
    columns = _touch_columns(request, rows)
    columns.insert(4, Column("Folder", lambda r: "Its log", link=lambda r: reverse("trail:folder", args=[r.folder_id]),
                             csv=lambda r: str(r.folder_id)))  # fmt: skip
    folders = list({r.folder_id for r in rows.rows})
    title = f"Who has looked at the folders of {request.actor.organisation_name}"
    return _shown(request, rows, columns, title, folders=folders, across=True)


def _touch_columns(request: HttpRequest, rows: Page) -> list[Column]:
    who = colleagues(request.actor, {r.placement_id for r in rows.rows})
    return [
        Column("When", "at", "moment"),
        Column("Who", lambda r: who[r.placement_id].name if r.placement_id in who else "a system"),
        Column("Agency", lambda r: who[r.placement_id].organisation if r.placement_id in who else ""),
        Column("What", "sentence"),
        Column("Why", _why),
        Column("How", "via"),
    ]


def _of_worker(request: HttpRequest, placement_id: UUID, title: str, caption: str = "") -> Leaving:
    rows = queries.lines_of(request.actor, placement_id, within=_within(request), ask=_ask(request))
    columns = [
        Column("When", "at", "moment"),
        Column("What", "sentence"),
        Column("More", _more),
        Column("Folders", lambda r: len(r.folder_ids) or None, "number"),
        Column("Why", _why),
        Column("How", "via"),
    ]
    return _shown(request, rows, columns, title, caption)


def _shown(
    request: HttpRequest, rows: Page, columns: list[Column], title: str, caption: str = "",
    folders: list[UUID] = (), *, across: bool = False,
) -> Leaving:  # fmt: skip
    csv = request.GET.copy()
    csv["as"] = "csv"
    table = Table(
        title, columns, rows, params=request.GET, noun="lines", show_caption=False, csv_link=f"?{csv.urlencode()}"
    )
    about = {person for row in rows.rows for person in _persons(row)}
    if request.GET.get("as") == "csv":
        return Leaving(table.csv_response("log.csv"), people=about, folders=folders, file_name="log.csv")
    shown = {
        "table": table, "title": title, "caption": caption, "sorts": sorted(WHAT.items(), key=lambda w: w[1]),
        "asked": request.GET, "clear": request.path, "heads": reverse("trail:heads"), "across": across,
    }  # fmt: skip
    return Leaving(render(request, "trail/pages/log.html", shown), people=about, folders=folders)


def _persons(row: Line | Touched) -> list[UUID]:
    said = getattr(row, "facts", {}).get("person")
    return [UUID(said)] if said else []


def _why(row: Line | Touched) -> str:
    titles = {p.id: p.title for p in ask.purposes()}
    return titles.get(row.purpose, row.purpose)


def _more(row: Line) -> str:
    facts = row.facts
    if "words" in facts:
        shown = facts.get("shown")
        return f"“{facts['words']}”" + (f", {shown} shown" if shown is not None else "")
    if "rule" in facts:
        return f"refused by {facts['rule']}" if row.what == "access.person.refused" else str(facts["rule"])
    return ", ".join(f"{name} {value}" for name, value in facts.items() if isinstance(value, int | bool))


def _ask(request: HttpRequest) -> Ask:
    return Ask.read(request.GET, size=IN_A_FILE if request.GET.get("as") == "csv" else 50)


def _within(request: HttpRequest) -> Within:
    """Days are whole days; one that cannot be read leaves nothing out."""
    until = _day(request.GET.get("until", ""))
    return Within(
        what=frozenset(w for w in request.GET.getlist("what") if w in WHAT),
        from_at=_moment(_day(request.GET.get("from", ""))),
        until_at=_moment(until + timedelta(days=1)) if until else None,
    )


def _day(said: str) -> date | None:
    try:
        found = date.fromisoformat(said)
    except ValueError:
        return None
    return found if 1990 < found.year < 2190 else None


def _moment(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), tzinfo=UTC) if day else None
