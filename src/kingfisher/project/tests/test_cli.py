"""The commands: each has a line of help, and a mistake is answered by one sentence and a non-zero exit."""

import re
import socket
from pathlib import Path

import pytest

from kingfisher.project import cli, env, serving, standing
from kingfisher.project.env import CannotStart

SOURCE = Path(__file__).resolve().parents[2]


@pytest.fixture
def new_home(tmp_path, monkeypatch):
    monkeypatch.setenv("KINGFISHER_HOME", str(tmp_path / "home"))
    for name in ("KINGFISHER_DEMO", "KINGFISHER_ALLOW_EMBEDDED", "KINGFISHER_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


def test_help_lists_every_command(capsys):
    assert cli.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {name} " in said for name in cli.COMMANDS)


def test_an_unknown_command_is_one_sentence(capsys):
    assert cli.main(["demonstrate"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_a_busy_port_is_named_with_the_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"Port {port} .*--port"):
            serving.refuse_busy("127.0.0.1", port)


def test_live_use_of_the_embedded_server_must_be_asked_for(new_home):
    with pytest.raises(CannotStart, match="KINGFISHER_ALLOW_EMBEDDED"):
        standing.take_up()
    assert standing.read() == {}


def test_a_live_home_refuses_the_demonstration(new_home, monkeypatch):
    monkeypatch.setenv("KINGFISHER_ALLOW_EMBEDDED", "1")
    standing.take_up()
    with pytest.raises(CannotStart, match="live"):
        standing.take_up_demo()


def test_a_demonstration_stays_one(new_home, monkeypatch):
    monkeypatch.setenv("KINGFISHER_DEMO", "0")
    standing.take_up_demo()
    monkeypatch.setenv("KINGFISHER_DEMO", "0")
    standing.take_up()
    assert env.flag("KINGFISHER_DEMO") is True


def test_demo_cannot_be_switched_on_by_the_environment(new_home, monkeypatch):
    monkeypatch.setenv("KINGFISHER_DEMO", "1")
    monkeypatch.setenv("KINGFISHER_ALLOW_EMBEDDED", "1")
    with pytest.raises(CannotStart, match="KINGFISHER_DEMO"):
        standing.take_up()


def test_every_setting_is_in_the_example_file():
    top = env.checkout()
    if top is None:
        pytest.skip("an installed package has no example file")
    listed = set(re.findall(r"KINGFISHER_[A-Z_]+", (top / ".env.example").read_text(encoding="utf-8")))
    used: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" not in path.parts:
            used |= set(re.findall(r"[\"'](KINGFISHER_[A-Z_]+)[\"']", path.read_text(encoding="utf-8")))
    assert used - listed - {"KINGFISHER_"} == set()
