"""What an agency holds here it can have back whole, in a form any program reads, and nobody else's with it."""

import json
from pathlib import Path

import pytest

from kingfisher.project.backup import container, locks, reading


@pytest.fixture(scope="module")
def exported(withern, tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("export")
    public = withern.run("backup", "new-key", folder / "key").strip()
    told = json.loads(withern.run("export-all", "--to", folder, "--recipient", public, "--agency", "council", "--json"))
    assert told["rows"]["council"] > 5
    return taken_apart(Path(told["file"]), folder / "key")


def taken_apart(path: Path, key: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    archive = container.Archive(path)
    archive.opened_by(locks.Opener(identities=locks.identities_in(key)))
    archive.walk(lambda name, size: reading.Small(lambda said: found.update({name: said})), keys=None, keys_opener=None)
    return found


def rows(exported: dict[str, bytes], table: str) -> list[dict]:
    return [json.loads(line) for name, said in exported.items() if f"{table}-" in name for line in said.splitlines()]


def test_the_concern_and_its_file_come_out_as_they_were_kept(exported):
    (contact,) = rows(exported, "council/referrals_contact")
    assert contact["state"] == "decided"
    (file,) = [said for name, said in exported.items() if name.startswith("council/files/")]
    assert file.startswith(b"%PDF-1.4")


def test_every_row_is_of_a_folder_of_that_agency(exported):
    (council,) = [row["id"] for row in rows(exported, "shared/organisations_organisation") if row["code"] == "council"]
    folders = rows(exported, "council/access_folder")
    assert folders and {row["owner_id"] for row in folders} == {council}
    assert {name.split("/")[0] for name in exported} == {"council", "shared", "README.txt", "tables.json"}


def test_every_table_says_what_it_is_and_no_account_or_secret_is_in_it(exported):
    told = json.loads(exported["tables.json"])
    assert told["referrals_contact"]["is"] and told["referrals_contact"]["columns"][0]["type"]
    assert not [name for name in told if name.startswith(("accounts_", "auth_", "mfa_", "access_machine"))]


def test_it_is_recorded_before_it_is_made_with_whose_key_opens_it(withern, exported, tmp_path):
    withern.run("audit", "export", "--out", tmp_path / "log", "--head", tmp_path / "head")
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    made = [line for line in lines if line["what"] == "trail.hub.exported"]
    assert made[-1]["facts"]["agencies"] == ["council"] and made[-1]["facts"]["keys"][0].startswith("age1")


def test_an_agency_nobody_knows_is_named(withern, tmp_path):
    public = withern.run("backup", "new-key", tmp_path / "key").strip()
    said = withern.refused("export-all", "--to", tmp_path, "--recipient", public, "--agency", "narnia")
    assert "There is no agency narnia" in said
    assert list(tmp_path.glob("*.backup")) == []


def test_a_file_that_cannot_be_read_is_named_and_the_rest_still_comes_out(withern, tmp_path):
    public = withern.run("backup", "new-key", tmp_path / "key").strip()
    kept, *_ = sorted(f for f in (withern.home / "files").rglob("*") if f.is_file())
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    try:
        running = withern.start("export-all", "--to", tmp_path, "--recipient", public, "--agency", "council", "--json")
        out, err = running.communicate(timeout=300)
    finally:
        kept.write_bytes(whole)
    assert running.returncode == 1
    assert "cannot be read on this machine's disk: bring it back from a backup" in err
    assert "Traceback" not in err
    found = taken_apart(Path(json.loads(out)["file"]), tmp_path / "key")
    assert found["council/damaged.txt"].decode() in err
    assert rows(found, "council/referrals_contact")
