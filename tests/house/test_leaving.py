"""Whatever leaves passes the safe-address guard: paper, files, spreadsheets, answers to other systems, departures."""

import ast
import inspect
import re
from collections.abc import Callable

from django.http import HttpResponse
from django.urls import get_resolver, path

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import leaves
from tests.house.building import PACKAGE, Source, calls, clear, sources
from tests.house.test_doors import addresses, operations

# What gives away that a view hands something out: a file, a spreadsheet, a page laid out for paper.
HANDS_OUT = re.compile(
    r"Content-Disposition|content_disposition_header|csv_response|FileResponse|StreamingHttpResponse"
)
NAMED_SO = re.compile(r"print|paper|export|download|csv|pdf|bundle|letter|calendar\b")
OPEN = {"gallery", "arrival"}  # the gallery shows invented rows; what came in is read where it came in


def handing_out(view: Callable, address: str) -> bool:
    """Whether this view hands out something that can be carried away."""
    inner = inspect.unwrap(view)
    try:
        text = inspect.getsource(inner)
    except (OSError, TypeError):
        return False
    shown = [PACKAGE / name for name in re.findall(r'"([\w/]+\.html)"', text)]
    paper = any("ui/print_layout.html" in p.read_text() for p in shown if p.exists())
    return bool(paper or HANDS_OUT.search(text) or NAMED_SO.search(address.rsplit("/", 1)[-1]))


def leaving_faults(resolver) -> list[str]:
    """Addresses that hand something out and do not say that it passed the guard."""
    found = []
    for address, pattern in addresses(resolver):
        behind = operations(pattern.callback)
        for operation in behind or ():
            if not getattr(operation.view_func, "leaves", ""):
                found.append(f"/{address}: {operation.view_func.__name__} answers another system past the guard")
        name = getattr(pattern.callback, "__name__", "")
        says = getattr(pattern.callback, "leaves", "") or behind is not None or name in OPEN
        if not says and handing_out(pattern.callback, address):
            found.append(f"/{address}: {name} hands out past the guard")
    return found


def departure_faults(source: Source) -> list[str]:
    """Calls of the postroom's `send` that do not say whom it is about."""
    if "postroom" not in source.text or "/tests/" in source.name:
        return []
    return [
        f"{source.name}: sends out without saying about whom (line {node.lineno})"
        for called, node in calls(source.tree)
        if called == "send"
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("postroom", "postroom_actions")
        and not {k.arg for k in node.keywords} & {"about_folders", "about_people"}
    ]


def test_whatever_hands_out_passes_the_guard():
    clear(leaving_faults(get_resolver()))


def test_whatever_is_sent_says_about_whom():
    clear([fault for source in sources() for fault in departure_faults(source)])


def _paper(request):
    return HttpResponse(headers={"Content-Disposition": "attachment"})


def test_a_page_that_handed_out_past_the_guard_would_be_named():
    bare, kept = page(Permission.DESK_READ)(_paper), page(Permission.DESK_READ)(leaves("cellar.list")(_paper))
    resolver = type(get_resolver())(path("", _paper).pattern, [path("list", bare), path("kept", kept)])
    assert [f.split(":")[0] for f in leaving_faults(resolver)] == ["/list"]


def test_a_departure_about_nobody_would_be_named():
    text = "from kingfisher.postroom import actions as postroom\npostroom.send(actor, kind='letter', at=at)"
    assert departure_faults(Source("src/kingfisher/cellar/actions.py", text)) != []
