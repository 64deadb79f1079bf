"""A concern comes in: it is kept first, read second, and nobody but the front door sees what it became."""

import json

import pytest

from kingfisher.access import policy
from kingfisher.access.entry import acting_as, service_of
from kingfisher.access.models import AuditLine
from kingfisher.chronology import queries as chronology
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.verdict import NotThere
from kingfisher.people import queries as people
from kingfisher.postroom import queries as postroom
from kingfisher.referrals import actions, queries
from kingfisher.referrals.models import Contact
from kingfisher.referrals.tests.builders import from_the_public, sent
from kingfisher.ui.paging import Ask

pytestmark = pytest.mark.django_db


def test_a_teachers_concern_becomes_a_contact_the_front_door_can_work_on(be, cast, now):
    taken = sent(cast, now)
    assert taken.outcome == "received"
    with be("priya") as priya:
        shown = queries.contact_file(priya, taken.contact_id)
        assert shown.contact.state == "received"
        assert [c.name for c in shown.children] == ["Maya Reed"]
        assert shown.contact.raised_by == "Marcus Bell, Safeguarding lead, Otterbrook School"
        assert shown.contact.source_code == "2A"
        assert shown.contact.said.family.not_told_why == "Maya is afraid of who would be told."


def test_whoever_has_a_long_title_at_a_long_named_agency_is_read_in_all_the_same(be, cast, now):
    long = {"name": "Marcus Bell " * 12, "role": "Designated safeguarding lead " * 5, "agency": "Otterbrook " * 12}
    assert sent(cast, now, referrer=long).outcome == "received"


def test_the_teacher_sees_her_receipt_and_nothing_of_the_contact(be, cast, now):
    taken = sent(cast, now)
    with be("marcus") as marcus:
        assert [r.ref for r in queries.arrivals_of_mine(marcus)] == [taken.ref]
        assert Contact.objects.count() == 0
        with pytest.raises(NotThere):
            queries.contact_file(marcus, taken.contact_id)


def test_what_a_worker_sends_by_page_is_not_read_by_her_colleagues_as_it_came(be, cast, now):
    taken = sent(cast, now, by="dele", door="page")
    with be("dele") as dele:
        assert postroom.arrival_by_ref(dele, taken.ref).ref == taken.ref
    for colleague in ("nadia", "ig_council"):
        with be(colleague) as other, pytest.raises(NotThere):
            postroom.arrival_by_ref(other, taken.ref)
    with be("priya") as priya:
        assert postroom.arrival_by_ref(priya, taken.ref).ref == taken.ref, "the front door's team reads it"


def test_another_agency_sees_neither_the_receipt_nor_the_contact(be, cast, now):
    taken = sent(cast, now)
    with be("hana") as hana:
        assert queries.arrivals_of_mine(hana) == []
        assert Contact.objects.count() == 0
        with pytest.raises(NotThere):
            postroom.arrival_by_ref(hana, taken.ref)


@pytest.mark.parametrize("who", ["tom", "asha", "owen", "grace"])
def test_each_agencys_member_of_the_front_door_team_sees_the_contact(who, be, cast, now):
    taken = sent(cast, now)
    with be(who) as member:
        assert queries.contact_file(member, taken.contact_id).contact.ref


def test_only_the_front_door_reads_it_and_other_council_workers_learn_that_it_exists(be, cast, now):
    taken = sent(cast, now)
    with be("ines"):
        assert Contact.objects.count() == 0
    with be("priya") as priya:
        folder = queries.contact_by_id(priya, taken.contact_id).folder_id
    with be("dele") as dele:
        assert Contact.objects.count() == 0
        assert policy.levels(dele, [folder]) == {folder: 1}


def test_those_named_are_statements_in_the_contacts_own_folder_and_tied_to_the_child(be, cast, now):
    taken = sent(cast, now)
    with be("priya") as priya:
        child, mother = queries.contact_file(priya, taken.contact_id).people
        assert child.statement.origin == "mention"
        assert child.folder_id == queries.contact_by_id(priya, taken.contact_id).folder_id
        (tie,) = people.relations_of(priya, {child.person_id})
        assert (tie.relationship, tie.other_id, tie.lives_together) == ("mother", mother.person_id, True)


def test_each_child_has_what_was_said_in_her_history_with_who_said_it_and_how_they_know(be, cast, now):
    taken = sent(cast, now)
    with be("priya") as priya:
        (child,) = queries.contact_file(priya, taken.contact_id).children
        lines = {h.kind: h for h in chronology.timeline(priya, [child.person_id])}
        assert lines["concern"].title == "Concern raised with the front door: criminal exploitation, going missing"
        assert (lines["concern"].basis, lines["concern"].author_name) == ("seen", "Marcus Bell")
        assert lines["childs_words"].detail == "I can't say, they'd know it was me."


def test_somebody_who_asks_not_to_be_named_is_not_named_in_the_childs_history(be, cast, now):
    said = {
        "name": "Mrs Okoro",
        "phone": "01632 960001",
        "withhold_identity": True,
        "withheld_why": "He knows my car.",
    }
    taken = from_the_public(now, referrer=said)
    with be("priya") as priya:
        shown = queries.contact_file(priya, taken.contact_id)
        assert shown.contact.raised_by == "Somebody who asked not to be named"
        lines = chronology.timeline(priya, [shown.children[0].person_id])
        assert {h.author_name for h in lines} == {"The person who raised it"}


