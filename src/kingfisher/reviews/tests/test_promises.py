"""A promise is answered by whoever answers for it, and done only when the office finds that it is shown."""

from datetime import timedelta

import pytest

from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.reviews import actions, queries
from kingfisher.reviews.actions import Lacking
from kingfisher.reviews.tests.builders import recommended

SHOWN = "The new form, and forty of them filled in since May."


@pytest.fixture
def promised(be, cast, now):
    """Health promised something; Asha answers for it."""
    key = recommended(be, now)
    with be("office") as office:
        actions.answer(office, recommendation_id=key, accepted=True, words="", at=now)
        made = actions.commit(office, recommendation_id=key, organisation_id=cast.organisations["health"], owner="",
                              words="A new form.", due_on=(now - timedelta(days=1)).date(),
                              answerer=cast.placements["asha"], at=now)  # fmt: skip
        folder = queries.recommendation(office, key).row.folder_id
    with acting_as(service_of("front_door_service", at=now, via="page")) as door:
        actions.let_answer(door, folder=folder, answerer=cast.placements["asha"], at=now)
    return key, made


def desk(be, who, at=None):
    with be(who, at=at) as actor:
        return [w.title.partition(":")[0] for w in queries.work_waiting(actor)]


def test_whoever_answers_for_it_has_it_on_her_desk_and_reads_what_was_recommended(be, promised):
    assert desk(be, "asha") == ["Promised by your agency"]
    with be("asha") as asha:
        one = queries.promise(asha, promised[1])
        assert (one.row.owner, one.row.recommendation.id) == ("Asha Karim, health researcher", promised[0])


@pytest.mark.parametrize("who", ["grace", "priya", "tom"])
def test_nobody_else_of_her_agency_opens_it(be, promised, signed_in, who):
    with be(who) as colleague, pytest.raises(NotThere):
        queries.promise(colleague, promised[1])
    assert signed_in(who).get(f"/reviews/promises/{promised[1]}").status_code == 404
    assert desk(be, who) == []


def test_her_answer_makes_it_done_only_when_the_office_finds_that_it_shows_it(be, now, promised):
    with be("asha") as asha:
        with pytest.raises(Lacking):
            actions.answer_promise(asha, commitment_id=promised[1], words="Discussed.", at=now)
        actions.answer_promise(asha, commitment_id=promised[1], words=SHOWN, at=now)
        with pytest.raises(Denied):
            actions.done(asha, commitment_id=promised[1], at=now)
    assert desk(be, "asha") == []
    assert "Health answered what it promised" in desk(be, "office")
    with be("office") as office:
        actions.done(office, commitment_id=promised[1], at=now)
        row = queries.promise(office, promised[1]).row
        assert (row.state, row.evidence) == ("done", SHOWN)
    with be("asha") as asha, pytest.raises(NotNow):
        actions.answer_promise(asha, commitment_id=promised[1], words=SHOWN, at=now)


def test_what_does_not_show_it_goes_back_with_what_is_wanting_and_stays_on_record(be, now, promised):
    with be("office") as office, pytest.raises(NotNow):
        actions.send_back(office, commitment_id=promised[1], why="Nothing is here yet.", at=now)
    with be("asha") as asha:
        actions.answer_promise(asha, commitment_id=promised[1], words=SHOWN, at=now)
    later = now + timedelta(minutes=5)
    with be("office", at=later) as office:
        actions.send_back(office, commitment_id=promised[1], why="Which forty? Show two of them.", at=later)
    assert desk(be, "asha") == ["Promised by your agency"]
    with be("asha", at=later) as asha:
        one = queries.promise(asha, promised[1])
        assert (one.row.sent_back, len(one.answers), one.is_answered) == ("Which forty? Show two of them.", 1, False)


def test_she_keeps_a_file_that_shows_it_and_the_office_reads_it(be, now, promised):
    with be("asha") as asha:
        actions.attach_to_promise(asha, commitment_id=promised[1], name="form.txt", content=b"The form.", at=now)
    with be("office") as office:
        assert [f.name for f in queries.recommendation(office, promised[0]).files] == ["form.txt"]


def test_the_database_itself_refuses_an_answer_by_somebody_else(be, now, promised):
    from django.db import DatabaseError, transaction

    from kingfisher.reviews.models import Answer

    for who in ("office", "grace"):
        with be(who) as other, pytest.raises(DatabaseError), transaction.atomic():
            Answer.objects.create(commitment_id=promised[1], words=SHOWN, said_at=now, created_at=now,
                                  created_by=other.placement_id)  # fmt: skip


def test_somebody_of_another_agency_cannot_be_made_to_answer_for_it(be, cast, now):
    key = recommended(be, now)
    with be("office") as office:
        actions.answer(office, recommendation_id=key, accepted=True, words="", at=now)
        with pytest.raises(Lacking):
            actions.commit(office, recommendation_id=key, organisation_id=cast.organisations["health"], owner="",
                           words="A form.", due_on=now.date(), answerer=cast.placements["tom"], at=now)  # fmt: skip


def test_it_is_promised_answered_and_found_done_on_the_pages(signed_in, be, cast, now):
    key = recommended(be, now)
    with be("office") as office:
        actions.answer(office, recommendation_id=key, accepted=True, words="", at=now)
    page, office = f"/reviews/recommendations/{key}", signed_in("office")
    due = {"commit-due_on-day": "1", "commit-due_on-month": "3", "commit-due_on-year": "2030"}
    said = {"do": "commit", "commit-words": "A new form.", **due}
    assert "Choose who answers for it" in office.post(page, said).content.decode()
    assert office.post(page, said | {"commit-answerer": str(cast.placements["asha"])}).status_code == 302
    with be("office") as actor:
        (promise,) = queries.promises(actor)
    there = f"/reviews/promises/{promise.row.id}"
    health = signed_in("asha")
    assert health.post(there, {"do": "answer", "answer-words": SHOWN}).status_code == 302
    assert SHOWN in office.get(there).content.decode()
    assert office.post(there, {"do": "shows", "shows-evidence": ""}).status_code == 302
    assert "Done" in health.get(there).content.decode()
