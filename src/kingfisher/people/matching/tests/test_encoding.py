"""Known without pooling: tokens match as people do, and tell nobody without the key anything."""

import csv
import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from kingfisher.people.matching import encoding, token_files, tokens
from kingfisher.people.matching.extract import HEADER
from kingfisher.people.matching.shapes import Statement
from kingfisher.people.matching.tests.test_weigh import CHLOE, CLOE, FATHER, SON, STATEMENTS, TWIN

KEY = encoding.joined(["ab" * 32, "cd" * 32])
OTHER_KEY = encoding.joined(["ab" * 32, "ce" * 32])


def _likely(one: Statement, other: Statement) -> float:
    return tokens.likely(*(encoding.tokens_of(said, KEY, dice=Random(5)) for said in (one, other)))


def test_chloe_is_known_by_tokens_though_her_names_are_the_other_way_round():
    held = tokens.Held([encoding.tokens_of(CLOE, KEY, dice=Random(5))])
    [found] = tokens.known(encoding.tokens_of(CHLOE, KEY, dice=Random(6)), held)
    assert found.other.agency == "health"


def test_father_and_son_and_a_twin_are_not_taken_for_one_person():
    assert _likely(FATHER, SON) < tokens.KNOWN_FROM
    assert _likely(CHLOE, replace(TWIN, given="Hannah")) < tokens.KNOWN_FROM


def test_another_key_finds_nobody():
    held = tokens.Held([encoding.tokens_of(CHLOE, OTHER_KEY)])
    assert tokens.known(encoding.tokens_of(replace(CHLOE, record_id="x"), KEY), held) == []


def test_a_number_that_fails_its_check_makes_no_token():
    assert not encoding.tokens_of(replace(CHLOE, nhs_number="9000000008"), KEY).numbers
    assert encoding.tokens_of(replace(CHLOE, nhs_number="9000000009"), KEY).numbers


def test_no_key_is_made_of_a_name_alone_for_what_is_common_can_be_counted():
    named = Statement("a", given="Mohammed", family="Khan", town="Saltmere", postcode="ZZ1 2AB", sex="M")
    assert not encoding.tokens_of(named, KEY).keys


def test_the_same_record_encoded_twice_does_not_show_that_it_is_the_same():
    once, again = (encoding.tokens_of(CHLOE, KEY) for _ in range(2))
    assert once.first != again.first
    assert tokens.alike(once.first, again.first) > 0.6


def test_children_of_different_years_cannot_be_counted_together():
    older = replace(CHLOE, dob="2009-03-04")
    one, other = (encoding.tokens_of(s, KEY).first for s in (CHLOE, older))
    assert tokens.alike(one, other) < 0.5


@pytest.mark.parametrize(
    ("parts", "says"),
    [([], "at least two"), (["ab" * 32], "at least two"), (["ab" * 32] * 2, "twice"), (["ab" * 32, "nonsense"], "64")],
)
def test_nobody_holds_the_key_alone(parts, says):
    with pytest.raises(encoding.BadKey, match=says):
        encoding.joined(parts)


@settings(max_examples=60, deadline=None)
@given(STATEMENTS, STATEMENTS)
def test_any_statement_can_be_encoded_and_which_came_first_never_matters(one, other):
    a, b = encoding.tokens_of(one, KEY), encoding.tokens_of(other, KEY)
    assert tokens.likely(a, b) == pytest.approx(tokens.likely(b, a))


def _home(folder, agency, *people):
    with (folder / f"{agency}.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, HEADER)
        out.writeheader()
        for number, one in enumerate(people):
            out.writerow({"record_id": f"{agency}-{number}", "agency": agency, "kind": "child", **one})


def test_two_agencies_encode_at_home_and_the_hub_matches_what_it_cannot_read(tmp_path, capsys):
    chloe = {"first_name": "Chloe", "surname": "Okafor", "dob": "2011-03-04", "address": "14 Mill Road",
             "postcode": "ZZ1 2AB", "sex": "F"}  # fmt: skip
    tom = {"first_name": "Tom", "surname": "Reed", "dob": "2012-08-19", "sex": "M"}
    _home(tmp_path, "police", tom, chloe)
    _home(tmp_path, "health", {**chloe, "first_name": "Cloe", "address": "14 mill rd"})
    parts = [tmp_path / "one.part", tmp_path / "two.part"]
    for part in parts:
        assert token_files.encode(["--new-part", str(part)]) == 0
        assert part.stat().st_mode & 0o077 == 0
    made = []
    for agency in ("police", "health"):
        out = tmp_path / f"{agency}.tokens"
        words = ["--in", str(tmp_path / f"{agency}.csv"), "--out", str(out)]
        assert token_files.encode([*words, *(w for p in parts for w in ("--key", str(p)))]) == 0
        made.append(out)
        said = out.read_text().lower()
        # whole values: a short word may stand by chance in what is drawn at random
        assert not any(word in said for word in ("chloe", "okafor", "2011-03-04", "mill road", "police-1", "zz1 2ab"))
    capsys.readouterr()
    assert token_files.encode(["--match", *map(str, made), "--out", str(tmp_path / "known.csv")]) == 0
    assert json.loads(capsys.readouterr().out)["matches"] == 1
    with (tmp_path / "known.csv").open() as file:
        [found] = list(csv.DictReader(file))
    with (tmp_path / "police.tokens.refs.csv").open() as file:
        refs = {row["ref"]: row["record_id"] for row in csv.DictReader(file)}
    assert {refs.get(found["ref"]), refs.get(found["their_ref"])} == {"police-1", None}
    words = ("--known", "known.csv", "--refs", "police.tokens.refs.csv", "--out", "home.csv")
    assert token_files.encode([w if w.startswith("--") else str(tmp_path / w) for w in words]) == 0
    with (tmp_path / "home.csv").open() as file:
        [line] = list(csv.DictReader(file))
    assert (line["person_id"], line["known_to"]) == ("police-1", "health")
    assert line["their_ref"] in (found["ref"], found["their_ref"])


def test_a_file_of_references_in_place_of_matches_is_refused_and_nothing_is_written(tmp_path, capsys):
    (tmp_path / "refs").write_text("ref,record_id\n", encoding="utf-8")
    words = ["--known", str(tmp_path / "refs"), "--refs", str(tmp_path / "refs"), "--out", str(tmp_path / "out")]
    assert token_files.encode(words) == 1
    assert "is another file" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_part_of_the_key_is_never_written_over(tmp_path, capsys):
    part = tmp_path / "one.part"
    assert token_files.encode(["--new-part", str(part)]) == 0
    before = part.read_text()
    assert token_files.encode(["--new-part", str(part)]) == 1
    assert part.read_text() == before
    assert "never written over" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("name,dob\n", "holds no tokens"),
        (",".join(token_files.HEADER) + "\nr,police,x\n", "Line 2 of"),
        ("", "no tokens"),
    ],
)
def test_what_is_no_file_of_tokens_is_refused_in_one_sentence(tmp_path, capsys, said, says):
    (tmp_path / "odd").write_text(said, encoding="utf-8")
    assert token_files.encode(["--match", str(tmp_path / "odd"), "--out", str(tmp_path / "out")]) == 1
    error = capsys.readouterr().err
    assert says in error and error.count("\n") == 1
