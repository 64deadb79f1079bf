"""Who may read whose log, what a search is asked about, and how an agency fetches its head."""

import json
from datetime import timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.people import queries as people
from kingfisher.rulebook import ask
from kingfisher.trail import actions, jobs, queries
from kingfisher.trail.merkle import verify_log
from kingfisher.trail.rules import (
    COLLEAGUE,
    DECLARED,
    FAMILY_NAME,
    HOUSE,
    NEIGHBOUR,
    REASONS,
    SELF,
    Colleague,
    Declared,
    reason_to_ask,
)


@pytest.fixture
def looked(be, now, cast):
    """The council's folder, disclosed to a charity, whose worker opens it; and a search by Priya."""
    with be("dele") as dele:
        folder = access.open_folder(dele, kind="person", category="general", at=now)
        access.grant(
            dele, folder_id=folder, to=access.Receiver(organisation_id=cast.organisations["harbour"]), level=3,
            basis="ca2004_s10", because="test", at=now,
        )  # fmt: skip
    with be("hana") as hana:
        audit.record(hana, "access.folder.opened", folders=[folder])
    with be("priya") as priya:
        people.search(priya, "Lacey Strand")
    return folder


def test_everybody_reads_her_own_log_and_takes_it_away(looked, signed_in):
    page = signed_in("priya").get("/log/mine")
    assert page.status_code == 200 and "Lacey Strand" in page.content.decode()
    csv = signed_in("priya").get("/log/mine?as=csv")
    assert csv["Content-Type"].startswith("text/csv") and "Lacey Strand" in csv.content.decode()


def test_a_log_is_narrowed_by_what_was_done_and_when(looked, signed_in, now):
    priya = signed_in("priya")
    assert b"Lacey" not in priya.get("/log/mine?what=access.folder.opened").content
    today = f"from={now:%Y-%m-%d}&until={now:%Y-%m-%d}"
    assert b"Lacey" in priya.get(f"/log/mine?what=people.person.searched&{today}").content
    assert b"Lacey" not in priya.get("/log/mine?until=2020-01-01").content
    assert priya.get("/log/mine?from=rubbish&until=2026-99-99").status_code == 200


def test_the_owner_of_a_folder_reads_who_touched_it_from_another_agency(looked, signed_in):
    assert "Hana Novak" in signed_in("ig_council").get(f"/log/folder/{looked}").content.decode()
    assert signed_in("ig_police").get(f"/log/folder/{looked}").status_code == 404
    assert signed_in("dele").get(f"/log/folder/{looked}").status_code == 403


def test_an_agency_reads_who_looked_across_its_folders_and_only_at_its_own(looked, signed_in, be):
    page = signed_in("ig_council").get("/log/ours").content.decode()
    assert "Hana Novak" in page and f"/log/folder/{looked}" in page
    other = signed_in("ig_police").get("/log/ours")
    assert other.status_code == 200 and str(looked) not in other.content.decode()
    assert signed_in("dele").get("/log/ours").status_code == 403


def test_those_lines_are_narrowed_to_other_agencies_to_a_sort_and_to_days_and_go_out_as_a_file(looked, signed_in, now):
    lead = signed_in("ig_council")
    csv = lead.get("/log/ours?elsewhere=yes&as=csv").content.decode()
    assert "Hana Novak" in csv and "Dele" not in csv and str(looked) in csv
    assert "Hana Novak" not in lead.get("/log/ours?what=people.person.searched").content.decode()
    assert "Hana Novak" not in lead.get("/log/ours?until=2020-01-01").content.decode()


def test_a_folder_sealed_from_its_reader_is_not_named_among_them(looked, signed_in, be, now):
    with be("dele") as dele:
        access.seal(dele, folder_id=looked, why="A refuge.", key_holders=[dele.placement_id], at=now)
    assert str(looked) not in signed_in("ig_council").get("/log/ours").content.decode()
    assert signed_in("ig_council").get(f"/log/folder/{looked}").status_code == 404


