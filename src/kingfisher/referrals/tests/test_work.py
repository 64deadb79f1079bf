"""From a new contact to a closed one: who may do what, what is asked for first, and what is left behind."""

import pytest

from kingfisher.chronology import queries as chronology
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied
from kingfisher.postroom import queries as postroom
from kingfisher.referrals import actions, queries
from kingfisher.referrals.actions.moving import NeedsWords, NotYet
from kingfisher.referrals.tests.builders import (
    decided,
    family_settled,
    from_the_public,
    proposed,
    rated,
    sent,
    third_contact_in_a_year,
)
from kingfisher.rulebook import ask
from kingfisher.ui.paging import Ask

pytestmark = pytest.mark.django_db
KIND = "referrals.contact"


@pytest.fixture
def contact(cast, now):
    return sent(cast, now).contact_id


def state(be, contact, who="priya"):
    with be(who) as actor:
        return queries.contact_by_id(actor, contact).state


def test_rating_a_new_contact_begins_screening_and_makes_it_ones_own(be, contact, now):
    rated(be, contact, now, "red")
    with be("priya") as priya:
        shown = queries.contact_by_id(priya, contact)
        assert (shown.state, shown.rating, shown.owner) == ("screening", "red", "Priya Nair")
        running = {c.rule_id for c in clocks.for_subject(priya, (KIND, contact), open_only=True)}
        assert running == {"referral_decision", "contact_rag_red"}


def test_rating_anew_keeps_every_rating_and_counts_from_the_same_receipt(be, contact, now):
    rated(be, contact, now, "green")
    rated(be, contact, now, "red")
    with be("priya") as priya:
        shown = queries.contact_file(priya, contact)
        assert [(r.facts["was"], r.facts["rating"]) for r in shown.of("rating")] == [
            ("", "green"),
            ("green", "red"),
        ]
        assert (shown.contact.decide_by - shown.contact.received_at).total_seconds() == 4 * 3600


def test_a_rating_needs_a_reason(be, contact, now):
    with be("priya") as priya, pytest.raises(NeedsWords):
        actions.rate(priya, contact_id=contact, rating="red", why=" ", at=now)


def test_a_police_researcher_reads_the_contact_but_does_not_rate_it(be, contact, now):
    with be("tom") as tom, pytest.raises(Denied):
        actions.rate(tom, contact_id=contact, rating="red", why="Known.", at=now)


def test_nothing_is_proposed_before_it_is_rated_reasoned_and_levelled(be, contact, now):
    with be("priya") as priya:
        actions.begin_screening(priya, contact_id=contact, at=now)
        with pytest.raises(NotYet) as refused:
            actions.propose(priya, contact_id=contact, outcome="", need_level="", reasons="", at=now)
    assert refused.value.gaps == (
        "Rate how urgent it is.",
        "Choose what should happen; the exploitation pathway is added to another outcome.",
        "Say which level of need it is.",
        "Give the reasons.",
    )


def test_a_manager_signs_off_and_the_clocks_stop_and_the_childs_history_says_so(be, contact, now):
    decided(be, contact, now, outcome="referral_child_family_assessment", level="3", exploitation_pathway=True)
    with be("priya") as priya:
        shown = queries.contact_file(priya, contact)
        assert (shown.contact.state, shown.contact.outcome) == ("decided", "referral_child_family_assessment")
        assert clocks.for_subject(priya, (KIND, contact), open_only=True) == []
        newest = chronology.timeline(priya, [shown.children[0].person_id])[0]
        assert newest.title == (
            "Front door decided: referral: child and family assessment, and the exploitation pathway"
        )


def test_nobody_signs_off_her_own_proposal(be, contact, now):
    rated(be, contact, now)
    with be("ruth") as ruth:
        family_settled(ruth, contact, now)
        proposing = {"outcome": "early_help", "need_level": "2", "reasons": "Mother asks for help."}
        actions.propose(ruth, contact_id=contact, at=now, **proposing)
        with pytest.raises(NotYet, match="needed before you can sign"):
            actions.sign_off(ruth, contact_id=contact, at=now)


def test_a_worker_who_is_no_manager_does_not_sign_off(be, contact, now):
    proposed(be, contact, now)
    with be("priya") as priya, pytest.raises(Denied):
        actions.sign_off(priya, contact_id=contact, at=now)


def test_a_proposal_sent_back_says_what_is_missing_and_the_clock_runs_on(be, contact, now):
    proposed(be, contact, now)
    with be("ruth") as ruth:
        actions.send_back(ruth, contact_id=contact, why="Ask the school nurse first.", at=now)
    with be("priya") as priya:
        shown = queries.contact_file(priya, contact)
        assert shown.contact.state == "screening"
        assert shown.of("sign_off")[0].words == "Ask the school nurse first."
        assert clocks.for_subject(priya, (KIND, contact), open_only=True)


def test_a_third_contact_about_one_child_in_a_year_is_marked_once_somebody_has_linked_her(be, cast, now):
    contact = third_contact_in_a_year(be, cast, now)
    with be("priya") as priya:
        assert queries.contact_by_id(priya, contact).is_repeat
        (row,) = queries.queue(priya, queries.Wanted(repeat=True), Ask()).rows
        assert (row.id, row.earlier_contacts) == (contact, 2)


def test_no_further_action_on_a_third_contact_in_a_year_needs_a_managers_own_reason(be, cast, now):
    contact = third_contact_in_a_year(be, cast, now)
    proposed(be, contact, now, outcome="nfa", level="1")
    with be("ruth") as ruth:
        with pytest.raises(NotYet) as refused:
            actions.sign_off(ruth, contact_id=contact, at=now)
        assert "contact number 3 about this child in twelve months" in refused.value.gaps[0]
        actions.sign_off(ruth, contact_id=contact, why="All three tell of one fall, seen by a doctor.", at=now)


