"""What people type, what is understood by it, and what they are told to do when it is not."""

from datetime import date, datetime, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import formset_factory

from kingfisher.ui import fields
from kingfisher.ui.fields import Choice, RoughDate
from kingfisher.ui.filters import LONDON
from kingfisher.ui.forms import Form, page_errors

TODAY = date(2026, 3, 12)


def answer(field, said, files=None, **kwargs):
    """The one field on a form, answered; gives (value, errors, the form)."""
    form = type("OneField", (Form,), {"it": field})(said, files, today=TODAY, **kwargs)
    form.is_valid()
    return form.cleaned_data.get("it"), [str(fault) for fault in form.errors.get("it", [])], form


def boxes(day="", month="", year="", **more):
    said = {"it-day": day, "it-month": month, "it-year": year}
    return said | {f"it-{name}": value for name, value in more.items()}


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        (boxes("27", "3", "2012"), date(2012, 3, 27)),
        (boxes("7", "March", "2012"), date(2012, 3, 7)),
        (boxes("1", "sept", "2012"), date(2012, 9, 1)),
        (boxes(" 01 ", "Dec.", "2012"), date(2012, 12, 1)),
        ({"it": "2012-03-27"}, date(2012, 3, 27)),
    ],
)
def test_a_day_is_understood_with_the_month_as_number_or_word(typed, understood):
    assert answer(fields.Date("Date of birth"), typed)[:2] == (understood, [])


@pytest.mark.parametrize(
    ("typed", "told", "box"),
    [
        (boxes(), "Enter date of birth", "day"),
        (boxes("27", "", "2012"), "Date of birth must include a month", "month"),
        (boxes("31", "2", "2012"), "Date of birth must be a real date: check the day", "day"),
        (boxes("1", "octember", "2012"), "Date of birth must have a real month, like 3 or March", "month"),
        (boxes("1", "3", "12"), "Date of birth must have a year of 4 numbers, like 2012", "year"),
        (boxes("13", "3", "2026"), "Date of birth must be today or in the past", "day"),
    ],
)
def test_a_wrong_day_says_which_box_and_what_to_do(typed, told, box):
    _, faults, form = answer(fields.Date("Date of birth", past=True), typed)
    assert faults == [told]
    assert form["it"].error_link == f"#id_it-{box}"
    assert f'href="#id_it-{box}"' in form.render_page_errors()


def test_a_rough_day_may_be_a_year_a_month_or_only_words():
    field = fields.RoughDateField("When?")
    assert answer(field, boxes(year="2019"))[0] == RoughDate(2019)
    assert answer(field, boxes(month="may", year="2019"))[0].latest == date(2019, 5, 31)
    assert answer(field, boxes(words="before Easter"))[0] == RoughDate(words="before Easter")
    assert str(RoughDate(2019, 5)) == "about May 2019"
    assert str(RoughDate(2019, 5, 2, "she thinks")) == "2 May 2019 (she thinks)"
    assert answer(field, boxes(day="3", year="2019"))[1] == ["When must include a month when it has a day"]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("9:40am", time(9, 40)),
        ("9.40 PM", time(21, 40)),
        ("0940", time(9, 40)),
        ("21:15", time(21, 15)),
        ("9 a.m.", time(9)),
        ("12am", time(0)),
        ("midday", time(12)),
    ],
)
def test_a_time_is_understood_however_it_is_typed(typed, understood):
    assert answer(fields.Time("Time"), {"it": typed})[:2] == (understood, [])


@pytest.mark.parametrize("typed", ["25:00", "9", "13pm", "soon", "9:75"])
def test_what_is_no_time_is_asked_for_again_with_examples(typed):
    assert answer(fields.Time("Start"), {"it": typed})[1] == ["Start must be a time, like 9:40am or 21:15"]


def test_a_moment_is_in_british_time_in_summer_and_winter():
    moment = answer(fields.Moment("When"), boxes("1", "7", "2025", time="9:40am"))[0]
    assert moment == datetime(2025, 7, 1, 9, 40, tzinfo=LONDON)
    assert moment.utcoffset().total_seconds() == 3600


@pytest.mark.parametrize("typed", ["01632 960 001", "07700 900982", "+44 20 7946 0123", "(01632) 960001"])
def test_telephone_numbers_are_kept_as_typed(typed):
    assert answer(fields.Phone("Telephone"), {"it": typed})[:2] == (typed, [])


