"""The screens, through HTTP: what a researcher presses and what whoever asked then reads."""

from django.urls import reverse

from kingfisher.sharing import actions, queries
from kingfisher.sharing.tests.builders import a_mention, a_request, a_told_request, an_agreement, own_line, own_person


def test_the_list_shows_what_waits_and_answers_not_known_in_one_click(be, cast, now, signed_in):
    with be("priya") as priya:
        request = a_request(priya, cast, now, rag="red")
    ines = signed_in("ines")
    page = ines.get(reverse("sharing:requests")).content.decode()
    assert "Maya Reed" in page and "Not known" in page and "Red" in page
    assert ines.post(reverse("sharing:not_known", args=[request])).status_code == 302
    with be("priya") as priya:
        assert queries.request_file(priya, request).answer.status == "not_known"


def test_the_list_renews_only_its_own_part(be, cast, now, signed_in):
    part = signed_in("ines").get(reverse("sharing:requests"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "For us to answer" in part


def test_a_request_of_another_agency_is_a_page_that_is_not_there(be, cast, now, signed_in):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    hana = signed_in("hana")
    assert hana.get(reverse("sharing:request", args=[request])).status_code == 404
    assert hana.post(reverse("sharing:not_known", args=[request])).status_code == 404


def test_opening_it_shows_the_questions_the_prompts_and_our_own_lines(be, cast, now, signed_in):
    with be("ines") as ines:
        maya = own_person(ines, now, category="missing")
        own_line(ines, maya, now)
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    ines = signed_in("ines")
    page = ines.get(reverse("sharing:request", args=[request])).content.decode()
    assert "Has the child been missing" in page and "Protecting a child comes first" in page
    assert str(maya) in page
    lines = ines.post(reverse("sharing:lines", args=[request]), {f"person-{request}": str(maya)}).content.decode()
    assert "Found at the station at midnight" in lines
    with be("priya") as priya:
        assert queries.request_file(priya, request).state == "opened"


def test_what_is_sent_from_the_screen_lies_in_its_two_tiers(be, cast, now, signed_in):
    with be("ines") as ines:
        maya = own_person(ines, now, category="missing")
        line = own_line(ines, maya, now)
    with be("priya") as priya:
        request = a_request(priya, cast, now)
        subject = queries.request_file(priya, request).subjects[0].id
    sent = {
        "status": "known", "further_summary": "Two calls this year.", "team_concerns": "A man under watch.",
        "systems": ["Missing persons"], "other_systems": "Tasking", f"person-{subject}": str(maya),
        f"line-{line}": "further", "last_seen_on-day": "3", "last_seen_on-month": "May", "last_seen_on-year": "2026",
    }  # fmt: skip
    answer = signed_in("ines").post(reverse("sharing:answer", args=[request]), sent)
    assert answer.status_code == 302, answer.content.decode()
    shown = signed_in("priya").get(reverse("sharing:request", args=[request])).content.decode()
    assert "Two calls this year." in shown and "A man under watch." in shown and "Found at the station" in shown
    outside = signed_in("dele").get(reverse("sharing:request", args=[request])).content.decode()
    assert "Two calls this year." in outside and "A man under watch." not in outside
    assert "Only for the deciding team" not in outside
    with be("ines") as ines:
        assert queries.request_file(ines, request).answer.systems == ("Missing persons", "Tasking")
        assert {r.by for r in queries.request_file(ines, request).answer.receipts} == {"Priya Nair", "Dele Adeyemi"}


def test_nothing_typed_is_lost_when_something_is_lacking(be, cast, now, signed_in):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    ines = signed_in("ines")
    page = ines.post(
        reverse("sharing:answer", args=[request]),
        _draft(request, "plain", status="partial", further_summary="Two calls this year.", **{"covers_from-day": "1"}),
    ).content.decode()
    assert "There is a problem" in page and "Two calls this year." in page
    again = ines.get(reverse("sharing:request", args=[request])).content.decode()
    assert "Two calls this year." in again and "Draft saved" in again


def _draft(request, window="w1", **said):
    form = reverse("sharing:request", args=[request]) + "#answer"
    return {"_form": form, "_window": window, "_title": "x", **said}


def test_a_half_written_answer_is_its_writers_alone_until_it_is_sent(be, cast, now, signed_in):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    ines, page = signed_in("ines"), reverse("sharing:request", args=[request])
    ines.post("/drafts/save", _draft(request, further_summary="Half a", systems=["a", "b"]))
    assert "Half a" in ines.get(page).content.decode()
    for other in ("priya", "tom"):
        assert "Half a" not in signed_in(other).get(page).content.decode()
    ines.post(reverse("sharing:not_known", args=[request]))
    assert ines.get("/drafts/kept", {"form": _draft(request)["_form"]}).json()["drafts"] == []


def test_two_windows_of_one_answer_are_both_kept_and_the_newest_is_laid_out(be, cast, now, signed_in):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    ines = signed_in("ines")
    ines.post("/drafts/save", _draft(request, further_summary="First"))
    told = ines.post("/drafts/save", _draft(request, "w2", further_summary="Second")).json()
    assert [one["answers"]["further_summary"] for one in told["others"]] == [["First"]]
    kept = ines.get("/drafts/kept", {"form": _draft(request)["_form"]}).json()["drafts"]
    assert sorted(one["answers"]["further_summary"][0] for one in kept) == ["First", "Second"]


def test_an_answer_is_corrected_from_the_same_screen(be, cast, now, signed_in):
    request = a_told_request(be, cast, now)
    ines = signed_in("ines")
    page = ines.get(reverse("sharing:request", args=[request]), {"correct": 1}).content.decode()
    assert "What was wrong before?" in page and "Two calls to the address this year." in page
    sent = {"status": "known", "further_summary": "Three calls.", "correcting": "One was missed."}
    assert ines.post(reverse("sharing:answer", args=[request]), sent).status_code == 302
    shown = signed_in("priya").get(reverse("sharing:request", args=[request])).content.decode()
    assert "Three calls." in shown and "since corrected" in shown and "One was missed." in shown


def test_correcting_starts_from_the_person_and_the_lines_given_before(be, cast, now, signed_in):
    with be("ines") as ines:
        maya = own_person(ines, now, category="missing")
        line = own_line(ines, maya, now)
    with be("priya") as priya:
        request = a_request(priya, cast, now)
        subject = queries.request_file(priya, request).subjects[0].id
    ines = signed_in("ines")
    sent = {"status": "known", f"person-{subject}": str(maya), f"line-{line}": "team"}
    assert ines.post(reverse("sharing:answer", args=[request]), sent).status_code == 302
    page = ines.get(reverse("sharing:request", args=[request]), {"correct": 1}).content.decode()
    assert f'value="{maya}" selected' in page and 'value="team" selected' in page


def test_asking_from_a_person_shows_the_ordinary_basis_and_sends_it(be, cast, now, signed_in):
    with be("priya") as priya:
        mention = a_mention(priya, cast, now)
    priya, where = signed_in("priya"), reverse("sharing:ask")
    where = f"{where}?person={mention}&holder={cast.organisations['health']}"
    page = priya.get(where).content.decode()
    assert "Public task" in page and "From what harm is the child being protected?" in page
    chosen = {"purpose": "safeguard_child", "gateway": "ca2004_s10", "art6": "art6_e", "art9": "art9_g", "sch1": ""}
    page = priya.post(where, {**chosen, "why": "Bruises.", "questions": "Seen lately?"}).content.decode()
    assert "Schedule 1" in page
    sent = priya.post(where, {**chosen, "sch1": "sch1_18", "why": "Bruises.", "questions": "Seen lately?"})
    assert sent.status_code == 302
    assert "being asked already" in priya.get(where, follow=True).content.decode()


def test_chasing_and_withdrawing_are_one_press_each(be, cast, now, signed_in):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    priya = signed_in("priya")
    priya.post(reverse("sharing:chase", args=[request]))
    assert "Chased 1 time" in priya.get(reverse("sharing:request", args=[request])).content.decode()
    assert "Say why" in priya.post(reverse("sharing:withdraw", args=[request]), follow=True).content.decode()
    priya.post(reverse("sharing:withdraw", args=[request]), {"why": "The wrong child."})
    assert signed_in("ines").get(reverse("sharing:request", args=[request])).status_code == 404


def test_an_agreement_is_read_signed_and_ended_on_its_page(be, cast, now, signed_in):
    with be("ig_council") as lead:
        agreement = an_agreement(lead, cast, now, category="missing")
    police = signed_in("ig_police")
    assert "Your agency has not signed" in police.get(reverse("sharing:agreements")).content.decode()
    page = police.get(reverse("sharing:agreement", args=[agreement])).content.decode()
    assert "Police opens “Missing” folders in full to Front door." in page
    police.post(reverse("sharing:sign", args=[agreement]))
    police.post(reverse("sharing:end", args=[agreement]), {"why": "Replaced."})
    page = police.get(reverse("sharing:agreement", args=[agreement])).content.decode()
    assert "Signed" in page and "Ended" in page and "Replaced." in page


def test_declined_requests_are_counted_by_agency_with_their_reasons(signed_in, be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now, holder="health")
    with be("asha") as asha:
        actions.decline(asha, request_id=request, reason="not_proportionate", words="This year only.", at=now)
    shown = signed_in("priya").get("/sharing/refusals").content.decode().split("Requests that were declined")[1]
    assert "Health" in shown
    assert "This year only." not in shown
    assert "Maya" not in shown
    assert "Health" not in signed_in("hana").get("/sharing/refusals").content.decode().split("<main")[1]
