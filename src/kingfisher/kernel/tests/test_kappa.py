"""Agreement beyond chance, against worked examples."""

import pytest

from kingfisher.kernel.kappa import agreement

ANSWERS = ("same", "different", "unsure")


def given(both_same, same_different, different_same, both_different):
    return (
        [("same", "same")] * both_same + [("same", "different")] * same_different
        + [("different", "same")] * different_same + [("different", "different")] * both_different
    )  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "kappa"),
    [((20, 5, 10, 15), 0.4), ((25, 0, 0, 25), 1.0), ((45, 15, 25, 15), 0.1304), ((0, 10, 10, 0), -1.0)],
    ids=["two readers of 50 grants", "always", "mostly yes", "never"],
)
def test_kappa_is_as_worked_by_hand(counts, kappa):
    assert agreement(given(*counts), ANSWERS).kappa == pytest.approx(kappa, abs=0.0001)


def test_a_few_pairs_give_counts_and_no_kappa():
    found = agreement(given(4, 1, 0, 4), ANSWERS)
    assert (found.pairs, found.agreed, found.kappa) == (9, 8, None)


def test_where_everybody_always_says_the_same_chance_explains_it_all():
    assert agreement(given(50, 0, 0, 0), ANSWERS).kappa is None
