"""For doors: a page to print, a file, a spreadsheet or an answer to another system goes out through here.

    @page(Permission.CHILD_READ, purpose=True)
    @leaves("casefile.print")
    def print_child(request, person_id): return Leaving(render(...), people=[...])

A view so marked cannot answer with what has not passed. tests/house asks it of every address that hands out.
"""

import functools
import html
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kingfisher.guard.actions import Blocked, File, let_out
from kingfisher.guard.rules import AGENCY, WORKER, Recipient
from kingfisher.kernel.actor import Actor

PART = "<|>"  # stands between the values of an answer as a tag stands between words


@dataclass(frozen=True)
class Leaving:
    """What a view is about to hand out: a response, or (for a system) plain values. `people` and `folders` say whom
    it is about. `refused` answers when it may not go; without it the refusal is the page.
    """

    response: Any
    people: Collection[UUID] = ()
    folders: Collection[UUID] = ()
    file_name: str = ""
    because: str = ""
    to: str = WORKER
    refused: Callable[[Blocked], HttpResponse] | None = None


def leaves(what: str) -> Callable[[Callable], Callable]:
    """Everything this view hands out passes the guard; `what` names it in the record."""

    def wrap(view: Callable) -> Callable:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> object:
            said = view(request, *args, **kwargs)
            if isinstance(said, HttpResponse) and 300 <= said.status_code < 400:
                return said
            if not isinstance(said, Leaving):
                raise TypeError(f"{view.__name__} is marked as handing out {what} and did not say whom it is about")
            try:
                return _through(request, said, what)
            except Blocked as blocked:
                if said.refused is None:
                    raise
                return said.refused(blocked)

        guarded.leaves = what
        return guarded

    return wrap


def nothing_leaves(why: str) -> Callable[[Callable], Callable]:
    """This view hands out nothing anybody could be found by; `why` is for whoever reads the list."""

    def wrap(view: Callable) -> Callable:
        view.leaves = f"nothing: {why}"
        return view

    return wrap


def _through(request: HttpRequest, said: Leaving, what: str) -> object:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return _answer(request.auth, said, what)
    to = Recipient(said.to, organisation_id=actor.organisation_id)
    about = {"what": what, "to": to, "people": said.people, "folders": said.folders, "at": actor.at}
    response = said.response
    kind = response["Content-Type"].split(";")[0].strip()
    if said.file_name and kind not in ("text/csv", "text/html"):
        let_out(actor, files=[File(said.file_name, response.content)], because=said.because, **about)
        return response
    texts = {"page": response.content.decode(response.charset or "utf-8"), "name": said.file_name}
    passed = let_out(actor, texts=texts, markup=kind == "text/html", **about)
    if passed.withheld:
        response.content = passed.texts["page"].encode(response.charset or "utf-8")
    return response


def _answer(actor: Actor, said: Leaving, what: str) -> object:
    """The values of an answer to an agency's own system, each masked where it must be."""
    to = Recipient(AGENCY, name=actor.organisation_name, organisation_id=actor.organisation_id)
    return values_out(actor, said.response, what=what, to=to, people=said.people, folders=said.folders)


def values_out(
    actor: Actor, value: Any, *, what: str, to: Recipient, people: Collection[UUID] = (),
    folders: Collection[UUID] = (),
) -> Any:  # fmt: skip
    """Values in the same shape (lists, dicts, frozen dataclasses), each string masked where it must be. An address
    spread over several of them is found as well.
    """
    joined = PART.join(html.escape(v, quote=False) for v in _strings(value))
    passed = let_out(
        actor, what=what, to=to, people=people, folders=folders, texts={"answer": joined}, markup=True, at=actor.at
    )
    if not passed.withheld:
        return value
    return _laid_back(value, iter(html.unescape(v) for v in passed.texts["answer"].split(PART)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _strings(getattr(value, each.name))


def _laid_back(value: object, safe: Iterator[str]) -> object:
    """The same shape with the strings in the same order."""
    if isinstance(value, str):
        return next(safe)
    if isinstance(value, dict):
        return {name: _laid_back(each, safe) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_laid_back(each, safe) for each in value)
    if is_dataclass(value):
        return replace(value, **{each.name: _laid_back(getattr(value, each.name), safe) for each in fields(value)})
    return value
