"""Random worlds: PostgreSQL's ruling is what an independent model says, and SQL shows no more than the screens do.

The worlds are laid as rows, whatever an action would have refused: so the policy is tried where no action goes. They
are asked about as the application's own role, and each is taken back by its savepoint.
"""

import json
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kingfisher.access.tests.model import (
    EXISTS,
    FolderModel,
    GrantModel,
    StandingModel,
    WorkerModel,
    level_of,
    opened_to,
)
from kingfisher.kernel.ids import new_id
from kingfisher.project.database import database_for

pytestmark = pytest.mark.django_db
AGENCIES, TEAMS, WORKERS = ("council", "police", "health"), ("front_door", "other"), ("ana", "ben", "cay")
CATEGORIES, MARKINGS = ("general", "missing"), ("police_sensitive", "third_party")
levels = st.integers(0, 3)
some_markings = st.sets(st.sampled_from(MARKINGS))
receivers = st.one_of(
    st.tuples(st.just("agency"), st.sampled_from(AGENCIES)), st.tuples(st.just("team"), st.sampled_from(TEAMS)),
    st.tuples(st.just("worker"), st.sampled_from(WORKERS)),
)  # fmt: skip
# How a grant stands in time: (begins, ends, ended) in hours from now; live or not follows from it.
TIMES = {(-5, None, None): True, (-5, 5, None): True, (5, None, None): False, (-5, -1, None): False,
         (-5, None, -1): False, (-5, 5, -1): False}  # fmt: skip
often = st.sampled_from((False, False, False, True))


@st.composite
def workers(draw, name: str) -> WorkerModel:
    return WorkerModel(
        name, draw(st.sampled_from(AGENCIES)), draw(levels), draw(some_markings), draw(st.sets(st.sampled_from(TEAMS))),
        not draw(often), draw(often), draw(often), draw(often),
    )  # fmt: skip


@st.composite
def grants(draw) -> tuple[GrantModel, tuple]:
    to, when = draw(receivers), draw(st.sampled_from(list(TIMES)))
    by_name = to[0] == "worker"
    key, clears = (draw(st.booleans()), draw(some_markings)) if by_name else (False, set())
    return GrantModel(to, draw(levels), TIMES[when], key, clears), when


@st.composite
def folders(draw) -> tuple[FolderModel, list[tuple]]:
    given_ = draw(st.lists(grants(), max_size=4))
    folder = FolderModel(
        draw(st.sampled_from(AGENCIES)), draw(st.sampled_from(CATEGORIES)), draw(st.sampled_from(("", "", *MARKINGS))),
        draw(often), draw(often), draw(often), [g for g, _ in given_],
        draw(st.sets(st.sampled_from(WORKERS), max_size=1)), draw(st.sets(st.sampled_from(WORKERS), max_size=1)),
    )  # fmt: skip
    return folder, [when for _, when in given_]


@st.composite
def worlds(draw):
    people = [draw(workers(name)) for name in WORKERS]
    papers = draw(st.lists(folders(), min_size=1, max_size=4))
    agreed = draw(st.lists(
        st.builds(
            lambda owner, category, to, level, when: (StandingModel(owner, category, to, level, TIMES[when]), when),
            st.sampled_from(AGENCIES), st.sampled_from(CATEGORIES),
            receivers.filter(lambda to: to[0] != "worker"), levels, st.sampled_from(list(TIMES)),
        ), max_size=3,
    ))  # fmt: skip
    return people, papers, agreed


@pytest.fixture
def lay(db, django_db_setup):
    """Lays one row as the tables' owner, within the application's own transaction. Gone from the database after."""
    said = database_for("owner")
    with psycopg.connect(
        dbname=connection.settings_dict["NAME"], user=said["USER"], password=said["PASSWORD"], host=said["HOST"],
        port=said["PORT"], autocommit=True,
    ) as link:  # fmt: skip
        link.execute(
            "CREATE OR REPLACE FUNCTION lay_a_row(name text, said jsonb) RETURNS void LANGUAGE plpgsql "
            "SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN EXECUTE format("
            "'INSERT INTO %I SELECT * FROM jsonb_populate_record(NULL::%I, $1)', name, name) USING said; END $$"
        )
        try:
            yield lambda table, **row: _ask("SELECT lay_a_row(%s, %s)", [table, json.dumps(row, default=str)])
        finally:
            link.execute("DROP FUNCTION lay_a_row(text, jsonb)")


def _ask(words: str, said: list = ()) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(words, list(said))
        return cursor.fetchall()