def test_the_desk_says_how_many_searches_wait_to_be_asked_about_until_each_was(be, now):
    with be("priya") as priya:
        people.search(priya, "Dele Adeyemi")
    with be("priya") as priya:
        assert not queries.work_waiting(priya), "nobody asks about her own"
    with be("ig_council") as lead:
        (one,) = queries.work_waiting(lead)
        assert (one.title, one.href) == ("A search to ask about", "/log/searches")
        (asked,) = queries.searches_to_ask_about(lead, since=now - timedelta(days=1))
        actions.settle_search(lead, line_id=asked.line.id, outcome="namesake", why="", at=now)
        assert not queries.work_waiting(lead)


def test_a_manager_reads_her_own_teams_logs_and_no_others(looked, signed_in, cast):
    priya, dele, tom = (cast.placements[n] for n in ("priya", "dele", "tom"))
    ruth = signed_in("ruth")
    assert "Lacey Strand" in ruth.get(f"/log/worker/{priya}").content.decode()
    assert ruth.get(f"/log/worker/{dele}").status_code == 404, "of her agency and not in her team"
    assert ruth.get(f"/log/worker/{tom}").status_code == 404, "in her team and of another agency"
    assert signed_in("ig_council").get(f"/log/worker/{dele}").status_code == 200
    assert signed_in("priya").get(f"/log/worker/{dele}").status_code == 403


def test_a_refusal_is_recorded(signed_in, cast):
    priya = signed_in("priya")
    priya.get(f"/log/worker/{cast.placements['dele']}")
    assert "refused by permission:trail:worker:read" in priya.get("/log/mine").content.decode()


@pytest.mark.parametrize(
    ("words", "reason"),
    [("priya nair", SELF), ("NAIR, Priya 2011", SELF), ("Aarav Nair", FAMILY_NAME), ("Ruth Calloway", COLLEAGUE),
     ("ruth", ""), ("Lacey Strand", ""), ("", ""), ("9000000009", "")],
)  # fmt: skip
def test_a_search_is_asked_about_for_a_reason_that_is_said(words, reason):
    priya, ruth = Colleague(1, "Priya Nair"), Colleague(2, "Ruth Calloway")
    assert reason_to_ask(words, searcher=priya, agency=[priya, ruth]) == reason


NEAR = (
    Declared("neighbour", "Lacey Strand", "4 Quay Street, Saltmere", "4", "ZZ14AB"),
    Declared("family", "Ivo Marsh", "", "", ""),
    Declared("household", " ", "17 Larch Road", "17", "ZZ12CD"),
)


@pytest.mark.parametrize(
    ("words", "reason"),
    [("lacey strand", NEIGHBOUR), ("4 quay street", NEIGHBOUR), ("4, ZZ1 4AB", NEIGHBOUR), ("14 quay street", ""),
     ("quay street", ""), ("Lacey Marsh", ""), ("Ivo Marsh 2011", DECLARED), ("17 zz1 2cd", HOUSE),
     ("17 Larch Road", HOUSE), ("zz1 2cd", ""), ("4", ""), ("Lacey Nair", FAMILY_NAME)],
)  # fmt: skip
def test_a_search_for_a_neighbour_or_somebody_declared_is_asked_about(words, reason):
    assert reason_to_ask(words, searcher=Colleague(1, "Priya Nair"), agency=[], declared=NEAR) == reason


def test_a_reason_the_partnership_has_retired_is_not_used_and_the_next_is():
    priya = Colleague(1, "Priya Nair")
    assert reason_to_ask("Priya Nair", searcher=priya, agency=[], used=[FAMILY_NAME]) == FAMILY_NAME
    assert reason_to_ask("Priya Nair", searcher=priya, agency=[], used=[COLLEAGUE]) == ""


def test_every_reason_there_is_has_its_words_in_the_rulebook(now):
    assert {code for code, _ in ask.searches(on=now.date()).reason_choices()} == set(REASONS)


