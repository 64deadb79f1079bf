"""A place is changed and counted again; a crime goes on to its end, and the victim is told of each step."""

from datetime import date, timedelta

import pytest

pytestmark = pytest.mark.browser

TODAY = date.today()


def day_of(page, name: str, on: date) -> None:
    for part in ("day", "month", "year"):
        page.locator(f'input[name="{name}-{part}"]').fill(str(getattr(on, part)))


def do(visitor, name: str, fill: dict[str, str], *, days: dict[str, date] | None = None, picks=(), lists=None) -> None:
    """Open the drawer of a button, fill what it asks, press it."""
    page = visitor.page
    drawer = page.locator("details", has=page.locator(f'button[value="{name}"]')).last
    if drawer.get_attribute("open") is None:
        drawer.locator("summary").first.click()
    for box, words in fill.items():
        page.locator(f'[name="{name}-{box}"]').fill(words)
    for box, on in (days or {}).items():
        day_of(page, f"{name}-{box}", on)
    for box, which in (lists or {}).items():
        how = {"value": which} if isinstance(which, str) else {"index": which}
        page.locator(f'select[name="{name}-{box}"]').select_option(**how)
    for choice in picks:
        page.locator(choice).first.check()
    drawer.locator(f'button[value="{name}"]').click()
    visitor.look()


def changed(visit) -> None:
    """Hotels, takeaways, parks, transport, online: each is referred as a child is."""
    ines = visit(phone=True).sign_in("ines").say_why()
    ines.see("/disruption/places/new", picture="place-new-phone")
    page = ines.page
    sorts = page.locator('select[name="kind"]').inner_text()
    for sort in ("Hotel", "Takeaway", "Park", "Station", "online"):
        assert sort in sorts, sort
    page.locator('input[name="name"]').fill("Kiosk on the pier")
    page.locator('select[name="kind"]').select_option("takeaway")
    page.locator('input[name="where"]').fill("End of the pier")
    page.locator('textarea[name="why"]').fill("Girls are given telephones there.")
    page.locator("main form button").last.click()
    ines.look()
    do(ines, "assess", {"seen": "Two men on Fridays.", "guardians": "The lifeguard, until six.", "design": "Dark."})
    count = {"incidents": "12", "counted_by": "Neighbourhood team"}
    weeks = {"first_on": TODAY - timedelta(days=70), "last_on": TODAY - timedelta(days=43)}
    do(ines, "count", count, days=weeks)
    do(ines, "make_plan", {"plan": "Lights, and a youth worker on Fridays."})
    do(ines, "shut", {"outcome": "Lit and quiet."})
    assert "Count again" in page.inner_text(".govuk-error-summary")
    weeks = {"first_on": TODAY - timedelta(days=28), "last_on": TODAY - timedelta(days=1)}
    do(ines, "count", {**count, "incidents": "4"}, days=weeks)
    assert "3.0 a week at first, 1.0 a week now" in page.inner_text("main")
    do(ines, "shut", {"outcome": "Lit and staffed: twelve in four weeks became four."})
    ines.look("place-closed-phone")
    assert "Closed" in page.inner_text("main")


def followed_to_its_end(visit) -> str:
    ines = visit().sign_in("ines").say_why()
    ines.see("/disruption/crimes/new")
    page = ines.page
    page.get_by_label("Which offence?").fill("Arranging sexual exploitation of a child")
    day_of(page, "reported_on", TODAY - timedelta(days=9))
    page.get_by_label("Which team has it?").fill("Kingfisher")
    page.locator("main form button").last.click()
    ines.look()
    assert "No flag set" in page.inner_text("main")
    do(ines, "flag", {}, picks=['input[name="flag-flags"]'])
    do(ines, "party", {"name": "Wren Holt"}, picks=['input[name="party-role"][value="victim"]',
                                                    'input[name="party-is_child"][value="yes"]'])  # fmt: skip
    do(ines, "step", {}, days={"on": TODAY}, lists={"kind": "special_measures"})
    do(ines, "charge", {"said": "One man, two counts."}, days={"on": TODAY})
    do(ines, "unsupported", {"said": "She is frightened of his friends."}, days={"on": TODAY})
    assert "The case goes on" in page.inner_text("main")
    asked = {
        "holder": "Larkrise surgery",
        "what": "Two visits",
        "why_needed": "To place her",
        "others_tried": "Cameras",
    }
    days = {"first_on": TODAY - timedelta(days=80), "last_on": TODAY - timedelta(days=70)}
    do(ines, "material", asked, days=days)
    assert "notice" in page.inner_text(".govuk-error-summary")
    do(ines, "material", {"no_notice_why": "She asked her advocate to be told first, and was."})
    ines.look("crime-tracked")
    do(ines, "told", {}, lists={"step": 1})
    do(ines, "finish", {"said": "The court, today."}, days={"on": TODAY}, picks=['input[name="finish-outcome"]'])
    ines.look("crime-finished")
    assert "Tell the victim" in page.inner_text("main"), "the end is told, too"
    return page.url


def test_a_place_is_changed_and_a_crime_followed_to_its_end(visit, hub):
    changed(visit)
    crime = followed_to_its_end(visit)
    for visitor in (visit().sign_in("ines").say_why(), visit(phone=True).sign_in("ines").say_why()):
        for address in (crime, "/disruption/crimes", "/disruption/crimes/profile", "/disruption/never-charged"):
            visitor.see(address)
    assert "Nobody" in visitor.page.inner_text("body") or "Reference" in visitor.page.inner_text("body")
    asha = visit().sign_in("asha").say_why()
    assert asha.page.goto(crime).status == 403
