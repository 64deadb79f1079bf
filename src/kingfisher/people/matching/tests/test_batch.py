"""Whole extracts linked: the same comparison as on screen, the same people whatever the order, honest
refusals."""

import csv
import json
from random import Random

import pytest

np = pytest.importorskip("numpy")

from kingfisher.people.matching import batch, blocks, command  # noqa: E402
from kingfisher.people.matching.across import Pairing  # noqa: E402
from kingfisher.people.matching.keys import keys_for  # noqa: E402
from kingfisher.people.matching.shapes import readable  # noqa: E402
from kingfisher.people.matching.sheet import FILES, HEADER, read_folder, statements  # noqa: E402
from kingfisher.people.matching.tests.builders import write_place  # noqa: E402
from kingfisher.people.matching.weigh import compare, levels_of, shipped_model  # noqa: E402


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("place")
    return folder, write_place(folder)


def _rows(folder):
    for name in FILES:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def test_a_pair_weighs_the_same_on_screen_and_in_the_batch(place):
    sheet = read_folder(place[0])
    found = batch.link(sheet)
    said = statements(_rows(place[0]))
    for left, right, bits in list(zip(found.left, found.right, found.bits, strict=True))[::3]:
        on_screen = compare(said[left], said[right], sheet.frequencies, found.model)
        assert on_screen.weight == pytest.approx(bits, abs=1e-6)


def test_every_level_of_the_batch_is_the_level_on_screen(place):
    sheet = read_folder(place[0])
    left, right = blocks.pairs(sheet)
    compared = Pairing(sheet, left, right, shipped_model()).levels()
    read = [readable(s) for s in statements(_rows(place[0]))]
    for i, (a, b) in enumerate(zip(left, right, strict=True)):
        assert compared.at(i) == levels_of(read[a], read[b], sheet.frequencies)


def test_the_batch_compares_exactly_those_who_share_a_key(place):
    sheet = read_folder(place[0])
    keys = [set(keys_for(s)) for s in statements(_rows(place[0]))]
    left, right = blocks.pairs(sheet)
    compared = set(zip(left.tolist(), right.tolist(), strict=True))
    common = {key for key in set().union(*keys) if sum(key in k for k in keys) > 12}
    for a in range(len(keys)):
        for b in range(a + 1, len(keys)):
            if (a, b) in compared:
                assert keys[a] & keys[b]
            elif keys[a] & keys[b] - common:
                pytest.fail(f"{sheet.record_ids[a]} and {sheet.record_ids[b]} share a key and were not compared")


def test_most_people_are_found_whole_and_no_twins_are_joined(place):
    folder, truth = place
    found = batch.link(read_folder(folder))
    people = {}
    for record, cluster in zip(found.sheet.record_ids, found.clusters, strict=True):
        people.setdefault(cluster, set()).add(truth[record])
    assert sum(len(who) > 1 for who in people.values()) <= 1
    assert len(people) <= 1.05 * len(set(truth.values()))


def test_the_order_of_records_does_not_change_who_is_who(place, tmp_path):
    folder, _ = place
    dice = Random(4)
    for name in FILES:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        dice.shuffle(rows)
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, HEADER)
            out.writeheader()
            out.writerows(rows)
    assert _people(batch.link(read_folder(folder))) == _people(batch.link(read_folder(tmp_path)))


def _people(found):
    people = {}
    for record, cluster in zip(found.sheet.record_ids, found.clusters, strict=True):
        people.setdefault(cluster, set()).add(record)
    return {frozenset(who) for who in people.values()}


def test_the_command_writes_what_was_agreed(place, tmp_path, capsys):
    assert command.link(["--in", str(place[0]), "--out", str(tmp_path / "out")]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["records"] == len(place[1]) and figures["seconds"] >= 0 and figures["peak_mb"] > 0
    with (tmp_path / "out" / "pairs.csv").open(encoding="utf-8") as file:
        pairs = list(csv.DictReader(file))
    assert list(pairs[0]) == ["record_id_l", "record_id_r", "match_probability"]
    assert len({frozenset((p["record_id_l"], p["record_id_r"])) for p in pairs}) == len(pairs)
    with (tmp_path / "out" / "clusters.csv").open(encoding="utf-8") as file:
        assert {row["record_id"] for row in csv.DictReader(file)} == set(place[1])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "holds none of"),
        ("name,dob\nChloe,2011-03-04\n", "no column record_id"),
        ("record_id;surname\nP1;Reed\n", "semicolons"),
        ("record_id,born\nP1,2011\n", "no column of names"),
        ("record_id,surname,surname\nP1,a,b\n", "twice"),
        ("record_id,surname\n,Reed\n", "Line 2 of police.csv has no record id"),
        ("record_id,surname\nP1,Reed\nP1,Reed\n", "used twice"),
        ('record_id,surname\nP1,"Reed\nP2,Okafor\n', "quotation mark"),
        ("", "no column record_id"),
    ],
)
def test_what_is_not_an_extract_is_refused_in_one_sentence(tmp_path, capsys, content, says):
    if content is not None:
        (tmp_path / "police.csv").write_text(content, encoding="utf-8")
    assert command.link(["--in", str(tmp_path), "--out", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert says in error and error.count("\n") == 1


def test_an_engine_that_is_not_there_is_not_pretended(place, tmp_path, capsys):
    assert command.link(["--in", str(place[0]), "--out", str(tmp_path), "--engine", "abacus"]) == 1
    assert "abacus" in capsys.readouterr().err


def test_bad_input_is_carried_not_dropped(tmp_path):
    odd = ["", "🙂" * 9, "ا" * 40, "x" * 10_000, '"', "SMITH, Jane", "not known", "31/02/2010", "9000000008"]
    with (tmp_path / "police.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        out.writerows([f"P{i}", *(odd[(i + j) % len(odd)] for j in range(len(HEADER) - 1))] for i in range(60))
    found = batch.link(read_folder(tmp_path))
    assert len(found.clusters) == 60


def test_letters_that_are_no_utf8_lose_only_themselves(tmp_path):
    (tmp_path / "police.csv").write_bytes(b"record_id,surname,dob\nP1,Ren\xe9e,2011-03-04\nP2,Reed,2011-03-04\n")
    sheet = read_folder(tmp_path)
    assert sheet.record_ids == ["P1", "P2"]
    assert sheet.columns["born"].known().all()


def test_a_wrong_check_digit_never_links_two_by_itself(tmp_path):
    lines = ["record_id,first_name,surname,dob,nhs_number", "P1,Ada,Reed,2011-03-04,9000000008",
             "P2,Tom,Okafor,1980-12-30,9000000008"]  # fmt: skip
    (tmp_path / "police.csv").write_text("\n".join(lines), encoding="utf-8")
    assert len(set(batch.link(read_folder(tmp_path)).clusters)) == 2
