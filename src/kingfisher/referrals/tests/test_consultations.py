"""Advice without a name: it is written down, it is counted, and there is no child in it."""

import pytest
from django.apps import apps

from kingfisher.kernel.verdict import Denied
from kingfisher.referrals import actions, queries
from kingfisher.referrals.actions import ConsultationSaid, NameNeeded, NotYet
from kingfisher.referrals.models import Consultation, Contact
from kingfisher.referrals.said.nameless import name_like, tells_who

pytestmark = pytest.mark.django_db
NAMES = frozenset({"maya", "grace", "liam"})


def talk(cast, **changes) -> ConsultationSaid:
    said = {
        "asked_by": "Safeguarding lead", "category": "neglect", "advised_to_refer": False, "danger_now": False,
        "question": "A boy of nine comes to school hungry on Mondays. What should we do first?",
        "advice": "Talk with the parents, offer breakfast club, and ring again if nothing changes in two weeks.",
        "from_agency_id": cast.organisations["otterbrook"], **changes,
    }  # fmt: skip
    return ConsultationSaid(**said)


def consulted(be, cast, now, **changes) -> str:
    with be("priya") as priya:
        return actions.consult(priya, said=talk(cast, **changes), at=now)


def test_advice_without_a_name_makes_no_contact_and_no_statement_of_anybody(be, cast, now):
    with be("priya") as priya:
        people = apps.get_model("people", "Person").objects
        before = people.count(), Contact.objects.count()
        ref = actions.consult(priya, said=talk(cast), at=now)
        assert (people.count(), Contact.objects.count()) == before
        (shown,) = queries.consultations(priya)
    assert (shown.ref, shown.agency, shown.by) == (ref, "Otterbrook School", "Priya Nair")


def test_where_a_child_is_in_danger_now_nothing_stays_without_a_name(be, cast, now):
    with be("priya") as priya:
        with pytest.raises(NameNeeded, match="Ask who the child is"):
            actions.consult(priya, said=talk(cast, danger_now=True), at=now)
        assert queries.consultations(priya) == []


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("NHS number 900 000 0009", "a number that could be an NHS or telephone number"),
        ("ring mum on 07700 900123", "a telephone number"),
        ("write to mum@example.org", "an email address"),
        ("they live in ZZ1 2AB", "a postcode"),
        ("born 3/5/2012", "a full date: say an age instead"),
        ("born 2012-05-03", "a full date: say an age instead"),
        ("at 4 Quay Street", "an address"),
        ("a girl of 14, missing 3 times since May, on section 17", ""),
        ("On Monday at 10.30 he was late, class 5B, 20 children", ""),
    ],
)
def test_what_tells_which_child_it_is_is_found_in_the_words(words, tells):
    assert tells_who(words) == ((tells,) if tells else ())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The mother of Maya says no.", ("Maya",)),
        ("He and maya", ()),
        ("Grace is what we say before meals.", ()),
        ("She sat with Liam. Liam left, and Liam came back.", ("Liam",)),
        ("The Council and Otterbrook School", ()),
    ],
)
def test_a_first_name_within_a_sentence_is_pointed_out_and_one_that_begins_a_sentence_is_not(words, found):
    assert name_like(words, NAMES) == found


def test_a_name_is_refused_until_the_worker_says_that_it_is_nobodys(be, cast, now):
    words = "The charity called Grace asked the school about it."
    with pytest.raises(NotYet) as refused:
        consulted(be, cast, now, question=words)
    assert "Grace" in refused.value.gaps[0]
    assert consulted(be, cast, now, question=words, looked_over=True)


def test_no_tick_makes_a_number_or_an_address_go_through(be, cast, now):
    with pytest.raises(NotYet):
        consulted(be, cast, now, advice="Write to ZZ1 2AB.", looked_over=True)


def test_how_often_each_agency_asked_is_counted_with_how_often_it_was_told_to_refer(be, cast, now):
    consulted(be, cast, now)
    consulted(be, cast, now, advised_to_refer=True)
    consulted(be, cast, now, from_agency_id=None, from_words="A swimming club")
    with be("ruth") as ruth:
        counted = [(c.agency, c.times, c.to_refer) for c in queries.consulted_by_agency(ruth)]
    assert counted == [("Otterbrook School", 2, 1), ("Others", 1, 0)]


@pytest.mark.parametrize("who", ["tom", "marcus", "dele"])
def test_only_the_front_door_of_the_council_reads_or_writes_what_was_advised(be, cast, now, who):
    consulted(be, cast, now)
    with be(who) as actor:
        assert not Consultation.objects.exists()
        with pytest.raises(Denied):
            queries.consultations(actor)
        with pytest.raises(Denied):
            actions.consult(actor, said=talk(cast), at=now)


def typed(cast, **changes) -> dict:
    said = talk(cast)
    return {"danger_now": "no", "agency": str(said.from_agency_id), "asked_by": said.asked_by, "category": "neglect",
            "question": said.question, "advice": said.advice, "advised_to_refer": "no", **changes}  # fmt: skip


def test_the_page_writes_it_down_and_counts_it(signed_in, cast):
    priya = signed_in("priya")
    assert priya.post("/referrals/advice/new", typed(cast))["Location"] == "/referrals/advice"
    page = priya.get("/referrals/advice").content.decode()
    assert "breakfast club" in page
    assert "Otterbrook School" in page


def test_danger_leads_to_the_concern_form_with_what_was_typed(signed_in, cast):
    priya = signed_in("priya")
    page = priya.post("/referrals/advice/new", typed(cast, danger_now="yes", advice="")).content.decode()
    assert "Take it down as a concern" in page
    said = {"begin": "1", "danger_now": "yes", "what_happened": talk(cast).question, "categories": "neglect"}
    begun = priya.post("/referrals/telephone", said).content.decode()
    assert talk(cast).question in begun
    with_contacts = priya.get("/referrals/queue").content.decode()
    assert "Nothing is waiting here" in with_contacts
