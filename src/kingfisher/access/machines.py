"""How an agency's own system is let in: by its key, or by a token it changed its key for (RFC 6749, section 4.4).

The protocol is oauthlib's; the rows are ours, so that PostgreSQL opens each only to whoever shows what it stands for.
A token lives for minutes, carries scopes (permissions, never more than its key's and its role's), and dies with its
key or its place.
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from urllib.parse import unquote_plus

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer
from oauthlib.common import Request
from oauthlib.oauth2 import BackendApplicationServer, RequestValidator

from kingfisher.access import audit
from kingfisher.access.entry import acting_as, actor_for, knocking
from kingfisher.access.models import MachineKey, MachineToken
from kingfisher.access.roles import role
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied

TOKEN_MINUTES = 15


def digest_of(shown: str) -> str:
    """What is kept of a key or a token: SHA-256, for each is 256 random bits and cannot be guessed from it."""
    return hashlib.sha256(shown.encode()).hexdigest()


def _live(key: MachineKey, now: datetime) -> bool:
    return key.ended_at is None and (key.ends_at is None or key.ends_at > now)


def _behind(digest: str, now: datetime) -> tuple[MachineKey, list[str]] | None:
    """The key that was shown, or whose token was; with the scopes that go with what was shown."""
    with knocking(shown_key=digest):
        key = MachineKey.objects.filter(digest=digest).first()
        if key is not None:
            return (key, key.scopes) if _live(key, now) else None
        token = MachineToken.objects.filter(digest=digest, ends_at__gt=now).first()
    if token is None:
        return None
    with knocking(shown_key=token.key_digest):
        key = MachineKey.objects.filter(digest=token.key_digest).first()
    return (key, token.scopes) if key is not None and _live(key, now) else None


def _narrowed(actor: Actor, scopes: list[str]) -> Actor:
    return replace(actor, permissions=actor.permissions & frozenset(scopes)) if scopes else actor


class MachineKeyShown(HttpBearer):
    """`Authorization: Bearer ...` of an agency's own system: a key or a token. Unknown and ended look the same."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        now = timezone.now()
        found = _behind(digest_of(token), now)
        if found is None:
            return None
        key, scopes = found
        try:
            actor = actor_for(key.placement_id, at=now, purpose="safeguard_child", via="api", door=key.label)
        except Denied:
            return None
        return _narrowed(actor, scopes)


class _Keys(RequestValidator):
    """What oauthlib asks of us. The client's name is the key's id, its secret the key itself."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def authenticate_client(self, request: Request, *args: object, **kwargs: object) -> bool:
        name, secret = _shown_by(request)
        found = _behind(digest_of(secret), self.now) if secret else None
        if found is None or str(found[0].id) != name.lower():
            return False
        try:
            request.actor = actor_for(found[0].placement_id, at=self.now, via="api", door=found[0].label)
        except Denied:
            return False
        request.key, request.secret, request.client_id = found[0], secret, name
        request.client = SimpleNamespace(client_id=name, is_confidential=True)
        return True

    def client_authentication_required(self, request: Request, *args: object, **kwargs: object) -> bool:
        return True

    def validate_grant_type(self, client_id, grant_type, client, request, *args, **kwargs) -> bool:
        return grant_type == "client_credentials"

    def _allowed(self, request: Request) -> frozenset[str]:
        return _narrowed(request.actor, request.key.scopes).permissions

    def validate_scopes(self, client_id, scopes, client, request, *args, **kwargs) -> bool:
        return set(scopes) <= self._allowed(request)

    def get_default_scopes(self, client_id, request, *args, **kwargs) -> list[str]:
        return sorted(self._allowed(request))

    def save_bearer_token(self, token: Mapping, request: Request, *args: object, **kwargs: object) -> None:
        scopes = str(token["scope"]).split()
        digest = digest_of(request.secret)
        with acting_as(request.actor) as actor, knocking(shown_key=digest):
            MachineToken.objects.filter(key_digest=digest, ends_at__lte=self.now).delete()
            MachineToken.objects.create(
                key_digest=digest, digest=digest_of(token["access_token"]), scopes=scopes,
                ends_at=self.now + timedelta(minutes=TOKEN_MINUTES), created_at=self.now,
                created_by=request.key.placement_id,
            )  # fmt: skip
            audit.record(
                actor, "access.machine.key_exchanged", facts={"key": str(request.key.id), "scopes": len(scopes)}
            )


def _shown_by(request: Request) -> tuple[str, str]:
    """Name and secret, by HTTP Basic (RFC 6749 2.3.1: each is form-encoded first) or in the body."""
    kind, _, said = str(request.headers.get("Authorization", "")).partition(" ")
    if kind.lower() == "basic":
        try:
            name, _, secret = base64.b64decode(said, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
        return unquote_plus(name), unquote_plus(secret)
    body = dict(request.decoded_body or ())
    return body.get("client_id", ""), body.get("client_secret", "")


def token_answer(address: str, body: str, authorization: str, *, now: datetime) -> tuple[dict, str, int]:
    """Headers, body and status of the token endpoint, as RFC 6749 words them."""
    server = BackendApplicationServer(
        _Keys(now),
        token_generator=lambda request, refresh_token=False: f"kft_{secrets.token_urlsafe(32)}",
        token_expires_in=TOKEN_MINUTES * 60,
    )
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if authorization:
        headers["Authorization"] = authorization
    return server.create_token_response(address, "POST", body, headers)


def scopes_of(role_code: str) -> list[str]:
    """Every scope a key of this role may be given: the permissions of the role."""
    return sorted(role(role_code).permissions)