def test_the_referrer_is_told_what_was_decided_and_says_that_she_has_read_it(be, cast, contact, now):
    decided(be, contact, now)
    with be("priya") as priya:
        actions.feed_back(priya, contact_id=contact, told="The family will be offered early help.", at=now)
    with be("marcus") as marcus:
        (told,) = postroom.departures_to_me(marcus, kind="feedback")
        assert told.body == "The family will be offered early help."
        assert "Maya" not in told.title
        actions.acknowledge_feedback(marcus, departure_id=told.id, at=now)
        assert postroom.departures_to_me(marcus)[0].acknowledged_at
    assert state(be, contact) == "feedback_sent"


def test_a_member_of_the_public_is_told_no_more_than_that_it_was_dealt_with_unless_it_is_safe(be, cast, now):
    contact = from_the_public(now).contact_id
    decided(be, contact, now)
    more = "A social worker will see the child."
    with be("priya") as priya:
        with pytest.raises(NotYet):
            actions.feed_back(priya, contact_id=contact, told=more, at=now)
        actions.feed_back(priya, contact_id=contact, told=more, safe_because="She is the child's grandmother.", at=now)
    assert state(be, contact) == "feedback_sent"


def test_a_contact_nobody_can_be_told_about_is_closed_with_the_reason(be, cast, now):
    contact = from_the_public(now, referrer={"anonymous": True}).contact_id
    decided(be, contact, now)
    with be("priya") as priya:
        with pytest.raises(NeedsWords):
            actions.close_untold(priya, contact_id=contact, why="", at=now)
        actions.close_untold(priya, contact_id=contact, why="Nobody left a name.", at=now)
    assert state(be, contact) == "closed"


def test_only_a_manager_reopens_and_says_why_and_what_was_decided_stays(be, contact, now):
    decided(be, contact, now)
    with be("priya") as priya:
        actions.feed_back(priya, contact_id=contact, told="Early help.", at=now)
        actions.close(priya, contact_id=contact, at=now)
        with pytest.raises(Denied):
            actions.reopen(priya, contact_id=contact, why="More is known.", at=now)
    with be("ruth") as ruth:
        actions.reopen(ruth, contact_id=contact, why="The police know more now.", at=now)
        shown = queries.contact_file(ruth, contact)
        assert shown.contact.state == "screening"
        assert [d.facts["outcome"] for d in shown.of("decision")] == ["early_help"]
        running = {c.rule_id for c in clocks.for_subject(ruth, (KIND, contact), open_only=True)}
        assert running == {"referral_decision", "contact_rag_amber"}


def test_a_closed_contact_cannot_be_proposed_on(be, contact, now):
    decided(be, contact, now)
    with be("priya") as priya, pytest.raises(NotNow):
        actions.propose(priya, contact_id=contact, outcome="nfa", need_level="1", reasons="x", at=now)


def test_advice_ends_a_contact_without_a_manager(be, contact, now):
    rated(be, contact, now, "green")
    with be("priya") as priya:
        actions.give_advice(priya, contact_id=contact, advice="School to speak with mother first.", at=now)
        assert clocks.for_subject(priya, (KIND, contact), open_only=True) == []
    assert state(be, contact) == "advice_given"


def test_a_contact_that_tells_of_the_same_event_is_put_with_the_earlier_one(be, cast, contact, now):
    second = sent(cast, now, key="two").contact_id
    rated(be, second, now)
    with be("priya") as priya:
        earlier = queries.contact_by_id(priya, contact)
        actions.link_duplicate(priya, contact_id=second, earlier_ref=earlier.ref, why="Same phone, same day.", at=now)
        assert queries.contact_by_id(priya, second).duplicate_of == contact
        assert queries.contact_by_id(priya, contact).news_at is not None


def test_an_open_case_goes_to_the_worker_who_knows_the_child(be, contact, now):
    rated(be, contact, now)
    with be("priya") as priya:
        whom = "Dele Adeyemi and his manager, by telephone"
        actions.route_to_worker(priya, contact_id=contact, to_whom=whom, why="Open since May.", at=now)
    assert state(be, contact) == "open_case_routed"


def test_the_queue_is_in_the_order_things_are_due_and_says_what_is_new(be, cast, now):
    calm, danger = sent(cast, now, key="1"), sent(cast, now, key="2", danger_now="yes")
    with be("priya") as priya:
        rows = queries.queue(priya, queries.Wanted(), Ask()).rows
        assert [r.id for r in rows] == [danger.contact_id, calm.contact_id]
        assert rows[0].urgency == "red"
        assert rows[0].rating == ""
        asked = [w.title.rsplit(" ", 1)[0] for w in queries.work_waiting(priya)]
        assert asked == ["Rate a new contact,", "Rate a new contact,"]


def test_work_says_what_a_contact_is_about_and_who_raised_it_and_never_the_child(be, cast, now):
    sent(cast, now, key="1")
    with be("priya") as priya:
        (work,) = queries.work_waiting(priya)
        (row,) = queries.queue(priya, queries.Wanted(), Ask()).rows
    assert row.raised_by in work.note
    assert ask.label("concern_category", row.categories[0]) in work.note
    assert row.names not in work.note + work.title


def test_a_manager_is_asked_to_sign_off_and_a_teacher_is_asked_nothing(be, contact, now):
    proposed(be, contact, now)
    with be("ruth") as ruth:
        assert [w.title.rsplit(" ", 1)[0] for w in queries.work_waiting(ruth)] == ["Sign off or send back"]
        assert [r.id for r in queries.sign_offs(ruth)] == [contact]
    with be("marcus") as marcus:
        assert queries.work_waiting(marcus) == []
