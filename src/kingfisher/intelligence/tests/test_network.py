"""A network as each may see it: written down, linked, taken back, identified, walked, kept; the unseen is not there."""

from datetime import timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.intelligence import actions, queries
from kingfisher.intelligence.actions import Noted, NotYet
from kingfisher.intelligence.queries import Narrowed
from kingfisher.kernel.base import FULL
from kingfisher.kernel.verdict import Denied, NotThere

pytestmark = pytest.mark.django_db


def seen(be, who, key, **more):
    with be(who) as reader:
        picture = queries.around(reader, [key], **more)
        return {n.label for n in picture.nodes}, len(picture.links)


def test_two_steps_around_somebody(thing, linked, be):
    kez, car, amy, shop = (
        thing("person", "Kez"),
        thing("object", "KX21 ZZZ"),
        thing("person", "Amy"),
        thing("place", "Fork"),
    )
    linked(kez, car), linked(car, amy), linked(amy, shop)
    assert seen(be, "ines", kez) == ({"Kez", "KX21 ZZZ", "Amy"}, 2)
    assert seen(be, "ines", kez, steps=1) == ({"Kez", "KX21 ZZZ"}, 1)


def test_one_plate_is_one_thing_however_it_is_written(thing):
    assert thing("object", "KX21 ZZZ") == thing("object", "kx21zzz")


def test_what_is_marked_for_police_leaves_no_gap_for_anybody_else(thing, linked, be, cast, now):
    kez, car, amy = (
        thing("person", "Kez"),
        thing("object", "KX21 ZZZ", marking="police_sensitive"),
        thing("person", "Amy"),
    )
    linked(kez, car), linked(car, amy)
    with be("ines") as ines:
        register = actions.register(ines, at=now)
        access.grant(ines, folder_id=register, to=access.Receiver(placement_id=cast.placements["ruth"]), level=FULL,
                     basis="ca2004_s11", because="The team works on it together.", at=now)  # fmt: skip
    assert seen(be, "ruth", kez) == ({"Kez"}, 0)
    with be("ruth") as ruth:
        assert queries.connected(ruth, kez, amy).way == ()
        assert [n.label for n in queries.things(ruth)] == ["Amy", "Kez"]
        with pytest.raises(NotThere):
            queries.around(ruth, [car])
    with be("ines") as ines:
        assert queries.connected(ines, kez, amy).way == (kez, car, amy)
    with be("dele") as dele, pytest.raises(NotThere):
        queries.around(dele, [kez])


def test_a_link_reads_rightly_whichever_end_it_was_written_from(thing, linked, be):
    night, amy = thing("event", "Missing overnight"), thing("person", "Amy")
    linked(night, amy, kind="took_part")
    with be("ines") as ines:
        (one,) = queries.around(ines, [night]).links
    assert (one.left, one.right) == (amy, night), "she took part in the night, not the night in her"


def test_a_link_taken_back_is_drawn_no_more_and_stays_to_be_read(thing, linked, be, now):
    kez, car = thing("person", "Kez"), thing("object", "KX21 ZZZ")
    key = linked(kez, car)
    with be("ines") as ines:
        actions.take_back(ines, link_id=key, why="Another car of the same colour.", at=now)
        with pytest.raises(NotThere):
            actions.take_back(ines, link_id=key, why="Again.", at=now)
    assert seen(be, "ines", kez) == ({"Kez"}, 0)
    with be("ines") as ines:
        assert [why for _, why in queries.link_history(ines, kez)] == ["Another car of the same colour."]


def test_a_picture_is_narrowed_by_basis_day_and_kind(thing, linked, be, now):
    kez, car, amy = thing("person", "Kez"), thing("object", "KX21 ZZZ"), thing("person", "Amy")
    linked(kez, car)
    linked(kez, amy, kind="associate", basis="intelligence", grade="2cp")
    assert seen(be, "ines", kez, narrowed=Narrowed(basis=("observed",)))[0] == {"Kez", "KX21 ZZZ"}
    assert seen(be, "ines", kez, narrowed=Narrowed(kinds=("person",)))[0] == {"Kez", "Amy"}
    assert seen(be, "ines", kez, narrowed=Narrowed(since=now.date()))[1] == 0


def test_what_rests_on_intelligence_has_its_grade_and_nothing_is_seen_before_it_was(thing, linked, now):
    kez, car = thing("person", "Kez"), thing("object", "KX21 ZZZ")
    early = {"last_on": now.date() - timedelta(99)}
    ungraded, graded_wrong = {"basis": "intelligence"}, {"basis": "intelligence", "grade": "9ZZ"}
    for wrong in (ungraded, graded_wrong, early, {"asserted_by": " "}, {"right": kez}):
        with pytest.raises(NotYet):
            linked(kez, wrong.pop("right", car), **wrong)


