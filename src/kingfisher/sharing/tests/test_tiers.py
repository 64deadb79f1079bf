"""Two tiers, each in its folder: who reads which part, and that nothing else of the agency opens."""

import pytest
from django.db import transaction

from kingfisher.chronology import queries as chronology
from kingfisher.kernel.verdict import NotThere
from kingfisher.people import queries as people
from kingfisher.sharing import actions, queries
from kingfisher.sharing.actions import Told
from kingfisher.sharing.models import Part
from kingfisher.sharing.tests.builders import FURTHER, TEAM, a_mention, a_request, a_told_request, own_line, own_person


def test_the_deciding_team_reads_both_tiers(be, cast, now):
    request = a_told_request(be, cast, now)
    for name in ("priya", "asha", "owen"):
        with be(name) as member:
            answer = queries.request_file(member, request).answer
            assert answer.part("team").concerns == TEAM.concerns
            assert answer.part("further").summary == FURTHER.summary


def test_the_askers_own_agency_outside_the_team_does_not_see_what_is_for_the_team_only(be, cast, now):
    request = a_told_request(be, cast, now)
    with be("dele") as dele:
        answer = queries.request_file(dele, request).answer
        assert answer.part("further").summary == FURTHER.summary
        assert answer.part("team") is None
        assert Part.objects.filter(tier="team").count() == 0


def test_another_agency_sees_no_part_of_an_answer(be, cast, now):
    request = a_told_request(be, cast, now)
    with be("hana") as hana:
        assert Part.objects.count() == 0
        with pytest.raises(NotThere):
            queries.request_file(hana, request)


def test_nothing_else_of_the_agency_that_answers_opens(be, cast, now):
    with be("tom") as tom:
        maya = own_person(tom, now, category="intelligence")
        line = own_line(tom, maya, now)
        secret = own_line(tom, maya, now, title="Seen with a man under watch")
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    with be("tom") as tom:
        subject = queries.request_file(tom, request).subjects[0].id
        actions.answer(
            tom,
            request_id=request,
            status="known",
            further=Told(lines=(line,)),
            persons={subject: maya},
            at=now,
        )
    with be("priya") as priya:
        assert people.statements(priya, {maya}) == {}
        assert chronology.entry(priya, secret) is None and chronology.entry(priya, line) is None


def test_a_picked_line_is_copied_as_said_with_its_source(be, cast, now):
    with be("tom") as tom:
        maya = own_person(tom, now)
        line = own_line(tom, maya, now)
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    with be("tom") as tom:
        actions.answer(tom, request_id=request, status="known", further=Told(lines=(line,)), at=now)
    with be("dele") as dele:
        (copied,) = queries.request_file(dele, request).answer.part("further").lines
        assert copied.title == "Found at the station at midnight" and copied.detail == "Alone, cold, without a coat."
        assert copied.author_name == "PC A Marsh" and copied.entry_id == line


def test_another_agencys_line_is_not_ours_to_pass_on(be, cast, now):
    with be("asha") as asha:
        maya = own_person(asha, now, category="urgent_care")
        line = own_line(asha, maya, now, title="Attended with a fracture")
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    with be("tom") as tom:
        assert chronology.entry(tom, line) is not None  # the standing agreement shows it to the team
        with pytest.raises(NotThere), transaction.atomic():
            actions.answer(tom, request_id=request, status="known", further=Told(lines=(line,)), at=now)


def test_saying_which_of_our_people_it_is_links_the_two_and_leaves_a_line_in_our_folder(be, cast, now):
    with be("tom") as tom:
        maya = own_person(tom, now, category="missing")
    with be("priya") as priya:
        mention = a_mention(priya, cast, now)
        request = a_request(priya, cast, now, mention=mention)
    with be("tom") as tom:
        subject = queries.request_file(tom, request).subjects[0].id
        actions.answer(tom, request_id=request, status="known", further=FURTHER, persons={subject: maya}, at=now)
        assert [line.title for line in chronology.timeline(tom, [maya])] == ["Information given to Council"]
    with be("priya") as priya:
        assert people.cluster_ids(priya, mention) == {mention, maya}
        shown = queries.requests_about_people(priya, [maya])
        assert [one.id for one in shown] == [request]


def test_a_researcher_who_cannot_see_the_mention_answers_without_forcing_a_link(be, cast, now):
    with be("hana") as hana:
        theirs = own_person(hana, now, category="voluntary")
    with be("priya") as priya:
        mention = a_mention(priya, cast, now)
        request = a_request(priya, cast, now, holder="harbour", mention=mention)
    with be("hana") as hana:
        subject = queries.request_file(hana, request).subjects[0].id
        actions.answer(hana, request_id=request, status="known", further=FURTHER, persons={subject: theirs}, at=now)
    with be("priya") as priya:
        assert people.cluster_ids(priya, mention) == {mention}
        assert queries.request_file(priya, request).answer.person_ids == (theirs,)


def test_nobody_answers_with_another_agencys_person(be, cast, now):
    with be("asha") as asha:
        theirs = own_person(asha, now)
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    with be("tom") as tom, pytest.raises(NotThere):
        subject = queries.request_file(tom, request).subjects[0].id
        actions.answer(tom, request_id=request, status="known", further=FURTHER, persons={subject: theirs}, at=now)
