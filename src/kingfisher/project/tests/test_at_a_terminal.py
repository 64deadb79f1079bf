"""As an IT team meets it: asked at a real terminal, and with the units it copied from the docs."""

import configparser
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kingfisher.project import env
from kingfisher.project.tests.conftest import Hub

TOLD = (
    ("Name of the partnership", "Wexmoor Partnership"), ("Colour of the header", "#9ad0b0"), ("Colour", "#1f3d2b"),
    *((words, said) for code in ("Council", "Police", "Board") for words, said in (
        ("Its name", f"Wexmoor {code}"), ("Short name", ""), ("Telephone", "01632 960510"),
        ("First administrator", f"Ann {code}"), ("e-mail", f"ann@{code.lower()}.example"),
        ("Second administrator", ""), ("Who leads it", f"Chief {code}"), ("e-mail", f"chief@{code.lower()}.example"),
    )),
    ("Another agency", "y"), ("Its code", "schools"), ("Its kind", "education"), ("Its name", "Wexmoor Schools"),
    ("Short name", "Schools"), ("Telephone", ""), ("First administrator", "Sue Dee"), ("e-mail", "sue@schools.example"),
    ("Second administrator", ""), ("Another agency", ""), ("Keep what you said", "wexmoor.toml"),
)  # fmt: skip
PATIENCE = 60  # seconds for one answer


def at_a_terminal(place: Path, *words: str) -> tuple[int, str]:
    """Run a command at a terminal of its own and answer each question as it is asked; what was on the screen."""
    child, screen = pty.fork()
    if child == 0:
        os.chdir(place)
        hub = Hub(place / "home")
        os.execve(sys.executable, [sys.executable, "-P", "-m", "kingfisher.project.cli", *words], hub.settings)
    shown, answers = "", list(TOLD)
    asked_from = 0
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not select.select([screen], [], [], 0.5)[0]:
            continue
        try:
            shown += os.read(screen, 4096).decode(errors="replace")
        except OSError:  # the other end is closed
            break
        if answers and re.search(rf"{re.escape(answers[0][0])}[^\n]*: $", shown[asked_from:]):
            os.write(screen, f"{answers.pop(0)[1]}\n".encode())
            asked_from, until = len(shown), time.monotonic() + PATIENCE
    _, status = os.waitpid(child, 0)
    assert not answers, f"never asked: {answers[0][0]}\n{shown}"
    return os.waitstatus_to_exitcode(status), shown


def test_a_partnership_is_set_up_by_answering_questions_at_a_terminal(tmp_path):
    code, shown = at_a_terminal(tmp_path, "new-area", "--check")
    assert code == 0, shown
    assert "Words could not be read on that" in shown, "a pale colour is asked for again"
    assert "Wexmoor Partnership: 4 agencies, 7 people. Nothing is wrong with it." in shown
    again = Hub(tmp_path / "home").run("new-area", "--from", tmp_path / "wexmoor.toml", "--check")
    assert "4 agencies, 7 people" in again, "what was said is kept as a file, to use again"


def test_nobody_is_asked_where_there_is_no_terminal(tmp_path):
    assert "give a file with --from" in Hub(tmp_path / "home").refused("new-area", "--check")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_the_units_in_the_docs_are_whole(tmp_path):
    """Copied as they stand, with the paths of this machine: systemd finds nothing wrong with them."""
    run = tmp_path / "kingfisher"
    run.write_text("#!/bin/sh\n")
    run.chmod(0o755)
    docs = env.checkout() / "docs/host"
    found = re.findall(r"`([a-z-]+\.(?:service|timer))`:\n\n```\n(.*?)```", "\n".join(
        p.read_text() for p in (docs / "install.md", docs / "backup.md")), re.DOTALL)  # fmt: skip
    assert {name for name, _ in found} == {"kingfisher.service", "kingfisher-backup.service", "kingfisher-backup.timer"}
    for name, text in found:
        here = text.replace("/srv/kingfisher/kingfisher", str(run)).replace("/srv/kingfisher", str(tmp_path))
        (tmp_path / name).write_text(here.replace("User=kingfisher", "User=root"))
        read = configparser.ConfigParser(strict=False, interpolation=None)
        read.optionxform = str
        read.read_string(text)
        assert read.has_section("Install") == (name != "kingfisher-backup.service"), name
    said = subprocess.run(["systemd-analyze", "verify", "--man=no", *(tmp_path / n for n, _ in found)],
                          capture_output=True, text=True, check=False)  # fmt: skip
    ours = [line for line in said.stderr.splitlines() if "kingfisher" in line]
    assert not ours, "\n".join(ours)
