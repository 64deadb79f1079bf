"""A pack for inspectors: gathered from every room, frozen, and open no further than its lists are."""

import hashlib
import io
import zipfile

import pytest
from django.db import DatabaseError, connection, transaction

from kingfisher.assurance import actions, facts, queries, rules
from kingfisher.assurance.actions import Lacking
from kingfisher.assurance.jobs import gather
from kingfisher.assurance.tests.builders import contacts, drawn, found, responded, sent
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.reviews.tests.builders import recommended
from kingfisher.rulebook import assured


def asked_for(be, now, kind="joint_inspection"):
    with be("office") as office:
        return actions.ask_pack(office, kind=kind, title="Joint inspection", last_day=now.date(),
                                first_day=now.date().replace(year=now.year - 1), at=now)  # fmt: skip


def gathered(be, cast, now, kind="joint_inspection"):
    key = asked_for(be, now, kind)
    gather(str(key), str(cast.placements["office"]))
    return key


def test_a_pack_holds_every_list_asked_for_and_says_what_is_not_held(be, cast, now):
    contacts(cast, now)
    with be("chief") as chief:
        for kind in ("joint_inspection", "annex_a"):
            pack = queries.pack_of(chief, gathered(be, cast, now, kind))
            rule = assured.pack(kind, on=now.date())
            assert [p.row.code for p in pack.parts] == [i.code for i in rule.item]
            assert {p.row.code for p in pack.parts if p.row.row_count is None} == {
                i.code for i in rule.item if not i.gathers
            }
            assert (pack.row.state, pack.goes_on) == ("frozen", False)


def test_every_list_the_rulebook_names_is_told_by_some_room(be, now):
    with be("office") as office:
        for rule in assured.packs(on=now.date()):
            for item in rule.item:
                if item.gathers and not item.of_children:
                    assert facts.told(office, item.gathers, first=now.date(), last=now.date()) is not None, item.code


def test_what_the_rooms_hold_is_in_it(be, cast, now):
    sent(be, cast, now, voice="partly")
    drawn(be, cast, now)
    responded(be, cast, now, finding=found(be, now))
    recommended(be, now)
    key = gathered(be, cast, now)
    with be("chief") as chief:
        held = {s.code: s.rows for s in queries.sheets(chief, key)}
    assert held["returns"][0][1:3] == ("Saltmere Integrated Care Board", "Sent")
    assert held["case_audits"][0][1] == "Hearing the child"
    assert "Health" in held["scrutiny"][0][6] or "Integrated Care" in held["scrutiny"][0][6]
    assert "voice of the child" in held["recommendations"][0][3]


def test_lists_of_children_are_open_to_the_councils_own_and_to_nobody_of_the_board(be, cast, now):
    contacts(cast, now)
    key = gathered(be, cast, now)
    with be("ruth") as ruth:  # the council's manager of the front door
        (front,) = queries.sheets(ruth, key, code="front_door")
    assert len(front.rows) == 5 and {r[0][:2] for r in front.rows} == {"C-"}
    assert "Maya" not in str(front.rows)
    for who in ("office", "chief", "chief_police", "lena"):
        with be(who) as reader:
            with pytest.raises(NotThere):
                queries.sheets(reader, key, code="front_door")
            (part,) = [p for p in queries.pack_of(reader, key).parts if p.row.code == "front_door"]
            assert (part.is_open, part.row.row_count) == (False, 5)
    with be("priya") as priya, pytest.raises(NotThere):
        queries.pack_of(priya, key)


def test_a_small_number_of_cases_is_no_number_for_those_it_is_not_open_to(be, cast, now):
    contacts(cast, now, many=2)
    key = gathered(be, cast, now)
    lengths = {}
    for who in ("ruth", "chief"):
        with be(who) as reader:
            lengths[who] = [p.length for p in queries.pack_of(reader, key).parts if p.row.code == "front_door"]
    assert lengths == {"ruth": ["2"], "chief": ["Fewer than 5"]}


def test_the_same_child_has_the_same_number_in_every_list_and_it_is_no_name(be, cast, now):
    contacts(cast, now)
    first, second = gathered(be, cast, now), gathered(be, cast, now, "annex_a")
    with be("ruth") as ruth:
        (one,), (other,) = queries.sheets(ruth, first, code="front_door"), queries.sheets(ruth, second, code="list_1")
    assert [r[0] for r in one.rows] == [r[0] for r in other.rows]


