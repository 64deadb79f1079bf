"""A large file is read by a process of its own; nobody can tell from what comes in."""

import subprocess

import pytest

from kingfisher.exchange.imports import ahead
from kingfisher.exchange.imports.ahead import File, ReadingStopped

HEAD = "person_id,kind,given_names,family_name,born_on,worker,worker_team\n"


@pytest.fixture
def listed(tmp_path):
    """A list of persons that is longer than three batches, its last line about nobody."""
    path = tmp_path / "persons.csv"
    lines = [f"P{at},child,Ada,Fell,2012-03-{at % 28 + 1:02},Jo Reed,Team {at % 7}\n" for at in range(4_000)]
    path.write_text(HEAD + "".join(lines) + "P9999,child,,,,,\n")
    return path


def _bare(batch):
    """What matters of a batch: everything but the words of the file, which the process keeps."""
    return [
        (one.key, one.print, one.about, one.said, one.laid) if isinstance(one, ahead.Coming) else one for one in batch
    ]


def test_a_process_of_its_own_reads_the_same_rows_in_the_same_order(listed, now, monkeypatch):
    file = File("csv", listed, None, 10_000_000, now.date())
    by_a_thread = [_bare(batch) for batch in ahead.of_file(file)]
    monkeypatch.setattr(ahead, "LARGE", 1)
    by_a_process = [_bare(batch) for batch in ahead.of_file(file)]
    assert [len(batch) for batch in by_a_thread] == [2_000, 2_000, 2_000, 2_000, 1]
    assert by_a_process == by_a_thread


@pytest.fixture
def started(monkeypatch):
    """The processes that were started to read, as they stand."""
    began, real = [], subprocess.Popen

    def start(*words, **more):
        began.append(real(*words, **more))
        return began[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    monkeypatch.setattr(ahead, "LARGE", 1)
    return began


def test_a_process_that_is_ended_half_way_is_said_to_have_stopped(listed, now, started):
    batches = ahead.of_file(File("csv", listed, None, 10_000_000, now.date()))
    next(batches)
    started[0].kill()
    with pytest.raises(ReadingStopped):
        for _ in batches:
            pass


def test_what_goes_wrong_in_the_process_goes_wrong_for_whoever_asked(listed, now, started):
    batches = ahead.of_file(File("csv", listed, None, 10_000_000, now.date()))
    listed.unlink()
    with pytest.raises(Exception, match=r"persons\.csv"):
        list(batches)


def test_no_process_is_left_behind_when_nobody_reads_on(listed, now, started):
    batches = ahead.of_file(File("csv", listed, None, 10_000_000, now.date()))
    next(batches)
    batches.close()
    assert started[0].returncode is not None
