"""Kinder words are offered after a save on any form, and nothing is refused or kept for them."""

import pytest
from django.contrib.messages import get_messages

from kingfisher.plans import queries
from kingfisher.plans.tests.builders import drafted

pytestmark = pytest.mark.django_db


def thoughts(answer) -> list[str]:
    return [str(m) for m in get_messages(answer.wsgi_request)]


def test_words_that_blame_a_child_are_kept_and_a_kinder_one_is_offered(signed_in, be, now):
    plan, said = drafted(be, now), "She has chosen a lifestyle choice and absconded twice."
    answer = signed_in("dele").post(f"/plans/{plan}", {"do": "say:worry", "say-worry-said": said})
    assert answer.status_code == 302
    told = thoughts(answer)
    assert [t.split("”")[0] for t in told] == ["A thought on “lifestyle choice", "A thought on “absconded"]
    assert all("own words, leave them" in t for t in told)
    with be("dele") as dele:
        kept = queries.plan_file(dele, plan).said
    assert any(h.words == said for h in kept)


@pytest.mark.parametrize("said", ["She is out after midnight with grown men.", "Prostitutes Road is her address? No."])
def test_nobody_is_told_more_than_three_things_and_ordinary_words_pass(signed_in, be, now, said):
    plan = drafted(be, now)
    answer = signed_in("dele").post(f"/plans/{plan}", {"do": "say:worry", "say-worry-said": said})
    assert len(thoughts(answer)) == said.count("Prostitutes")


def test_a_form_that_is_shown_again_says_nothing_yet(signed_in, be, now):
    plan = drafted(be, now)
    answer = signed_in("ruth").post(f"/plans/{plan}", {"do": "end", "end-reduced_risk": "She absconded."})
    assert answer.status_code == 200
    assert thoughts(answer) == []
