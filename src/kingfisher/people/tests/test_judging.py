"""Judging and taking back: whatever was judged in whatever order, undoing one answer leaves what the others make."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kingfisher.access import actions as access
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.people import actions, queries
from kingfisher.people.actions.judge import AlreadyTakenBack, NoReason
from kingfisher.people.models import Judgement, Person
from kingfisher.people.rules import Said

PEOPLE = 4
answers = st.tuples(
    st.sampled_from([(a, b) for a in range(PEOPLE) for b in range(PEOPLE) if a != b]),
    st.sampled_from(["same", "same", "different", "unsure", "kept_apart"]),
)
slowly = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def four_records(be, now):
    found = []
    for who, name in (("tom", "Ida"), ("asha", "Ida"), ("owen", "Eda"), ("priya", "Ida")):
        with be(who) as actor:
            folder = access.open_folder(actor, kind="person", category="general", at=now)
            said = Said(given_name=name, family_name="Marsh", born_on=date(2013, 5, 6))
            found.append((actions.state_person(actor, folder_id=folder, said=said, at=now), folder))
    return found


def answered(actor, records, pair, answer, now, why="Asked both agencies."):
    (left, left_folder), (right, right_folder) = records[pair[0]], records[pair[1]]
    return actions.judge(
        actor, left_id=left, left_folder_id=left_folder, right_id=right, right_folder_id=right_folder,
        answer=answer, why=why, at=now,
    )  # fmt: skip


def state(actor, records):
    """Every cluster, and every answer that stands."""
    clusters = {key: frozenset(queries.cluster_ids(actor, key)) for key, _ in records}
    standing = queries.standing_judgements(actor, {key for key, _ in records})
    return clusters, {(frozenset((j.left_id, j.right_id)), j.answer) for j in standing}


@slowly
@given(said=st.lists(answers, min_size=1, max_size=8), which=st.integers(0, 7))
def test_taking_one_answer_back_leaves_exactly_what_the_others_make(said, which, be, now):
    which %= len(said)
    records = four_records(be, now)
    with be("priya") as priya:
        with transaction.atomic():
            for place, (pair, answer) in enumerate(said):
                if place != which:
                    answered(priya, records, pair, answer, now)
            without = state(priya, records)
            transaction.set_rollback(True)
        made = [answered(priya, records, pair, answer, now) for pair, answer in said]
        actions.withdraw_judgement(priya, judgement_id=made[which], why="Wrong child.", at=now)
        assert state(priya, records) == without


@slowly
@given(said=st.lists(answers, min_size=1, max_size=6), order=st.randoms(use_true_random=False))
def test_taking_every_answer_back_in_any_order_leaves_nobody_linked(said, order, be, now):
    records = four_records(be, now)
    with be("priya") as priya:
        before = state(priya, records)
        untouched = dict(Person.objects.filter(id__in=[key for key, _ in records]).values_list("id", "fingerprint"))
        made = [answered(priya, records, pair, answer, now) for pair, answer in said]
        order.shuffle(made)
        for one in made:
            actions.withdraw_judgement(priya, judgement_id=one, why="Wrong child.", at=now)
        assert state(priya, records) == before
        assert Judgement.objects.filter(takes_back__in=made).count() == len(made), "what was judged stays on record"
        kept = Person.objects.filter(id__in=list(untouched)).values_list("id", "fingerprint")
        assert dict(kept) == untouched


def test_an_answer_is_taken_back_once(be, now):
    records = four_records(be, now)
    with be("priya") as priya:
        made = answered(priya, records, (0, 1), "same", now)
        undone = actions.withdraw_judgement(priya, judgement_id=made, why="Wrong child.", at=now)
        for again in (made, undone):
            with pytest.raises(AlreadyTakenBack):
                actions.withdraw_judgement(priya, judgement_id=again, why="Once more.", at=now)


def test_an_answer_needs_a_reason_a_role_and_two_records_one_may_know_of(be, now, signed_in):
    records = four_records(be, now)
    with be("priya") as priya, pytest.raises(NoReason):
        answered(priya, records, (0, 1), "same", now, why="  ")
    with be("dele") as dele, pytest.raises(Denied):
        answered(dele, records, (0, 3), "same", now)
    with be("priya") as priya, pytest.raises(NotThere):
        actions.withdraw_judgement(priya, judgement_id=records[0][0], why="?", at=now)
    with be("priya") as priya:
        judged = answered(priya, records, (0, 1), "same", now)
    assert signed_in("priya").get(f"/people/judgements/{judged}/undo").status_code == 200
    assert signed_in("hana").get(f"/people/judgements/{judged}/undo").status_code == 404
    assert signed_in("dele").get(f"/people/judgements/{judged}/undo").status_code == 403
