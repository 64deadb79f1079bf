"""Whatever comes is kept once, as it came, before anybody reads it; whatever goes out is known to have gone."""

import pytest
from django.db import DatabaseError, connection, transaction

from kingfisher.access.actions import Receiver
from kingfisher.kernel.verdict import NotThere
from kingfisher.postroom import actions, queries


def arrive(actor, now, body=b'{"child": "?"}', **more):
    return actions.accept_once(
        actor, kind="concern", door="api", body=body, content_type="application/json", at=now, **more
    )


def test_it_is_kept_byte_for_byte_whatever_it_is(be, now):
    body = bytes(range(256)) * 40
    with be("school_system") as school:
        kept = arrive(school, now, body)
        assert queries.arrival_body(school, kept.id)[1] == body


def test_the_same_key_again_keeps_nothing_new_and_gives_the_first_reference(be, now):
    with be("school_system") as school:
        first = arrive(school, now, idempotency_key="k1")
        again = arrive(school, now, b"other words", idempotency_key="k1")
    assert again.again
    assert (again.id, again.ref) == (first.id, first.ref)


def test_two_senders_may_use_the_same_key(be, now):
    with be("school_system") as school:
        first = arrive(school, now, idempotency_key="k1")
    with be("police_system") as police:
        assert arrive(police, now, idempotency_key="k1").id != first.id


def test_what_could_not_be_read_waits_for_a_person_until_somebody_settles_it(be, cast, now):
    with be("school_system") as school:
        team = Receiver(team_id=cast.teams["front_door"])
        kept = arrive(school, now, b"\xff\xfe not json", readers=team)
    with be("door") as door:
        actions.mark_read(door, arrival_id=kept.id, outcome="unreadable", problems=["It is no JSON."], at=now)
    with be("priya") as priya:
        (waiting,) = queries.waiting_arrivals(priya)
        assert waiting.problems == ("It is no JSON.",)
        assert [w.title for w in queries.work_waiting(priya)] == [f"Arrival {kept.ref} could not be read"]
        actions.mark_read(priya, arrival_id=kept.id, outcome="settled", note="typed in by hand", at=now)
        assert queries.waiting_arrivals(priya) == []


def test_another_school_sees_neither_the_arrival_nor_that_there_is_one(be, now):
    with be("school_system") as school:
        kept = arrive(school, now)
    with be("hana") as other:
        assert queries.waiting_arrivals(other) == []
        with pytest.raises(NotThere):
            queries.arrival_by_ref(other, kept.ref)


def test_a_sender_without_an_account_needs_reference_and_pass_words(be, now):
    with be("door") as door:
        kept = arrive(door, now, passphrase="heron reed otter")
        shown = queries.arrival_with_passphrase
        assert shown(door, ref=kept.ref, passphrase="Heron reed otter").id == kept.id
        assert shown(door, ref=kept.ref, passphrase="heron reed") is None
        assert shown(door, ref="KF-AAAA-AAAA", passphrase="heron reed otter") is None


def test_an_arrival_is_never_rewritten(be, now):
    with be("school_system") as school:
        arrive(school, now)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE postroom_arrival SET body = ''")


def test_what_is_sent_is_seen_by_its_receiver_alone_and_acknowledged_once(be, cast, now):
    with be("ruth") as ruth:
        sent = actions.send(
            ruth, kind="feedback", about=("test", cast.organisations["council"]), title="What was decided",
            body="The concern went to early help.", to_organisation_id=cast.organisations["otterbrook"], at=now,
        )  # fmt: skip
    with be("hana") as hana:
        assert queries.departures_to_me(hana) == []
    with be("marcus") as marcus:
        (had,) = queries.departures_to_me(marcus)
        assert had.body == "The concern went to early help."
        actions.acknowledge(marcus, departure_id=sent, at=now)
        actions.acknowledge(marcus, departure_id=sent, at=now)
        assert queries.departures_to_me(marcus)[0].acknowledged_at == now
