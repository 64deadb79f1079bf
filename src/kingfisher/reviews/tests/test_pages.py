"""The pages of reviews, as those who use them open them."""

from datetime import timedelta

import pytest

from kingfisher.reviews import actions, queries
from kingfisher.reviews.tests.builders import CHILD, asked, notified, ready, recommended, told


def test_a_manager_tells_of_an_incident_on_the_page(signed_in, be, now):
    day = (now - timedelta(days=3)).date()
    said = {"child_called": CHILD, "kind": "death", "in_area": "yes", "in_care": "no", "what_happened": "Found.",
            "safe_now": "Her brother is safe.", "aware_at-time": "9:00am"}  # fmt: skip
    for name in ("happened_on", "aware_at"):
        said |= {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
    browser = signed_in("ruth")
    answer = browser.post("/reviews/new", said)
    assert answer.status_code == 302, answer.content.decode()
    with be("office") as office:
        assert [i.row.child_called for i in queries.incidents(office)] == [CHILD]


@pytest.mark.parametrize("who", ["office", "chief", "ruth"])
def test_whoever_takes_part_opens_the_review(signed_in, be, cast, now, who):
    made = ready(be, cast, now)
    assert CHILD in signed_in(who).get(f"/reviews/{made}").content.decode()


def test_the_list_names_nobody(signed_in, be, now):
    told(be, now)
    page = signed_in("office").get("/reviews").content.decode()
    assert "SI-" in page
    assert CHILD not in page


def test_whoever_is_asked_keeps_and_sends_on_the_page(signed_in, be, cast, now):
    key = asked(be, cast, now, notified(be, now))
    browser = signed_in("asha")
    said = {"do": "write", "write-known": "Seen.", "write-safe": "Yes.", "write-learning": "Ask more."}
    browser.post(f"/reviews/summaries/{key}", said | {"how": "keep"})
    with be("asha") as asha:
        assert queries.summary(asha, key).state == "asked"
    assert browser.post(f"/reviews/summaries/{key}", said | {"how": "send"}).status_code == 302
    with be("asha") as asha:
        assert queries.summary(asha, key).state == "sent"


def test_a_half_filled_answer_says_what_is_lacking_beside_it(signed_in, be, cast, now):
    key = asked(be, cast, now, notified(be, now))
    page = signed_in("asha").post(f"/reviews/summaries/{key}", {"do": "write", "how": "send", "write-known": "Seen."})
    assert "Say whether the child and others are safe now" in page.content.decode()


def test_a_chief_decides_on_the_page(signed_in, be, now):
    made = notified(be, now)
    said = {"do": "decide", "decide-answer": "none", "decide-words": "The learning is clear."}
    assert signed_in("chief").post(f"/reviews/{made}", said).status_code == 302
    with be("chief") as chief:
        assert queries.incident(chief, made).answers == {"council": "none"}


def test_the_office_judges_whether_one_returned_on_the_page(signed_in, be, now):
    early, late = recommended(be, now, years_ago=4), recommended(be, now)
    said = {"do": "judge", "judge-other": str(early), "judge-is_same": "yes", "judge-words": "The same."}
    browser = signed_in("office")
    assert browser.post(f"/reviews/recommendations/{late}", said).status_code == 302
    assert "Made before, and again" in browser.get("/reviews/recommendations").content.decode()


def test_one_in_quite_other_words_is_judged_by_its_reference(signed_in, be, now):
    early = recommended(be, now, "Taxi drivers are licensed by one standard", years_ago=4)
    late = recommended(be, now)
    page, office = f"/reviews/recommendations/{late}", signed_in("office")
    said = {"do": "judge", "judge-other": "", "judge-is_same": "yes", "judge-words": "The same."}
    for wrong in ("", "RC-0000-0000"):
        assert "give its reference" in office.post(page, said | {"judge-ref": wrong}).content.decode()
    with be("office") as actor:
        ref = queries.recommendation(actor, early).row.ref
    assert office.post(page, said | {"judge-ref": ref.lower()}).status_code == 302
    assert "Made 2 times" in office.get(page).content.decode()


def test_a_scrutineers_page_offers_nothing_to_write(signed_in, be, now):
    key = recommended(be, now)
    page = signed_in("chief").get(f"/reviews/recommendations/{key}").content.decode()
    assert "Promise something" not in page


def test_searching_pages_and_odd_addresses(signed_in, be, now):
    for n in range(27):
        recommended(be, now, words=f"Boroughs should share number {n} of their registers")
    browser = signed_in("office")
    assert "Older" in browser.get("/reviews/recommendations").content.decode()
    for odd in ("?from=25", "?from=x", "?from=99999999999", "?q=%00%27", "?state=nothing", "?q=registers"):
        assert browser.get(f"/reviews/recommendations{odd}").status_code == 200
    with be("office") as office:
        assert actions.Lacking.rule == "review_gaps"
        assert queries.recommendations(office, words="registers", first=25)[1] is False
