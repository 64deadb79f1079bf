"""Every address that names a record says how the record is reached, so that the matrix of access can try it."""

from django.http import HttpResponse
from django.urls import URLResolver, path

from kingfisher.access.entry import page
from kingfisher.access.matrix import RELATIONS, expected, route_faults, routes
from kingfisher.access.permissions import ROLES, Permission
from tests.house.building import clear


def test_every_address_that_names_a_record_says_how_it_is_reached():
    clear(route_faults())


def test_an_address_that_said_nothing_would_be_named():
    view = page(Permission.DESK_READ)(lambda request, key: HttpResponse())
    silent = URLResolver(path("", view).pattern, [path("cellar/<uuid:key>", view, name="cellar")])
    assert len(route_faults(silent)) == 1
    assert "access/routes.toml" in route_faults(silent)[0]


def test_every_address_has_an_answer_for_every_role_and_relation():
    for route in routes():
        assert route.door, f"{route.address} has no door"
        assert all(expected(route, role, each) for role in ROLES.values() for each in RELATIONS)
