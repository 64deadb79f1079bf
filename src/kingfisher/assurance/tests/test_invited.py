"""Schools without a place in the hub: asked, chased and scored by a link, like any agency."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from kingfisher.access.entry import service_of
from kingfisher.assurance import actions, queries, rules
from kingfisher.assurance.actions import Invited, Lacking
from kingfisher.assurance.jobs import write_letters
from kingfisher.assurance.models import Answer, Invitation
from kingfisher.assurance.tests.builders import WORDS, asked, begun, folder, service
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.tokens import token_of
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.postroom.queries import to_deliver

SCHOOL = Invited("St Wilfrid’s, Ash", "Nora Vance", "nora@wilfrid.example", "school")


def door(now):
    return service_of("front_door_service", at=now, via="public")


def invited(be, now, one=SCHOOL, round_id=None):
    key = round_id or begun(be, now, kind="section_175")
    with be("office") as office:
        return actions.invite(office, round_id=key, invited=one, folder=folder(now, door(now).placement_id), at=now)


def link(be, key):
    with be("office") as office:
        return reverse(
            "assurance:invited", args=[token_of(queries.return_of(office, key).invited.key, queries.INVITED)]
        )


def answered_by_link(browser, here, now, grade="met"):
    with service(now):
        codes = [s["code"] for s in Invitation.objects.latest("created_at").of.round.standards]
    for code in codes:
        said = {"do": "answer", "how": "next", "answer-grade": grade, "answer-words": WORDS}
        assert browser.post(f"{here}/{code}", said).status_code == 302


def test_a_school_without_a_place_answers_by_its_link_and_is_scored_like_any_other(be, signed_in, now):
    key = invited(be, now)
    here, browser = link(be, key), Client()
    assert "Before it can be sent" in browser.get(here).content.decode()
    answered_by_link(browser, here, now)
    file = SimpleUploadedFile("survey.txt", b"They would tell", content_type="text/plain")
    assert browser.post(f"{here}/pupils", {"do": "attach", "attach-file": file}).status_code == 302
    chief = signed_in("chief")
    assert WORDS not in chief.get(f"/assurance/returns/{key}").content.decode(), "not sent yet"
    assert browser.post(here, {"do": "send", "send-signed_off": "Head teacher"}).status_code == 302
    assert "It is sent" in browser.get(here).content.decode()
    assert browser.get(f"{here}/pupils").status_code == 404, "what is sent is not changed"
    page = chief.get(f"/assurance/returns/{key}").content.decode()
    assert WORDS in page and "18 of 18 points" in page
    assert "survey.txt" in signed_in("office").get(f"/assurance/returns/{key}").content.decode()
    assert "Nora" not in page, "who holds the link is the office’s to know"
    with be("office") as office:
        found = queries.round_of(office, queries.return_of(office, key).row.round_id)
        assert (found.sent, found.returns[0].agency) == (1, "St Wilfrid’s, Ash")


def test_a_forged_or_replaced_link_opens_nothing(be, now):
    key = invited(be, now)
    here, browser = link(be, key), Client()
    assert browser.get(here).status_code == 200
    for bad in (here[:-1] + ("A" if here[-1] != "A" else "B"), "/self-assessment/nothing",
                reverse("assurance:invited", args=[token_of(key, queries.INVITED)]),
                reverse("assurance:invited", args=[token_of(key, "learning.booking")])):  # fmt: skip
        assert browser.get(bad).status_code == 404
        assert browser.get(f"{bad}/lead").status_code == 404
    with be("office") as office:
        actions.invite_again(office, return_id=key, name="Ola Reed", email="ola@wilfrid.example", at=now)
    assert browser.get(here).status_code == 404
    fresh = link(be, key)
    assert browser.get(fresh).status_code == 200
    with be("office") as office:
        round_id = queries.return_of(office, key).row.round_id
        actions.close_round(office, round_id=round_id, words="One school of one was asked.", at=now)
    assert browser.get(fresh).status_code == 404, "a closed round is answered no more"


def test_the_service_reads_what_is_answered_by_a_link_and_no_agencys_own_answers(be, cast, now):
    own = asked(be, cast, now, begun(be, now))
    with be("asha") as asha:
        actions.answer(asha, return_id=own, standard="voice", answered=actions.Said("met", WORDS), at=now)
    with service(now) as actor:
        assert not Answer.objects.filter(of=own).exists()
        with pytest.raises(NotThere):
            actions.answer(actor, return_id=own, standard="voice", answered=actions.Said("not_met", WORDS), at=now)


def test_a_link_dies_when_somebody_of_the_hub_answers_instead(be, cast, now):
    one = Invited("Otterbrook School", "Nora Vance", "nora@otter.example", "school", cast.organisations["otterbrook"])
    key = invited(be, now, one)
    here = link(be, key)
    with be("office") as office:
        actions.change_lead(office, return_id=key, lead=cast.placements["marcus"], at=now)
    assert Client().get(here).status_code == 404
    with be("office") as office, pytest.raises(NotNow):
        actions.invite_again(office, return_id=key, name="Nora", email="nora@otter.example", at=now)
    with be("marcus") as marcus:
        assert [w.title for w in queries.work_waiting(marcus)] == ["Answer for your agency: Section 11, 2026"]


def test_the_letter_goes_out_once_and_again_when_it_is_chased(be, now):
    key = invited(be, now)
    with be("office") as office:
        round_id = queries.return_of(office, key).row.round_id
    with override_settings(SENDS_MAIL=True, ADDRESS="https://hub.example"):
        assert [write_letters(at=now) for _ in range(2)] == [1, 0]
        with be("office") as office:
            actions.chase(office, round_id=round_id, at=now)
        assert [write_letters(at=now) for _ in range(2)] == [1, 0]
    with service(now) as actor:
        first, again = to_deliver(actor)
    assert first.to_address == "nora@wilfrid.example" and "https://hub.example/self-assessment/" in first.body
    assert "We have asked 1 time before" in again.body
    with override_settings(SENDS_MAIL=False):
        assert write_letters(at=now) == 0


def test_a_silent_school_is_silent_like_any_agency(be, now):
    key = invited(be, now, round_id=begun(be, now, kind="section_175", days=1))
    later = now + timedelta(days=40)
    with be("office", at=later) as office:
        found = queries.round_of(office, queries.return_of(office, key).row.round_id)
        assert [r.agency for r in found.silent] == ["St Wilfrid’s, Ash"]
        assert queries.silent(office)["St Wilfrid’s, Ash"] == 1
    with be("chief", at=later) as chief:
        assert [f.title for f in queries.for_partners(chief)] == ["Silent about itself: St Wilfrid’s, Ash"]


def test_a_peer_challenges_a_school_and_it_answers_by_its_link(be, cast, now):
    key = invited(be, now)
    here, browser = link(be, key), Client()
    answered_by_link(browser, here, now)
    browser.post(here, {"do": "send", "send-signed_off": "Head teacher"})
    with be("office") as office:
        actions.ask_peer(office, return_id=key, organisation_id=cast.organisations["schools"],
                         peer=cast.placements["owen"], at=now)  # fmt: skip
    with be("owen") as owen:
        actions.challenge(owen, return_id=key, standard="pupils", grade="partly", words="We saw no survey this year.",
                          at=now)  # fmt: skip
        actions.finish_challenge(owen, return_id=key, words="Convincing, but for one standard.", at=now)
    with override_settings(SENDS_MAIL=True):
        assert write_letters(at=now) == 1, "she is told that a peer has read it"
    with be("office") as office:
        (one,) = [s.challenge for s in queries.return_of(office, key).standards if s.challenge]
    reply = {"do": "reply", "reply-challenge_id": str(one.id), "reply-accepts": "yes", "reply-words": ""}
    assert browser.post(here, reply).status_code == 302
    with be("office") as office:
        actions.agree(office, return_id=key, words="Good on the whole.", at=now)
        assert queries.return_of(office, key).score.words == "17 of 18 points"


def test_the_office_asks_many_at_once_and_nobody_where_a_line_is_wrong(be, signed_in, now):
    key, office = begun(be, now, kind="section_175"), signed_in("office")
    here = f"/assurance/self-assessments/{key}"
    lines = "St Wilfrid’s, Ash, Nora Vance, nora@wilfrid.example\nOtterbrook School\tDev Rao\tdev@otter.example"
    bad = office.post(here, {"do": "invite", "invite-kind": "school", "invite-lines": lines + "\nNobody knows"})
    assert "Nobody knows" in bad.content.decode()
    with be("office") as actor:
        assert not queries.round_of(actor, key).returns
    assert office.post(here, {"do": "invite", "invite-kind": "school", "invite-lines": lines}).status_code == 302
    again = office.post(here, {"do": "invite", "invite-kind": "school", "invite-lines": lines})
    assert "is asked already" in again.content.decode()
    page = office.get(here).content.decode()
    assert "Links to send" in page and "Dev Rao, by a link" in page
    with be("office") as actor:
        returns = {r.agency: r for r in queries.round_of(actor, key).returns}
    assert returns["Otterbrook School"].row.organisation_id, "a school the hub knows stays that school"
    one = returns["St Wilfrid’s, Ash"].id
    change = {"do": "again", "again-name": "Ola Reed", "again-email": "ola@wilfrid.example"}
    assert office.post(f"/assurance/returns/{one}", change).status_code == 302
    assert "Ola Reed" in office.get(f"/assurance/returns/{one}").content.decode()
    chief = signed_in("chief").get(here).content.decode()
    assert "/self-assessment/" not in chief and "Nora" not in chief


def test_a_body_is_asked_once_however_its_name_is_written(be, now):
    key = begun(be, now, kind="section_175")
    invited(be, now, round_id=key)
    with pytest.raises(Lacking):
        invited(be, now, Invited("ST WILFRID’S, ASH", "Ola", "ola@wilfrid.example", "school"), key)
    with be("priya") as priya, pytest.raises(Denied):
        actions.invite(priya, round_id=key, invited=SCHOOL, folder=folder(now), at=now)
    with be("priya") as priya, pytest.raises(NotThere):
        queries.invited(priya, folder(now))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Ash School, Nora, n@a.example", ("Ash School", "Nora", "n@a.example")),
        ("St Mary’s, Ash\tNora\tN@A.example", ("St Mary’s, Ash", "Nora", "n@a.example")),
        ("Ash School; Nora ;n@a.example", ("Ash School", "Nora", "n@a.example")),
    ],
)
def test_a_list_is_read_from_the_right(typed, said):
    assert rules.invited_lines(typed) == ([said], [])


@pytest.mark.parametrize(
    "typed", ["Ash School", "Ash School, n@a.example", "Ash, Nora, not an address", ",Nora,n@a.example"]
)
def test_a_line_nobody_can_read_is_said(typed):
    found, unread = rules.invited_lines(typed)
    assert (found, unread) == ([], [typed])
    assert typed[:20] in rules.invited_gaps(found, unread, ())[0]
