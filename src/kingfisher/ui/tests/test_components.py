"""Each component says in words what its colour says, and escapes what it is given."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from jinja2 import UndefinedError

from kingfisher.ui import charts, filters
from kingfisher.ui.context import frame
from kingfisher.ui.jinja import own_environment
from kingfisher.ui.saidtimes import RoughDate

AT = datetime(2026, 3, 12, 9, 40, tzinfo=UTC)


def show(source, **said):
    return own_environment().from_string(source).render(at=AT, **said)


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("running", "Running"),
        ("due_soon", "Due soon"),
        ("due soon", "Due soon"),
        ("late", "Late"),
        ("met", "Met"),
    ],
)
def test_a_clock_says_its_state_in_words(state, word):
    assert f">{word}</strong>" in show("{{ kf.clock(state, due, at) }}", state=state, due=AT + timedelta(hours=3))


def test_a_clock_says_when_it_is_due_and_how_long_that_is():
    said = show("{{ kf.clock('running', due, at) }}", due=AT + timedelta(hours=3))
    assert "due in 3 hours" in said
    assert "12 Mar 2026, 12:40pm" in said
    assert "was due 2 hours ago" in show("{{ kf.clock('late', due, at) }}", due=AT - timedelta(hours=2))


def test_a_rating_is_a_word_and_not_only_a_colour():
    assert "Red" in show("{{ kf.rag('red', 'within 4 hours') }}")


def test_what_is_held_elsewhere_names_the_holder_and_the_way_to_ask():
    said = show("{{ kf.held_elsewhere('Health', '/ask') }}")
    assert "<strong>Health</strong> holds a folder." in said
    assert 'href="/ask"' in said


def test_a_button_that_cannot_be_pressed_says_what_is_lacking():
    said = show("{{ kf.act('Sign off', ['Say who the child is']) }}")
    assert 'aria-disabled="true"' in said
    assert "Say who the child is" in said
    assert 'type="submit"' not in said


def test_disturbing_words_stay_closed_until_opened():
    said = show("{% call kf.content_warning('an account of harm') %}the words{% endcall %}")
    assert "<details" in said
    assert " open" not in said.split(">")[0]


def test_the_timeline_says_where_each_line_comes_from_and_escapes_it():
    entry = {
        "happened": RoughDate(2025, 11),
        "title": "<i>",
        "body": "a\n<b>",
        "source": "Police",
        "known": AT,
    }
    said = show("{{ kf.timeline([entry], at) }}", entry=entry)
    assert "about November 2025" in said
    assert "Police" in said
    assert "<i>" not in said
    assert "a<br>&lt;b&gt;" in said


def test_side_by_side_says_how_two_accounts_compare():
    rows = [{"label": "Name", "left": "Mya", "right": "", "how": "missing"}]
    said = show("{{ kf.compare('Told', 'Held', rows) }}", rows=rows)
    assert "Not known" in said
    assert "Not recorded" in said


def test_a_name_nobody_passed_is_an_error_and_not_a_silent_gap():
    with pytest.raises(UndefinedError):
        show("{{ chidl }}")
    with pytest.raises(UndefinedError):
        show("{{ child.nmae }}", child=SimpleNamespace(name="Maya"))
    assert show("{% if nothing %}x{% endif %}ok") == "ok"


def test_days_and_moments_are_shown_in_british_time():
    assert filters.moment(datetime(2026, 7, 1, 8, 40, tzinfo=UTC)) == "1 July 2026 at 9:40am"
    assert filters.day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"
    assert filters.moment(datetime(2026, 3, 12, 12, 0, tzinfo=UTC)) == "12 March 2026 at midday"
    assert filters.day(None) == ""


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        filters.moment(datetime(2026, 3, 12))


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(2012, 3, 12), "14 years"),
        (date(2012, 3, 13), "13 years"),
        (date(2025, 7, 1), "8 months"),
        (date(2026, 2, 20), "2 weeks"),
        (date(2026, 3, 10), "2 days"),
        (date(2026, 5, 1), "not yet born"),
        (RoughDate(2012), "about 14 years"),
    ],
)
def test_ages_are_said_in_years_then_months_weeks_and_days(born, age):
    assert show("{{ born|age }}", born=born) == age


def test_how_long_ago_is_counted_from_the_page_and_not_from_a_hidden_clock():
    assert show("{{ when|ago }}", when=AT - timedelta(days=3)) == "3 days ago"
    with pytest.raises(ValueError, match="count from"):
        own_environment().from_string("{{ when|ago }}").render(when=AT)


def test_lists_are_read_as_people_say_them():
    assert show("{{ ['a', 'b', '<c>']|plain_list }}") == "a, b and &lt;c&gt;"
    assert show("{{ ['a']|plain_list }}{{ []|plain_list }}") == "a"


def test_a_picture_says_its_figures_in_words_and_escapes_them():
    picture = charts.bar_rows("Seen", [charts.Bar("<North>", 12, "12 of 40"), charts.Bar("South", 3)])
    assert "&lt;North&gt; 12 of 40 and South 3" in picture
    assert "<North>" not in picture
    strip = charts.timeline_strip(
        "Year", [charts.Mark(date(2026, 1, 2), "Missing")], start=date(2026, 1, 1), end=AT.date()
    )
    assert "1 entry: Missing 2 Jan 2026" in strip
    assert "style=" not in picture + strip


def test_nothing_on_a_page_needs_an_inline_script_or_style(client):
    for address in ("/gallery", "/gallery/public", "/gallery/paper"):
        page = client.get(address).content.decode()
        assert "style=" not in page
        assert "onclick" not in page
        assert "<script>" not in page
        assert "<style" not in page


def test_a_public_page_can_be_left_by_a_plain_link_and_shows_no_navigation(client):
    page = client.get("/gallery/public").content.decode()
    assert 'href="https://www.bbc.co.uk/weather"' in page
    assert "kf-nav" not in page
    assert "kf-who" not in page


def test_a_page_with_errors_says_so_in_its_title(client):
    assert "<title>Error: Gallery" in client.get("/gallery?faults").content.decode()
    assert "<title>Gallery" in client.get("/gallery").content.decode()


def test_the_demonstration_says_that_everybody_is_invented(client):
    assert "All people, agencies and events here are invented." in client.get("/gallery").content.decode()


def test_the_frame_says_who_is_looking_and_why(request_factory):
    request = request_factory.get("/x")
    assert frame(request)["frame"]["who"] is None
    request.actor = SimpleNamespace(
        worker_name="Priya Nair",
        organisation_name="Saltmere County Council",
        role="triage_social_worker",
        purpose="safeguard_child",
        at=AT,
    )
    who = frame(request)["frame"]["who"]
    assert (who.role, who.purpose) == ("Triage social worker", "Keep a child safe")
    assert frame(request)["frame"]["at"] == AT


def test_a_telephone_number_in_what_was_typed_is_one_press_and_nothing_else_is():
    said = show("{{ 'Karen, 07700 900421 or +44 1632 960151; IQ70 ZZI, 12 Quay Street, 999 <b>'|rings }}")
    assert said.count("<a ") == 2
    assert 'href="tel:07700900421">07700 900421</a>' in said and 'href="tel:+441632960151"' in said
    assert "999 &lt;b&gt;" in said
