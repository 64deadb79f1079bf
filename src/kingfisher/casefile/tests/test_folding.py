"""What is hard to read is folded until its reader opens it; she may leave one child's open, for today and herself."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kingfisher.exploitation.tests.builders import WHY, screened
from kingfisher.plans.tests.builders import a_child

pytestmark = pytest.mark.django_db
OPEN, SHUT = '<details class="kf-warning" open>', '<details class="kf-warning">'


@pytest.fixture
def screening(be, now):
    child = a_child(be, now)
    return child, f"/exploitation/screenings/{screened(be, now, child=child, risk='high')}"


def test_hard_accounts_of_one_child_stay_open_once_chosen_on_every_page_and_fold_again(signed_in, screening):
    (child, page), dele = screening, signed_in("dele")
    shown = dele.get(page).content.decode()
    assert SHUT in shown and OPEN not in shown and "Leave those about this child open today" in shown
    chosen = dele.post("/casefile/folding", {"child": child, "do": "open", "next": page})
    assert chosen["Location"] == page
    for address in (page, f"/casefile/{child}"):
        shown = dele.get(address).content.decode()
        assert OPEN in shown and SHUT not in shown and "Warn me again" in shown
    dele.post("/casefile/folding", {"child": child, "do": "fold", "next": page})
    assert OPEN not in dele.get(page).content.decode()


def test_another_reader_and_another_child_are_warned_all_the_same(signed_in, screening, be, now):
    (child, page), dele = screening, signed_in("dele")
    other = f"/exploitation/screenings/{screened(be, now, child=a_child(be, now, given='Ivy'), risk='high')}"
    dele.post("/casefile/folding", {"child": child, "do": "open", "next": page})
    assert OPEN not in dele.get(other).content.decode()
    assert OPEN not in signed_in("ruth").get(page).content.decode()


def test_the_choice_ends_with_the_day(signed_in, screening, now):
    (child, page), dele = screening, signed_in("dele")
    dele.post("/casefile/folding", {"child": child, "do": "open", "next": page})
    session = dele.session
    session["left_open"] |= {"on": (now - timedelta(days=1)).date().isoformat()}
    session.save()
    assert OPEN not in dele.get(page).content.decode()


@pytest.mark.parametrize("next_", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_nobody_is_sent_elsewhere(signed_in, screening, next_):
    answer = signed_in("dele").post("/casefile/folding", {"child": screening[0], "do": "open", "next": next_})
    assert answer["Location"] == "/desk"


def test_what_is_no_child_opens_nothing_and_says_nothing(signed_in, screening):
    dele = signed_in("dele")
    assert dele.post("/casefile/folding", {"child": "nobody", "do": "open"}).status_code == 404
    assert dele.post("/casefile/folding", {"child": uuid4(), "do": "open"}).status_code == 302
    assert dele.get("/casefile/folding").status_code == 405
    assert WHY in dele.get(screening[1]).content.decode(), "folded is not left out"
