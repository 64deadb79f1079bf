"""An agency's administrator keeps her own agency's people; a visitor reads and writes nothing. PostgreSQL says so."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from kingfisher.access import actions
from kingfisher.access.actions.places import Ungiven
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.models import AuditLine, Folder
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import ROLES
from kingfisher.kernel.base import FULL
from kingfisher.kernel.verdict import Denied
from kingfisher.organisations import queries as organisations
from tests.cast import LONG_AGO, gather

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(cast, now):
    """`place("Gita", "council", "agency_administrator")`: the key of a new worker's place; further words as given."""

    def give(name: str, agency: str, role: str, **more):
        with acting_as(actor_for(gather.founded, at=LONG_AGO, via="command")) as installer:
            worker = actions.add_worker(installer, name=name, at=LONG_AGO)
            return actions.give_place(
                installer, worker_id=worker, organisation_code=agency, role_code=role, starts_at=LONG_AGO,
                at=LONG_AGO, **more,
            )  # fmt: skip

    return give


@pytest.fixture
def gita(place, now):
    """The council's administrator."""
    with acting_as(actor_for(place("Gita Vasquez", "council", "agency_administrator"), at=now)) as actor:
        yield actor


def refused_by_the_database(run):
    with pytest.raises(ProgrammingError) as refused, transaction.atomic():
        run()
    assert refused.value.__cause__.sqlstate == "42501"


def test_an_administrator_gives_a_place_in_her_own_agency(gita, now):
    worker = actions.add_worker(gita, name="New Starter", at=now)
    placement = actions.give_place(
        gita, worker_id=worker, organisation_code="council", role_code="social_worker", team_codes=["front_door"],
        at=now,
    )  # fmt: skip
    assert actor_for(placement, at=now).organisation_id == gita.organisation_id


def test_an_administrator_gives_no_place_in_another_agency_whatever_the_program_says(gita, now):
    worker = actions.add_worker(gita, name="New Starter", at=now)
    refused_by_the_database(
        lambda: actions.give_place(
            gita, worker_id=worker, organisation_code="police", role_code="police_researcher", at=now
        )
    )


def test_an_administrator_ends_no_place_of_another_agency(gita, cast, now):
    refused_by_the_database(lambda: actions.end_place(gita, placement_id=cast.placements["tom"], at=now))


def test_a_worker_of_another_agency_is_not_suspended(gita, cast, now):
    tom = organisations.place(cast.placements["tom"], now=now).worker_id
    refused_by_the_database(lambda: actions.suspend_worker(gita, worker_id=tom, at=now))


def test_nobody_gives_herself_a_place(gita, now):
    with pytest.raises(Ungiven):
        actions.give_place(
            gita, worker_id=gita.worker_id, organisation_code="council", role_code="front_door_manager", at=now
        )


def test_a_schools_administrator_keeps_the_people_of_its_schools(place, now):
    administrator = place("Lars Okoye", "schools", "agency_administrator")
    with acting_as(actor_for(administrator, at=now)) as actor:
        worker = actions.add_worker(actor, name="New Lead", at=now)
        actions.give_place(
            actor, worker_id=worker, organisation_code="otterbrook", role_code="designated_safeguarding_lead", at=now
        )


def test_a_team_is_joined_by_leave_of_whoever_hosts_it(place, now):
    administrator = place("Olu Banks", "police", "agency_administrator")
    with acting_as(actor_for(administrator, at=now)) as actor:
        worker = actions.add_worker(actor, name="New Researcher", at=now)
        refused_by_the_database(
            lambda: actions.give_place(
                actor, worker_id=worker, organisation_code="police", role_code="police_researcher",
                team_codes=["front_door"], at=now,
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO organisations_worker (id, name, email, phone, is_service, created_at, created_by) "
        "SELECT gen_random_uuid(), 'Nobody', '', '', false, now(), gen_random_uuid()",
        "UPDATE organisations_placement SET role = 'front_door_manager' WHERE id = access_me()",
        "UPDATE organisations_placement SET ends_at = NULL WHERE id = access_me()",
        "UPDATE organisations_organisation SET name = 'Ours'",
        "INSERT INTO access_machinekey (id, placement_id, label, digest, scopes, created_at, created_by) "
        "SELECT gen_random_uuid(), access_me(), 'mine', 'x', '{}', now(), access_me()",
    ],
)
def test_a_worker_without_that_right_makes_no_place_by_sql(be, statement):
    with be("priya"):
        refused_by_the_database(lambda: connection.cursor().execute(statement))


