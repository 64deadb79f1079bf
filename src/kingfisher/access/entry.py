"""The doors. Each turns somebody outside into an Actor, inside one transaction that PostgreSQL knows about.

`page` for people at a screen, `signing_in` for those on their way there, `public` for people without an account,
`machine` for other systems (machines.py knows their keys), `acting_as` for jobs, commands, the demo and tests.
Nothing below these reads a request or a clock.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from kingfisher.access import audit
from kingfisher.access.actors import actor_of, may_open
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import role
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.organisations import queries as places

View = Callable[..., HttpResponse]


def _set(name: str, value: str) -> str:
    """Set for this transaction only; returns what it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true), set_config(%s, %s, true)", [name, name, value])
        return cursor.fetchone()[0] or ""


def _enter(placement: str) -> str:
    """Name the asker to PostgreSQL for this transaction (policy.sql); returns who asked before."""
    with connection.cursor() as cursor:
        return cursor.execute("SELECT access_enter(%s)", [placement]).fetchone()[0]


@contextmanager
def _named_to_the_database(placement_id: UUID) -> Iterator[None]:
    """A transaction in which PostgreSQL knows who asks. Within another it is a savepoint, and the asker before
    is put back after; the outermost needs no putting back, as the setting ends with its transaction.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = _enter(str(placement_id))
        yield
        if nested:
            _enter(before)


def actor_for(
    placement_id: UUID, *, at: datetime, purpose: str = "", via: str = "page", door: str = "", ended_too: bool = False
) -> Actor:
    """The Actor of a live placement, else Denied. `ended_too`: of any, to ask the policy what it sees (nothing)."""
    found = places.place(placement_id, now=timezone.now())
    if found is None or not (found.is_live or ended_too):
        raise Denied("Your place has ended or is suspended. Ask your agency's administrator.", rule="no_place")
    return actor_of(found, at=at, purpose=purpose, via=via, door=door)


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """Run a block as this actor, in one transaction: the door for jobs, commands, the demo and tests."""
    with _named_to_the_database(actor.placement_id):
        yield actor


def service_of(role_code: str, *, at: datetime, via: str, organisation: str = "") -> Actor:
    """The actor of a service placement, such as the front door's own; NotThere if the partnership has none."""
    found = places.service_place(role_code, organisation_code=organisation, now=timezone.now())
    if found is None:
        raise NotThere(f"This partnership has no {role(role_code).label.lower()} yet: run ./kingfisher demo.")
    return actor_of(found, at=at, purpose="safeguard_child", via=via)


def _refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    status = 404 if isinstance(refused, NotThere) else 403 if isinstance(refused, Denied) else 409
    page = {404: "not_there", 403: "denied", 409: "refused"}[status]
    response = render(request, f"project/errors/{page}.html", {"refused": refused}, status=status)
    return _closed(response)


def _note_refused(actor: Actor | None, refused: Refused, where: str) -> None:
    """What was refused is recorded after everything else of the request was undone."""
    if actor is not None and (refused.noted or isinstance(refused, Denied | NotThere)):
        what, folders, facts = refused.noted or ("access.person.refused", (), {})
        with acting_as(actor):
            audit.record(actor, what, folders=folders, facts={**facts, "rule": refused.rule, "page": where})


