"""The key of the files can be changed while the hub runs, and whenever the change is killed no file is lost."""

import fcntl
import os
import signal
import threading
import time

import pytest
from cryptography.exceptions import InvalidTag

from kingfisher.documents import storage, turning


@pytest.fixture
def home(settings, tmp_path):
    settings.FILES_FOLDER, settings.HOME = tmp_path / "files", tmp_path
    return tmp_path


def kept(many: int) -> dict[str, bytes]:
    found = {f"{number:032x}": b"page %d " % number * 50 for number in range(many)}
    for name, content in found.items():
        storage.write_bytes(name, content)
    return found


def opens(name: str, key: bytes) -> bool:
    try:
        return bool(storage.opened(storage.path_of(name).read_bytes(), name, key))
    except InvalidTag:
        return False


def test_every_file_is_read_as_before_and_the_old_key_opens_none(home):
    files, old = kept(12), storage.new_key("files.key").read_bytes()
    assert turning.turn() == turning.Turned(12, 12, ())
    assert {name: storage.read_bytes(name) for name in files} == files
    assert not any(opens(name, old) for name in files)
    assert not (home / "files.key.before").exists()
    assert (home / "files.key").stat().st_mode & 0o077 == 0


def test_killed_in_the_middle_no_file_is_lost_and_the_next_call_goes_on(home):
    files, old = kept(80), storage.new_key("files.key").read_bytes()
    child = os.fork()
    if not child:
        turning.turn()
        os._exit(0)
    while sum(not opens(name, old) for name in list(files)[:5]) < 3:
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert (home / "files.key.before").exists(), "it was done before it was killed: this proves nothing"
    assert {name: storage.read_bytes(name) for name in files} == files
    again = turning.turn()
    assert 0 < again.changed < 80 and again.unreadable == ()
    assert {name: storage.read_bytes(name) for name in files} == files
    assert [path.name for path in (home / "files").glob("*/*.half")] == []


def test_files_kept_while_the_key_changes_are_under_the_new_one_in_the_end(home):
    before, during = kept(20), {}

    def keep():
        for number in range(20):
            name = f"f{number:031x}"
            during[name] = b"meanwhile %d" % number
            storage.write_bytes(name, during[name])

    writer = threading.Thread(target=keep)
    writer.start()
    turning.turn()
    writer.join()
    assert {name: storage.read_bytes(name) for name in {**before, **during}} == {**before, **during}


def test_a_file_neither_key_opens_is_named_and_the_old_key_is_kept(home):
    files = kept(3)
    place = storage.path_of(next(iter(files)))
    place.write_bytes(place.read_bytes()[:-1] + b"!")
    assert turning.turn().unreadable == (next(iter(files)),)
    assert (home / "files.key.before").exists()


def test_it_waits_for_no_backup_and_says_so(home):
    kept(1)
    with (
        storage.held("files.lock", fcntl.LOCK_SH),
        pytest.raises(turning.BeingChanged, match="A backup is being taken"),
    ):
        turning.turn()
