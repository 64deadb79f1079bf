"""Files: kept by what they are and not by their name, unreadable on the disk, opened only by those who may."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag

from kingfisher.access import actions as access
from kingfisher.access import queries as seen
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.documents import actions, queries, storage
from kingfisher.documents.pages.open import marked
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.ui.paging import Ask
from tests.cast import gather

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def files(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path / "files"
    settings.HOME = tmp_path
    return settings.FILES_FOLDER


@pytest.fixture
def folder(be, now):
    with be("dele") as dele:
        return access.open_folder(dele, kind="person", category="early_help", at=now)


def keep(be, now, folder, name="letter.pdf", content=PDF):
    with be("dele") as dele:
        return actions.keep(dele, folder_id=folder, about=("test", folder), name=name, content=content, at=now)


def test_a_file_comes_back_as_it_was_and_its_opening_is_recorded(files, folder, be, now):
    kept = keep(be, now, folder)
    with be("dele") as dele:
        assert queries.open_document(dele, kept).content == PDF


def test_a_visitor_takes_out_no_file_that_cannot_say_who_took_it(files, folder, be, now):
    kept = keep(be, now, folder, "letter.txt", b"the child said this")
    with be("dele") as dele:
        found = queries.open_document(dele, kept)
        assert marked(dele, found) == b"the child said this"
        visitor = replace(dele, reads_only=True, given_for="Joint inspection")
        broken = replace(found, content_type="application/pdf", content=b"%PDF-nothing")
        with pytest.raises(Denied, match="cannot carry the mark"):
            marked(visitor, broken)


def test_it_is_refused_to_a_visitor_before_it_is_read_or_recorded_as_opened(files, folder, be, cast, now, signed_in):
    kept = keep(be, now, folder, "letter.txt", b"the child said this")
    with acting_as(actor_for(gather.founded, at=now)) as installer:
        visitor = access.add_worker(installer, name="Ada Quist", username="ada_quist", at=now)
        cast.placements["ada_quist"] = access.give_place(
            installer, worker_id=visitor, organisation_code="council", role_code="inspector", given_for="A visit",
            ends_at=now + timedelta(days=2), at=now,
        )  # fmt: skip
    try:
        answer = signed_in("ada_quist").get(f"/documents/{kept}")
        gone = signed_in("ada_quist").get(f"/documents/{uuid4()}")
    finally:
        place = cast.placements.pop("ada_quist")
    assert (answer.status_code, gone.status_code) == (403, 404)
    assert b"cannot carry the mark" in answer.content
    with be("ig_council") as lead:
        done = {line.what for line in seen.lines_of(lead, place, within=seen.Within(), ask=Ask()).rows}
    assert "documents.document.opened" not in done
    assert "access.refused" in done or any("refused" in what for what in done), done


def test_the_bytes_on_the_disk_say_nothing(files, folder, be, now):
    keep(be, now, folder, "said.txt", b"the child said this")
    stored = [p.read_bytes() for p in Path(files).rglob("*") if p.is_file()]
    assert stored and all(b"child" not in each for each in stored)


def test_one_changed_bit_on_the_disk_is_noticed(files, folder, be, now):
    keep(be, now, folder)
    (place,) = [p for p in Path(files).rglob("*") if p.is_file()]
    sealed = bytearray(place.read_bytes())
    sealed[-1] ^= 1
    place.write_bytes(bytes(sealed))
    with pytest.raises(InvalidTag):
        storage.read_bytes(place.name)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("photo.pdf", b"MZ\x90\x00\x03" + bytes(64), "Save it as a PDF"),
        ("page.txt", b"<html><script>", "Save it as a PDF"),
        ("empty.pdf", b"", "is empty"),
    ],
    ids=["a program named as a PDF", "a web page named as text", "nothing at all"],
)
def test_what_is_not_what_it_claims_is_refused_with_what_to_do(name, content, says, files, folder, be, now):
    with pytest.raises(actions.NotKept, match=says):
        keep(be, now, folder, name, content)


def test_a_file_too_large_is_refused_by_its_size(files, folder, be, now, settings):
    settings.UPLOAD_LIMIT_BYTES = 10
    with pytest.raises(actions.NotKept, match="larger than"):
        keep(be, now, folder)


def test_an_unseen_file_and_a_missing_one_are_answered_alike(files, folder, be, now):
    kept = keep(be, now, folder)
    with be("tom") as tom:
        assert queries.files_of(tom, ("test", folder)) == []
        for wanted in (kept, folder):
            with pytest.raises(NotThere) as told:
                queries.open_document(tom, wanted)
            assert told.value.sentence == NotThere().sentence
