"""A concern about a child whose name, age or number is written as life writes them: taken in, shown, never a crash."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kingfisher.referrals import queries
from kingfisher.referrals.tests.builders import sent

slowly = settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
ODD = [
    ("Zoë 🐦 O’Neil", "about 14"), ("\u202emaR ayaM", "3/5/2012"), ("محمد علي", "2012-02-31"), ("李 小龍", "99"),
    ("Ann Bea Cat Dot Eve Fay Gem Hal Ivy Joy", "31/31/3131"), ("x" * 10_000, "?"), ("' OR 1=1 --", "<b>12</b>"),
    ("Maya\u0000Reed", "\u0000"), ("{{ 7*7 }}", "-1"), ("   ", "0"),
]  # fmt: skip


def pages_of(client, be, contact_id):
    """The contact, and each child named in it: her page, her family, who else is involved."""
    with be("priya") as priya:
        children = queries.contact_file(priya, contact_id).children
    found = [f"/referrals/contact/{contact_id}", "/referrals/queue", "/people/review"]
    for child in children:
        found += [f"/casefile/{child.person_id}"]
        found += [f"/people/{child.person_id}/{page}" for page in ("family", "involved")]
    return {address: client.get(address) for address in found}


@pytest.mark.parametrize(("name", "born"), ODD, ids=[str(n) for n in range(len(ODD))])
def test_a_concern_is_taken_in_and_every_page_of_the_child_opens(name, born, cast, be, now, signed_in):
    taken = sent(cast, now, key=str(uuid4()), children=[{"name": name, "born": born, "nhs_number": "123 456 7890"}])
    assert taken.contact_id
    for address, shown in pages_of(signed_in("priya"), be, taken.contact_id).items():
        assert shown.status_code == 200, address
        assert b"<b>12</b>" not in shown.content


def test_what_cannot_be_right_is_said_beside_the_record_on_the_childs_page(cast, be, now, signed_in):
    born, number = "31/02/2012", "123 456 7890"
    taken = sent(cast, now, key=str(uuid4()), children=[{"name": "Maya Reed", "born": born, "nhs_number": number}])
    with be("priya") as priya:
        child = queries.contact_file(priya, taken.contact_id).children[0]
    shown = signed_in("priya").get(f"/casefile/{child.person_id}").content.decode()
    assert "Kept as it was said" in shown
    assert "with something to ask about" in shown


@slowly
@given(name=st.text(max_size=80), born=st.text(max_size=20))
def test_whoever_types_whatever_into_the_form_is_told_or_taken_at_her_word(name, born, cast, be, now, signed_in):
    taken = sent(cast, now, key=str(uuid4()), children=[{"name": "Maya Reed", "born": "3 May 2012"}])
    said = {"do": "name", "name-name": name, "name-born": born, "name-part": "child"}
    shown = signed_in("priya").post(f"/referrals/contact/{taken.contact_id}", said)
    assert shown.status_code in (200, 302)
