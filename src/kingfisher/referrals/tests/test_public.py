"""The public form: no account, one thing to a page, nothing lost, nothing given away."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kingfisher.postroom import queries as postroom
from kingfisher.referrals import queries
from kingfisher.referrals.models import Draft
from kingfisher.referrals.pages.once import pass_words, sealed, typed_words, unsealed
from kingfisher.referrals.tests.builders import decided
from kingfisher.ui.paging import Ask

ANSWERS = (
    ("danger", {"danger_now": "no"}),
    ("child", {"name": "A little boy", "born": "about 4", "address": "Number 40", "others": "Sam, about 6, brother"}),
    ("worry", {"what_happened": "I hear him calling at night.", "how_known": "seen"}),
    ("when", {"when": "Every night this week"}),
    ("words", {"childs_words": "Mummy is out."}),
    ("family", {"told": "no", "not_told_why": "I am afraid of them."}),
    ("you", {"my_anonymous": "no", "my_name": "Jo Finch", "my_phone": "07700 900123", "withhold": "on"}),
)


@pytest.fixture
def visitor(signed_in) -> Client:
    """Somebody without an account. `signed_in` is asked for its clock alone."""
    return Client()


def fill_in(visitor: Client, *, until: str = "") -> None:
    for step, said in ANSWERS:
        assert visitor.post(f"/concern/step/{step}", {**said, "go": "on"}).status_code == 302
        if step == until:
            return


def words_on(page: str) -> tuple[str, str]:
    """The reference and the three words shown on a page."""
    ref = re.search(r"((?:KF|DR)-\w{4}-\w{4})", page)[1]
    return ref, re.search(r"<strong>([a-z]+ [a-z]+ [a-z]+)</strong>", page)[1]


def test_a_neighbour_tells_us_step_by_step_and_the_front_door_has_it(visitor, be):
    fill_in(visitor)
    assert "I hear him calling at night." in visitor.get("/concern/check").content.decode()
    page = visitor.post("/concern/check", follow=True).content.decode()
    ref, _words = words_on(page)
    assert ref.startswith("KF-")
    assert "I hear him calling at night." in page
    with be("priya") as priya:
        (row,) = queries.queue(priya, queries.Wanted(), Ask()).rows
        shown = queries.contact_file(priya, row.id)
        assert (row.names, row.raised_by) == ("A little boy", "Not named")
        assert shown.contact.said.how_known == "seen"
        assert shown.contact.said.family.not_told_why == "I am afraid of them."
        assert shown.contact.said.referrer.withhold_identity
        assert shown.contact.source_code == "1D"


def test_the_pass_words_and_the_copy_are_shown_once(visitor):
    fill_in(visitor)
    visitor.post("/concern/check", follow=True)
    assert visitor.get("/concern/receipt")["Location"] == "/concern/return"


def test_pressing_send_twice_sends_one_concern(visitor, be):
    fill_in(visitor)
    token = re.search(r'name="draft" value="([^"]+)"', visitor.get("/concern/check").content.decode())[1]
    visitor.post("/concern/check")
    visitor.post("/concern/check", {"draft": token})
    with be("priya") as priya:
        assert len(queries.queue(priya, queries.Wanted(), Ask()).rows) == 1


def test_she_saves_and_comes_back_on_another_telephone_by_reference_and_words(visitor):
    fill_in(visitor, until="worry")
    page = visitor.post("/concern/step/when", {"when": "Last night", "go": "later"}, follow=True).content.decode()
    ref, words = words_on(page)
    other = Client()
    typed = words.upper().replace(" ", "-")
    shown = other.post("/concern/return", {"ref": ref.lower(), "words": typed}, follow=True).content.decode()
    assert "I hear him calling at night." in shown
    assert "Last night" in shown


def test_a_wrong_word_and_a_wrong_reference_are_answered_alike(visitor):
    fill_in(visitor, until="worry")
    ref, words = words_on(visitor.get("/concern/later").content.decode())
    wrong_words = Client().post("/concern/return", {"ref": ref, "words": "one two three"}).content.decode()
    wrong_ref = Client().post("/concern/return", {"ref": "DR-AAAA-AAAA", "words": words}).content.decode()
    for page in (wrong_words, wrong_ref):
        assert "The reference or the words are not right" in page


def test_after_ten_tries_from_one_place_even_the_right_words_must_wait(visitor):
    fill_in(visitor, until="worry")
    ref, words = words_on(visitor.get("/concern/later").content.decode())
    for _ in range(10):
        Client().post("/concern/return", {"ref": ref, "words": "one two three"})
    assert "Too many tries" in Client().post("/concern/return", {"ref": ref, "words": words}).content.decode()


def test_what_was_typed_is_kept_though_it_has_a_fault(visitor):
    said = {"my_anonymous": "no", "my_email": "not an address", "my_name": "Jo", "go": "on"}
    page = visitor.post("/concern/step/you", said).content.decode()
    assert "There is a problem" in page
    assert 'value="not an address"' in page
    assert 'value="Jo"' in visitor.get("/concern/step/you").content.decode()


def test_what_was_typed_is_kept_though_the_session_has_ended(visitor):
    fill_in(visitor, until="child")
    page = visitor.get("/concern/step/worry").content.decode()
    token = re.search(r'name="draft" value="([^"]+)"', page)[1]
    again = Client()
    again.post("/concern/step/worry", {"what_happened": "He calls.", "draft": token, "go": "on"})
    shown = again.get("/concern/check").content.decode()
    assert "A little boy" in shown
    assert "He calls." in shown


def test_nothing_need_be_answered_but_something_must_be_said(visitor):
    for step, _ in ANSWERS:
        visitor.post(f"/concern/step/{step}", {"go": "on"})
    assert "Tell us at least" in visitor.get("/concern/check").content.decode()
    assert visitor.post("/concern/check").status_code == 200


def test_an_answer_taken_away_is_gone(visitor):
    visitor.post("/concern/step/words", {"childs_words": "Mummy is out.", "go": "on"})
    visitor.post("/concern/step/words", {"childs_words": "", "go": "on"})
    assert "Mummy is out." not in visitor.get("/concern/check").content.decode()


def test_a_draft_lies_sealed_in_the_database_and_is_gone_once_it_is_sent(visitor, be):
    from kingfisher.access.entry import acting_as, service_of

    fill_in(visitor)
    from django.utils import timezone

    service = service_of("front_door_service", at=timezone.now(), via="command")
    with acting_as(service):
        assert b"calling at night" not in bytes(Draft.objects.get().sealed)
    with be("priya"):
        assert Draft.objects.count() == 0
    visitor.post("/concern/check")
    with acting_as(service):
        assert Draft.objects.count() == 0


def test_she_adds_a_picture_later_and_reads_that_it_was_dealt_with(visitor, be, now):
    fill_in(visitor)
    ref, words = words_on(visitor.post("/concern/check", follow=True).content.decode())
    other = Client()
    page = other.post("/concern/return", {"ref": ref, "words": words}, follow=True).content.decode()
    assert "We have it." in page
    assert "calling at night" not in page
    picture = SimpleUploadedFile("note.txt", b"The times I heard him.")
    other.post("/concern/sent", {"words": "Again last night.", "files": [picture]})
    with be("priya") as priya:
        (row,) = queries.queue(priya, queries.Wanted(news=True), Ask()).rows
        said = [n.words for n in queries.contact_file(priya, row.id).of("addition")]
        assert said == ["Again last night.", "A file was added: note.txt"]
    decided(be, row.id, now)
    assert "looked at and decided" in other.get("/concern/sent").content.decode()


def test_leaving_forgets_what_was_sent_from_this_browser(visitor):
    fill_in(visitor)
    visitor.post("/concern/check", follow=True)
    assert visitor.get("/concern/sent").status_code == 200
    visitor.post("/concern/leave")
    assert visitor.get("/concern/sent")["Location"] == "/concern/return"


def test_what_a_machine_fills_in_is_kept_for_a_person_to_look_at(visitor, be):
    fill_in(visitor)
    visitor.post("/concern/check", {"website": "http://spam.example"})
    with be("priya") as priya:
        assert queries.queue(priya, queries.Wanted(), Ask()).rows == []
        assert len(postroom.waiting_arrivals(priya)) == 1


def test_every_public_page_says_what_to_do_in_danger_and_can_be_left_at_once(visitor):
    fill_in(visitor, until="worry")
    for address in ("/concern", "/concern/step/danger", "/concern/check", "/concern/return"):
        page = visitor.get(address).content.decode()
        assert "999" in page
        assert "data-exit" in page
        assert 'rel="nofollow noreferrer"' in page


def test_whoever_is_signed_in_is_led_to_her_own_form(visitor, signed_in):
    assert visitor.get("/concern/new")["Location"] == "/concern"
    assert signed_in("marcus").get("/concern/new")["Location"] == "/referrals/concern"


@pytest.mark.parametrize("typed", ["acorn almond amber", "Acorn-Almond-Amber", " acorn,  almond, amber "])
def test_pass_words_are_known_again_however_they_are_typed(typed):
    assert typed_words(typed) == "acorn almond amber"


def test_pass_words_are_three_words_by_chance():
    made = {pass_words() for _ in range(50)}
    assert len(made) > 45
    assert all(len(words.split()) == 3 for words in made)


def test_a_receipt_that_was_changed_on_the_way_is_no_receipt():
    text = sealed({"ref": "KF-1"})
    assert unsealed(text) == {"ref": "KF-1"}
    assert unsealed(text[:-6] + "AAAAAA") is None
    assert unsealed("") is None
