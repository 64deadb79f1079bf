"""Who sees what, as PostgreSQL answers: each row of grid.toml is a sentence an information lead can dispute."""

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from kingfisher.access import actions, policy
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.models import AuditLine, Folder, Grant

GRID = tomllib.loads((Path(__file__).parent / "grid.toml").read_text())["row"]


@pytest.mark.parametrize("row", GRID, ids=[r["because"] for r in GRID])
def test_the_decision_table(row, be, cast, now):
    with be(row["owner_worker"]) as owner:
        folder = actions.open_folder(
            owner, kind="person", category=row["category"], marking=row.get("marking", ""), at=now
        )
        for step in row.get("then", []):
            _do(step, owner, folder, cast, now)
    with acting_as(actor_for(cast.placements[row["who"]], at=now, ended_too=True)) as asker:
        ruling = policy.explain(asker, folder)
        assert policy.levels(asker, [folder]).get(folder, 0) == row["level"]
        assert ruling.level == row["level"]
        spoke = {name for name, _ in ruling.yes} | set(ruling.no)
        assert set(row["rules"]) == spoke


def _do(step, owner, folder, cast, now):
    if step["do"].startswith("grant"):
        return _grant(step, owner, folder, cast, now)
    placement = cast.placements.get(step.get("who", ""))
    match step["do"]:
        case "keep_to_team":
            owns = actions.Receiver(placement_id=owner.placement_id)
            actions.grant(owner, folder_id=folder, to=owns, level=3, writes=True, basis="test", because="test", at=now)
            actions.keep_to_team(owner, folder_id=folder, at=now)
        case "bar":
            worker = actor_for(cast.placements[step["worker"]], at=now).worker_id
            actions.bar(owner, folder_id=folder, worker_id=worker, why="her own family", at=now)
        case "seal" | "restrict":
            holders = [cast.placements[name] for name in step["keys"]]
            actions.seal(
                owner, folder_id=folder, why="said so", restricted=step["do"] == "restrict", key_holders=holders, at=now
            )
        case "break_glass" | "break_glass_and_end":
            with acting_as(actor_for(placement, at=now, purpose="safeguard_child")) as who:
                use = actions.break_glass(who, folder_id=folder, why="a child may be harmed tonight", at=now)
                if step["do"].endswith("end"):
                    actions.end_emergency(who, use_id=use, at=now)
        case "agree_and_end":
            to = actions.Receiver(team_id=cast.teams[step["to"]])
            actions.give_standing(
                owner, category=step["category"], to=to, level=step["level"], agreement_ref="ISA-9",
                starts_at=now - timedelta(days=9), ends_at=None, at=now,
            )  # fmt: skip
            actions.end_standing(owner, agreement_ref="ISA-9", at=now)
        case "suspend":
            with acting_as(actor_for(_installer(cast), at=now)) as installer:
                worker = actor_for(placement, at=now).worker_id
                actions.suspend_worker(installer, worker_id=worker, at=now)
        case "lapse":
            with acting_as(actor_for(_installer(cast), at=now)) as installer:
                actions.set_validity(
                    installer, placement_id=placement, at=now, **{step["what"]: now - timedelta(days=1)}
                )


def _grant(step, owner, folder, cast, now):
    match step["do"]:
        case "grant_agency":
            to = actions.Receiver(organisation_id=cast.organisations[step["to"]])
        case "grant_team":
            to = actions.Receiver(team_id=cast.teams[step["to"]])
        case _:
            to = actions.Receiver(placement_id=cast.placements[step["to"]])
    span = {
        "grant_expired": {"starts_at": now - timedelta(days=2), "ends_at": now - timedelta(days=1)},
        "grant_to_come": {"starts_at": now + timedelta(days=1)},
    }.get(step["do"], {})
    grant = actions.grant(
        owner, folder_id=folder, to=to, level=step["level"], basis="children_act_2004_s10", because="test",
        clears=step.get("clears", ()), at=now, **span,
    )  # fmt: skip
    if step["do"] == "grant_and_end":
        actions.end_grant(owner, grant_id=grant, why="no longer needed", at=now)


@pytest.mark.django_db
def test_with_no_actor_there_are_no_rows(be, now):
    with be("priya") as priya:
        actions.open_folder(priya, kind="person", category="general", at=now)
    assert Folder.objects.count() == 0
    assert Grant.objects.count() == 0


