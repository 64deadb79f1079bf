"""Standing agreements: folders open by each party's signature and shut, all at once, when one ends it."""

from datetime import timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.access import policy
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.sharing import actions, queries
from kingfisher.sharing.tests.builders import an_agreement


@pytest.fixture
def folder(be, now):
    with be("tom") as tom:
        return access.open_folder(tom, kind="person", category="youth_justice", at=now)


def level_for(be, name, folder):
    with be(name) as actor:
        return policy.levels(actor, [folder]).get(folder, 0)


def test_a_draft_opens_nothing(be, cast, now, folder):
    with be("ig_council") as lead:
        an_agreement(lead, cast, now)
    assert level_for(be, "priya", folder) == 0


def test_in_force_it_opens_at_once_and_ended_it_shuts_at_once(be, cast, now, folder):
    with be("ig_council") as council:
        agreement = an_agreement(council, cast, now)
        actions.sign(council, agreement_id=agreement, at=now)
        assert queries.agreement(council, agreement).state == "part_signed"
    assert level_for(be, "priya", folder) == 0
    with be("ig_police") as police:
        actions.sign(police, agreement_id=agreement, at=now)
        assert queries.agreement(police, agreement).state == "in_force"
    assert level_for(be, "priya", folder) == 3
    assert level_for(be, "dele", folder) == 0  # opened to the team, not to the whole council
    with be("ig_council") as council:
        actions.end(council, agreement_id=agreement, why="A better one replaces it.", at=now)
    assert level_for(be, "priya", folder) == 0


def test_ending_one_agreement_leaves_the_others_open(be, cast, now):
    with be("tom") as tom:
        missing = access.open_folder(tom, kind="person", category="missing", at=now)
    with be("ig_police") as police:
        agreement = an_agreement(police, cast, now)
        actions.sign(police, agreement_id=agreement, at=now)
        actions.end(police, agreement_id=agreement, why="Not needed.", at=now)
    assert level_for(be, "priya", missing) == 3


def test_a_lapsed_agreement_shuts_as_one_ended(be, cast, now, folder):
    with be("ig_police") as police:
        agreement = an_agreement(police, cast, now)
        actions.sign(police, agreement_id=agreement, at=now)
        assert level_for(be, "priya", folder) == 3
        actions.lapse(police, agreement_id=agreement, at=now)
        assert queries.agreement(police, agreement).state == "lapsed"
    assert level_for(be, "priya", folder) == 0


def test_an_agreement_past_its_last_day_has_shut_by_itself(be, cast, now, folder):
    before, after = now - timedelta(days=30), now - timedelta(days=1)
    with be("ig_police", at=before) as police:
        agreement = an_agreement(police, cast, before, ends_at=after)
        actions.sign(police, agreement_id=agreement, at=before)
    assert level_for(be, "priya", folder) == 0
    with be("ig_police") as police:
        assert queries.agreement(police, agreement).state == "lapsed"


def test_signed_before_it_starts_it_opens_on_its_first_day(be, cast, now, folder):
    with be("ig_police") as police:
        agreement = an_agreement(police, cast, now, starts_at=now + timedelta(days=1))
        actions.sign(police, agreement_id=agreement, at=now)
    assert level_for(be, "priya", folder) == 0


def test_only_a_party_signs_and_only_by_who_may(be, cast, now, signed_in):
    with be("ig_council") as lead:
        agreement = an_agreement(lead, cast, now)
    with be("ig_health") as health, pytest.raises(NotThere):
        actions.sign(health, agreement_id=agreement, at=now)
    with be("tom") as tom, pytest.raises(Denied):
        actions.sign(tom, agreement_id=agreement, at=now)
    for name, status in (("ig_health", 404), ("tom", 403)):
        for done in ("sign", "end"):
            answer = signed_in(name).post(f"/sharing/agreements/{agreement}/{done}", {"why": "It is over."})
            assert answer.status_code == status


def test_signing_twice_changes_nothing_and_an_ended_one_is_not_signed(be, cast, now):
    with be("ig_council") as lead:
        agreement = an_agreement(lead, cast, now)
        actions.sign(lead, agreement_id=agreement, at=now)
        actions.sign(lead, agreement_id=agreement, at=now)
        actions.end(lead, agreement_id=agreement, why="Drafted wrongly.", at=now)
    with be("ig_police") as police, pytest.raises(NotNow):
        actions.sign(police, agreement_id=agreement, at=now)


@pytest.mark.parametrize("category", ["intelligence", "sexual_health", "refuge", "request", "disclosure"])
def test_what_is_never_said_to_exist_and_what_was_asked_are_not_opened_beforehand(category, be, cast, now):
    with be("ig_council") as lead, pytest.raises(actions.CannotAgree):
        an_agreement(lead, cast, now, category=category)


def test_an_agreement_reads_in_plain_words(be, cast, now):
    with be("ig_council") as lead:
        shown = queries.agreement(lead, an_agreement(lead, cast, now, category="missing"))
        said = [one.sentence for party in shown.parties for one in party.openings]
    assert said == ["Police opens “Missing” folders in full to Front door"]
