"""A partnership's own rules over the shipped ones, and how a broken book says so when the program starts."""

from datetime import date
from pathlib import Path

import pytest

from kingfisher.rulebook.load import SHIPPED, Book, BrokenRulebook, read_book

TWO_HOURS = """
id = "contact_rag_red"
local_reason = "Our front door answers red contacts in 2 hours."
[[dated]]
from = 2026-04-01
amount = 2
unit = "hour"
verified = true
[dated.source]
instrument = "Saltmere threshold document 2026"
paragraph = "page 12"
address = "https://saltmere.example/thresholds"
read_on = 2026-03-03
"""
RED = ("clock", "contact_rag_red")


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def faults(local: Path) -> str:
    with pytest.raises(BrokenRulebook) as found:
        read_book(local)
    return str(found.value)


def on(book: Book, day: date) -> int:
    return next(one.amount for one in book.entries[RED] if one.is_in_force(day))


def test_a_local_limit_applies_from_its_own_day_and_the_past_keeps_the_old_one(tmp_path: Path) -> None:
    book = read_book(written(tmp_path, "clocks/contact_rag_red.toml", TWO_HOURS))
    assert on(book, date(2026, 3, 31)) == 4
    assert on(book, date(2026, 4, 1)) == 2
    old, new = book.entries[RED]
    assert new.local_reason and not old.local_reason


def test_only_what_changed_has_another_hash(tmp_path: Path) -> None:
    ours, theirs = read_book(), read_book(written(tmp_path, "clocks/contact_rag_red.toml", TWO_HOURS))
    assert ours.hash != theirs.hash
    assert ours.entries[RED][0].hash == theirs.entries[RED][0].hash
    assert ours.entries["clock", "icpc"] == theirs.entries["clock", "icpc"]


def test_the_same_book_read_twice_has_the_same_hash() -> None:
    assert read_book().hash == read_book().hash


def test_a_local_rule_must_say_why(tmp_path: Path) -> None:
    text = TWO_HOURS.replace("local_reason", "note")
    assert "must state its local_reason" in faults(written(tmp_path, "clocks/contact_rag_red.toml", text))


def test_a_local_label_changes_one_code_and_leaves_the_rest(tmp_path: Path) -> None:
    text = """
    id = "need_level"
    local_reason = "Our threshold document names the levels so."
    [[code]]
    code = "2"
    label = "Family help"
    """
    (levels,) = read_book(written(tmp_path, "codes/need_level.toml", text)).entries["codes", "need_level"]
    assert [one.label for one in levels.code][:2] == ["Universal", "Family help"]
    assert levels.code[1].plain, "what was not restated stays"


def test_a_partnership_may_add_a_clock_of_its_own(tmp_path: Path) -> None:
    text = TWO_HOURS.replace("contact_rag_red", "huddle") + ""
    text = 'title = "Huddle"\nplain = "We meet daily."\nstarts = "morning"\nresponsible = "manager"\n' + text
    text = 'standing = "local"\nowner = "Manager"\nreview_by = 2027-01-01\n' + text
    book = read_book(written(tmp_path, "clocks/huddle.toml", text))
    assert book.entries["clock", "huddle"][0].amount == 2


BROKEN = [
    ("unit = \"hour\"", "unit = \"fortnight\"", "unit must be one of hour"),
    ("amount = 2", "amount = \"two\"", "amount must be a whole number"),
    ("amount = 2", "amount = 0", "at least 1"),
    ("read_on = 2026-03-03", "", "nobody says when the source was read"),
    ("paragraph = \"page 12\"", "", "in source, paragraph is missing"),
    ("amount = 2", "amount = 2\ncolour = \"red\"", "colour is not something it can say"),
    ("verified = true", "verified = true\ncalendar = \"mars\"", "the calendar 'mars', which is not"),
    ("[[dated]]", "[[dated", "not readable as TOML"),
    ("id = \"contact_rag_red\"", "id = \"contact_rag_blue\"", "the id must be the file's name"),
    ("from = 2026-04-01", "from = 2026-04-01T09:00:00", "from must be a date"),
    ("address = \"https://", "address = \"javascript://", "must begin https://"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "said"), BROKEN)
def test_a_broken_rule_is_named_when_the_program_starts(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    found = faults(written(tmp_path, "clocks/contact_rag_red.toml", TWO_HOURS.replace(right, wrong)))
    assert said in found


def test_two_wordings_may_not_apply_on_one_day(tmp_path: Path) -> None:
    first, second = TWO_HOURS.split("[[dated]]")[1], TWO_HOURS.replace("2026-04-01", "2026-05-01")
    text = second + "\n[[dated]]\n" + first.replace("amount = 2", "until = 2026-06-01\namount = 3")
    assert "two wordings apply" in faults(written(tmp_path, "clocks/contact_rag_red.toml", text))


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, "clocks/icpc.toml", "id = 1")
    found = faults(written(tmp_path, "clocks/epo.toml", 'id = "other"'))
    assert "icpc.toml" in found and "epo.toml" in found


def test_a_file_nobody_asks_for_is_refused(tmp_path: Path) -> None:
    assert "does not belong" in faults(written(tmp_path, "clock.toml", '[[clock]]\nid = "x"'))


def test_every_shipped_file_is_named_after_what_it_holds() -> None:
    one_each = list(SHIPPED.rglob("*/*.toml"))
    book = read_book()
    assert {path.stem for path in one_each} <= {id_ for _, id_ in book.entries}
