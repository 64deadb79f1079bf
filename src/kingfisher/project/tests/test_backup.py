"""A hub comes back whole from one file, or says why not; nothing half-written is ever taken for a backup."""

import io
import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kingfisher.project.backup import container, locks, members, reading
from kingfisher.project.env import CannotStart
from kingfisher.project.tests.conftest import Hub

WORDS = "seven otters under a bridge"


@pytest.fixture(scope="module")
def passphrase(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("words") / "passphrase"
    path.write_text(WORDS)
    return path


@pytest.fixture(scope="module")
def backup(withern, passphrase, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("backups")
    told = json.loads(withern.run("backup", "--to", folder, "--passphrase-file", passphrase, "--json"))
    assert told["rows"] > 1000 and told["files"] >= 1
    return Path(told["file"])


def test_the_drill_a_hub_comes_back_whole_even_after_a_restore_that_broke_off(
    withern, new_hub, backup, passphrase, tmp_path
):
    back, cut = new_hub(), tmp_path / "cut.backup"
    whole = backup.read_bytes()
    cut.write_bytes(whole[: len(whole) * 3 // 4])
    said = back.refused("restore", "--from", cut, "--passphrase-file", passphrase)
    assert "damaged or was cut short: use another backup" in said
    assert "was not finished: run ./kingfisher restore again" in back.refused("migrate")
    told = json.loads(back.run("restore", "--from", backup, "--passphrase-file", passphrase, "--json"))
    assert told["documents"] == 1 and told["record_lines"] > 40
    log, head = back.home.parent / "log", back.home.parent / "head"
    back.run("audit", "export", "--out", log, "--head", head)
    assert "whole" in back.run("audit", "verify", "--log", log, "--head", head)
    assert (back.home / "local/rulebook/clocks/contact_rag_red.toml").read_text()
    assert (back.home / "files.key").read_bytes() == (withern.home / "files.key").read_bytes()
    assert (back.home / "files.key").stat().st_mode & 0o077 == 0
    last = log.read_text().splitlines()[-1]
    assert json.loads(last)["what"] == "trail.backup.restored"


def test_nothing_is_restored_over_what_is_there(withern, backup, passphrase):
    said = withern.refused("restore", "--from", backup, "--passphrase-file", passphrase)
    assert "is not empty" in said and "Give an empty KINGFISHER_HOME" in said


def test_a_wrong_passphrase_says_so_and_changes_nothing(new_hub, backup, tmp_path):
    hub, wrong = new_hub(), tmp_path / "wrong"
    wrong.write_text("eight otters under a bridge")
    said = hub.refused("restore", "--from", backup, "--passphrase-file", wrong)
    assert "passphrase is not the one" in said and not hub.home.exists()


def test_a_byte_changed_anywhere_is_found_by_checking(withern, backup, passphrase, tmp_path):
    bent = tmp_path / "bent.backup"
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    bent.write_bytes(content)
    assert "damaged" in withern.refused("restore", "--from", bent, "--passphrase-file", passphrase, "--check")
    assert "is whole" in withern.run("restore", "--from", backup, "--passphrase-file", passphrase, "--check")


def test_something_else_is_not_a_backup(withern, tmp_path):
    other = tmp_path / "holiday.tar"
    other.write_bytes(b"not a tar at all" * 100)
    assert "cannot be read as a backup" in withern.refused("restore", "--from", other, "--check")


def test_a_backup_killed_in_the_middle_leaves_nothing_that_looks_like_one(withern, passphrase, tmp_path):
    running = withern.start("backup", "--to", tmp_path, "--passphrase-file", passphrase)
    while not list(tmp_path.glob(".*.half")) and running.poll() is None:
        time.sleep(0.01)
    running.kill()
    running.communicate()
    assert list(tmp_path.glob("*.backup")) == []
    assert list(tmp_path.glob(".*.half")), "it was killed before it began: this proves nothing"
    withern.run("backup", "--to", tmp_path, "--passphrase-file", passphrase)
    assert len(list(tmp_path.glob("*.backup"))) == 1
    assert list(tmp_path.glob(".*.half")) == [], "the next backup clears what the killed one left"


def test_a_key_kept_elsewhere_opens_it_and_another_keeps_the_hubs_keys(withern, new_hub, tmp_path):
    ours, apart = tmp_path / "ours.key", tmp_path / "apart.key"
    public, keys_public = (withern.run("backup", "new-key", path).strip() for path in (ours, apart))
    withern.run("backup", "--to", tmp_path, "--recipient", public, "--keys-recipient", keys_public)
    (file,) = tmp_path.glob("*.backup")
    hub = new_hub()
    assert "give the file that holds it" in hub.refused("restore", "--from", file, "--passphrase-file", ours)
    assert "is not one of those" in hub.refused("restore", "--from", file, "--identity", apart)
    assert "give --keys-identity" in hub.refused("restore", "--from", file, "--identity", ours)
    keys: list[bytes] = []
    opened = container.Archive(file)
    opened.opened_by(locks.Opener(identities=locks.identities_in(ours)))
    reading.read(opened, database=reading.Nowhere(), file=lambda place: reading.Nowhere(), keys=keys.append,
                 keys_opener=locks.Opener(identities=locks.identities_in(apart)))  # fmt: skip
    assert reading.keys_apart(keys[0])["files.key"] == (withern.home / "files.key").read_bytes()


def test_with_nobody_to_type_and_no_key_nothing_is_written(withern, tmp_path):
    assert "give --passphrase-file or a key" in withern.refused("backup", "--to", tmp_path)
    short = tmp_path / "short"
    short.write_text("otter")
    assert "too short" in withern.refused("backup", "--to", tmp_path, "--passphrase-file", short)
    assert "is not a folder" in withern.refused("backup", "--to", tmp_path / "no", "--passphrase-file", __file__)
    assert list(tmp_path.glob("*.backup")) == []


KEY = locks.Identity.generate()


def archive(folder: Path, parts: list[bytes]) -> tuple[Path, locks.Identity]:
    """An archive of these files, without a hub behind it."""
    path = folder / "one.backup"
    seen = reading.Seen()

    def body():
        yield from members.pieces("database", io.BytesIO(b"".join(parts)).read, seen.dump.update)
        for number, content in enumerate(parts):
            (folder / str(number)).write_bytes(content)
            one = reading.hashlib.sha256()
            yield from members.file_member(f"files/{number}", folder / str(number), one.update)
            seen.names.update(f"files/{number} {one.hexdigest()}\n".encode())
        said = {"dump_sha256": seen.dump.hexdigest(), "files": len(parts), "files_sha256": seen.names.hexdigest()}
        yield from members.json_member("manifest.json", said)
        yield from members.end()

    with path.open("wb") as file:
        lock = locks.Lock(recipients=(str(KEY.to_public()),))
        own = container.write(file, about={"taken_at": ""}, lock=lock, keys=b"", keys_lock=None, body=body())
    return path, own


@given(parts=st.lists(st.binary(max_size=3000), max_size=5))
@settings(max_examples=30, deadline=None)
def test_whatever_is_put_in_comes_out(tmp_path_factory, parts):
    folder = tmp_path_factory.mktemp("archive")
    path, _ = archive(folder, parts)
    found: dict[str, bytes] = {}
    opened = container.Archive(path)
    opened.opened_by(locks.Opener(identities=(KEY,)))
    dump: list[bytes] = []
    reading.read(opened, database=reading.Small(dump.append),
                 file=lambda place: reading.Small(lambda said: found.update({place.name: said})))  # fmt: skip
    assert found == {str(number): content for number, content in enumerate(parts)}


@given(place=st.integers(min_value=0), bit=st.integers(0, 7), cut=st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_damage_is_read_as_if_it_were_whole(tmp_path_factory, place, bit, cut):
    folder = tmp_path_factory.mktemp("archive")
    path, own = archive(folder, [b"a" * 70_000, b"b" * 200])
    content = bytearray(path.read_bytes())
    body = content.index(b"age-encryption.org", content.index(b"body/00000001"))
    within = body + place % 70_000  # in what is encrypted: the padding of the outer tar says nothing
    if cut:
        del content[within:]
    else:
        content[within] ^= 1 << bit
    path.write_bytes(content)
    with pytest.raises(CannotStart):
        reading.check(path, own)


def test_a_name_that_climbs_out_of_the_home_is_refused(tmp_path):
    path = tmp_path / "evil.backup"
    body = [*members.member("files/../../etc/passwd", b"x"), *members.end()]
    with path.open("wb") as file:
        lock = locks.Lock(recipients=(str(KEY.to_public()),))
        own = container.write(file, about={}, lock=lock, keys=b"", keys_lock=None, body=iter(body))
    with pytest.raises(container.Damaged):
        reading.check(path, own)
    shutil.rmtree(tmp_path)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own with 40 MB; skipped where none can be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", place], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("needs leave to mount a small disk")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_disk_too_small_for_a_restore_is_said_and_nothing_is_changed(backup, passphrase, small_disk):
    home = small_disk / "home"
    home.mkdir()
    said = Hub(home).refused("restore", "--from", backup, "--passphrase-file", passphrase)
    assert "is too full: about" in said and "Nothing was restored" in said
    assert [p.name for p in home.rglob("*") if p.is_file()] == [], "nothing is left behind"
