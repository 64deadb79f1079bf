"""What goes out by post, on paper and as a file, about a family in hiding: never where they are."""

from kingfisher.chronology import actions as chronology
from kingfisher.documents import actions as documents
from kingfisher.guard.tests.conftest import family
from kingfisher.postroom import actions as postroom
from kingfisher.postroom.queries import departures_about

__all__ = ["family"]


def test_what_is_sent_goes_without_it(be, family, now):
    with be("priya") as priya:
        postroom.send(
            priya, kind="letter", about=("people.person", family.child), title="A letter", way="letter",
            to_name="Aunt Jo", body="They are at 17 Larch Road.", about_people=[family.child], at=now,
        )  # fmt: skip
        assert (
            departures_about(priya, ("people.person", family.child))[0].body == "They are at [withheld: safe address]."
        )


def test_a_file_with_the_address_is_held_back_on_the_page(be, family, now, signed_in):
    with be("priya") as priya:
        key = documents.keep(
            priya, folder_id=family.folder, about=("people.person", family.child), name="visit.txt",
            content=b"They are at 17 Larch Road.", at=now,
        )  # fmt: skip
    client = signed_in("priya")
    answer = client.get(f"/documents/{key}")
    assert answer.status_code == 409 and b"kept back" in answer.content and b"Larch" not in answer.content
    answer = client.post(f"/documents/{key}", {"because": "I visit today."})
    assert answer.status_code == 200 and b"17 Larch Road" in answer.content


def test_a_childs_picture_is_printed_without_it_and_says_so_in_its_place(be, family, now, signed_in):
    with be("priya") as priya:
        line = chronology.Line(
            folder_id=family.folder, person_id=family.child, kind="contact", happened_on=now.date(),
            title="Visited", detail="Seen at home, 17 Larch Rd, ZZ1 4AB.",
        )  # fmt: skip
        chronology.note(priya, line=line, at=now)
    page = signed_in("priya").get(f"/casefile/{family.child}/print").content.decode()
    assert "withheld: safe address" in page and "Larch" not in page and "4AB" not in page
