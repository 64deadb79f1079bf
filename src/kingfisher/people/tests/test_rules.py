"""What an agency says of a person, kept as values and read back as it was said."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kingfisher.people.rules import AddressSaid, AliasSaid, IdentifierSaid, InvolvementSaid, Said, as_json, said_again

WORDS = st.text(max_size=12)
DAYS = st.none() | st.dates(min_value=date(1900, 1, 1))
STATEMENTS = st.builds(
    Said, kind=st.sampled_from(["child", "adult", "unborn"]), given_name=WORDS, family_name=WORDS, born_on=DAYS,
    born_estimated=st.booleans(), expected_on=DAYS, died_on=DAYS, phones=st.lists(WORDS, max_size=2).map(tuple),
    aliases=st.lists(st.builds(AliasSaid, WORDS, WORDS, WORDS), max_size=2).map(tuple),
    identifiers=st.lists(st.builds(IdentifierSaid, WORDS, WORDS, st.booleans(), WORDS), max_size=2).map(tuple),
    addresses=st.lists(st.builds(AddressSaid, lines=WORDS, from_on=DAYS, until_on=DAYS), max_size=2).map(tuple),
    involvements=st.lists(st.builds(InvolvementSaid, WORDS, since_on=DAYS, until_on=DAYS), max_size=2).map(tuple),
    more=st.dictionaries(WORDS, WORDS, max_size=2),
)  # fmt: skip


@given(STATEMENTS)
def test_a_statement_read_back_is_what_was_said(said):
    assert said_again(json.loads(json.dumps(as_json(said)))) == said
