"""One import: its first rows and columns, then how far it has come, then what it gave and what was turned away."""

from itertools import islice
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.exchange import actions, queries
from kingfisher.exchange.imports import csv_plain, held, refusals, sources
from kingfisher.exchange.imports.csv_columns import COLUMNS, layout_of
from kingfisher.exchange.imports.shapes import (
    EventSaid,
    KnownSaid,
    MissingSaid,
    PersonSaid,
    Read,
    Reject,
    TieSaid,
    WorkerSaid,
)
from kingfisher.exchange.pages.runs import STATES, label_of
from kingfisher.exchange.queries import RunShown
from kingfisher.guard.leaving import nothing_leaves
from kingfisher.kernel.verdict import NotThere
from kingfisher.ui.tables import Column, Table

HELD = settings.HOME / "imports"
FIRST, LISTED, MOST_IN_A_FILE = 8, 50, 100_000
WORDS = {
    "people_new": "People new",
    "people_changed": "People with something new said of them",
    "entries_new": "Entries new",
    "entries_changed": "Entries corrected",
    "ties_new": "Relationships new",
    "ties_changed": "Relationships changed",
    "workers_new": "Workers new",
    "workers_changed": "Workers changed",
    "known_new": "People another agency is now known to know",
    "known_changed": "People another agency knows, said anew",
    "absences_new": "Absences of children new",
    "absences_changed": "Absences with something new said of them",
    "kept_for_a_person": "Kept as they came, for somebody at the front door to read",
    "unchanged": "Rows met before, unchanged",
    "rejects": "Lines turned away",
    "cautions": "Let in as said, and flagged",
    "linked": "Linked to another record by a checked number",
    "to_judge": "Likely pairs that wait for somebody to judge them",
    "to_weigh": "Records still to be compared with the others",
}
WHICH = {"turned-away": False, "flagged": True}


@page(Permission.IMPORT_READ)
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """GET shows it as it stands (htmx asks for the progress alone); POST says which column is which, and begins."""
    shown = queries.run(request.actor, run_id)
    if request.method == "POST":
        return _begun(request, shown)
    told = _told(shown) | {"state": STATES[shown.state], "counts": _counts(shown), "listed": LISTED}
    if request.htmx:
        answer = render(request, "exchange/pages/_progress.html", told)
        if not shown.goes_on:
            answer["HX-Refresh"] = "true"  # it has ended: the whole page has more to say
        return answer
    if shown.state == "waiting":
        told |= _preview(shown)
    if shown.state in ("done", "failed", "running"):
        told["rejects"] = queries.remarks(request.actor, run_id, at_most=LISTED)
        told["cautions"] = queries.remarks(request.actor, run_id, let_in=True, at_most=LISTED)
    return render(request, "exchange/pages/run.html", told | {"may_run": request.actor.has(Permission.IMPORT_RUN)})


@page(Permission.IMPORT_READ)
@nothing_leaves("lines of the agency's own file, given back to mend")
def remarks_csv(request: HttpRequest, run_id: UUID, which: str) -> HttpResponse:
    """The lines turned away, or flagged, as a file to mend them by. No cell of it can start a formula."""
    if which not in WHICH:
        raise NotThere
    shown = queries.run(request.actor, run_id)
    rows = queries.remarks(request.actor, run_id, let_in=WHICH[which], at_most=MOST_IN_A_FILE)
    names = ("part", "line", "field", "value", "reason")
    table = Table.of("Lines", [Column(name.title(), name) for name in names], rows)
    return table.csv_response(f"{shown.ref}-{which}.csv")


def _begun(request: HttpRequest, shown: RunShown) -> HttpResponse:
    """Columns that cannot say whom a row is about are said at once, beside what was chosen; nothing is lost."""
    headings = request.POST.getlist("heading")
    mapping = {heading: request.POST.get(f"column-{at}", "") for at, heading in enumerate(headings)}
    if mapping:
        try:
            layout_of(headings, mapping)
        except refusals.ColumnsMissing as missing:
            told = _told(shown) | {"may_run": True, **_preview(shown)}
            told |= {"problem": missing.sentence, "guess": mapping}
            return render(request, "exchange/pages/run.html", told)
        actions.set_mapping(request.actor, run_id=shown.id, mapping=mapping, at=request.actor.at)
    actions.line_up(request.actor, run_id=shown.id, at=request.actor.at)
    return redirect("exchange:run", shown.id)


def _told(shown: RunShown) -> dict[str, object]:
    return {"run": shown, "label": label_of(shown.source), "size": _size(shown.size)}


def _size(of: int) -> str:
    """Bytes in words: 27 KB, 4.1 MB."""
    if not of:
        return ""
    return f"{of / 2**20:,.1f} MB" if of >= 2**20 else f"{max(1, round(of / 2**10))} KB"


def _counts(shown: RunShown) -> list[tuple[str, str]]:
    return [(words, f"{shown.counts[name]:,}") for name, words in WORDS.items() if shown.counts.get(name)]


def _preview(shown: RunShown) -> dict[str, object]:
    path = held.path_of(HELD, shown.held_as)
    try:
        if sources.source(shown.source).takes_mapping:
            return _columns(path)
        rows = islice(sources.read(shown.source, path, limit=settings.IMPORT_LIMIT_BYTES), FIRST * 4)
        return {"first": [told for row in rows if (told := _in_words(row))][:FIRST]}
    except refusals.Refused as refused:
        return {"problem": refused.sentence}


def _columns(path: Path) -> dict[str, object]:
    header, rows = csv_plain.preview(path, rows=FIRST, limit=settings.IMPORT_LIMIT_BYTES)
    guess = csv_plain.guess_mapping(header)
    best = max(COLUMNS, key=lambda sort: len(set(guess.values()) & set(COLUMNS[sort])))
    return {"header": header, "rows": rows, "guess": guess, "sorts": COLUMNS, "best": best}


def _in_words(row: Read) -> tuple[int, str, str, str] | None:
    """(line, what, whose, what it says) of one row, for a person to see whether it was understood."""
    match row:
        case PersonSaid():
            name = " ".join(filter(None, row.names[0][:3])) if row.names else "no name given"
            born = f", born {row.born_on:%d/%m/%Y}" if row.born_on else ""
            return row.line, "Person", row.local_id, name + born
        case EventSaid():
            when = row.happened_on or (row.happened_at.date() if row.happened_at else None)
            return row.line, "Event", row.person_local_id, row.title + (f", {when:%d/%m/%Y}" if when else "")
        case TieSaid():
            other = row.other_name or row.other_local_id
            return row.line, "Relationship", row.person_local_id, f"{row.relationship}: {other}"
        case WorkerSaid():
            return row.line, "Worker", row.person_local_id, ", ".join(filter(None, (row.worker, row.team)))
        case KnownSaid():
            return row.line, "Known elsewhere", row.person_local_id, f"{row.known_to}: {row.reference}"
        case MissingSaid(unread=None):
            return row.line, f"Report: {row.report['what']}", row.police_ref, _said_of(row)
        case MissingSaid(unread=Reject() as why):
            return row.line, "Turned away", why.value, why.reason
        case Reject():
            return row.line, "Turned away", row.value, row.reason
    return None


def _said_of(row: MissingSaid) -> str:
    said = row.report
    name = said.get("name") or " ".join(filter(None, (said.get("given_name"), said.get("family_name"))))
    return ", ".join(filter(None, (name or "no name given", f"risk {said['risk']}" if "risk" in said else "")))