def test_who_holds_two_groups_together(thing, linked, be):
    a, b, kez, c, d = (thing("person", name) for name in ("Amy", "Bea", "Kez", "Caz", "Dee"))
    for pair in ((a, b), (a, kez), (b, kez), (kez, c), (c, d), (kez, d)):
        linked(*pair, kind="associate")
    with be("ines") as ines:
        (found,) = queries.who_joins(ines, queries.around(ines, [kez]))
    assert found.node.label == "Kez"
    assert [{n.label for n in g} for g in found.groups] == [{"Amy", "Bea"}, {"Caz", "Dee"}]


def test_a_kept_picture_never_changes_and_is_shown_to_whoever_sees_all_of_it(thing, linked, be, now):
    kez, car = thing("person", "Kez"), thing("object", "KX21 ZZZ", marking="police_sensitive")
    key = linked(kez, car)
    with be("ines") as ines:
        picture = queries.around(ines, [kez])
        kept = actions.keep_chart(ines, picture=picture, title="Kez", why="For the mapping meeting.", at=now)
        actions.take_back(ines, link_id=key, why="Not so.", at=now)
        assert len(queries.chart(ines, kept).drawn["links"]) == 1
    with be("tom") as tom:
        assert queries.charts(tom) != []
    with be("ruth") as ruth:
        assert queries.charts(ruth) == []
        with pytest.raises(NotThere):
            queries.chart(ruth, kept)


def test_whoever_only_reads_writes_nothing_down(thing, be, now):
    with be("asha") as asha, pytest.raises(Denied):
        actions.note(asha, noted=Noted("person", "unverified", "Kez"), at=now)


def test_the_address_of_a_link_leads_to_its_picture_and_nowhere_for_whoever_may_not_see_it(signed_in, thing, linked):
    kez, car = thing("person", "Kez"), thing("object", "KX21 ZZZ", marking="police_sensitive")
    key = linked(kez, car)
    led = signed_in("ines").get(f"/network/links/{key}")
    assert led.status_code == 302 and led["Location"] == f"/network/{car}"
    assert signed_in("ruth").get(f"/network/links/{key}").status_code == 404
    assert signed_in("ines").get(f"/network/links/{kez}").status_code == 404, "a thing is no link"


def test_the_pages_work_without_scripts(signed_in, thing, linked, be, now):
    kez, car = thing("person", "Kez"), thing("object", "KX21 ZZZ")
    linked(kez, car)
    ines = signed_in("ines")
    assert "KX21 ZZZ" in ines.get("/network").content.decode()
    page = ines.get(f"/network/{kez}").content.decode()
    assert "<svg" in page and "PC 4410" in page
    assert "1 step apart" in ines.get(f"/network/connected?from={kez}&to={car}").content.decode()
    for nonsense in ("?steps=x&also=zz&since=never&kind=cat&basis=dog", f"?also={car}&steps=1&basis=observed"):
        assert ines.get(f"/network/{kez}{nonsense}").status_code == 200
    assert ines.get("/network/connected?from=x&to=y").status_code == 200
    made = ines.post(
        "/network", {"kind": "place", "sort": "hotel", "label": "Quay Lodge", "east": "1200", "north": "90"}
    )
    assert made.status_code == 302
    day = {
        f"link-{which}_on-{part}": str(getattr(now.date(), part))
        for which in ("first", "last")
        for part in ("day", "month", "year")
    }
    said = {"do": "link", "link-other": str(car), "link-kind": "at", "link-basis": "told", "link-confidence": "likely",
            "link-asserted_by": "Night porter", **day}  # fmt: skip
    assert ines.post(made["Location"], said).status_code == 302
    assert "Night porter" in ines.get(made["Location"]).content.decode()
    kept = ines.post(f"/network/{kez}", {"do": "chart", "chart-title": "Kez", "chart-why": "For the mapping meeting."})
    assert "SHA-256" in ines.get(kept["Location"]).content.decode()
    assert "OFFICIAL-SENSITIVE" in ines.get(kept["Location"] + "/print").content.decode()
    assert "Kez" in ines.get("/network/charts").content.decode()
    assert ines.get("/network/maps").status_code == 200
    assert signed_in("dele").get(f"/network/{kez}").status_code == 404