def test_what_is_frozen_does_not_change_and_its_hashes_prove_it(be, cast, now):
    contacts(cast, now)
    key = gathered(be, cast, now)
    contacts(cast, now, many=7)
    with be("ruth") as ruth:
        pack = queries.pack_of(ruth, key)
        for s in queries.sheets(ruth, key):
            (part,) = [p.row for p in pack.parts if p.row.code == s.code]
            assert part.sha256 == hashlib.sha256(rules.as_csv(s.columns, s.rows).encode()).hexdigest()
    lines = "\n".join(f"{p.row.code} {p.row.sha256}" for p in pack.parts)
    assert pack.row.sha256 == hashlib.sha256(lines.encode()).hexdigest()
    with be("office"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE assurance_lines SET rows = '[]'")
        assert cursor.rowcount == 0
        raise DatabaseError("nothing was changed")


def test_a_job_that_was_cut_off_goes_on_where_it_was(be, cast, now):
    key = asked_for(be, now)
    from kingfisher.assurance.tests.builders import service

    with service(now) as door:
        rule = assured.pack("joint_inspection", on=now.date())
        actions.begin_pack(door, pack_id=key, at=now)
        actions.keep_part(door, pack_id=key, number=1, item=rule.item[0], told=None, at=now)
        with pytest.raises(Lacking):
            actions.freeze_pack(door, pack_id=key, at=now)
    gather(str(key), str(cast.placements["office"]))
    with be("chief") as chief:
        pack = queries.pack_of(chief, key)
    assert (pack.row.state, len(pack.parts)) == ("frozen", pack.row.wanted)


def test_only_the_office_asks_for_one_and_its_days_are_in_order(be, now):
    with be("chief") as chief, pytest.raises(Denied):
        actions.ask_pack(chief, kind="annex_a", title="X", first_day=now.date(), last_day=now.date(), at=now)
    with be("office") as office, pytest.raises(Lacking):
        actions.ask_pack(office, kind="annex_a", title="X", first_day=now.date(),
                         last_day=now.date().replace(year=2020), at=now)  # fmt: skip


def test_what_leaves_holds_what_is_open_to_whoever_takes_it_and_nothing_else(signed_in, be, cast, now):
    contacts(cast, now)
    key = gathered(be, cast, now)
    files = {}
    for who in ("ruth", "chief"):
        answer = signed_in(who).get(f"/assurance/packs/{key}/all")
        assert answer.status_code == 200
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            files[who] = {n: packed.read(n).decode() for n in packed.namelist()}
    assert "13-front_door.csv" in files["ruth"] and "13-front_door.csv" not in files["chief"]
    assert "not open to whoever took it" in files["chief"]["contents.txt"]
    assert signed_in("priya").get(f"/assurance/packs/{key}/all").status_code == 403


def test_the_office_asks_on_the_page_and_sees_how_far_it_is(signed_in, be, cast, now):
    on = now.date()
    said = {"do": "ask", "ask-kind": "annex_a", "ask-title": "Monthly check"}
    for name, year in (("first_day", on.year - 1), ("last_day", on.year)):
        said |= {f"ask-{name}-day": on.day, f"ask-{name}-month": on.month, f"ask-{name}-year": year}
    office = signed_in("office")
    here = office.post("/assurance/packs", said)["Location"]
    assert "0 of 11 lists are in" in office.get(here).content.decode()
    assert office.get(f"{here}/all").status_code == 404
    gather(here.rsplit("/", 1)[-1], str(cast.placements["office"]))
    page = office.get(here).content.decode()
    assert "Take it as one file" in page and "Not held" in page
    assert "Monthly check" in office.get("/assurance/packs").content.decode()
    assert office.get(f"{here}/list_1").status_code == 404
    assert signed_in("ruth").get(f"{here}/list_1?page=2").status_code == 200


def test_a_cell_is_never_taken_for_a_formula():
    assert rules.as_csv(("a",), [("=1+1",), ("-2",), ("plain",)]) == "a\r\n'=1+1\r\n'-2\r\nplain\r\n"
