"""The measured test is written as its contract says, and the scorers can read it."""

import csv
import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from demo.truth import main, write

BENCH = next(
    (up / "shared" / "bench" for up in Path(__file__).parents if (up / "shared" / "bench").exists()),
    Path("-"),
)
HEADER = [
    "record_id",
    "agency",
    "kind",
    "first_name",
    "middle_names",
    "surname",
    "known_as",
    "alias",
    "dob",
    "sex",
    "nhs_number",
    "upn",
    "pnc_id",
    "address",
    "town",
    "postcode",
    "phone",
    "parent_name",
    "school",
    "recorded_on",
]
AGENCIES = ("police", "social_care", "health", "schools")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("truth")
    assert main(["--size", "12000", "--seed", "3", "--out", str(out), "--queries", "600"]) == 0
    return out


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_each_agency_has_its_file_with_the_columns_of_the_contract(folder):
    for agency in AGENCIES:
        held = rows(folder / f"{agency}.csv")
        assert list(held[0]) == HEADER and {row["agency"] for row in held} == {agency}
        assert {row["kind"] for row in held} <= {"child", "adult"}


def test_every_record_has_one_truth_and_its_first_letter_says_the_agency(folder):
    truth = [row["record_id"] for row in rows(folder / "truth.csv")]
    records = {agency: [row["record_id"] for row in rows(folder / f"{agency}.csv")] for agency in AGENCIES}
    assert sorted(truth) == sorted(record for held in records.values() for record in held)
    assert len(set(truth)) == len(truth) >= 12_000
    assert len({held[0][0] for held in records.values()}) == 4


def test_errors_of_every_kind_are_there_and_most_records_have_none(folder):
    wrong = Counter(slip for row in rows(folder / "truth.csv") for slip in row["events"].split(";"))
    expected = {"pet_name", "name_order", "respelt", "mistyped", "misheard", "other_surname", "half_surname",
                "day_month_swapped", "estimated", "dob_missing", "old_address", "duplicate",
                "chain_cut"}  # fmt: skip
    assert expected <= set(wrong)
    assert wrong[""] > 0.5 * wrong.total()


def test_look_alikes_are_pairs_of_people_in_the_files(folder):
    people = {row["person_id"] for row in rows(folder / "truth.csv")}
    pairs = rows(folder / "hard_negatives.csv")
    assert {row["why"] for row in pairs} == {
        "twins",
        "siblings",
        "cousins",
        "cousins_same_street",
        "father_son",
    }
    assert all(row["person_a"] < row["person_b"] and {row["person_a"], row["person_b"]} <= people for row in pairs)


def test_queries_name_people_in_the_files_and_come_in_many_kinds(folder):
    people = {row["person_id"] for row in rows(folder / "truth.csv")}
    meant, asked = rows(folder / "query_truth.csv"), rows(folder / "queries.csv")
    assert {row["person_id"] for row in meant} <= people
    assert [row["query_id"] for row in meant] == [row["query_id"] for row in asked]
    assert len({row["qtype"] for row in meant}) >= 12
    assert all(any(value for column, value in row.items() if column != "query_id") for row in asked)


def test_the_same_seed_writes_the_same_files(tmp_path):
    for name in ("one", "two"):
        write(tmp_path / name, size=2_000, seed=5, queries=100)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_a_size_below_one_is_refused_in_a_sentence(tmp_path, capsys):
    assert main(["--size", "0", "--out", str(tmp_path)]) == 2
    assert "at least one record" in capsys.readouterr().err


@pytest.mark.skipif(not BENCH.exists(), reason="the scorers are not beside this checkout")
def test_the_linkage_scorer_gives_the_truth_itself_full_marks(folder, tmp_path):
    held = defaultdict(list)
    for row in rows(folder / "truth.csv"):
        held[row["person_id"]].append(row["record_id"])
    with (tmp_path / "pairs.csv").open("w") as pairs, (tmp_path / "clusters.csv").open("w") as clusters:
        pairs.write("record_id_l,record_id_r,match_probability\n")
        clusters.write("record_id,cluster_id\n")
        for person, records in held.items():
            clusters.writelines(f"{record},{person}\n" for record in records)
            pairs.writelines(f"{a},{b},1.0\n" for i, a in enumerate(records) for b in records[i + 1 :])
    score(BENCH / "score_linkage.py", folder, "--pairs", tmp_path / "pairs.csv", "--clusters",
          tmp_path / "clusters.csv", "--json", tmp_path / "out.json")  # fmt: skip
    said = json.loads((tmp_path / "out.json").read_text())
    assert (said["f1"], said["c_f1"], said["hn_false_merges"]) == (1.0, 1.0, 0)


@pytest.mark.skipif(not BENCH.exists(), reason="the scorers are not beside this checkout")
def test_the_search_scorer_gives_the_truth_itself_full_marks(folder, tmp_path):
    held = defaultdict(list)
    for row in rows(folder / "truth.csv"):
        held[row["person_id"]].append(row["record_id"])
    with (tmp_path / "results.csv").open("w") as results:
        results.write("query_id,rank,record_id,score,latency_ms\n")
        for row in rows(folder / "query_truth.csv"):
            for rank, record in enumerate(held[row["person_id"]], start=1):
                results.write(f"{row['query_id']},{rank},{record},1,1\n")
    score(
        BENCH / "score_search.py",
        folder,
        "--results",
        tmp_path / "results.csv",
        "--json",
        tmp_path / "out.json",
    )
    assert json.loads((tmp_path / "out.json").read_text())["r1"] == 1.0


def score(script, folder, *arguments):
    subprocess.run([sys.executable, str(script), "--truth", str(folder), *map(str, arguments)], check=True)