def test_its_clocks_count_from_receipt_and_run_as_amber_until_somebody_rates_it(be, cast, now):
    taken = sent(cast, now)
    with be("priya") as priya:
        running = {
            c.rule_id for c in clocks.for_subject(priya, ("referrals.contact", taken.contact_id), open_only=True)
        }
        assert running == {"contact_initial_assessment", "referral_decision", "contact_rag_amber"}


def test_a_child_said_to_be_in_danger_now_is_treated_as_red_until_somebody_rates_it(be, cast, now):
    taken = sent(cast, now, danger_now="yes")
    with be("priya") as priya:
        shown = queries.contact_by_id(priya, taken.contact_id)
        assert (shown.rating, shown.provisional) == ("", "red")
        assert (shown.decide_by - shown.received_at).total_seconds() == 4 * 3600


def test_what_was_not_said_becomes_questions_and_refuses_nothing(cast, now):
    taken = sent(cast, now, children=[], danger_now="", childs_words="", family={})
    assert taken.outcome == "received"
    assert [q.code for q in taken.standing.questions] == [
        "danger_now",
        "child",
        "childs_words",
        "family_told",
    ]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "It is not JSON."),
        (b"<xml/>", "It is not JSON."),
        (b"\xff\xfe\x00", "It is not text in UTF-8."),
        (b"[1, 2]", "It is JSON, but not an object with named fields."),
        (b'{"colour": "red"}', "It names no child and says nothing of what happened."),
    ],
)
def test_a_body_nobody_can_read_is_kept_as_it_came_and_waits_for_a_person(body, why, be, cast, now):
    with be("school_system") as system:
        taken = actions.take_in(system, body=body, content_type="application/json", door="api", at=now)
    assert taken.outcome == "unreadable"
    with be("priya") as priya:
        (waiting,) = postroom.waiting_arrivals(priya)
        assert (waiting.ref, waiting.problems) == (taken.ref, (why,))
        assert postroom.arrival_body(priya, waiting.id)[1] == body


def test_the_same_key_twice_keeps_one_concern_and_gives_the_first_answer(be, cast, now):
    first, again = sent(cast, now, key="abc"), sent(cast, now, key="abc")
    assert (first.again, again.again) == (False, True)
    assert (again.ref, again.contact_id) == (first.ref, first.contact_id)
    with be("priya") as priya:
        assert len(queries.queue(priya, queries.Wanted(), Ask()).rows) == 1


def test_a_key_used_twice_by_mistake_does_not_swallow_the_second_childs_concern(cast, now):
    first = sent(cast, now, key="abc")
    second = sent(cast, now, key="abc", what_happened="Something else, about another child.")
    assert second.ref != first.ref
    assert second.contact_id


def test_two_senders_may_use_the_same_key(cast, now):
    assert sent(cast, now, key="1").ref != sent(cast, now, key="1", by="dele").ref


def test_a_worker_whose_role_opens_no_folders_can_still_raise_a_concern(be, cast, now):
    taken = sent(cast, now, by="lewis")
    with be("priya") as priya:
        shown = queries.contact_by_id(priya, taken.contact_id)
        assert shown.from_organisation_id == cast.organisations["westfen"]
        assert shown.sent_by == cast.placements["lewis"]


def test_what_a_sender_adds_later_reaches_the_front_door_as_news(be, cast, now):
    taken = sent(cast, now)
    with be("marcus") as marcus:
        came = postroom.arrival_by_ref(marcus, taken.ref)
        actions.add_more(
            marcus, arrival=came, body=b"She was collected by a grey car today.", content_type="text/plain",
            door="page", at=now,
        )  # fmt: skip
    with be("priya") as priya:
        shown = queries.contact_file(priya, taken.contact_id)
        assert [n.words for n in shown.of("addition")] == ["She was collected by a grey car today."]
        (row,) = queries.queue(priya, queries.Wanted(news=True), Ask()).rows
        actions.read_news(priya, contact_id=row.id, at=now)
        assert queries.queue(priya, queries.Wanted(news=True), Ask()).rows == []


def test_a_photograph_added_is_kept_with_the_contact_and_a_programme_is_kept_for_a_person_to_ask_about(be, cast, now):
    taken = sent(cast, now)
    add = {"content_type": "application/octet-stream", "door": "page", "at": now}
    with be("marcus") as marcus:
        came = postroom.arrival_by_ref(marcus, taken.ref)
        assert actions.add_file(marcus, arrival=came, name="note.txt", content=b"What I wrote down.", **add) == ""
        refused = actions.add_file(marcus, arrival=came, name="x.exe", content=b"MZ\x90\x00\x03", **add)
    assert "is not a PDF" in refused
    with be("priya") as priya:
        assert [a.kind for a in postroom.waiting_arrivals(priya)] == ["attachment"]


def test_receiving_is_written_in_the_audit_without_any_name(be, cast, now):
    taken = sent(cast, now)
    service = service_of("front_door_service", at=now, via="command")
    with acting_as(service):
        line = AuditLine.objects.filter(what="referrals.contact.received").latest("id")
        assert "Maya" not in json.dumps(line.facts)
        assert Contact.objects.get(id=taken.contact_id).folder_id in line.folder_ids
