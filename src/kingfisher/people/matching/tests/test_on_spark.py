"""Linked on Spark: the same pairs and people as on this machine, and one sentence where Spark cannot run."""

import importlib.util
import shutil
import sys

import pytest

np = pytest.importorskip("numpy")

from kingfisher.people.matching import batch, blocks, command, on_spark, spread  # noqa: E402
from kingfisher.people.matching.sheet import read_folder  # noqa: E402
from kingfisher.people.matching.tests.builders import write_place  # noqa: E402
from kingfisher.people.matching.weigh import shipped_model  # noqa: E402
from kingfisher.rulebook import ask  # noqa: E402

HAS_SPARK = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None


@pytest.mark.skipif(not HAS_SPARK, reason="pyspark or Java is not here, so nothing can be linked on Spark")
def test_two_thousand_records_linked_on_spark_give_the_same_pairs_and_people(tmp_path, capsys):
    assert len(write_place(tmp_path, families=265)) > 2_000
    for engine in ("duckdb", "spark"):
        out = str(tmp_path / engine)
        assert command.link(["--in", str(tmp_path), "--out", out, "--engine", engine]) == 0, capsys.readouterr().err
    for name in ("pairs.csv", "clusters.csv"):
        assert (tmp_path / "spark" / name).read_text() == (tmp_path / "duckdb" / name).read_text()


def test_pairs_dealt_into_shares_and_compared_apart_are_those_compared_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(spread, "most_cores", 1)
    write_place(tmp_path)
    sheet, model = read_folder(tmp_path), shipped_model()
    parts = blocks.parts_of(sheet)
    dealt: dict[int, list] = {share: [] for share in range(7)}
    for rule in ask.matching_keys():
        for share, pairs in on_spark.shared_out(blocks.sharing(parts, rule), len(sheet), len(dealt)):
            dealt[share].append(pairs)
    found = [on_spark.compare(pairs, sheet, model) for pairs in reversed(dealt.values())]
    left, right, compared = on_spark.in_order(found, sheet, model)
    here = batch.here(sheet, model)
    assert np.array_equal(left, here[0]) and np.array_equal(right, here[1])
    assert compared.words == here[2].words and compared.levels.keys() == here[2].levels.keys()
    assert all(np.array_equal(levels, here[2].levels[name]) for name, levels in compared.levels.items())


@pytest.mark.parametrize("missing", ["Java", "pyspark"])
def test_where_spark_cannot_run_one_sentence_says_what_is_missing(tmp_path, monkeypatch, capsys, missing):
    write_place(tmp_path, families=2)
    (tmp_path / "bin").mkdir()
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    if missing == "pyspark":
        (tmp_path / "bin" / "java").write_text("#!/bin/sh\n")
        (tmp_path / "bin" / "java").chmod(0o755)
        monkeypatch.setitem(sys.modules, "pyspark", None)
    assert command.link(["--in", str(tmp_path), "--out", str(tmp_path / "out"), "--engine", "spark"]) == 1
    error = capsys.readouterr().err
    assert f"needs {missing}" in error and error.count("\n") == 1
    assert not (tmp_path / "out").exists()
