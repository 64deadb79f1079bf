"""A chief reads the board's figures, one measure, the paper; on a desk without scripts and on a telephone."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("phone", [False, True])
def test_a_chief_reads_the_scorecard(visit, hub, phone):
    chief = visit(phone=phone, scripts=phone).sign_in("chief")
    size = "phone" if phone else "desk"
    if phone:
        chief.say_why()
        chief.see("/scorecard", picture=f"scorecard-{size}")
        chief.see("/scorecard/conferences_in_time", picture=f"measure-{size}")
        chief.see("/scorecard/paper", picture=f"scorecard-paper-{size}")
        return
    chief.page.goto(f"{hub}/scorecard")
    assert "held back" in chief.page.inner_text("main")
    answer = chief.page.request.get(f"{hub}/scorecard/figures.csv")
    assert answer.text().startswith("measure,quarter_begins")
    assert chief.page.request.get(f"{hub}/scorecard/paper.pdf").body().startswith(b"%PDF")
