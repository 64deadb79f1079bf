"""The release gate of matching at small size: nobody is found much less often for where a name comes from, and a
ruder generator than the one it was made with does not break it.
"""

import pytest

pytest.importorskip("numpy")

from bench.matching import rough, scoring
from bench.matching.__main__ import Run, gate
from demo import truth
from kingfisher.people.matching import batch
from kingfisher.people.matching.sheet import FILES


@pytest.fixture(scope="module")
def saltmere(tmp_path_factory):
    folder = tmp_path_factory.mktemp("saltmere")
    truth.write(folder, size=7000, seed=31, queries=10)
    return folder


def _scored(folder, out):
    batch.run(folder, out)
    return scoring.score(folder, out)


def _run(score):
    return Run("Saltmere", "Kingfisher", 1, 0, 0, 0, score)


def test_people_are_found_whatever_their_names_and_chances_are_honest(saltmere, tmp_path):
    found = _scored(saltmere, tmp_path)
    assert gate(_run(found)) == 0
    assert found.group_f1 >= 0.99
    assert found.calibration_error <= 0.02
    assert len([n for n, _ in found.by["origin of name"].values() if n >= scoring.FEW]) >= 2


def test_records_in_a_bad_state_lose_some_and_join_few_strangers(saltmere, tmp_path):
    worn = tmp_path / "worn"
    rough.wear(saltmere, worn, seed=2, hard=0.8, without=(), files=FILES)
    found = _scored(worn, tmp_path / "out")
    assert found.group_precision >= 0.98
    assert found.group_f1 >= 0.95


def test_without_any_number_and_with_two_agencies_alone_few_strangers_are_joined(saltmere, tmp_path):
    bare = tmp_path / "bare"
    rough.wear(
        saltmere, bare, seed=3, hard=0.2, without=("nhs_number", "upn", "pnc_id"), files=("police.csv", "schools.csv")
    )
    assert _scored(bare, tmp_path / "out").group_precision >= 0.97


def test_the_gate_shuts_when_one_origin_is_found_less(capsys):
    unequal = scoring.Score(by={"origin of name": {"polish": (1000, 990), "somali": (1000, 950)}})
    assert gate(_run(unequal)) == 1
    assert "somali is found least" in capsys.readouterr().err
    assert gate(_run(None)) == 1


def test_groups_of_few_pairs_are_not_compared():
    few = scoring.Score(by={"origin of name": {"polish": (1000, 990), "somali": (20, 2)}})
    assert few.gap()[0] == 0
