"""Two hundred planted addresses, none of which passes; and how often something harmless is taken for one."""

import pytest

from kingfisher.guard.files import Unreadable, says_where_taken, words_in
from kingfisher.guard.scan import find, masked
from kingfisher.guard.tests import planted
from kingfisher.guard.wording import compact

SECRETS = planted.secrets()
WRITTEN = [*planted.written(), *planted.BY_HAND]
FILES = list(planted.files())


@pytest.mark.parametrize(("name", "text"), WRITTEN, ids=[n for n, _ in WRITTEN])
def test_a_planted_address_does_not_pass(name, text):
    found = find(text, SECRETS)
    assert found, text
    left = masked(text, found)
    assert not find(left, SECRETS), left
    for lines, _, postcode in planted.HOMES:
        assert compact(lines.split(", ")[-1]) not in compact(left) and compact(postcode) not in compact(left)


@pytest.mark.parametrize(("name", "text"), planted.MARKED_UP, ids=[n for n, _ in planted.MARKED_UP])
def test_a_planted_address_does_not_pass_in_a_page(name, text):
    found = find(text, SECRETS, markup=True)
    assert found, text
    left = masked(text, found, markup=True)
    assert not find(left, SECRETS, markup=True) and left.count("<") == text.count("<"), left


@pytest.mark.parametrize(("what", "name", "content"), FILES, ids=[w for w, _, _ in FILES])
def test_a_file_with_a_planted_address_does_not_pass(what, name, content):
    try:
        hit = any(find(text, SECRETS) for _, text in words_in(name, content))
    except Unreadable:
        hit = what.startswith("never")
    assert hit or says_where_taken(content), what


def test_there_are_two_hundred_of_them():
    assert len(WRITTEN) + len(planted.MARKED_UP) + len(FILES) >= 200


@pytest.mark.parametrize("name", ["locked.zip", "broken.docx", "scan.pdf", "deep.zip"])
def test_a_file_that_cannot_be_read_whole_says_so(name):
    content = {
        "locked.zip": _locked(),
        "broken.docx": b"PK\x03\x04" + b"\x00" * 40,
        "scan.pdf": _scan(),
        "deep.zip": planted._zip(
            {"a.zip": planted._zip({"b.zip": planted._zip({"c.zip": planted._zip({"d": b"x"})})})}
        ),
    }[name]
    with pytest.raises(Unreadable):
        list(words_in(name, content))


def _locked() -> bytes:
    whole = bytearray(planted._zip({"note.txt": b"17 Larch Road"}))
    whole[whole.find(b"PK\x01\x02") + 8] |= 1
    return bytes(whole)


def _scan() -> bytes:
    import io

    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


HARMLESS = (
    "He was seen at 18 Birch Road with two older boys.", "Larchfield Academy rang at 9.15.",
    "117 Larches Roadside, Thornbury", "She lives with her nan at 4 Mill Lane, ZZ1 4AC.", "Call 01632 960123.",
    "The High Street shops were shut.", "St Mary's Church holds a group on Tuesdays.", "Born 17 March 2011.",
    "Attendance fell from 92% to 71% between January and March.", "Rose said the cottage pie was cold.",
    "Strategy discussion held at 14:00, minutes of 3 pages.", "NHS number 9000000017.", "Refer to section 17.",
    "Section 17 assessment on the road map for larch planting.", "Crime reference ZZ/14/ABC.",
    "Old Quay School trip cost 12 pounds.", "204 people came; Königsberg was mentioned in history.",
    "The nether regions of the report end on page 4.", "Harbour Lights charity offered a place.",
    "Ring the surgery on Monday.", "the primary school wrote twice", "He moved to Ebbourne from Westfen.",
    "North of the river, past the tithe map at the library.", "9 apartments burned in 2019.",
    "3 ropes and a walk close to home", "Flat 2 was empty when police called.", "41 days late.",
    "Saint Nicholas school fair", "Mr Avenue is the new head.", "Version 1.4 AB of the form.",
    "55 children went north with the gardens club.", "A drive of 204 miles.", "Room 6 at the civic centre.",
    "The old lane was closed, quay works continue.", "108 calls in June.", "PC 1714 Larcher attended.",
    "ZZ1 4XY is the postcode of the council.", "Lives at 17 Larkspur Road.", "17 Birch Close", "71 Larch Avenue East",
)  # fmt: skip


def test_harmless_words_are_seldom_taken_for_a_safe_address(capsys):
    wrong = [text for text in HARMLESS if find(text, SECRETS)]
    with capsys.disabled():
        print(f"\nguard: {len(wrong)} of {len(HARMLESS)} harmless texts masked: {wrong}")
    assert len(wrong) <= 2
