"""An enquiry over six children, one of them sealed: told to nobody who may not know her."""

from datetime import timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.chronology import queries as chronology
from kingfisher.meetings import actions as meetings
from kingfisher.meetings import queries as held
from kingfisher.pathway import actions, queries
from kingfisher.pathway.tests.builders import file_of, hold
from kingfisher.pathway.tests.test_together import sisters
from kingfisher.people.queries import statement

pytestmark = pytest.mark.django_db
NAMES = ("Amelie", "Ruby", "Shanelle", "Zuzanna", "Keira")
SEALED = "Iris"


@pytest.fixture
def harrow(be, cast, now):
    """Six girls under one enquiry; Iris's papers are sealed, and Dele and Ruth hold the keys."""
    work = sisters(be, cast, now, *NAMES, SEALED)
    with be("dele") as dele:
        iris = queries.episode_file(dele, work[SEALED])
        for folder in (statement(dele, iris.person_id).folder_id, iris.folder_id):
            access.seal(dele, folder_id=folder, why="She gave evidence and has moved.",
                        key_holders=[cast.placements[name] for name in ("dele", "ruth")], at=now)  # fmt: skip
    with be("ruth") as ruth:
        enquiry = actions.begin_complex(ruth, title="Harrow", families="One worker for each family.", at=now)
        for name, key in work.items():
            actions.add_child(ruth, complex_id=enquiry, episode_id=key, why=f"{name} was in the silver car.", at=now)
    return enquiry, work


def planned(be, cast, now, enquiry):
    with be("ruth") as ruth:
        key = actions.call_complex_meeting(
            ruth, complex_id=enquiry, starts_at=now - timedelta(minutes=15), place="Quay House", at=now
        )
        meetings.invite(ruth, meeting_id=key, placement_id=cast.placements["dele"], at=now)
    hold(be, cast, key, now)
    return key


def test_whoever_holds_the_key_sees_six_and_a_colleague_without_it_five(signed_in, be, cast, harrow):
    enquiry, _ = harrow
    for name, sees in (("ruth", 6), ("dele", 6), ("priya", 5)):
        with be(name) as actor:
            file = queries.complex_file(actor, enquiry)
            assert len(file.children) == sees, name
        page = signed_in(name).get(f"/pathway/complex/{enquiry}").content.decode()
        listed = signed_in(name).get("/pathway/complex").content.decode()
        assert f"{sees} children" in listed, name
        assert (SEALED in page, SEALED in listed) == (sees == 6, False), name


def test_the_meeting_about_all_of_them_names_and_counts_her_to_nobody_without_the_key(signed_in, be, cast, now, harrow):
    enquiry, work = harrow
    key = planned(be, cast, now, enquiry)
    for name, sees in (("dele", 6), ("ruth", 6), ("tom", 5), ("asha", 5), ("owen", 5)):
        with be(name) as actor:
            assert len(held.meeting_file(actor, key).children) == sees, name
        for page in (f"/meetings/{key}", f"/meetings/{key}/paper", "/meetings", f"/meetings/{key}/invitation.ics"):
            shown = signed_in(name).get(page).content.decode()
            assert SEALED not in shown or (sees == 6 and page in (f"/meetings/{key}", "/meetings")), (name, page)
    with be("tom") as tom:
        others = [file_of(be, work[name]).person_id for name in NAMES]
        assert not any(SEALED in f"{h.title} {h.detail}" for h in chronology.timeline(tom, others))


def test_a_child_sealed_after_she_was_put_under_it_is_told_no_longer(be, cast, now, harrow):
    enquiry, work = harrow
    with be("dele") as dele:
        ruby = statement(dele, file_of(be, work["Ruby"]).person_id)
        access.seal(dele, folder_id=ruby.folder_id, why="A refuge.", key_holders=[cast.placements["dele"]], at=now)
    with be("priya") as priya:
        assert "Ruby Reed" not in [name for _, name, _ in queries.complex_file(priya, enquiry).children]
