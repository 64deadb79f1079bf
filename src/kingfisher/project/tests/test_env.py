"""A setting that makes no sense stops the start and is named."""

import pytest

from kingfisher.project import env


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("maybe", lambda: env.flag("KINGFISHER_X")),
        ("8.5", lambda: env.whole("KINGFISHER_X", 1)),
        ("٣", lambda: env.whole("KINGFISHER_X", 1)),
        ("-1", lambda: env.whole("KINGFISHER_X", 1)),
        ("70000", lambda: env.whole("KINGFISHER_X", 1, most=65535)),
        ("root", lambda: env.choice("KINGFISHER_X", "app", options=("app", "owner"))),
    ],
)
def test_nonsense_is_refused_by_name(monkeypatch, value, read):
    monkeypatch.setenv("KINGFISHER_X", value)
    with pytest.raises(env.BadSetting, match="KINGFISHER_X"):
        read()


def test_an_empty_value_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("KINGFISHER_X", "  ")
    assert env.whole("KINGFISHER_X", 7) == 7
    assert env.flag("KINGFISHER_X", True) is True


def test_a_list_is_split_at_commas(monkeypatch):
    monkeypatch.setenv("KINGFISHER_X", "hub.example, ,localhost ")
    assert env.listed("KINGFISHER_X") == ["hub.example", "localhost"]


def test_the_environment_wins_over_the_file(monkeypatch, tmp_path):
    monkeypatch.setenv("KINGFISHER_X", "here")
    monkeypatch.delenv("KINGFISHER_Y", raising=False)
    (tmp_path / ".env").write_text("# a comment\nKINGFISHER_X=there\nKINGFISHER_Y='quoted'\n")
    env.read_file(tmp_path / ".env")
    assert env.text("KINGFISHER_X") == "here"
    assert env.text("KINGFISHER_Y") == "quoted"
    monkeypatch.delenv("KINGFISHER_Y")


def test_a_line_that_is_no_setting_is_refused_with_its_number(tmp_path):
    (tmp_path / ".env").write_text("KINGFISHER_X=1\nDEBUG=1\n")
    with pytest.raises(env.BadSetting, match="line 2"):
        env.read_file(tmp_path / ".env")
