"""One pack: how far it is, what it holds, each of its lists, and all of it as one file."""

import io
import zipfile
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.assurance import actions, queries, rules
from kingfisher.assurance.pages.round import NoForm
from kingfisher.assurance.queries import PackShown, Sheet
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere
from kingfisher.rulebook import assured
from kingfisher.ui.doing import Doing, forms_of

PAGE = 50
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same pack is the same file, whenever it is taken


@page(Permission.PACK_READ)
def pack(request: HttpRequest, pack_id: UUID) -> HttpResponse:
    """How far it is gathered, asked for again by itself; once frozen, what it held."""
    actor = request.actor
    found = queries.pack_of(actor, pack_id)
    doings = {}
    if found.row.state == "failed" and actor.has(Permission.ASSURANCE_WORK):
        doings["again"] = Doing(
            NoForm, lambda s: actions.gather_again(actor, pack_id=pack_id, at=actor.at), "It is gathered again."
        )
    forms, done = forms_of(request, doings)
    if done:
        return done
    rule = assured.pack(found.row.kind, on=found.row.created_at.astimezone(LONDON).date())
    shown = {"one": found, "row": found.row, "forms": forms, "rule": rule, "asks": {i.code: i.asks for i in rule.item}}
    only = "assurance/pages/_pack.html" if request.htmx else "assurance/pages/pack.html"
    return render(request, only, shown)


@page(Permission.PACK_READ, purpose=True)
def sheet(request: HttpRequest, pack_id: UUID, code: str) -> HttpResponse:
    """One list as it stands in the pack; `?page=`."""
    found = queries.pack_of(request.actor, pack_id)
    one = queries.sheets(request.actor, pack_id, code=code)[0]
    said = request.GET.get("page", "1")
    number = max(1, int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 1)
    rows = one.rows[(number - 1) * PAGE : number * PAGE]
    shown = {"one": found, "sheet": one, "rows": rows, "number": number, "more": len(one.rows) > number * PAGE}
    return render(request, "assurance/pages/sheet.html", shown)


@page(Permission.PACK_READ, purpose=True)
@leaves("assurance.pack")
def download(request: HttpRequest, pack_id: UUID) -> Leaving:
    """All lists open to this reader as one file of spreadsheets, with what it held and the hash of each."""
    found = queries.pack_of(request.actor, pack_id)
    if found.row.state != "frozen":
        raise NotThere
    sheets = queries.sheets(request.actor, pack_id)
    response = HttpResponse(zipped(found, sheets), content_type="application/zip")
    name = f"{found.row.ref}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return Leaving(response, people=tuple({p for s in sheets for p in s.people}), file_name=name)


def zipped(found: PackShown, sheets: list[Sheet]) -> bytes:
    """The pack as a zip: `contents.txt`, and a CSV for each list."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        files = {"contents.txt": contents(found)}
        files |= {f"{s.number:02d}-{s.code}.csv": rules.as_csv(s.columns, s.rows) for s in sheets}
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, LONG_AGO), text.encode())
    return out.getvalue()


def contents(found: PackShown) -> str:
    """What the pack holds, in plain text: each list with its length and hash, and the hash of the whole."""
    row = found.row
    head = [
        row.title, f"Pack {row.ref}, {row.first_day:%-d %B %Y} to {row.last_day:%-d %B %Y}",
        f"Asked for by {found.by}; frozen {row.frozen_at.astimezone(LONDON):%-d %B %Y, %H:%M:%S}",
        f"SHA-256 of the whole: {row.sha256}",
        "It is the hash of one line for each list in order (joined by line feeds): its code, a space, its SHA-256.", "",
    ]  # fmt: skip
    for p in found.parts:
        where = "" if p.is_open or p.row.row_count is None else " (not in this file: not open to whoever took it)"
        head += [
            f"{p.row.number:02d} {p.row.code}: {p.row.title}. {p.length}{where}",
            *(f"   {line}" for line in (p.row.sha256, p.row.note) if line),
        ]
    return "\r\n".join(head) + "\r\n"
