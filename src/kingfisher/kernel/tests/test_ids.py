"""Keys that sort by birth, and references that survive a telephone."""

import re

from kingfisher.kernel.ids import new_id, new_ref


def test_keys_sort_in_the_order_they_were_made_even_within_a_millisecond():
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_a_key_is_a_version_7_uuid():
    key = new_id()
    assert (key.version, key.variant) == (7, "specified in RFC 4122")


def test_a_reference_holds_no_letter_or_figure_that_is_misheard():
    for _ in range(500):
        assert re.fullmatch(r"KF-[A-HJKMNP-TV-Z2-9]{4}-[A-HJKMNP-TV-Z2-9]{4}", new_ref("KF"))
