"""Every line of the record gets one place in the log, and who kept a head can tell when one was changed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.audit.tampering import ways
from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.models import AuditLine
from kingfisher.access.queries import Within, touches_of
from kingfisher.people import queries as people
from kingfisher.trail import command, queries
from kingfisher.trail.merkle import verify_log, verify_proof
from kingfisher.trail.merkle.growing import ONE_AT_A_TIME, grow
from kingfisher.trail.merkle.heads import make_head, signing_key
from kingfisher.trail.merkle.tree import marks_of, root_of
from kingfisher.trail.models import Leaf
from kingfisher.ui.paging import Ask

ALONE = Path(verify_log.__file__).parent


@pytest.fixture
def kept(witness, now, tmp_path):
    """A log as it is handed out and the head an agency kept of it."""
    grow(witness, at=now)
    tree = queries.tree_now(witness)
    head = make_head(
        signing_key(tmp_path / "audit.key"), tree, marks_of(queries.leaf_hashes(witness, size=tree.size)), at=now
    )
    lines = [one.text for one in queries.log_lines(witness, size=tree.size)]
    (tmp_path / "LOG.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    (tmp_path / "HEAD.json").write_text(json.dumps(head))
    return tmp_path, lines, head


def _verify(folder, *more):
    return verify_log.main(["--log", str(folder / "LOG.jsonl"), "--head", str(folder / "HEAD.json"), *more])


def test_every_line_there_is_has_one_place_and_none_is_skipped(kept, witness):
    _, lines, head = kept
    assert [json.loads(text)["line"] for text in lines] == list(range(1, head["size"] + 1))
    assert head["size"] == AuditLine.objects.count() > 50
    assert root_of(queries.leaf_hashes(witness, size=head["size"])).hex() == head["root"]


def test_a_log_nobody_touched_is_whole(kept, capsys):
    assert _verify(kept[0]) == 0
    assert "is whole" in capsys.readouterr().out


@pytest.mark.parametrize("n", range(12))
def test_each_way_of_tampering_is_named_with_the_first_line_it_touched(kept, n, capsys):
    folder, lines, head = kept
    way = ways(head["size"])[n]
    (folder / "LOG.jsonl").write_bytes(b"\n".join(way.do(list(lines))) + b"\n")
    assert _verify(folder, "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["line"], said["kind"]) == (way.line, way.kind), way.name


@pytest.mark.parametrize("place", [1, 2])
def test_the_first_lines_are_guarded_as_the_middle_is(kept, place, capsys):
    folder, lines, head = kept
    for way in ways(head["size"], place=place):
        (folder / "LOG.jsonl").write_bytes(b"\n".join(way.do(list(lines))) + b"\n")
        assert _verify(folder, "--json") == 1, way.name
        assert json.loads(capsys.readouterr().out)["line"] == way.line, way.name


@pytest.mark.parametrize(("name", "value"), [("size", 3), ("root", "0" * 64), ("at", "2020"), ("marks", "AAAA")])
def test_a_head_that_was_changed_itself_is_not_believed(kept, name, value, capsys):
    folder, _, head = kept
    (folder / "HEAD.json").write_text(json.dumps(head | {name: value}))
    assert _verify(folder) == 1
    assert "head was changed" in capsys.readouterr().err


def test_a_head_signed_by_another_key_is_not_the_one_an_agency_keeps(kept, capsys):
    assert _verify(kept[0], "--key", "ab" * 32) == 1
    assert "another key" in capsys.readouterr().err
    assert _verify(kept[0], "--key", kept[2]["key"]) == 0


def test_the_verifier_runs_alone_and_says_what_it_could_not_check(kept):
    folder = kept[0]
    code = (ALONE / "verify_log.py").read_text()
    (folder / "verify_log.py").write_text(code)
    words = [sys.executable, "-I", "-S", "verify_log.py", "--log", "LOG.jsonl", "--head", "HEAD.json"]
    ran = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert (ran.returncode, "is whole" in ran.stdout) == (0, True), ran.stderr
    assert "signature was not checked" in ran.stdout  # -S: no packages but the standard library


def test_what_cannot_be_read_is_not_called_whole(kept, capsys):
    (kept[0] / "HEAD.json").write_text("{}")
    assert _verify(kept[0]) == 2
    assert "not a head" in capsys.readouterr().err


def test_the_words_of_a_search_can_be_proved_and_not_read(be, now):
    from kingfisher.trail.merkle.lines import written

    with be("priya") as priya:
        people.search(priya, "Lacey Strand 2011")
        line = AuditLine.objects.filter(what="people.person.searched").latest("id")
        assert line.facts["words"] == "Lacey Strand 2011" and len(line.facts["salt"]) == 32
        from kingfisher.access.queries import lines_by_key

        text = written(lines_by_key(priya, [line.id])[line.id], number=1, logged_at=now).decode()
    assert "Lacey" not in text and line.facts["salt"] not in text and '"words":"' in text


def test_only_the_witness_reads_other_peoples_lines(be, witness):
    everything = AuditLine.objects.count()
    with be("tom"):
        assert AuditLine.objects.count() < everything
        assert Leaf.objects.count() == 0


def test_a_line_committed_late_gets_a_later_place_and_is_not_lost(beside, witness, now, cast):
    with beside("app") as slow, beside("app") as quick:
        _write_line(slow, cast, "slow")
        _write_line(quick, cast, "quick")
        quick.commit()
        first = grow(witness, at=now)
        assert first > 0
        there = set(Leaf.objects.values_list("line_id", flat=True))
        late = set(AuditLine.objects.filter(door__in=["slow", "quick"]).values_list("id", flat=True)) - there
        assert len(late) == 1, "the quick one is there, and waits while an older transaction may still write"
        slow.commit()
        assert grow(witness, at=now) == 2
        assert grow(witness, at=now) == 0
    numbers = list(Leaf.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, first + 3))


def _write_line(link, cast, door):
    link.execute("SELECT access_enter(%s)", [str(cast.placements["nadia"])])
    link.execute(
        "INSERT INTO access_auditline (at, what, placement_id, worker_id, organisation_id, purpose, via, door, "
        "folder_ids, facts, written_in) SELECT now(), 'access.purpose.stated', access_me(), access_my_worker(), "
        "access_my_organisation(), '', 'command', %s, '{}', '{}', 0", [door],
    )  # fmt: skip


def test_the_application_cannot_say_that_a_line_was_written_earlier(be, now):
    with be("priya") as priya:
        AuditLine.objects.create(
            at=now, what="access.purpose.stated", placement_id=priya.placement_id, worker_id=priya.worker_id,
            organisation_id=priya.organisation_id, via="command", written_in=1,
        )  # fmt: skip
        assert AuditLine.objects.latest("id").written_in > 1


def test_two_rounds_at_once_give_no_place_twice(beside, witness, now):
    with beside("app") as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        assert grow(witness, at=now) == 0
    assert grow(witness, at=now) > 0


def test_lines_brought_to_another_server_are_logged_once(witness, now):
    from kingfisher.trail.models import Growth

    grow(witness, at=now)
    size = Leaf.objects.count()
    newest = Growth.objects.latest("id")
    Growth.objects.create(  # as after a restore: the other server had counted further than this one has
        size=newest.size, peaks=newest.peaks, bead=newest.bead, until_transaction=2**60, until_line=0, logged_at=now
    )
    assert grow(witness, at=now) == 0 and grow(witness, at=now) == 0
    assert Leaf.objects.count() == size
    assert Growth.objects.latest("id").until_transaction < 2**60


def test_the_owner_of_the_server_changes_a_line_and_the_head_an_agency_kept_names_it(kept, beside, witness, capsys):
    folder, lines, _ = kept
    number = len(lines) // 3
    key = json.loads(lines[number - 1])["key"]
    with beside("owner") as owner:
        _behind_our_back(owner, key, "2021-01-01")
        try:
            again = list(queries.log_lines(witness, size=len(lines)))
            assert [one.number for one in again if not one.is_as_logged] == [number]
            (folder / "LOG.jsonl").write_bytes(b"\n".join(one.text for one in again) + b"\n")
            assert _verify(folder) == 1
            assert capsys.readouterr().err.startswith(f"Line {number} was changed")
        finally:
            _behind_our_back(owner, key, json.loads(lines[number - 1])["at"])


def _behind_our_back(owner, key, at):
    owner.execute("ALTER TABLE access_auditline DISABLE TRIGGER never_changes")
    owner.execute("UPDATE access_auditline SET at = %s WHERE id = %s", [at, key])
    owner.execute("ALTER TABLE access_auditline ENABLE TRIGGER never_changes")
    owner.commit()


def test_the_command_writes_a_log_that_verifies_and_proofs_that_are_believed(cast, tmp_path, settings, capsys):
    settings.HOME = tmp_path
    files = {n: str(tmp_path / n) for n in ("LOG", "HEAD", "PROOF", "LATER", "AGREE")}
    assert command.export(["--out", files["LOG"], "--head", files["HEAD"]]) == 0
    assert command.verify(["--log", files["LOG"], "--head", files["HEAD"]]) == 0
    assert command.prove(["--line", "7", "--head", files["HEAD"], "--out", files["PROOF"]]) == 0
    assert verify_proof.main(["--proof", files["PROOF"], "--head", files["HEAD"]]) == 0
    assert command.prove(["--old", files["HEAD"], "--head", files["HEAD"], "--out", files["AGREE"]]) == 0
    assert verify_proof.main(["--proof", files["AGREE"], "--head", files["HEAD"], "--old", files["HEAD"]]) == 0
    assert (tmp_path / "audit.key").stat().st_mode & 0o077 == 0
    assert "is whole" in capsys.readouterr().out


def test_who_touched_a_folder_is_told_to_its_owner_and_to_nobody_else(be, now, cast):
    from kingfisher.access.models import Touch

    with be("dele") as dele:
        folder = access.open_folder(dele, kind="person", category="general", at=now)
        access.grant(
            dele, folder_id=folder, to=access.Receiver(organisation_id=cast.organisations["harbour"]), level=3,
            basis="ca2004_s10", because="test", at=now,
        )  # fmt: skip
    with be("hana") as hana:
        audit.record(hana, "access.folder.opened", folders=[folder])
        assert Touch.objects.filter(folder_id=folder).count() == 0
    with be("ig_council") as lead:
        newest = touches_of(lead, folder, within=Within(), ask=Ask()).rows[0]
        assert newest.organisation_id == cast.organisations["harbour"]
    with be("ig_police"):
        assert Touch.objects.filter(folder_id=folder).count() == 0
