"""What leaves, to whom: a mother and child in a safe home, the man who may not find them, and everybody else."""

import pytest

from kingfisher.access import actions as access
from kingfisher.access.models import AuditLine
from kingfisher.guard.actions import Blocked, File, let_out
from kingfisher.guard.queries import shields_about
from kingfisher.guard.rules import AGENCY, ANYBODY, PERSON, WORKER, Recipient
from kingfisher.people import actions as people
from kingfisher.people.rules import AddressSaid, Said


def _out(actor, family, to, text, now, **more):
    return let_out(actor, what="test.letter", to=to, people=[family.child], texts={"text": text}, at=now, **more)


def test_a_worker_who_cannot_see_the_address_does_not_send_it(be, family, now):
    with be("priya") as priya:
        passed = _out(
            priya, family, Recipient(PERSON, "Aunt Jo"), "They live at 17 Larch Rd now. Ring 07700900123.", now
        )
    assert passed.texts["text"] == "They live at [withheld: safe address] now. Ring [withheld: safe address]."
    assert passed.outcome == "masked"


def test_an_agency_is_told_what_it_needs_but_not_the_address(be, family, now):
    with be("priya") as priya:
        text = "At 17 Larch Road; ring 07700 900123."
        assert _out(priya, family, Recipient(AGENCY, "Health"), text, now).texts["text"].endswith("ring 07700 900123.")


@pytest.mark.parametrize(
    "to",
    [
        Recipient(PERSON, "Mr Karl Brandt"),
        Recipient(PERSON, "K. Brandt"),
        Recipient(ANYBODY, "", address="5 Mill Ln, Ebbourne, ZZ22BB"),
    ],
    ids=["by name", "by initial", "by where he lives"],
)
def test_nothing_by_which_she_could_be_found_goes_to_who_may_not_find_her(be, family, now, to):
    with be("priya") as priya, pytest.raises(Blocked) as why:
        _out(priya, family, to, "Contact is by letterbox. The family is at ZZ1 4AB.", now)
    assert "Larch" not in why.value.sentence and "no contact" in why.value.sentence


def test_he_may_be_told_what_finds_nobody(be, family, now):
    with be("priya") as priya:
        assert _out(priya, family, Recipient(PERSON, "Karl Brandt"), "A decision was made.", now).outcome == "passed"


def test_her_own_address_is_her_own(be, family, now):
    with be("priya") as priya:
        to = Recipient(PERSON, "Mina Reed", person_id=family.mother)
        assert _out(priya, family, to, "Dear Mina, 17 Larch Road, ZZ1 4AB", now).outcome == "passed"


def test_a_letter_to_an_address_they_have_left_does_not_go(be, now):
    with be("priya") as priya:
        folder = access.open_folder(priya, kind="person", category="general", at=now)
        left = AddressSaid(lines="9 Weir Street", postcode="ZZ8 8HH", until_on=now.date().replace(year=2020))
        here = AddressSaid(lines="2 Dune Way", postcode="ZZ8 1AA")
        child = people.state_person(
            priya, folder_id=folder, said=Said(given_name="Ida", addresses=(left, here)), at=now
        )
        to = {"what": "test.letter", "people": [child], "texts": {"text": "Dear Ida"}, "at": now}
        with pytest.raises(Blocked, match="left that address"):
            let_out(priya, to=Recipient(PERSON, "Ida", address="9 Weir St, ZZ88HH"), **to)
        assert let_out(priya, to=Recipient(PERSON, "Ida", address="2 Dune Way, ZZ8 1AA"), **to).outcome == "passed"


def test_a_file_with_the_address_does_not_go_and_the_refusal_does_not_tell_it(be, family, now):
    with be("priya") as priya, pytest.raises(Blocked) as why:
        let_out(priya, what="test.file", to=Recipient(AGENCY, "Health"), folders=[family.folder],
                files=[File("report.txt", b"now at 17 Larch Road")], at=now)  # fmt: skip
    assert "Larch" not in why.value.sentence


def test_a_file_that_cannot_be_read_does_not_go_where_there_is_something_to_keep(be, family, now):
    with be("priya") as priya:
        to = {
            "what": "test.file",
            "to": Recipient(AGENCY, "Health"),
            "files": [File("x.docx", b"PK\x03\x04....")],
            "at": now,
        }
        with pytest.raises(Blocked, match="could not be checked"):
            let_out(priya, people=[family.child], **to)
        assert let_out(priya, people=[], **to).outcome == "passed"


def test_a_worker_may_open_a_file_for_her_own_work_by_saying_why_and_both_are_recorded(be, family, now):
    with be("priya") as priya:
        file = {"what": "test.file", "to": Recipient(WORKER, "Priya"), "folders": [family.folder],
                "files": [File("a.txt", b"17 Larch Road")], "at": now}  # fmt: skip
        with pytest.raises(Blocked):
            let_out(priya, **file)
        let_out(priya, because="I visit them today.", **file)
        lines = list(AuditLine.objects.filter(what__startswith="guard.").order_by("id"))
        assert [line.what for line in lines] == ["guard.leaving.blocked", "guard.leaving.insisted"]
        assert "Larch" not in str([line.facts for line in lines])


def test_nobody_but_the_guard_is_told_what_must_not_be_found(be, family, now):
    from django.db import connection

    with be("priya") as priya, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM guard_shields(%s, %s)", [[family.child], []])
        assert cursor.fetchone()[0] == 0
        assert shields_about(priya, people={family.child}, folders=set()).secrets


def test_the_two_homes_of_an_adopted_child_are_not_told_to_each_other(be, now):
    with be("priya") as priya:
        folders = [access.open_folder(priya, kind="person", category="general", at=now) for _ in range(2)]
        birth, new = (
            people.state_person(
                priya, folder_id=f, said=Said(given_name=g, addresses=(AddressSaid(lines=a, postcode=p),)), at=now
            )
            for f, g, a, p in zip(
                folders, ("Ada", "Eve"), ("8 Chapel Row", "30 Beacon Hill"), ("ZZ4 4DD", "ZZ6 6FF"), strict=True
            )
        )
        people.judge(
            priya, left_id=birth, left_folder_id=folders[0], right_id=new, right_folder_id=folders[1],
            answer="kept_apart", why="Adopted.", at=now,
        )  # fmt: skip
        passed = let_out(
            priya, what="test.letter", to=Recipient(WORKER, "Priya"), people=[birth],
            texts={"text": "Was at 8 Chapel Row, now at 30 Beacon Hill"}, at=now,
        )  # fmt: skip
    assert passed.texts["text"] == "Was at 8 Chapel Row, now at [withheld: safe address]"


def test_a_member_of_the_public_is_told_less_than_an_agency():
    from kingfisher.guard.rules import Shields, guarded_from
    from kingfisher.guard.scan import Secret

    shields = Shields(secrets=(Secret("home", "17 Larch Road"), Secret("school", "Otterbrook School")))
    assert len(guarded_from(Recipient(PERSON), shields, frozenset(), danger="")) == 2
    assert len(guarded_from(Recipient(AGENCY), shields, frozenset(), danger="")) == 1