def test_a_search_for_a_declared_neighbour_is_shown_with_what_was_opened_next_until_the_conflict_ends(
    be, now, signed_in, looked, cast
):
    with be("dele") as dele:
        about = access.About("Ivo", "Marsh", None, "4 Quay Street", "ZZ1 4AB")
        conflict = access.declare_conflict(
            dele, worker_id=dele.worker_id, relation="neighbour", about=about, why="Next door.", at=now
        )
        people.search(dele, "4 Quay Street")
        audit.record(dele, "access.folder.opened", folders=[looked])
    page = signed_in("ig_council").get("/log/searches").content.decode()
    assert "4 Quay Street" in page and "address, or the name, of a declared neighbour" in page
    assert f"/log/folder/{looked}" in page and "opened a folder" in page
    assert "4 Quay Street" not in signed_in("ig_police").get("/log/searches").content.decode()
    with be("ruth") as ruth:
        access.end_conflict(ruth, conflict_id=conflict, why="She has moved.", at=now)
    assert "4 Quay Street" not in signed_in("ig_council").get("/log/searches").content.decode()


def test_what_was_opened_in_another_place_or_long_after_does_not_join_to_a_search(be, now, looked):
    with be("priya") as priya:
        people.search(priya, "Dele Adeyemi")
    with be("dele") as dele:
        audit.record(dele, "access.folder.opened", folders=[looked])
    with be("priya", at=now + timedelta(minutes=16)) as priya:
        audit.record(priya, "access.folder.opened", folders=[looked])
    with be("ig_council") as lead:
        (one,) = queries.searches_to_ask_about(lead, since=now - timedelta(days=1))
        assert one.opened == []


def test_the_desk_reminds_an_agency_of_a_head_until_somebody_there_has_fetched_it(now, settings, tmp_path, be, looked):
    settings.HOME = tmp_path
    jobs.publish_head(at=now)
    with be("priya") as priya:
        assert not queries.work_waiting(priya)
    with be("ig_police") as lead:
        assert [w.href for w in queries.work_waiting(lead)] == ["/log/heads"]
        actions.note_fetched(lead, head_id=queries.heads(lead)[0].id, at=now)
        assert not queries.work_waiting(lead)
    with be("ig_council") as other:
        assert queries.work_waiting(other)


def test_a_search_for_a_colleague_is_asked_about_by_somebody_else_and_settled_once(be, now, signed_in):
    with be("priya") as priya:
        people.search(priya, "Dele Adeyemi")
        with pytest.raises(actions.NotThere):
            actions.settle_search(priya, line_id=0, outcome="work", why="", at=now)
    lead = signed_in("ig_council")
    page = lead.get("/log/searches").content.decode()
    assert "Dele Adeyemi" in page and "works in the same agency" in page
    with be("ig_council") as actor:
        line = queries.searches_to_ask_about(actor, since=now.replace(year=2020))[0].line
    lead.post("/log/searches", {"line": line.id, "outcome": "namesake", "why": "A child of that name."})
    assert "Somebody else of the same name." in lead.get("/log/searches").content.decode()


def test_nobody_settles_a_search_of_her_own(be, now):
    with be("ruth") as ruth:
        people.search(ruth, "Ruth Calloway")
        from kingfisher.access.queries import searches

        line = searches(ruth, since=now.replace(year=2020))[0]
        with pytest.raises(actions.Denied):
            actions.settle_search(ruth, line_id=line.id, outcome="work", why="", at=now)


def test_an_agency_fetches_its_head_and_the_log_verifies_against_it(now, cast, settings, tmp_path, signed_in, capsys):
    from kingfisher.trail import command

    settings.HOME = tmp_path
    jobs.publish_head(at=now)
    lead = signed_in("ig_police")
    assert "Fetch the newest head" in lead.get("/log/heads").content.decode()
    page = lead.get("/log/heads").content.decode()
    key = page.split("/log/heads/")[1][:36]
    fetched = lead.get(f"/log/heads/{key}")
    assert fetched["Content-Disposition"].startswith("attachment")
    (tmp_path / "KEPT.json").write_bytes(fetched.content)
    assert verify_log.check_head(json.loads(fetched.content)) == ""
    assert "Fetch the newest head" not in lead.get("/log/heads").content.decode()
    assert command.export(["--out", str(tmp_path / "L"), "--head", str(tmp_path / "H")]) == 0
    assert command.verify(["--log", str(tmp_path / "L"), "--head", str(tmp_path / "KEPT.json")]) == 0
    assert signed_in("priya").get("/log/heads").status_code == 403
