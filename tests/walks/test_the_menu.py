"""The links at the top: a bar on a wide screen, one press on a telephone; by keyboard, and without a script."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_telephone_one_press_opens_every_link_and_the_page_begins_high_up(visit, scripts):
    priya = visit(phone=True, scripts=scripts).sign_in("priya").say_why()
    page = priya.page
    priya.see("/desk", picture="menu-shut-phone")
    assert page.get_by_role("heading", level=1).bounding_box()["y"] < 320
    assert not page.get_by_role("link", name="Find a child").is_visible()
    page.get_by_text("Menu", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator("nav").get_by_text("Front door", exact=True).locator("visible=true").click()
    priya.look("menu-open-phone")
    page.get_by_role("link", name="Queue of contacts").locator("visible=true").click()
    assert page.url.endswith("/referrals/queue")


def test_escape_closes_the_innermost_first(visit):
    priya = visit(phone=True).sign_in("priya").say_why()
    page = priya.page
    priya.see("/desk")
    page.get_by_text("Menu", exact=True).click()
    page.locator("nav").get_by_text("Front door", exact=True).locator("visible=true").click()
    for left in (1, 0):
        page.keyboard.press("Escape")
        assert page.locator("nav details[open]").count() == left


@pytest.mark.parametrize("who", ["priya", "ines", "ruth"])
def test_at_1200_pixels_the_bar_is_one_line_whoever_looks(visit, who):
    someone = visit().sign_in(who).say_why()
    someone.page.set_viewport_size({"width": 1200, "height": 800})
    someone.see("/desk")
    assert someone.page.locator(".kf-nav--wide").bounding_box()["height"] < 60
    assert not someone.page.locator(".kf-small").is_visible()
