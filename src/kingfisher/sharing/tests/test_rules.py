"""The rules as tables, each row with where it comes from."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kingfisher.kernel.moves import diagram
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing import rules, states
from kingfisher.sharing.queries import bases_of, ready

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "last", "chase", "because"),
    [
        (AT + timedelta(hours=1), None, False, "not due yet"),
        (AT, None, False, "due this minute is still in time"),
        (AT - timedelta(minutes=1), None, True, "overdue and never chased"),
        (AT - timedelta(days=2), AT - timedelta(hours=23), False, "chased within a day"),
        (AT - timedelta(days=2), AT - timedelta(hours=24), True, "a day since the last"),
    ],
)
def test_an_overdue_answer_is_chased_once_a_day(due, last, chase, because):
    assert rules.is_to_chase(due_at=due, last_chased_at=last, at=AT) is chase, because


@pytest.mark.parametrize(
    ("gateway", "art6", "art9", "sch1", "gaps", "source"),
    [
        ("ca2004_s10", "art6_e", "art9_g", "sch1_18", 0, "the ordinary safeguarding basis"),
        ("ca2004_s10", "art6_e", "", "", 0, "nothing of the special kinds is asked for"),
        ("ca2004_s10", "art6_e", "art9_g", "", 1, "DPA 2018 Sch 1 must stand beside Art 9(2)(g)"),
        ("ca2004_s10", "art6_e", "art9_g", "sch1_2", 1, "DPA 2018 Sch 1 para 2 is for health and care"),
        ("ca2004_s16la", "art6_e", "", "", 1, "CWSA 2026 s.4 is made but not begun"),
    ],
)
def test_which_bases_can_carry_a_request(gateway, art6, art9, sch1, gaps, source):
    found = rules.basis_gaps(bases_of(None, gateway, art6, art9, sch1), date(2026, 11, 23))
    assert len(found) == gaps, source


@pytest.mark.parametrize("kind", [code for code, _ in rulebook.codes("agency_kind").choices()])
def test_every_kind_of_agency_can_be_asked_by_one_click(kind):
    usual = rulebook.check_set(kind)
    bases = bases_of(None, usual.gateway, usual.art6, usual.art9, usual.sch1)
    assert usual.questions and usual.systems
    assert rules.basis_gaps(bases, date(2026, 11, 23)) == ()
    assert all(answer for _, _, answer in ready(None, bases))


@pytest.mark.parametrize(
    ("state", "ends_at", "stands"),
    [
        ("in_force", None, "in_force"),
        ("in_force", AT + timedelta(days=1), "in_force"),
        ("in_force", AT, "lapsed"),
        ("part_signed", AT - timedelta(days=1), "lapsed"),
        ("draft", AT - timedelta(days=1), "draft"),
        ("ended", AT - timedelta(days=1), "ended"),
    ],
)
def test_an_agreement_stands_until_its_last_day(state, ends_at, stands):
    assert rules.agreement_stands(state, starts_at=AT - timedelta(days=9), ends_at=ends_at, at=AT) == stands


def test_the_readme_draws_the_moves_as_they_are():
    words = (Path(__file__).parents[1] / "README.md").read_text()
    assert diagram(states.REQUEST) in words and diagram(states.AGREEMENT) in words
