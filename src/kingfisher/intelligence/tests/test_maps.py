"""Maps of children: opened for a reason, drawn for whoever is let in by name, short-lived, and undone by their end."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest

from kingfisher.intelligence import actions, queries
from kingfisher.intelligence.actions import Joined, Necessary, Noted, NotYet
from kingfisher.kernel.verdict import Denied, NotThere

pytestmark = pytest.mark.django_db
SAID = Necessary("Wharf Street", "Four girls are driven to one flat.", "Asking each girl would warn the men.")
AFTER_FOUR_WEEKS = timedelta(days=29)


@dataclass(frozen=True)
class Drawn:
    """A map that Ines, a detective, opened, and the things on it."""

    id: UUID
    amy: UUID
    bea: UUID
    kez: UUID


@pytest.fixture
def opened(be, thing, now) -> Drawn:
    """Amy of the police register, marked; Bea and an adult, Kez, written down for this map alone; two links."""
    amy = thing("person", "Amy", marking="police_sensitive")
    with be("ines") as ines:
        key = actions.open_peer_map(ines, said=SAID, at=now)
        put = {"map_id": key, "at": now}
        actions.put_on_map(ines, part="child", because="She was in the flat twice.", thing_id=amy, **put)
        for label, part in (("Bea", "child"), ("Kez", "adult_of_concern")):
            noted = Noted("person", "unverified", label)
            actions.put_on_map(ines, part=part, because="Named by two others.", noted=noted, **put)
        on = {p.node.label: p.node.id for p in queries.peer_map(ines, key).people}
        join(ines, key, on["Bea"], on["Kez"], now)
        join(ines, key, on["Amy"], on["Bea"], now)
    return Drawn(key, on["Amy"], on["Bea"], on["Kez"])


def join(actor, key: UUID, left: UUID, right: UUID, now) -> UUID:
    day = now.date() - timedelta(days=3)
    joined = Joined(left, right, "associate", "told", "likely", day, day, "Her tutor")
    return actions.join_on_map(actor, map_id=key, joined=joined, at=now)


def seen(be, who: str, key: UUID) -> tuple[set[str], int]:
    with be(who) as reader:
        picture = queries.peer_map(reader, key).picture
        return ({n.label for n in picture.nodes}, len(picture.links)) if picture else (set(), 0)


def let_in(be, cast, who: str, key: UUID, now, **more) -> None:
    with be("ines") as ines:
        actions.let_into_map(ines, map_id=key, placement_id=cast.placements[who], why="She knows Bea.", at=now, **more)


def test_a_map_is_opened_only_for_a_reason_and_because_less_would_not_do(be, now):
    with be("ines") as ines:
        for lacking in (Necessary("", *2 * ("Four girls are driven there.",)), Necessary("Wharf", "Because.", "No.")):
            with pytest.raises(NotYet):
                actions.open_peer_map(ines, said=lacking, at=now)
        key = actions.open_peer_map(ines, said=SAID, at=now)
        assert queries.peer_map(ines, key).row.review_on == now.date() + timedelta(days=28)
    with be("dele") as dele, pytest.raises(Denied):
        actions.open_peer_map(dele, said=SAID, at=now)


def test_children_and_adults_are_drawn_with_what_joins_them(be, opened):
    assert seen(be, "ines", opened.id) == ({"Amy", "Bea", "Kez"}, 2)
    with be("ines") as ines:
        file = queries.peer_map(ines, opened.id)
    assert {(p.node.label, p.part, p.for_this_alone) for p in file.people} == {
        ("Amy", "child", False), ("Bea", "child", True), ("Kez", "adult_of_concern", True),
    }  # fmt: skip


def test_nobody_opens_a_map_she_was_not_let_into_by_name(be, opened, cast, now):
    for who in ("tom", "nils", "maeve", "ruth", "dele"):
        with be(who) as other:
            assert queries.peer_maps(other) == []
            assert "Bea" not in {n.label for n in queries.things(other)}, "nor whom it alone holds"
            with pytest.raises(NotThere):
                queries.peer_map(other, opened.id)
    let_in(be, cast, "tom", opened.id, now)
    assert seen(be, "tom", opened.id) == ({"Amy", "Bea", "Kez"}, 2)


def test_being_let_in_opens_nothing_else_that_is_on_the_map(be, opened, cast, now):
    let_in(be, cast, "ruth", opened.id, now)
    assert seen(be, "ruth", opened.id) == ({"Bea", "Kez"}, 1), "Amy is marked for police: no gap, no count"
    with be("ruth") as ruth, pytest.raises(NotThere):
        queries.around(ruth, [opened.amy])


def test_a_reader_writes_nothing_and_a_writer_does(be, opened, cast, now):
    let_in(be, cast, "ruth", opened.id, now)
    wanted = {"map_id": opened.id, "part": "safe_adult", "because": "She drives them home.", "at": now}
    with be("ruth") as ruth, pytest.raises((NotThere, Denied)):
        actions.put_on_map(ruth, noted=Noted("person", "known", "Aunt Jo"), **wanted)
    with be("ines") as ines:
        (key,) = (g.id for g in queries.peer_map(ines, opened.id).keys if g.placement_id == cast.placements["ruth"])
        actions.let_out_of_map(ines, map_id=opened.id, grant_id=key, why="To let her write.", at=now)
    let_in(be, cast, "ruth", opened.id, now, writes=True)
    with be("ruth") as ruth:
        actions.put_on_map(ruth, noted=Noted("person", "known", "Aunt Jo"), **wanted)
    assert "Aunt Jo" in seen(be, "ines", opened.id)[0]


def test_a_way_in_ends_the_same_second_and_nobody_ends_her_own(be, opened, cast, now):
    let_in(be, cast, "tom", opened.id, now)
    with be("ines") as ines:
        keys = {g.placement_id: g.id for g in queries.peer_map(ines, opened.id).keys}
        with pytest.raises(NotYet):
            actions.let_out_of_map(ines, map_id=opened.id, grant_id=keys[ines.placement_id], why="Done.", at=now)
        actions.let_out_of_map(ines, map_id=opened.id, grant_id=keys[cast.placements["tom"]], why="Done.", at=now)
    with be("tom") as tom, pytest.raises(NotThere):
        queries.peer_map(tom, opened.id)


def test_nobody_is_on_it_twice_or_without_a_reason_and_a_car_never(be, opened, thing, now):
    car = thing("object", "KX21 ZZZ")
    with be("ines") as ines:
        for who, because in ((opened.amy, "She was there again."), (opened.bea, "")):
            with pytest.raises(NotYet):
                actions.put_on_map(ines, map_id=opened.id, part="child", because=because, thing_id=who, at=now)
        with pytest.raises(NotThere):
            actions.put_on_map(
                ines, map_id=opened.id, part="child", because="It is always there.", thing_id=car, at=now
            )
        with pytest.raises(NotThere):
            join(ines, opened.id, opened.amy, car, now)


def test_who_is_taken_off_is_drawn_no_more_and_why_stays(be, opened, now):
    with be("ines") as ines:
        (amy,) = (p.id for p in queries.peer_map(ines, opened.id).people if p.node.label == "Amy")
        actions.take_off_map(ines, map_id=opened.id, on_map_id=amy, why="Another girl of that name.", at=now)
        (gone,) = queries.peer_map(ines, opened.id).gone
        assert (gone.node.label, gone.off_why) == ("Amy", "Another girl of that name.")
    assert seen(be, "ines", opened.id) == ({"Bea", "Kez"}, 1)


def test_a_map_nobody_reviewed_is_drawn_no_more_until_somebody_does(be, opened, now):
    late = now + AFTER_FOUR_WEEKS
    with be("ines", at=late) as ines:
        file = queries.peer_map(ines, opened.id)
        assert file.row.is_late and file.picture is None
        assert [w.title for w in queries.work_waiting(ines)] == [f"Review map {file.row.ref}, or close it"]
        with pytest.raises(NotYet):
            actions.review_peer_map(ines, map_id=opened.id, words="Useful.", at=late)
        until = actions.review_peer_map(ines, map_id=opened.id, words="Two girls screened, one flat shut.", at=late)
        assert until == late.date() + timedelta(days=28)
        assert queries.peer_map(ines, opened.id).picture


def test_closing_a_map_takes_its_links_back_and_leaves_it_to_whoever_closed_it(be, opened, cast, now):
    let_in(be, cast, "tom", opened.id, now)
    with be("ines") as ines:
        actions.close_peer_map(ines, map_id=opened.id, words="Every girl has a worker of her own now.", at=now)
        file = queries.peer_map(ines, opened.id)
        assert file.row.is_closed and file.picture is None and len(file.people) == 3
        assert queries.around(ines, [opened.bea]).links == ()
        assert {n.label for n in queries.things(ines)} == {"Amy"}
        with pytest.raises(NotYet):
            actions.review_peer_map(ines, map_id=opened.id, words="It goes on after all.", at=now)
    with be("tom") as tom, pytest.raises(NotThere):
        queries.peer_map(tom, opened.id)


def day(field: str, on: date) -> dict[str, str]:
    return {f"{field}-{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def test_the_page_of_a_map_works_without_scripts(signed_in, be, thing, cast, now):
    amy = thing("person", "Amy")
    ines = signed_in("ines")
    new = {"title": "Wharf Street", "necessity": SAID.necessity, "less_would_not_do": SAID.less_would_not_do}
    assert "Say why it is necessary" in ines.post("/network/maps", {**new, "necessity": "x"}).content.decode()
    page = ines.post("/network/maps", new)["Location"]
    assert "Nobody is on it yet" in ines.get(page).content.decode()
    because = {"known-because": "She was in the flat.", "new-because": "Named by two others."}
    ines.post(page, {"do": "known", "known-thing": str(amy), "known-part": "child", **because})
    ines.post(page, {"do": "new", "new-label": "Bea", "new-part": "child", **because})
    with be("ines") as reader:
        (row,) = queries.peer_maps(reader)
        on = {p.node.label: str(p.node.id) for p in queries.peer_map(reader, row.id).people}
    days = day("join-first_on", now.date()) | day("join-last_on", now.date())
    said = {"do": "join", "join-left": on["Amy"], "join-right": on["Bea"], "join-kind": "associate",
            "join-basis": "told", "join-confidence": "likely", "join-asserted_by": "Her tutor", **days}  # fmt: skip
    assert ines.post(page, said).status_code == 302
    told = ines.get(page).content.decode()
    assert "<svg" in told and "Her tutor" in told and "written down for this map alone" in told
    choose = {"do": "let_in", "let_in-to": str(cast.placements["tom"]), "let_in-why": "He works on it."}
    assert ines.post(page + "?agency=police", choose).status_code == 302
    assert "Bea" in signed_in("tom").get(page).content.decode()
    assert signed_in("nils").get(page).status_code == 404
    assert ines.post(page, {"do": "vanish"}).status_code == 200
    assert ines.post(page, {"do": "close", "close-words": "Every girl has a worker now."}).status_code == 302
    assert "Who was on it" in ines.get(page).content.decode()
