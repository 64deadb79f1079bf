"""How the matching does, month by month: counted from what was judged, and told without anybody's name."""

from datetime import date, timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.people import actions, jobs
from kingfisher.people.models import MonthFigure
from kingfisher.people.pages.matching import rounded, share
from kingfisher.people.queries.figures import figures_of, month_of, months_counted
from kingfisher.people.queries.pairing import pair_of
from kingfisher.people.rules import IdentifierSaid, Said

NUMBER = (IdentifierSaid("nhs_number", "9000000009", verified=True),)


def known(be, who, now, given="Lark", **said):
    with be(who) as actor:
        folder = access.open_folder(actor, kind="person", category="general", at=now)
        said = Said(given_name=given, family_name="Moss", born_on=date(2012, 7, 1), sex="F", **said)
        return actions.state_person(actor, folder_id=folder, said=said, at=now)


def judge(be, who, one, other, answer, now):
    with be(who) as actor:
        pair = pair_of(actor, one, other)
        return actions.judge(
            actor, left_id=one, left_folder_id=pair.left.folder_id, right_id=other,
            right_folder_id=pair.right.folder_id, answer=answer, why="Rang both.", probability=pair.probability, at=now,
        )  # fmt: skip


def counted(be, now):
    jobs.count_figures(at=now)
    with be("ruth") as ruth:
        return figures_of(ruth, month_of(now))


def grown(before, after, measure, agency=""):
    def of(month):
        if month is None:
            return 0
        return (month.agencies.get(agency, {}) if agency else month.all).get(measure, 0)

    return of(after) - of(before)


def test_a_link_between_two_agencies_counts_for_both_and_within_one_for_none(be, now):
    one, other = known(be, "tom", now), known(be, "asha", now)
    again = known(be, "tom", now, "Larke")
    before = counted(be, now)
    judge(be, "tom", one, again, "same", now)
    within = counted(be, now)
    assert grown(before, within, "linked", "police") == 0
    judge(be, "priya", one, other, "same", now)
    after = counted(be, now)
    assert (grown(within, after, "linked", "police"), grown(within, after, "linked", "health")) == (2, 1)


def test_whoever_parts_what_the_rule_linked_is_counted_as_a_person_against_the_machine(be, now):
    one, other = known(be, "tom", now, identifiers=NUMBER), known(be, "asha", now, identifiers=NUMBER)
    with be("matching") as service:
        actions.link_decisive(service, at=now)
    before = counted(be, now)
    judge(be, "priya", one, other, "different", now + timedelta(seconds=1))
    after = counted(be, now)
    assert grown(before, after, "against_rule") == 1
    assert grown(before, after, "said_different") == 1


def test_counting_a_month_again_replaces_it(be, now):
    counted(be, now)
    with be("ruth"):
        before = sorted(MonthFigure.objects.values_list("month", "agency", "measure", "number"))
    counted(be, now)
    with be("ruth"):
        assert sorted(MonthFigure.objects.values_list("month", "agency", "measure", "number")) == before


def test_a_group_of_more_records_than_the_rulebook_says_is_counted(be, now):
    before = counted(be, now)
    first, *others = [known(be, "tom", now, f"Lark {n}") for n in range(17)]
    for other in others:
        judge(be, "tom", first, other, "same", now)
    after = counted(be, now)
    assert grown(before, after, "groups_large") == 1
    assert after.all["groups_largest"] >= 17


@pytest.mark.parametrize(
    ("who", "sees"), [("ruth", True), ("ig_council", True), ("admin", True), ("tom", False), ("lewis", False)]
)
def test_the_figures_are_read_by_whoever_minds_the_matching_and_nobody_else(who, sees, be, now):
    jobs.count_figures(at=now)
    with be(who) as actor:
        assert bool(months_counted(actor)) is sees


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (7, "5"), (8, "10"), (1203, "1,205")],
)
def test_a_small_count_is_not_told_and_the_others_are_rounded(number, told):
    assert rounded(number) == told


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(3, 40, "too few to say"), (4, 9, "too few to say"), (30, 60, "50 in 100")]
)
def test_no_share_is_told_of_a_few(part, whole, told):
    assert share(part, whole) == told