class Laid:
    """One world as rows."""

    def __init__(self, lay, now, world) -> None:
        self.lay, self.now = lay, now
        self.people, papers, agreed = world
        made = {"created_at": now, "created_by": new_id()}
        self.keys = {name: new_id() for name in (*AGENCIES, *TEAMS, *WORKERS)}
        for name in AGENCIES:
            self._row("organisations_organisation", id=self.keys[name], code=f"w-{name}", name=name, short_name=name,
                      kind="x", phone="", answers_checks=False, **made)  # fmt: skip
        for name in TEAMS:
            self._row("organisations_team", id=self.keys[name], code=f"w-{name}", name=name,
                      organisation_id=self.keys["council"], **made)  # fmt: skip
        self.workers = {}
        for who in self.people:
            self._worker(who, made)
        self.folders = [(self._folder(folder, whens, made), folder) for folder, whens in papers]
        for one, when in agreed:
            self._row("access_standinggrant", id=new_id(), owner_id=self.keys[one.owner], category=one.category,
                      level=one.level, agreement_ref="W", **self._to(one.to), **self._span(when), **made)  # fmt: skip
        self.standing = [one for one, _ in agreed]

    def _row(self, table: str, **row) -> None:
        row |= {"ended_why": ""} if table == "access_grant" else {}
        self.lay(table, **row)

    def _hours(self, hours):
        return None if hours is None else self.now + timedelta(hours=hours)

    def _span(self, when) -> dict:
        begins, ends, ended = when
        by = None if ended is None else new_id()
        return {"starts_at": self._hours(begins), "ends_at": self._hours(ends), "ended_at": self._hours(ended),
                "ended_by": by}  # fmt: skip

    def _to(self, to) -> dict:
        column = {"agency": "to_organisation_id", "team": "to_team_id", "worker": "to_placement_id"}[to[0]]
        return {column: self.keys[to[1]]}

    def _worker(self, who: WorkerModel, made: dict) -> None:
        worker = self.workers[who.name] = new_id()
        gone = {"suspended_at": self.now, "suspended_by": new_id()} if who.suspended else {}
        self._row(
            "organisations_worker", id=worker, name=who.name, email="", phone="", is_service=False, **gone, **made
        )
        self._row(
            "organisations_placement", id=self.keys[who.name], worker_id=worker, role="social_worker", job_title="",
            organisation_id=self.keys[who.agency], own_level=who.reach, clearances=list(who.clearances),
            starts_at=self._hours(-9), ends_at=None if who.place_live else self._hours(-1), given_for="",
            training_valid_until=self._hours(-1) if who.training_lapsed else None,
            vetting_valid_until=self._hours(-1) if who.vetting_lapsed else None, reads_only=False, **made,
        )  # fmt: skip
        for team in who.teams:
            self._row("organisations_membership", id=new_id(), team_id=self.keys[team], starts_at=self._hours(-9),
                      placement_id=self.keys[who.name], **made)  # fmt: skip

    def _folder(self, folder: FolderModel, whens: list, made: dict):
        key = new_id()
        self._row(
            "access_folder", id=key, owner_id=self.keys[folder.owner], kind="person", category=folder.category,
            marking=folder.marking, sealed=folder.sealed, restricted=folder.restricted, sealed_for="", sealed_why="",
            team_only=folder.team_only, **made,
        )  # fmt: skip
        for grant, when in zip(folder.grants, whens, strict=True):
            self._row("access_grant", id=new_id(), folder_id=key, level=grant.level, writes=False, key=grant.key,
                      clears=list(grant.clears), basis="w", because="w", because_kind="", **self._to(grant.to),
                      **self._span(when), **made)  # fmt: skip
        for name in folder.barred:
            self._row("access_bar", id=new_id(), folder_id=key, worker_id=self.workers[name], why="w",
                      starts_at=self._hours(-1), **made)  # fmt: skip
        for name in folder.passes:
            agency = self.keys[next(w.agency for w in self.people if w.name == name)]
            self._row("access_pass", id=new_id(), folder_id=key, owner_id=self.keys[folder.owner],
                      placement_id=self.keys[name], worker_id=self.workers[name], by_organisation_id=agency,
                      purpose="w", why="w", starts_at=self._hours(-1), ends_at=self._hours(3), rule="", rule_hash="",
                      **made)  # fmt: skip
        return key

    def seen_by(self, name: str) -> tuple[dict, set, set]:
        """Levels by the ruling, and the folders and grants that SQL shows her, as the application's own role."""
        _ask("SELECT access_enter(%s)", [str(self.keys[name])])
        ruled = dict(_ask("SELECT folder_id, level FROM access_ruling"))
        shown = {key for (key,) in _ask("SELECT id FROM access_folder")}
        return ruled, shown, {key for (key,) in _ask("SELECT folder_id FROM access_grant")}


@contextmanager
def taken_back():
    """A world that was never there."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds())
def test_postgresql_rules_as_the_model_does(world, lay, now):
    with taken_back():
        laid = Laid(lay, now, world)
        for who in laid.people:
            ruled, shown, given_ = laid.seen_by(who.name)
            wanted = {key: level_of(who, folder, laid.standing) for key, folder in laid.folders}
            assert {key: ruled.get(key, 0) for key in wanted} == wanted
            seen = {key for key, level in wanted.items() if level}
            for key, folder in laid.folders:
                if folder.team_only and ruled.get(key, 0) > EXISTS:
                    assert opened_to(who, folder, laid.standing), "a colleague reads papers kept to others"
            assert shown & set(wanted) == seen, "SQL shows folders that the screens do not"
            assert given_ & set(wanted) <= seen


def test_the_model_would_be_caught_out_if_a_rule_were_left_out(lay, now):
    """The comparison can fail: a world in which a bar alone decides."""
    who = [WorkerModel(name, "council", 3) for name in WORKERS]
    folder = FolderModel("council", "general", barred={"ana"})
    with taken_back():
        laid = Laid(lay, now, (who, [(folder, [])], []))
        ruled, _, _ = laid.seen_by("ana")
        folder.barred = set()
        assert ruled[laid.folders[0][0]] != level_of(who[0], folder, [])


def test_with_nobody_at_the_door_there_is_no_ruling(db):
    assert _ask("SELECT count(*) FROM access_ruling") == [(0,)]
