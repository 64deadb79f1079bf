"""What agencies answered stands in the discussion: once, with its mark, and no further than its agency said."""

from datetime import timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.kernel.verdict import NotThere
from kingfisher.meetings import actions, queries
from kingfisher.meetings.tests.builders import convened
from kingfisher.people.queries import statement
from kingfisher.plans.tests.builders import a_child
from kingfisher.sharing import actions as sharing
from kingfisher.sharing.actions import Told
from kingfisher.sharing.queries import subjects_from
from kingfisher.sharing.tests.builders import FURTHER, own_line, own_person

pytestmark = pytest.mark.django_db
KEPT = Told(concerns="A man under watch is his driver.")


def asked(be, cast, now, *children, holder="police"):
    """The front door asks one agency about these children."""
    with be("priya") as priya:
        return sharing.ask(
            priya, holder_id=cast.organisations[holder], about=("people.person", children[0]),
            subjects=subjects_from(priya, children), why="A teacher saw bruises.", at=now,
        )  # fmt: skip


def told(be, request, now, *, by="tom", **said):
    with be(by) as actor:
        sharing.answer(actor, request_id=request, **{"status": "known", "further": FURTHER, "at": now, **said})


def minutes(be, key, who="dele"):
    with be(who) as actor:
        return next(p.words for p in queries.meeting_file(actor, key).parts if p.code == "shared")


def test_a_discussion_begins_with_what_each_agency_answered_its_words_its_writer_and_its_mark(be, cast, now):
    child = a_child(be, now)
    with be("tom") as tom:
        line = own_line(tom, own_person(tom, now), now)
    police = asked(be, cast, now, child)
    told(be, police, now, further=Told(summary="Two calls.", strengths="Gran is near.", lines=(line,)), team_only=KEPT)
    with be("asha") as asha:
        sharing.not_known(asha, request_id=asked(be, cast, now, child, holder="health"), systems=["RiO"], at=now)
    said = minutes(be, convened(be, cast, now, kind="strategy", child=child))
    for words in ("Police: known (Tom Hargrave", "Two calls.", "Going well: Gran is near.", "Health: not known (Asha",
                  "Found at the station at midnight", "fact, PC A Marsh"):  # fmt: skip
        assert said.count(words) == 1, words
    assert KEPT.concerns not in said


def test_what_is_for_the_deciding_team_alone_is_shown_to_it_and_to_nobody_else_at_the_table(signed_in, be, cast, now):
    child = a_child(be, now)
    told(be, asked(be, cast, now, child), now, team_only=KEPT)
    key = convened(be, cast, now, kind="strategy", child=child)
    with be("dele") as dele:
        actions.appoint(dele, meeting_id=key, chair=cast.placements["ruth"], at=now)
    page = f"/meetings/{key}/minutes"
    cleared, other = (signed_in(name).get(page).content.decode() for name in ("ruth", "dele"))
    assert KEPT.concerns in cleared
    assert "Only for the deciding team" in cleared
    assert "Police" in other
    assert KEPT.concerns not in other
    assert "Only for the deciding team" not in other
    with be("owen") as owen:  # of education, and of the deciding team
        (one,) = queries.answers_beside(owen, key)
        assert one.answer.part("team").concerns == KEPT.concerns
    with be("hana") as hana, pytest.raises(NotThere):
        queries.answers_beside(hana, key)


def test_an_answer_that_comes_later_is_put_in_by_one_button_and_only_once(signed_in, be, cast, now):
    child = a_child(be, now)
    request = asked(be, cast, now, child)
    key = convened(be, cast, now, kind="strategy", child=child)
    dele, page = signed_in("dele"), f"/meetings/{key}/minutes"
    assert "not answered yet" in dele.get(page).content.decode()
    with be("dele") as actor:
        actions.save_part(actor, meeting_id=key, section="shared", words="Typed first.", revision=0, at=now)
    told(be, request, now)
    assert "Put what is new into the minutes" in dele.get(page).content.decode()
    for _ in range(2):
        assert dele.post(page, {"do": "bring"}).status_code == 302
    said = minutes(be, key)
    assert said.startswith("Typed first.\n\nPolice: known")
    assert said.count(FURTHER.summary) == 1
    assert "Put what is new into the minutes" not in dele.get(page).content.decode()


def test_a_correction_is_put_beside_what_it_corrects(be, cast, now):
    child = a_child(be, now)
    request = asked(be, cast, now, child)
    told(be, request, now)
    key = convened(be, cast, now, kind="strategy", child=child)
    told(be, request, now, further=Told(summary="One call, not two."), correcting="The second was next door.")
    with be("dele") as dele:
        assert actions.bring_answers(dele, meeting_id=key, at=now) == 1
    said = minutes(be, key)
    assert FURTHER.summary in said
    assert "Corrected: The second was next door.\nOne call, not two." in said


def test_an_answer_about_a_child_who_is_not_at_this_table_or_is_sealed_is_put_in_no_minutes(be, cast, now):
    maya, noor = a_child(be, now), a_child(be, now, given="Noor")
    told(be, asked(be, cast, now, maya, noor), now)
    alone = convened(be, cast, now, kind="strategy", child=maya)
    assert minutes(be, alone) == ""
    with be("dele") as dele:
        (one,) = queries.answers_beside(dele, alone)
        assert (one.names_others, one.may_be_brought) == (True, False)
        access.seal(dele, folder_id=statement(dele, noor).folder_id, why="A refuge.",
                    key_holders=[cast.placements["dele"]], at=now)  # fmt: skip
        sealed = statement(dele, noor).folder_id
        both = actions.convene(
            dele, kind="strategy", person_ids=[maya], purpose="Both girls?", place="By telephone", starts_at=now,
            beside=[actions.Beside(noor, ("people.person", noor), sealed, sealed)], at=now,
        )  # fmt: skip
    assert minutes(be, both) == ""


def test_an_old_answer_one_withdrawn_and_another_kind_of_meeting_bring_nothing(be, cast, now):
    child = a_child(be, now)
    request = asked(be, cast, now, child)
    with be("priya") as priya:
        sharing.withdraw(priya, request_id=request, why="Asked twice.", at=now)
    old = asked(be, cast, now - timedelta(days=60), child, holder="health")
    told(be, old, now - timedelta(days=59), by="asha")
    with be("dele") as dele:
        assert queries.answers_beside(dele, convened(be, cast, now, kind="strategy", child=child)) == ()
        assert queries.answers_beside(dele, convened(be, cast, now, child=child)) == ()