def test_what_cannot_be_a_telephone_number_is_asked_for_again():
    told = ["Enter a telephone number, like 01632 960 001 or 07700 900 982"]
    assert answer(fields.Phone("Telephone"), {"it": "12"})[1] == told


def test_a_count_of_characters_counts_a_new_line_once_as_the_page_does():
    field = fields.Textarea("Story", most=5)
    assert answer(field, {"it": "a\r\nb\r\n" + "c"})[:2] == ("a\nb\nc", [])
    assert answer(field, {"it": "abcdefgh"})[1] == ["Shorten story by 3 characters, to 5 or fewer"]


def test_a_per_cent_sign_in_a_label_does_no_harm():
    assert answer(fields.Input("100% sure", most=2), {"it": "abc"})[1] == ["Shorten 100% sure to 2 characters or fewer"]


def test_a_question_left_out_is_asked_for_by_its_own_words():
    assert answer(fields.YesNo("Have they been told?"), {})[1] == ["Select an answer to “Have they been told?”"]


def test_yes_and_no_come_back_as_true_and_false():
    assert answer(fields.YesNo("Told?"), {"it": "no"})[0] is False
    assert answer(fields.YesNo("Told?", required=False), {})[0] is None


def test_none_of_these_stands_alone():
    field = fields.Checkboxes("Seen", [("a", "A"), Choice("none", "None of these", alone=True)])
    assert answer(field, {"it": ["a"]})[0] == ["a"]
    assert "by itself" in answer(field, {"it": ["a", "none"]})[1][0]


def test_a_choice_that_was_not_offered_is_refused():
    assert answer(fields.Radios("Area", [("n", "North")]), {"it": "x"})[1] == ["Choose area from the list"]


def test_numbers_with_commas_are_numbers():
    assert answer(fields.Number("How many"), {"it": "3,000"})[0] == 3000
    assert answer(fields.Number("How many", least=1), {"it": "0"})[1] == ["How many must be 1 or more"]


def test_a_file_of_the_wrong_kind_is_refused_by_name():
    file = SimpleUploadedFile("virus.exe", b"x")
    assert answer(fields.FileUpload("Paper", endings=(".pdf",)), {}, {"it": file})[1] == ["Choose a file of type PDF"]


class Told(Form):
    told = fields.YesNo("Told?", no=Choice("no", "No", reveals=("why_not",)))
    why_not = fields.Textarea("Why not?")


def test_a_revealed_field_is_needed_only_when_its_choice_is_made():
    assert Told({"told": "yes"}).is_valid()
    assert Told({"told": "no"}).errors["why_not"] == ["Answer “Why not?”"]


def test_what_stands_beneath_a_choice_not_made_is_not_kept():
    form = Told({"told": "yes", "why_not": "left from before"})
    assert form.is_valid()
    assert form.cleaned_data["why_not"] == ""


def test_a_revealed_field_is_printed_once_beneath_its_choice():
    page = str(Told())
    assert page.count('name="why_not"') == 1
    assert page.index("conditional-id_told") < page.index('name="why_not"')


def test_what_people_typed_comes_back_exactly_and_escaped():
    typed = "<script>alert(1)</script>\n  indented\n\nend"
    page = str(Told({"told": "no", "why_not": typed}))
    assert "<script>" not in page
    # No white space is added within their words, however deep the field is nested.
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&#10;  indented&#10;&#10;end</textarea>" in page


def test_two_forms_on_a_page_do_not_share_an_id_and_share_one_summary():
    one, two = Told({}, prefix="one"), Told({}, prefix="two")
    summary = page_errors(one, two)
    assert 'href="#id_one-told"' in summary
    assert 'href="#id_two-told"' in summary
    assert 'id="id_two-told"' in str(two)


def test_a_set_of_forms_has_one_summary():
    said = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-told": "yes", "form-1-told": ""}
    summary = page_errors(formset_factory(Told)(said))
    assert 'href="#id_form-1-told"' in summary
    assert "form-0" not in summary


def test_an_error_is_tied_to_its_box_for_those_who_listen():
    page = str(Told({}))
    assert 'id="id_told-error"' in page
    assert 'aria-describedby="id_told-error"' in page


def test_a_form_without_errors_prints_no_summary():
    assert Told().render_page_errors() == ""
    assert Told({"told": "yes"}).render_page_errors() == ""