def test_a_place_that_ends_shuts_the_same_second(gita, now):
    worker = actions.add_worker(gita, name="Short Stay", at=now)
    placement = actions.give_place(
        gita, worker_id=worker, organisation_code="council", role_code="social_worker", starts_at=LONG_AGO, at=now
    )
    actor_for(placement, at=now)
    actions.end_place(gita, placement_id=placement, at=now - timedelta(seconds=1))
    with pytest.raises(Denied):
        actor_for(placement, at=now)


def test_a_visit_must_say_what_for_and_until_when(gita, now):
    worker = actions.add_worker(gita, name="Ina Spector", at=now)
    visit = {"worker_id": worker, "organisation_code": "council", "role_code": "inspector", "at": now}
    for asked in ({}, {"ends_at": now + timedelta(days=5)}, {"given_for": "Inspection"},
                  {"given_for": "Inspection", "ends_at": now + timedelta(days=90)}):  # fmt: skip
        with pytest.raises(Ungiven):
            actions.give_place(gita, **visit, **asked)


@pytest.fixture
def inspector(gita, now):
    """An inspector's visit to the council, begun a minute ago."""
    worker = actions.add_worker(gita, name="Ina Spector", at=now)
    return actions.give_place(
        gita, worker_id=worker, organisation_code="council", role_code="inspector", given_for="Joint inspection",
        starts_at=now - timedelta(minutes=1), ends_at=now + timedelta(days=5), at=now,
    )  # fmt: skip


def test_a_visitor_writes_nothing_but_the_record_that_she_looked(inspector, now):
    with acting_as(actor_for(inspector, at=now)) as inspector:
        assert inspector.reads_only and inspector.given_for == "Joint inspection"
        refused_by_the_database(lambda: actions.open_folder(inspector, kind="person", category="general", at=now))
        refused_by_the_database(lambda: connection.cursor().execute("UPDATE organisations_team SET name = 'x'"))
        folder = Folder.objects.first()
        if folder:
            refused_by_the_database(lambda: Folder.objects.filter(id=folder.id).update(sealed=True))
        before = AuditLine.objects.count()
        AuditLine.objects.create(
            at=now, what="access.purpose.stated", placement_id=inspector.placement_id,
            worker_id=inspector.worker_id, organisation_id=inspector.organisation_id, via="page",
        )  # fmt: skip
        assert AuditLine.objects.count() == before + 1


def test_a_visitor_cannot_say_she_may_write_after_all(inspector, now):
    with acting_as(actor_for(inspector, at=now)) as inspector:
        connection.cursor().execute("SELECT set_config('kingfisher.reads_only', 'false', true)")
        refused_by_the_database(lambda: actions.open_folder(inspector, kind="person", category="general", at=now))


def test_a_suspended_worker_is_let_back_in_by_her_own_administrator(gita, cast, now):
    dele = organisations.place(cast.placements["dele"], now=now).worker_id
    actions.suspend_worker(gita, worker_id=dele, at=now)
    with pytest.raises(Denied):
        actor_for(cast.placements["dele"], at=now)
    actions.lift_suspension(gita, worker_id=dele, at=now)
    assert actor_for(cast.placements["dele"], at=now).worker_id == dele


def test_whoever_shares_in_her_agencys_name_may_write_in_its_papers():
    """Else what she gives would be refused by the database after she has written it all."""
    asks = {name: role.own_level for name, role in ROLES.items() if Permission.REQUEST_ASK in role.permissions}
    assert len(asks) > 10
    assert [name for name, level in asks.items() if level < FULL] == []
