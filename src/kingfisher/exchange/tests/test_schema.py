"""The interface against its own description: whatever fits it, or nearly does, from every key and from none.

Schemathesis makes the requests, the same in every run; each goes out once for every caller there can be.
"""

import base64
import json
from urllib.parse import urlencode

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for, service_of
from kingfisher.access.machines import scopes_of
from kingfisher.access.models import MachineKey
from kingfisher.access.roles import ROLES
from kingfisher.exchange.v1 import api
from kingfisher.referrals.tests.builders import sent
from kingfisher.sharing.tests.builders import a_mention, a_request
from tests.cast import gather

ROLES_WITH_KEYS = (
    "agency_system",
    *sorted(code for code in ROLES if code.endswith(("_service", "_witness", "_guard"))),
)
OPERATIONS = [
    (method.upper(), path)
    for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
    for method in methods
]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OTHERS = "Kestrelbrook"  # a word in what others hold; it is in no address, no name and no list
EXAMPLES = 8


@pytest.fixture
def described(now, callers):
    """The description, read as another system reads it. A test is one transaction on one connection, kept open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def callers(cast, now, monkeypatch):
    """Nobody, somebody unknown, every role's key and token, and tokens for one scope of an agency's system each."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    found = {"nobody": {}, "unknown": {"Authorization": "Bearer kf_nobody"}}

    def key(placement, label, scopes=()):
        with acting_as(actor_for(gather.founded, at=now, via="command")) as installer:
            secret = access.make_machine_key(installer, placement_id=placement, label=label, scopes=scopes, at=now)
            name = MachineKey.objects.get(label=label).id
        body = {"grant_type": "client_credentials", "client_id": str(name), "client_secret": secret}
        form = "application/x-www-form-urlencoded"
        token = Client().post("/api/v1/token", urlencode(body), content_type=form).json()
        found[f"key {label}"] = {"Authorization": f"Bearer {secret}"}
        found[f"token {label}"] = {"Authorization": f"Bearer {token['access_token']}"}

    for role in ROLES_WITH_KEYS[1:]:
        key(service_of(role, at=now, via="command").placement_id, role)
    key(cast.placements["school_system"], "agency_system")
    for scope in scopes_of("agency_system"):
        key(cast.placements["school_system"], f"agency_system for {scope}", [scope])
        del found[f"key agency_system for {scope}"]
    return found


@pytest.fixture
def held(be, cast, now):
    """What others hold: a concern the police sent, and a request that waits for health. Their keys."""
    ref = sent(cast, now, by="ines", what_happened=f"Seen at {OTHERS}.").ref
    with be("priya") as priya:
        mention = a_mention(priya, cast, now)
        request = a_request(priya, cast, now, holder="health", mention=mention)
    return {"ref": ref, "request_id": str(request)}


def test_every_role_that_is_a_system_has_its_key_here():
    systems = {code for code, role in ROLES.items() if code.endswith(("_system", "_service", "_witness", "_guard"))}
    assert systems == set(ROLES_WITH_KEYS)


def test_what_others_hold_is_there_for_those_it_is_for(callers, held, cast, now):
    told = {}
    for name, address in (("police_system", f"contacts/{held['ref']}"), ("health_system", "requests")):
        with acting_as(actor_for(gather.founded, at=now, via="command")) as installer:
            key = access.make_machine_key(installer, placement_id=cast.placements[name], label=name, at=now)
        asks = {"HTTP_AUTHORIZATION": f"Bearer {key}"}
        told[name] = Client().get(f"/api/v1/{address}", **asks).json()
    theirs = f"/api/v1/contacts/{held['ref']}"  # to health's system what police sent is not there, by either address
    assert Client().get(theirs, **asks).status_code == 404
    assert Client().post(f"{theirs}/additions", {"text": "More."}, "application/json", **asks).status_code in (404, 422)
    assert told["police_system"]["reference"] == held["ref"]
    assert [one["id"] for one in told["health_system"]] == [held["request_id"]]
    assert "Maya" in json.dumps(told["health_system"])


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whoever_asks_whatever_the_answer_is_one_that_was_described(method, path, mode, described, callers, held):
    operation = described[path][method]

    @settings(max_examples=EXAMPLES, derandomize=True, database=None, deadline=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode), is_others=st.booleans())
    def goes(case, is_others):
        if is_others:
            case.path_parameters = {name: held[name] for name in case.path_parameters or {}}
        for who, headers in callers.items():
            answer = case.call(headers=headers)
            case.validate_response(answer, checks=CHECKS)
            told = answer.content.decode(errors="replace")
            assert OTHERS not in told and "Maya" not in told, f"{who} was told what others hold"
            if not headers or who == "unknown":
                assert answer.status_code in (401, 404, 405), f"{who} was answered {answer.status_code}"
            if is_others and case.path_parameters:
                assert answer.status_code in (401, 403, 404, 422), f"{who} reached what others hold"
                assert json.loads(told)["status"] == answer.status_code

    goes()


SAID = st.text(st.characters(codec="utf-8"), max_size=60)
NAMES = st.sampled_from(["grant_type", "client_id", "client_secret", "scope", "x"])
WORDS = st.sampled_from(["client_credentials", "KEY", "SECRET", "people:person:search"])
FORM = st.lists(st.tuples(NAMES | SAID, WORDS | SAID), max_size=6)


@settings(max_examples=150, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(form=FORM, raw=st.none() | st.binary(max_size=200), basic=st.none() | st.binary(max_size=80) | SAID,
       kind=st.sampled_from(["application/x-www-form-urlencoded", "application/json", "text/plain", ""]))  # fmt: skip
def test_whatever_is_sent_for_a_token_is_answered_as_the_standard_says(callers, form, raw, basic, kind):
    """RFC 6749: 400 or 401 with a named error, never a fault of ours; a token only for a whole key."""
    headers = {}
    if basic is not None:
        said = base64.b64encode(basic).decode() if isinstance(basic, bytes) else basic.encode("latin-1", "replace")
        headers["HTTP_AUTHORIZATION"] = f"Basic {said}"
    body = raw if raw is not None else urlencode(form).encode()
    answer = Client(raise_request_exception=True).generic("POST", "/api/v1/token", body, kind, **headers)
    assert answer.status_code in (400, 401), answer.content
    told = json.loads(answer.content)
    assert told["error"] in {"invalid_request", "invalid_client", "unsupported_grant_type", "invalid_scope"}
    assert "access_token" not in told
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_a_token_is_only_ever_asked_for_by_post(method, callers):
    assert Client().generic(method, "/api/v1/token", b"grant_type=client_credentials").status_code == 405
