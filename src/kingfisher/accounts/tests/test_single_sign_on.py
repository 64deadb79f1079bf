"""With one's agency's own account: what its provider truly vouches for, its own workers, into its own places."""

import base64
import hashlib

import pytest
from django.test import Client

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.accounts import actions
from kingfisher.accounts.actions import NotDone
from kingfisher.accounts.models import SignOn
from kingfisher.accounts.tests.provider import CLIENT, SECRET, Provider

pytestmark = pytest.mark.django_db
START = "/sign-in/with/council"


@pytest.fixture(scope="module")
def provider():
    made = Provider()
    yield made
    made.server.shutdown()


@pytest.fixture
def set_up(provider, gita, now):
    """`set_up("theirs")`: the council's workers may sign in there."""
    provider.claims, provider.lies = {"sub": "s-1", "email": "dele@council.example", "email_verified": True}, ""

    def make(second_factor: str = "theirs"):
        with acting_as(actor_for(gita, at=now)) as actor:
            actions.set_up_sign_on(
                actor, organisation_id=actor.organisation_id, name="Saltmere Council account",
                issuer=provider.issuer, client_id=CLIENT, secret=SECRET, second_factor=second_factor, loopback=True,
                at=now,
            )  # fmt: skip

    return make


def through(provider, browser=None):
    """There and back; what the browser is answered at the end."""
    browser = browser or Client()
    there = browser.get(START)
    assert there.status_code == 302, there.content.decode()
    return browser, browser.get(provider.authorize(there["Location"]))


def test_a_worker_signs_in_with_her_agencys_own_account(provider, set_up):
    set_up()
    browser, answer = through(provider)
    assert answer.status_code == 302
    assert "Saltmere Council account" in browser.get("/account").content.decode()


def test_the_button_stands_on_the_sign_in_page(provider, set_up):
    assert "Saltmere Council account" not in Client().get("/sign-in").content.decode()
    set_up()
    assert "Saltmere Council account" in Client().get("/sign-in").content.decode()


def test_where_the_agency_does_not_vouch_for_a_second_factor_ours_is_asked_for(provider, set_up):
    set_up("ours")
    browser, answer = through(provider)
    assert answer["Location"] == "/sign-in/second"
    assert browser.get("/account").status_code == 302


def test_the_code_is_exchanged_with_proof_that_it_is_ours(provider, set_up):
    set_up()
    through(provider)
    proof = base64.urlsafe_b64encode(hashlib.sha256(provider.exchanged["code_verifier"].encode()).digest()).decode()
    assert provider.asked["code_challenge"] == proof.rstrip("=") and provider.asked["code_challenge_method"] == "S256"
    assert provider.asked["nonce"] and provider.exchanged["client_secret"] == SECRET


@pytest.mark.parametrize("lie", ["key", "issuer", "audience", "expiry", "nonce", "alg"])
def test_a_token_that_does_not_hold_lets_nobody_in(provider, set_up, lie):
    set_up()
    provider.lies = lie
    browser, answer = through(provider)
    assert answer.status_code == 403
    assert browser.get("/account").status_code == 302


def test_an_answer_to_a_question_nobody_asked_lets_nobody_in(provider, set_up):
    set_up()
    there = Client().get(START)
    other = Client()
    assert other.get(provider.authorize(there["Location"])).status_code == 403
    assert other.get(f"{START}/back?code=abc&state=made-up").status_code == 403
    assert other.get(f"{START}/back?error=access_denied").status_code == 403


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "s-2", "email": "stranger@council.example"},
        {"sub": "s-2", "email": "tom@police.example"},
        {"sub": "s-2"},
        {"sub": "s-2", "email": "dele@council.example", "email_verified": False},
    ],
)
def test_whoever_is_not_one_of_its_own_workers_here_is_told_whom_to_ask(provider, set_up, claims):
    set_up()
    provider.claims = claims
    _, answer = through(provider)
    assert answer.status_code == 403 and "no place in this partnership" in answer.content.decode()


def test_the_next_holder_of_a_leavers_address_is_not_let_in_as_her(provider, set_up):
    set_up()
    through(provider)
    provider.claims = {"sub": "somebody-new", "email": "dele@council.example", "email_verified": True}
    assert through(provider)[1].status_code == 403


def test_a_known_worker_is_known_by_her_subject_when_her_address_changes(provider, set_up):
    set_up()
    through(provider)
    provider.claims = {"sub": "s-1", "email": "dele.adeyemi@council.example"}
    assert through(provider)[1].status_code == 302


def test_ending_it_ends_it(provider, set_up, gita, now):
    set_up()
    with acting_as(actor_for(gita, at=now)) as actor:
        actions.end_sign_on(actor, organisation_id=actor.organisation_id, at=now)
    assert Client().get(START).status_code == 403


def test_the_providers_secret_is_sealed(provider, set_up):
    set_up()
    assert SECRET not in SignOn.objects.get().secret


@pytest.mark.parametrize("issuer", ["http://login.council.example", "https://127.0.0.1", "ftp://x.example"])
def test_an_address_that_is_no_provider_is_not_set_up(gita, now, issuer):
    with acting_as(actor_for(gita, at=now)) as actor, pytest.raises(NotDone):
        actions.set_up_sign_on(
            actor, organisation_id=actor.organisation_id, name="x", issuer=issuer, client_id="x", secret="x",
            second_factor="ours", at=now,
        )  # fmt: skip
