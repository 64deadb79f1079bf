"""Other systems raise concerns: whatever bytes they post are kept, and the answer is one a person can read."""

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.postroom import queries as postroom
from kingfisher.referrals import queries
from kingfisher.referrals.tests.builders import concern, decided
from kingfisher.ui.paging import Ask
from tests.cast import gather

pytestmark = pytest.mark.django_db
WHERE = "/api/v1/contacts"


@pytest.fixture
def key_of(cast, now, monkeypatch):
    """`key_of("school_system")`: the headers with which that agency's system is let in."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    def make(name: str) -> dict[str, str]:
        with acting_as(actor_for(gather.founded, at=now, via="command")) as installer:
            key = access.make_machine_key(installer, placement_id=cast.placements[name], label=name, at=now)
        return {"HTTP_AUTHORIZATION": f"Bearer {key}"}

    return make


@pytest.fixture
def school(key_of):
    return key_of("school_system")


def post(body: bytes, who: dict, **more):
    return Client().post(WHERE, body, content_type="application/json", **who, **more)


def test_a_schools_system_raises_a_concern_and_is_told_what_is_still_to_be_asked(school, be):
    answer = post(concern(danger_now=""), school)
    assert answer.status_code == 201
    said = answer.json()
    assert said["reference"].startswith("KF-")
    assert said["decide_by"]
    assert [q["code"] for q in said["questions"]] == ["danger_now"]
    with be("priya") as priya:
        (row,) = queries.queue(priya, queries.Wanted(), Ask()).rows
        assert (row.names, row.raised_by) == ("Maya Reed", "Otterbrook School")


def test_the_same_key_again_gets_the_same_answer_and_keeps_nothing_new(school, be):
    first, again = (post(concern(), school, HTTP_IDEMPOTENCY_KEY="a-1") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    with be("priya") as priya:
        assert len(queries.queue(priya, queries.Wanted(), Ask()).rows) == 1


def test_without_a_key_the_same_body_is_the_same_concern(school):
    assert post(concern(), school).json()["reference"] == post(concern(), school).json()["reference"]
    assert post(concern(when="Today"), school).status_code == 201


@pytest.mark.parametrize("body", [b"", b"{", b"<a/>", b"[]", b"null", b'{"colour": "red"}', b"\x00\xff"])
def test_a_body_nobody_can_read_is_kept_and_its_reference_given(body, school, be):
    answer = post(body, school)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    with be("priya") as priya:
        (waiting,) = postroom.waiting_arrivals(priya)
        assert waiting.ref == answer.json()["reference"]
        assert postroom.arrival_body(priya, waiting.id)[1] == body


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["children", "others", "what_happened", "when", "categories", "family", "referrer",
                          "exploitation", "danger_now", "how_known", "happened_on", "childs_words", "zz"])  # fmt: skip
ALMOST = st.dictionaries(FIELDS, JSON, max_size=5).map(lambda said: json.dumps(said).encode())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=st.one_of(st.binary(max_size=80), ALMOST))
def test_whatever_bytes_are_posted_they_are_kept_and_never_a_fault_of_ours(body, school, be):
    answer = post(body, school)
    assert answer.status_code in (200, 201, 422)
    with be("priya") as priya:
        came = postroom.arrival_by_ref(priya, answer.json()["reference"])
        assert postroom.arrival_body(priya, came.id)[1] == body


def test_fields_of_another_shape_are_read_and_named_to_whoever_builds_the_system(school):
    answer = post(concern(danger_now=True, when=20261120), school)
    assert answer.status_code == 201
    odd = " ".join(answer.json()["not_understood"])
    assert "danger_now" in odd
    assert "when" in odd


def test_its_sender_follows_it_to_the_feedback_and_nobody_else_does(school, key_of, be, now):
    ref = post(concern(), school).json()["reference"]
    assert Client().get(f"{WHERE}/{ref}", **school).json()["words"].startswith("We have it.")
    other = Client().get(f"{WHERE}/{ref}", **key_of("health_system"))
    assert (other.status_code, other["Content-Type"]) == (404, "application/problem+json")
    with be("priya") as priya:
        contact = queries.queue(priya, queries.Wanted(), Ask()).rows[0].id
    decided(be, contact, now)
    with be("priya") as priya:
        from kingfisher.referrals import actions

        actions.feed_back(priya, contact_id=contact, told="Early help is offered.", at=now)
    said = Client().get(f"{WHERE}/{ref}", **school).json()
    assert said["feedback"] == "Early help is offered."
    assert "Maya" not in json.dumps(said)


def test_words_and_a_file_are_added_later(school, be):
    ref = post(concern(), school).json()["reference"]
    added = Client().post(
        f"{WHERE}/{ref}/additions", {"words": "A grey car."}, content_type="application/json", **school
    )
    assert added.status_code == 201
    pdf = Client().post(f"{WHERE}/{ref}/additions", b"MZ\x90", content_type="application/x-msdownload", **school)
    assert pdf.status_code == 422
    with be("priya") as priya:
        (row,) = queries.queue(priya, queries.Wanted(news=True), Ask()).rows
        assert queries.contact_file(priya, row.id).of("addition")[0].words == "A grey car."


@pytest.mark.parametrize("key", ["", "Bearer kf_wrong", "Basic abc"])
def test_without_a_right_key_nothing_is_taken_and_the_answer_is_always_the_same(key, db, cast):
    answer = Client().post(WHERE, concern(), content_type="application/json", HTTP_AUTHORIZATION=key)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


def test_a_body_beyond_five_megabytes_is_refused_in_words_that_say_what_to_do(school):
    answer = post(b"{" + b" " * (6 * 1024 * 1024), school)
    assert answer.status_code == 413
    assert "Send the words first" in answer.json()["detail"]


def test_the_interface_describes_itself_as_openapi_3_1(school, cast):
    said = Client().get("/api/v1/openapi.json").json()
    assert said["openapi"].startswith("3.1")
    raised = said["paths"]["/api/v1/contacts"]["post"]
    schema = raised["requestBody"]["content"]["application/json"]["schema"]
    assert "children" in schema["properties"]
    assert "$ref" not in json.dumps(schema)
    assert {"201", "422"} <= set(raised["responses"])
