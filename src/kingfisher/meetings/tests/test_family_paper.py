"""The paper the family takes home: built from what is safe, so that there is nothing in it to take out."""

import re
import zlib
from datetime import timedelta

import pytest

from kingfisher.kernel.verdict import NotThere
from kingfisher.meetings import actions, queries
from kingfisher.meetings.tests.builders import convened, decided, held
from kingfisher.rulebook import ask
from kingfisher.rulebook.gatherings import MeetingKind

pytestmark = pytest.mark.django_db
SECRET = "9 Eel Lane, where the refuge is"


def everywhere_but_safe(be, cast, now):
    """A conference in which the secret stands in every part, decision, action, dissent and answer not marked safe."""
    key = decided(be, cast, now)
    with be("dele") as dele:
        for section in ask.meeting_kind("initial_conference").section:
            safe = section.family_safe
            words = "Maya is home by nine." if safe else SECRET
            actions.save_part(dele, meeting_id=key, section=section.code, words=words, revision=0, at=now)
        actions.save_part(dele, meeting_id=key, section="worries", words=SECRET, revision=1, family_safe=False, at=now)
        actions.save_part(
            dele, meeting_id=key, section="restricted", words=SECRET + ".", revision=1, family_safe=True, at=now
        )
        actions.save_part(dele, meeting_id=key, section="child", words=SECRET, revision=0, at=now)  # an aside
        actions.decide(dele, meeting_id=key, decision=SECRET, at=now)
        actions.write_task(
            dele, meeting_id=key, task=SECRET, owner_name="Tom", due_on=(now + timedelta(days=3)).date(), at=now
        )
        actions.dissent(dele, meeting_id=key, said=SECRET, at=now)
        actions.answer(dele, meeting_id=key, availability="yes", said=SECRET, at=now)
    return key


def test_nothing_that_is_not_marked_safe_reaches_the_familys_paper(signed_in, be, cast, now):
    key = everywhere_but_safe(be, cast, now)
    with be("dele") as dele:
        paper = queries.family_paper(dele, key)
    assert "Eel Lane" not in repr(paper)
    assert "Maya is home by nine." in [words for _, words in paper.parts]
    assert [words for _, words in paper.decisions] == ["A protection plan, sexual abuse."]
    dele = signed_in("dele")
    assert b"Eel Lane" not in dele.get(f"/meetings/{key}/family").content
    assert "Eel Lane" in dele.get(f"/meetings/{key}/paper").content.decode(), "the minutes themselves hold it"


def test_a_closed_part_cannot_be_marked_safe(be, cast, now):
    key = everywhere_but_safe(be, cast, now)
    with be("dele") as dele:
        (part,) = [p for p in queries.meeting_file(dele, key).parts if p.code == "restricted"]
        assert not part.family_safe


def test_a_meeting_the_family_does_not_come_to_has_no_paper_for_it(be, cast, now):
    key = held(be, cast, now, kind="strategy")
    with be("dele") as dele, pytest.raises(NotThere):
        queries.family_paper(dele, key)


def test_no_kind_of_meeting_in_the_rulebook_is_closed_and_safe_at_once():
    kinds: tuple[MeetingKind, ...] = ask.meeting_kinds()
    assert [s.code for k in kinds for s in k.section if s.closed and s.family_safe] == []
    assert all(not any(s.family_safe for s in k.section) for k in kinds if not k.family_comes)


def test_both_papers_come_as_tagged_pdf_whatever_was_typed(signed_in, be, cast, now):
    key = decided(be, cast, now)
    with be("dele") as dele:
        hostile = '#panic("x") $y$ [ ] \\ @a <b> "c"\n\n* not a list'
        actions.save_part(dele, meeting_id=key, section="child", words=hostile, revision=0, at=now)
    dele = signed_in("dele")
    for address in ("family.pdf", "minutes.pdf"):
        answer = dele.get(f"/meetings/{key}/{address}")
        assert answer["Content-Type"] == "application/pdf"
        assert "Maya" not in answer["Content-Disposition"]
        assert b"StructTreeRoot" in _unpacked(answer.content)


def _unpacked(pdf: bytes) -> bytes:
    found = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"".join(found)


def test_what_the_hub_carried_into_the_minutes_reaches_the_family_only_once_somebody_said_that_it_may(be, cast, now):
    key = held(be, cast, now, begins_with={"child": "At a visit: he messages me still."})
    with be("dele") as dele:
        assert queries.family_paper(dele, key).parts == ()
        (part,) = [p for p in queries.meeting_file(dele, key).parts if p.code == "child"]
        actions.save_part(
            dele, meeting_id=key, section="child", words=part.words, revision=part.revision, family_safe=True, at=now
        )
        assert [words for _, words in queries.family_paper(dele, key).parts] == ["At a visit: he messages me still."]


def test_there_is_no_paper_for_the_family_before_the_meeting_was_held(signed_in, be, cast, now):
    key = convened(be, cast, now)
    assert signed_in("dele").get(f"/meetings/{key}/family").status_code == 404
    assert f"/meetings/{key}/family" not in signed_in("dele").get(f"/meetings/{key}").content.decode()
