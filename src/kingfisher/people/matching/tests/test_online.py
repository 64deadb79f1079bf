"""The score of one record against the database is the score the batch gives the same pair."""

import csv

import pytest

np = pytest.importorskip("numpy")

from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from kingfisher.people.matching import batch, online  # noqa: E402
from kingfisher.people.matching.extract import HEADER  # noqa: E402
from kingfisher.people.matching.sheet import read_folder  # noqa: E402
from kingfisher.people.matching.weigh import compare  # noqa: E402
from kingfisher.people.rules import AddressSaid, IdentifierSaid, Said  # noqa: E402

WORD = st.sampled_from(
    [
        "Chloe",
        "Cloe",
        "Okafor",
        "Smyth-Okafor",
        "Mohammed",
        "Md",
        "Xiaoming",
        "Li",
        "Kasia",
        "Baby",
        "O'Brien",
        "",
        "Al Amin",
    ]
)
SAID = st.builds(
    lambda given, middle, family, known, dob, sex, nhs, street, code, phone, parent, school: Said(
        given_name=given, middle_names=middle, family_name=family, known_as=known, born_said=dob, sex=sex,
        identifiers=(IdentifierSaid("nhs_number", nhs),) if nhs else (),
        addresses=(AddressSaid(lines=street, town="Saltmere", postcode=code),) if street or code else (),
        phones=(phone,) if phone else (), school=school, more={"parent_name": parent},
    ),
    WORD, WORD, WORD, WORD, st.sampled_from(["2011-03-04", "2011-04-03", "2011-01-01", "", "2011-33-04", "2010-03-04"]),
    st.sampled_from(["F", "M", ""]), st.sampled_from(["", "9000000009", "9000000017", "9000000008"]),
    st.sampled_from(["14 Mill Road", "Flat 2, 14 Mill Rd", ""]), st.sampled_from(["ZZ1 2AB", "zz12ab", ""]),
    st.sampled_from(["", "01632 960001"]), WORD, st.sampled_from(["", "Acorn Lane Primary School"]),
)  # fmt: skip


def _row(number: int, said: Said) -> dict[str, str]:
    """The line of an extract an agency would write of the same statement."""
    one = online.comparable(said)
    return {
        "record_id": f"R{number}", "agency": "police", "kind": one.kind, "first_name": one.given,
        "middle_names": one.middle, "surname": one.family, "known_as": one.known_as, "alias": one.alias,
        "dob": str(one.dob or ""), "sex": one.sex, "nhs_number": one.nhs_number, "address": one.address,
        "town": one.town, "postcode": one.postcode, "phone": "".join(one.phones), "parent_name": one.parent_name,
        "school": one.school,
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(SAID, min_size=2, max_size=6))
def test_one_record_against_the_database_weighs_as_the_batch_weighs_the_pair(tmp_path_factory, everybody):
    folder = tmp_path_factory.mktemp("extract")
    with (folder / "police.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, HEADER)
        out.writeheader()
        out.writerows(_row(i, said) for i, said in enumerate(everybody))
    found = batch.link(read_folder(folder))
    for left, right, bits in zip(found.left, found.right, found.bits, strict=True):
        one, other = (online.comparable(everybody[i], agency="police") for i in (left, right))
        weighed = compare(one, other, found.sheet.frequencies, found.model)
        assert weighed.weight == pytest.approx(bits, abs=1e-6)
