"""Single sign-on with an agency's own account: OpenID Connect, code flow. allauth speaks it; we are stricter.

Beside what allauth does (state, discovery, exchange of the code) every sign-in here has PKCE and a nonce, the identity
token's signature is always checked against the provider's keys, nothing follows a redirect, and every address is https.
allauth makes no account and no session: who the subject is, and what she may do, is ours to say.
"""

import functools
import json
import secrets
from collections.abc import Callable
from typing import Any

import jwt
import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kingfisher.accounts import rules
from kingfisher.accounts.models import SignOn
from kingfisher.accounts.signing.sealing import unseal

SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
NONCE = "single_sign_on_nonce"
SECONDS = 10  # how long a provider may take to answer
LEEWAY = 60  # seconds a provider's clock may differ

Finish = Callable[[HttpRequest, SignOn, dict[str, Any]], HttpResponse]


class NotSignedOn(Exception):
    """The provider did not vouch for anybody; the sentence is for the log, not the screen."""


def sign_on_called(agency: str) -> SignOn | None:
    """The living single sign-on of the agency of this code."""
    return (
        SignOn.objects.filter(organisation__code=agency, ended_at__isnull=True).select_related("organisation").first()
    )


class Adapter(DefaultSocialAccountAdapter):
    """What allauth asks of a site: which providers there are, and how they are spoken to."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> "Provider":
        row = sign_on_called(provider)
        if row is None:
            raise SocialApp.DoesNotExist
        app = SocialApp(
            provider=OpenIDConnectProvider.id, provider_id=provider, name=row.name, client_id=row.client_id,
            secret=unseal(row.secret, whose=f"sign_on:{row.organisation_id}"),
            settings={"server_url": row.issuer, "oauth_pkce_enabled": True},
        )  # fmt: skip
        return Provider(request, app=app)

    def get_requests_session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.request = functools.partial(session.request, timeout=SECONDS, allow_redirects=False)
        return session

    def on_authentication_error(self, request: HttpRequest, provider: Any, **said: Any) -> None:
        raise NotSignedOn(str(said.get("exception") or said.get("error") or "no answer"))


class Speaker(OpenIDConnectOAuth2Adapter):
    """One exchange with one provider."""

    finish: Finish

    @property
    def openid_config(self) -> dict[str, Any]:
        config = super().openid_config
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if rules.issuer_gaps(str(config.get(name, "")), loopback=settings.DEMO):
                raise OAuth2Error(f"the provider's {name} is not https")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("accounts:single_back", args=[self.provider_id]))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **said: Any) -> Any:
        """Ends allauth's part: what the identity token says goes to `finish`, once it is shown to be true."""
        claims = self.claims_of(app, str(said["response"].get("id_token") or ""))
        wanted = request.session.pop(NONCE, None)
        if not wanted or not secrets.compare_digest(str(claims.get("nonce", "")), wanted):
            raise OAuth2Error("the identity token is not the answer to our question")
        row = sign_on_called(self.provider_id)
        raise ImmediateHttpResponse(self.finish(request, row, claims))

    def claims_of(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """What the identity token says; OAuth2Error unless signed, in time, by this issuer and for us."""
        try:
            name = jwt.get_unverified_header(id_token).get("kid")
            with get_adapter().get_requests_session() as session:
                answer = session.get(self.openid_config["jwks_uri"])
                answer.raise_for_status()
            keys = [key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if name in (None, key.key_id)]
            if len(keys) != 1:
                raise OAuth2Error("no key of that name")
            return jwt.decode(
                id_token, keys[0].key, algorithms=SIGNED_BY, audience=app.client_id, leeway=LEEWAY,
                issuer=self.openid_config["issuer"], options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )  # fmt: skip
        except (jwt.PyJWTError, ValueError, KeyError, TypeError) as why:
            raise OAuth2Error(f"the identity token does not hold: {why}") from why


class Provider(OpenIDConnectProvider):
    oauth2_adapter_class = Speaker

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        said = super().get_redirect_from_request_kwargs(request)
        request.session[NONCE] = secrets.token_urlsafe(24)
        said["auth_params"] = {"nonce": request.session[NONCE]}
        said["scope"] = ["openid", "profile", "email"]
        return said


WRONG = (OAuth2Error, requests.RequestException, SocialApp.DoesNotExist, KeyError, json.JSONDecodeError)


def lead_there(request: HttpRequest, agency: str) -> HttpResponse:
    """To the provider's own page. NotSignedOn when it cannot be reached."""
    try:
        return get_adapter().get_provider(request, agency).redirect_from_request(request)
    except WRONG as why:
        raise NotSignedOn(str(why)) from why


def come_back(request: HttpRequest, agency: str, finish: Finish) -> HttpResponse:
    """From the provider's page. NotSignedOn unless it vouches for somebody, to us, now."""
    speaker = Speaker(request, agency)
    speaker.finish = finish
    try:
        return OAuth2CallbackView.adapter_view(speaker)(request)
    except WRONG as why:
        raise NotSignedOn(str(why)) from why


def try_out(issuer: str) -> str:
    """What is wrong with a provider as it answers now, as a sentence; empty when nothing is."""
    address = issuer.rstrip("/") + "/.well-known/openid-configuration"
    try:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address)
            answer.raise_for_status()
            told = answer.json()
    except (requests.RequestException, ValueError):
        return "Nothing there answers as an OpenID Connect provider. Check the address."
    if str(told.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
        return "What answers there calls itself something else. Use the address it calls its issuer."
    return ""