def _closed(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response


def _sign_in(request: HttpRequest) -> HttpResponse:
    where = request.get_full_path() if request.method == "GET" else ""
    return redirect(reverse("accounts:sign_in") + (f"?{urlencode({'next': where})}" if where else ""))


def _from_session(request: HttpRequest) -> Actor | None:
    placement = request.session.get("placement")
    if not request.user.is_authenticated or not placement:
        return None
    return actor_for(
        UUID(placement),
        at=timezone.now(),
        purpose=request.session.get("purpose", ""),
        via="page",
        door=request.META.get("REMOTE_ADDR", ""),
    )


def page(permission: Permission, *, purpose: bool = False, stepwise: bool = False) -> Callable[[View], View]:
    """A page for a signed-in worker whose role carries `permission`.

    `purpose=True` asks why she is here before anything of a child is shown. `stepwise=True` opens no
    transaction: the view opens its own with `acting_as`, so that what has arrived is kept even if the rest fails.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def entered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            try:
                actor = _from_session(request)
                if actor is None:
                    return _sign_in(request)
                request.actor = actor
                may_open(actor, permission)
                if purpose and not actor.purpose:
                    answer = redirect(reverse("access:purpose") + f"?{urlencode({'next': request.get_full_path()})}")
                    answer.was_taken = False  # what she was sending: whoever keeps it (drafts) keeps it on
                    return answer
                if stepwise:
                    return _closed(view(request, *args, **kwargs))
                with acting_as(actor):
                    return _closed(view(request, *args, **kwargs))
            except Refused as refused:
                _note_refused(getattr(request, "actor", None), refused, view.__name__)
                return _refusal(request, refused)

        entered.declared = f"page:{permission}"
        return entered

    return wrap


def public(view: View) -> View:
    """A page for anyone, acted by the front door's own service. It can take in; it can show nothing of a child."""

    @functools.wraps(view)
    def entered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            request.actor = None
            request.front_door = service_of("front_door_service", at=timezone.now(), via="public")
            return _closed(view(request, *args, **kwargs))
        except Refused as refused:
            return _refusal(request, refused)

    entered.declared = "public"
    return entered


def open_to_all(view: View) -> View:
    """A page that has no actor and touches no folder: help, health."""
    view.declared = "open"
    return view


def signing_in(view: View) -> View:
    """A step of somebody on her way in or out. She is no actor yet: it reaches the account she claims and no folder."""

    @functools.wraps(view)
    def entered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return _closed(view(request, *args, **kwargs))
        except Refused as refused:
            return _refusal(request, refused)

    entered.declared = "signing_in"
    return entered


@contextmanager
def knocking(**shown: str) -> Iterator[None]:
    """A transaction in which PostgreSQL knows what somebody without an actor has shown, and opens only its own row:
    `shown_key` the digest of a system's key; `knocking` the name of an account, or the digest of a one-use link.
    """
    with transaction.atomic():
        before = {name: _set(f"kingfisher.{name}", value) for name, value in shown.items()}
        yield
        for name, value in before.items():
            _set(f"kingfisher.{name}", value)


def machine(permission: Permission, *, stepwise: bool = False) -> Callable[[Callable], Callable]:
    """An API operation for a system whose role carries `permission`; `request.auth` is its Actor."""

    def wrap(operation: Callable) -> Callable:
        @functools.wraps(operation)
        def entered(request: HttpRequest, *args: object, **kwargs: object) -> object:
            actor: Actor = request.auth
            try:
                if not actor.has(permission):
                    raise Denied("This key's role does not include this operation.", rule=f"permission:{permission}")
                if stepwise:
                    return operation(request, *args, **kwargs)
                with acting_as(actor):
                    return operation(request, *args, **kwargs)
            except Refused as refused:
                _note_refused(actor, refused, operation.__name__)
                raise

        entered.declared = f"machine:{permission}"
        return entered

    return wrap


def timed(role_code: str, *, organisation: str = "") -> Callable[[Callable], Callable]:
    """A job done by the clock, acted by a service's own placement: it sees what its role sees and no more.

    The job takes the actor first. On a site that has no such service yet it does nothing.
    """

    def wrap(job: Callable) -> Callable:
        @functools.wraps(job)
        def entered(*args: object, **kwargs: object) -> object:
            try:
                actor = service_of(role_code, at=timezone.now(), via="job", organisation=organisation)
            except NotThere:
                return None
            with acting_as(actor):
                return job(actor, *args, **kwargs)

        entered.declared = f"timed:{role_code}"
        return entered

    return wrap
