"""Opening a folder in an emergency: for a few hours, for one folder, told to its owner, reviewed by somebody else."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from kingfisher.access import actions, policy, queries
from kingfisher.access.actions.emergency import MonthRuns, NotAllReviewed, NotNeeded, NotYourOwn, SayMore
from kingfisher.access.models import Pass, PassReview
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Denied, NotThere

WHY = "Her mother rang: she may be harmed tonight."


@pytest.fixture
def folders(be, now):
    """Two folders of police about one child, of which the front door sees a summary."""
    with be("tom") as tom:
        return actions.open_folders(tom, wanted=[("person", "general", ""), ("person", "general", "")], at=now)


def _use(be, folder, who="priya", at=None, now=None):
    with be(who, at=at) as actor:
        return actions.break_glass(actor, folder_id=folder, why=WHY, at=at or now)


def test_one_folder_opens_for_reading_and_its_sibling_stays_shut(be, now, folders):
    _use(be, folders[0], now=now)
    with be("priya") as priya:
        assert policy.levels(priya, folders) == {folders[0]: 3, folders[1]: 2}
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.grant(
                priya, folder_id=folders[0], to=actions.Receiver(placement_id=priya.placement_id), level=3,
                basis="none", because="to keep it open", at=now,
            )  # fmt: skip


def test_it_shuts_by_itself_after_four_hours(be, now, folders):
    _use(be, folders[0], at=now - timedelta(hours=4, seconds=1))
    with be("priya") as priya:
        assert policy.levels(priya, folders[:1]) == {folders[0]: 2}


def test_it_is_still_open_a_minute_before_that(be, now, folders):
    _use(be, folders[0], at=now - timedelta(hours=3, minutes=59))
    with be("priya") as priya:
        assert policy.levels(priya, folders[:1]) == {folders[0]: 3}


def test_no_raw_statement_makes_it_last_longer_than_a_day(be, now, folders, cast):
    with be("priya") as priya, pytest.raises(DatabaseError), transaction.atomic():
        Pass.objects.create(
            folder_id=folders[0], owner_id=cast.organisations["police"], placement_id=priya.placement_id,
            worker_id=priya.worker_id, by_organisation_id=priya.organisation_id, purpose="safeguard_child", why=WHY,
            starts_at=now, ends_at=now + timedelta(days=30), rule="", rule_hash="", created_at=now,
            created_by=priya.placement_id,
        )  # fmt: skip


def test_few_words_and_what_is_open_already_are_refused(be, now, folders):
    with be("priya") as priya:
        with pytest.raises(SayMore):
            actions.break_glass(priya, folder_id=folders[0], why="need it", at=now)
        mine = actions.open_folder(priya, kind="person", category="general", at=now)
        with pytest.raises(NotNeeded):
            actions.break_glass(priya, folder_id=mine, why=WHY, at=now)


def test_a_role_that_does_not_work_with_children_opens_nothing(be, now, folders):
    with be("ig_police") as lead, pytest.raises(Denied):
        actions.break_glass(lead, folder_id=folders[0], why=WHY, at=now)


@pytest.mark.parametrize("category", ["sexual_health", "refuge", "adoption", "intelligence"])
def test_what_is_never_said_to_exist_is_answered_as_if_it_were_not_there(be, now, category):
    with be("grace") as grace:
        hidden = actions.open_folder(grace, kind="person", category=category, at=now)
    with be("priya") as priya, pytest.raises(NotThere):
        actions.break_glass(priya, folder_id=hidden, why=WHY, at=now)


def test_a_folder_sealed_to_protect_somebody_never_opens_so_even_by_raw_sql(be, now, folders, cast):
    with be("tom") as tom:
        actions.seal(tom, folder_id=folders[0], why="a refuge", key_holders=[tom.placement_id], at=now)
    with be("priya") as priya:
        with pytest.raises(NotThere):
            actions.break_glass(priya, folder_id=folders[0], why=WHY, at=now)
        with pytest.raises(DatabaseError), transaction.atomic():
            Pass.objects.create(
                folder_id=folders[0], owner_id=cast.organisations["police"], placement_id=priya.placement_id,
                worker_id=priya.worker_id, by_organisation_id=priya.organisation_id, purpose="safeguard_child",
                why=WHY, starts_at=now, ends_at=now + timedelta(hours=1), rule="", rule_hash="", created_at=now,
                created_by=priya.placement_id,
            )  # fmt: skip


def test_its_owner_is_told_at_once_and_without_a_name(be, now, folders):
    _use(be, folders[0], now=now)
    with be("ig_police") as lead:
        told = [w for w in queries.work_waiting(lead) if w.title.startswith("Review")]
    assert [w.title for w in told] == ["Review an emergency opening: Police's folder, by a worker of Council"]


def test_an_agency_that_has_nothing_to_do_with_it_is_told_nothing(be, now, folders):
    use = _use(be, folders[0], now=now)
    with be("ig_health") as lead:
        assert queries.work_waiting(lead) == []
        assert queries.use(lead, use) is None


def test_nobody_reviews_her_own_even_by_raw_sql(be, now, folders):
    use = _use(be, folders[0], who="ruth", now=now)
    with be("ruth") as ruth:
        with pytest.raises(NotYourOwn):
            actions.review_emergency(ruth, use_id=use, outcome="justified", words="I was right", at=now)
        with pytest.raises(DatabaseError), transaction.atomic():
            PassReview.objects.create(
                use_id=use, outcome="justified", words="x", worker_id=ruth.worker_id, created_at=now,
                created_by=ruth.placement_id,
            )  # fmt: skip


def test_a_second_person_reviews_it_once_with_an_outcome(be, now, folders):
    use = _use(be, folders[0], now=now)
    with be("ruth") as ruth:
        actions.review_emergency(ruth, use_id=use, outcome="justified", words="Spoke with her; read one line.", at=now)
        assert queries.use(ruth, use).outcome == "justified"
        with pytest.raises(NotYourOwn):
            actions.review_emergency(ruth, use_id=use, outcome="breach", words="Second thoughts", at=now)


def _last_month(now: datetime) -> datetime:
    return now.astimezone(LONDON).replace(day=1, hour=12) - timedelta(days=10)


def test_a_month_with_an_unreviewed_use_cannot_be_signed_off(be, now, folders):
    then = _last_month(now)
    use = _use(be, folders[0], at=then)
    with be("ig_police") as lead:
        with pytest.raises(NotAllReviewed):
            actions.sign_off_month(lead, month=then.date(), at=now)
        actions.review_emergency(lead, use_id=use, outcome="could_have_waited", words="Talked it over.", at=now)
        actions.sign_off_month(lead, month=then.date(), at=now)
        with pytest.raises(MonthRuns):
            actions.sign_off_month(lead, month=then.date(), at=now)


def test_a_month_that_still_runs_cannot_be_signed_off(be, now):
    with be("ig_police") as lead, pytest.raises(MonthRuns):
        actions.sign_off_month(lead, month=now.date(), at=now)


def test_repeated_use_is_said_to_the_reviewers(be, now, folders):
    for days in (1, 2, 3):
        _use(be, folders[0], at=now - timedelta(days=days))
    with be("ruth") as ruth:
        assert list(queries.often_used(ruth).values()) == [3]
        assert all("who has done so often" in w.title for w in queries.work_waiting(ruth) if "Review" in w.title)


def test_two_uses_in_thirty_days_are_not_often(be, now, folders):
    for days in (1, 2, 31):
        _use(be, folders[0], at=now - timedelta(days=days))
    with be("ruth") as ruth:
        assert queries.often_used(ruth) == {}
