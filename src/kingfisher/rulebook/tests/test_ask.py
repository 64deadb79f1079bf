"""Asking the rulebook: on the day that matters, and in words a worker can read."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from kingfisher.rulebook import ask

TODAY = date(2026, 11, 23)


@pytest.fixture
def fresh_book() -> Iterator[None]:
    ask.book.cache_clear()
    ask.calendar.cache_clear()
    yield
    ask.book.cache_clear()
    ask.calendar.cache_clear()


def test_a_rule_nobody_wrote_is_a_fault_of_the_program() -> None:
    with pytest.raises(ask.NotInRulebook, match="has no clock 'tea_break'"):
        ask.clock("tea_break", on=TODAY)


def test_a_rule_is_not_asked_of_a_day_before_it_began() -> None:
    with pytest.raises(ask.NotInForce, match="01 January 1980"):
        ask.clock("epo", on=date(1980, 1, 1))


def test_a_value_the_list_never_had_is_shown_as_it_came() -> None:
    assert ask.label("sex", "F") == "Female"
    assert ask.label("sex", "9") == "9"


def test_the_front_door_is_open_on_weekdays() -> None:
    hub = ask.calendar("front_door")
    assert hub.hours_on(TODAY) == ((time(8, 30), time(17, 0)),)
    assert hub.hours_on(date(2026, 11, 28)) == ()
    assert hub.hours_on(date(2026, 12, 25)) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She is promiscuous.", ["promiscuous"]),
        ("She PUTS HERSELF AT\nRISK by going out", ["PUTS HERSELF AT\nRISK"]),
        ("It is a lifestyle choice; he absconded.", ["lifestyle choice", "absconded"]),
        ("The unpromiscuousness of things", []),
        ("He was given a lift by older men and came home with new trainers.", []),
        ("", []),
    ],
)
def test_words_that_blame_a_child_are_pointed_out(text: str, found: list[str]) -> None:
    assert [words for words, _ in ask.language_hints(text)] == found


def test_each_word_comes_with_a_kinder_one_and_a_reason() -> None:
    ((_, hint),) = ask.language_hints("child prostitute")
    assert hint.kinder == "sexually exploited" and hint.plain


def test_local_rules_are_found_where_the_setting_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_book: None
) -> None:
    folder = tmp_path / "rulebook" / "calendars"
    folder.mkdir(parents=True)
    (folder / "england.toml").write_text(
        'id = "england"\nlocal_reason = "The hub moves that day."\n'
        '[[closure]]\nday = 2026-11-24\nwhy = "Moving house"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("KINGFISHER_LOCAL", str(tmp_path))
    assert not ask.calendar().is_working_day(date(2026, 11, 24))


def test_a_local_folder_that_is_not_there_is_not_taken_for_no_local_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_book: None
) -> None:
    monkeypatch.setenv("KINGFISHER_LOCAL", str(tmp_path / "typo"))
    with pytest.raises(FileNotFoundError, match="typo"):
        ask.book()
