"""The dates of a child's steps and plan stand on the paper for the wall."""

import pytest

from kingfisher.pathway.tests.builders import conferred, file_of

pytestmark = pytest.mark.django_db


def test_the_year_of_dates_on_paper_holds_the_dates_of_the_childs_steps_and_plan(signed_in, be, cast, now):
    key, _ = conferred(be, cast, now)
    child = file_of(be, key).person_id
    paper = signed_in("dele").get(f"/casefile/{child}/calendar").content.decode()
    for title in ("Child and family assessment", "Initial child protection conference", "First core group"):
        assert title in paper, title
    assert "Child and family assessment" not in signed_in("hana").get(f"/casefile/{child}/calendar").content.decode()
