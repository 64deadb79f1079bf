"""Every address that names a record says how the record is reached, so that the matrix of access can try it."""

from django.http import HttpResponse
from django.urls import URLResolver, path

from kingfisher.access.entry import page
from kingfisher.access.matrix import RELATIONS, SIDE_DOORS, expected, route_faults, routes
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import ROLES
from tests.house.building import clear


def test_every_address_that_names_a_record_says_how_it_is_reached():
    clear(route_faults())


def test_an_address_that_said_nothing_would_be_named():
    view = page(Permission.DESK_READ)(lambda request, key: HttpResponse())
    silent = URLResolver(path("", view).pattern, [path("cellar/<uuid:key>", view, name="cellar")])
    assert len(route_faults(silent)) == 1
    assert "access/routes.toml" in route_faults(silent)[0]


def test_a_rule_that_no_test_walks_would_be_named(monkeypatch):
    row = {"reaches": "secret", "rule": "by whoever found the stairs", "walk": "cellar/tests/test_stairs.py::test_none"}
    monkeypatch.setattr("kingfisher.access.matrix.reached", lambda: {"cellar": row})
    view = page(Permission.DESK_READ)(lambda request, key: HttpResponse())
    (said,) = route_faults(URLResolver(path("", view).pattern, [path("cellar/<uuid:key>", view, name="cellar")]))
    assert "has no walk" in said and "access/routes.toml" in said


def test_a_side_door_without_its_test_would_be_named(monkeypatch):
    monkeypatch.setitem(SIDE_DOORS, "keyhole", ("looking through", "cellar/tests/test_stairs.py::test_none"))
    assert any("keyhole" in fault for fault in route_faults())


def test_every_address_has_an_answer_for_every_role_and_relation():
    for route in routes():
        assert route.door, f"{route.address} has no door"
        assert all(expected(route, role, each) for role in ROLES.values() for each in RELATIONS)