def test_a_worker_whose_place_has_ended_sees_nothing_that_second(be, cast, now):
    with be("dele") as dele:
        folder = actions.open_folder(dele, kind="person", category="general", at=now)
        assert policy.levels(dele, [folder]) == {folder: 3}
    with acting_as(actor_for(_installer(cast), at=now)) as installer:
        actions.end_place(installer, placement_id=cast.placements["dele"], at=now.replace(year=2025))
    with acting_as(dele):
        assert policy.levels(dele, [folder]) == {}


def test_nobody_opens_a_folder_in_another_agencys_name(be, cast, now):
    with be("tom") as tom, pytest.raises(DatabaseError), transaction.atomic():
        Folder.objects.create(
            owner_id=cast.organisations["council"], kind="person", category="general",
            created_at=now, created_by=tom.placement_id,
        )  # fmt: skip


def test_nobody_lets_herself_into_another_agencys_folder(be, cast, now):
    with be("tom") as tom:
        folder = actions.open_folder(tom, kind="person", category="intelligence", at=now)
    with be("priya") as priya, pytest.raises(DatabaseError), transaction.atomic():
        actions.grant(
            priya, folder_id=folder, to=actions.Receiver(placement_id=priya.placement_id), level=3,
            basis="none", because="wanted to", at=now,
        )  # fmt: skip


@pytest.mark.parametrize("words", ["UPDATE access_auditline SET what = 'x'", "DELETE FROM access_auditline",
                                   "TRUNCATE access_auditline"])  # fmt: skip
def test_a_line_of_the_audit_is_never_changed_by_the_application(words, be, now):
    with be("priya") as priya:
        actions.open_folder(priya, kind="person", category="general", at=now)
        assert AuditLine.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)


def test_the_application_cannot_make_or_alter_a_table(be):
    with be("priya"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_folder DISABLE ROW LEVEL SECURITY")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("my_clearances", "{police_sensitive,health_restricted}"),
        ("my_own_level", "4"),
        ("my_organisation", "POLICE"),
        ("my_standing", '{"POLICE intelligence": 3}'),
        ("my_passes", "{POLICE}"),
        ("my_cleared", "{POLICE}"),
        ("my_powers", "{access:audit:read}"),
    ],
)
def test_what_the_door_worked_out_cannot_be_bettered_by_sql(setting, value, be, cast, now):
    with be("tom") as tom:
        actions.open_folder(tom, kind="person", category="intelligence", at=now)
    with be("priya") as priya, connection.cursor() as cursor:
        own = actions.open_folder(priya, kind="person", category="general", at=now)
        assert policy.levels(priya, [own]) == {own: 3}
        value = value.replace("POLICE", str(cast.organisations["police"]))
        cursor.execute("SELECT set_config(%s, %s, true)", [f"kingfisher.{setting}", value])
        assert Folder.objects.count() == 0, "a broken seal opens nothing, not even one's own"


def test_a_temporary_table_of_the_same_name_betters_nobody(be, cast, now):
    with be("tom") as tom:
        actions.open_folder(tom, kind="person", category="intelligence", at=now)
    with be("priya") as priya, connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE access_actor AS SELECT placement_id, worker_id, %s::uuid AS organisation_id, "
            "3 AS own_level, clearances, powers, team_ids FROM public.access_actor",
            [cast.organisations["police"]],
        )
        cursor.execute("SELECT access_enter(%s)", [str(priya.placement_id)])
        assert Folder.objects.filter(owner_id=cast.organisations["police"], category="intelligence").count() == 0


@pytest.mark.parametrize("kind", ["closed_meeting", "contact"])
def test_papers_kept_to_those_asked_are_not_laid_open_to_colleagues_by_forgetting_to_say_so(kind, be, now):
    with be("priya") as priya:
        with pytest.raises(DatabaseError, match="is kept to those"), transaction.atomic():
            actions.open_folder(priya, kind=kind, category="meeting", at=now)
            _end_of_transaction()
        folder = actions.open_folder(priya, kind=kind, category="meeting", at=now)
        to = actions.Receiver(placement_id=priya.placement_id)
        actions.grant(priya, folder_id=folder, to=to, level=3, writes=True, basis="test", because="test", at=now)
        actions.keep_to_team(priya, folder_id=folder, at=now)
        _end_of_transaction()


def _end_of_transaction():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_the_seal_cannot_be_made_by_the_application(be):
    with be("priya"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT access_seal_of()")


def _installer(cast):
    from tests.cast import gather

    return gather.founded
