"""Every address of the site is a door of `access.entry`: somebody is known and allowed, or it is public."""

import re
from collections.abc import Callable, Iterator

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from ninja import NinjaAPI
from ninja.operation import PathView

from kingfisher.access.entry import machine, open_to_all, page, public, signing_in
from kingfisher.access.machines import MachineKeyShown
from kingfisher.access.permissions import Permission
from tests.house.building import Source, clear, exceptions, sources

PERMISSIONS = {p.value for p in Permission}
API_PAGES = {"api-root", "openapi-json", "openapi-view", "openapi-view-cdn"}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each, before + str(each.pattern))
        else:
            yield before + str(each.pattern), each


def operations(view: Callable) -> list | None:
    """The API operations behind an address, or None when it is a page."""
    held = (cell.cell_contents for cell in getattr(view, "__closure__", None) or ())
    owner = getattr(view, "__self__", None) or next((h for h in held if isinstance(h, PathView)), None)
    return owner.operations if isinstance(owner, PathView) else None


def door_faults(resolver: URLResolver, open_pages: list[str]) -> list[str]:
    """Addresses that anybody could walk through without `access.entry` knowing."""
    found = []
    for address, pattern in addresses(resolver):
        behind = operations(pattern.callback)
        if behind is not None:
            found += operation_faults(address, behind)
        elif pattern.name not in API_PAGES:
            found += page_faults(address, pattern.callback, open_pages)
    return found


def page_faults(address: str, view: Callable, open_pages: list[str]) -> list[str]:
    said = getattr(view, "declared", "")
    kind, _, permission = said.partition(":")
    if kind == "page" and permission in PERMISSIONS:
        return []
    if kind in ("public", "signing_in") or (kind == "open" and view.__name__ in open_pages):
        return []
    if kind == "open":
        return [f"/{address}: {view.__name__} is open to all and not on the list of open pages"]
    return [f"/{address}: {getattr(view, '__name__', view)} is no door of access.entry"]


def operation_faults(address: str, behind: list) -> list[str]:
    found = []
    for operation in behind:
        kind, _, permission = getattr(operation.view_func, "declared", "").partition(":")
        if kind != "machine" or permission not in PERMISSIONS:
            found.append(f"/{address}: {operation.view_func.__name__} is no door of access.entry")
        keyed = operation.auth_callbacks and all(isinstance(a, MachineKeyShown) for a in operation.auth_callbacks)
        if not keyed:
            found.append(f"/{address}: {operation.view_func.__name__} asks for no key")
    return found


def test_every_address_is_a_door_of_access_entry():
    clear(door_faults(get_resolver(), exceptions()["open_pages"]["names"]))


def test_the_list_of_open_pages_names_only_pages_there_are():
    there = {getattr(p.callback, "__name__", "") for _, p in addresses(get_resolver())}
    assert set(exceptions()["open_pages"]["names"]) <= there


def test_only_access_entry_may_declare_a_view_a_door():
    declaring = {s.name for s in sources() if ".declared =" in s.text and not s.name.startswith("tests/")}
    assert declaring == {"src/kingfisher/access/entry.py"}


def claims(source: Source) -> list[str]:
    """Places that tell PostgreSQL who asks: whoever may do that may be anybody."""
    return [f"{source.name}: says who asks" for _ in re.findall(r"set_config\(|access_enter\(|SET LOCAL", source.text)]


def test_only_the_doors_tell_postgresql_who_asks():
    shipped = [s for s in sources() if s.name.startswith(("src/", "demo/")) and "/tests/" not in s.name]
    found = {fault.split(": ")[0] for source in shipped for fault in claims(source)}
    assert found == {"src/kingfisher/access/entry.py"}


def test_another_place_that_said_who_asks_would_be_named():
    assert claims(Source("src/kingfisher/desk/worklist.py", 'cursor.execute("SELECT access_enter(%s)", [key])')) != []


def _answer(request: object) -> HttpResponse:
    return HttpResponse()


def _resolver(*patterns: URLPattern) -> URLResolver:
    return URLResolver(path("", _answer).pattern, list(patterns))


def test_an_address_without_a_door_would_be_named():
    bare = _resolver(path("bare", _answer), path("open", open_to_all(lambda request: HttpResponse())))
    assert len(door_faults(bare, [])) == 2
    guarded = _resolver(
        path("page", page(Permission.DESK_READ)(_answer)),
        path("form", public(_answer)),
        path("in", signing_in(_answer)),
    )
    assert door_faults(guarded, []) == []


def test_an_api_operation_without_a_door_would_be_named():
    api = NinjaAPI(urls_namespace="house", auth=MachineKeyShown())
    api.get("/guarded")(machine(Permission.CONCERN_SUBMIT)(lambda request: None))
    api.get("/bare")(lambda request: None)
    api.get("/keyless", auth=None)(machine(Permission.CONCERN_SUBMIT)(lambda request: None))
    root = _resolver(*api.urls[0])
    named = [f.split(": ")[0] for f in door_faults(root, [])]
    assert named == ["/bare", "/keyless"]
