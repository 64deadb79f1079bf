"""A sample anybody can draw again, how sure an agreement is, how a return scores."""

from uuid import UUID

import pytest

from kingfisher.assurance import rules
from kingfisher.kernel.kappa import agreement

PEOPLE = [UUID(int=n) for n in range(200)]


def test_the_same_seed_draws_the_same_cases_in_whatever_order_they_come():
    assert rules.drawn(PEOPLE, "AU-1", 12) == rules.drawn(reversed(PEOPLE), "AU-1", 12)
    assert len(set(rules.drawn(PEOPLE, "AU-1", 12))) == 12
    assert rules.drawn(PEOPLE, "AU-1", 12) != rules.drawn(PEOPLE, "AU-2", 12)


def test_a_record_more_changes_the_seal_and_at_most_its_own_place_in_the_sample():
    more = [*PEOPLE, UUID(int=999)]
    assert rules.seal(PEOPLE) != rules.seal(more)
    assert len(set(rules.drawn(PEOPLE, "s", 20)) ^ set(rules.drawn(more, "s", 20))) in (0, 2)


def test_every_case_is_as_likely_to_be_drawn():
    times = dict.fromkeys(PEOPLE, 0)
    for n in range(400):
        for key in rules.drawn(PEOPLE, f"seed {n}", 20):
            times[key] += 1
    assert min(times.values()) >= 15 and max(times.values()) <= 70  # 40 expected; 6 standard deviations either way


def test_kappa_and_its_interval_agree_with_a_table_worked_by_hand():
    # Two readers, 50 cases: both yes 20, both no 15, differ 5 and 10. Seen 0.70, by chance 0.50: kappa 0.40.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = agreement(pairs, ("y", "n"))
    low, high = rules.interval(found)
    assert found.kappa == pytest.approx(0.40)
    # By hand (Fleiss, Cohen and Everitt): A = 0.4 * (1 - 1.1 * 0.6)^2 + 0.3 * (1 - 0.9 * 0.6)^2 = 0.10972;
    # B = 0.36 * (0.1 * 1.1^2 + 0.2 * 0.9^2) = 0.10188; C = (0.4 - 0.5 * 0.6)^2 = 0.01; the variance is
    # (0.10972 + 0.10188 - 0.01) / (50 * 0.25) = 0.016128, its root 0.127
    assert (low, high) == (pytest.approx(0.40 - 1.96 * 0.127, abs=0.002), pytest.approx(0.40 + 1.96 * 0.127, abs=0.002))


def test_too_few_cases_and_readers_who_say_one_thing_alone_give_no_figure():
    assert rules.interval(agreement([("y", "y")] * 5, ("y", "n"))) is None
    assert rules.interval(agreement([("y", "y")] * 50, ("y", "n"))) is None


def test_what_does_not_apply_is_left_out_of_the_score():
    scored = rules.score(["met", "met", "partly", "not_met", "not_ours", ""])
    assert (scored.words, scored.of) == ("5 of 8 points", 4)
    assert rules.score([]).words == "Not answered"


def test_what_is_not_met_needs_what_will_be_better_by_whom_and_when():
    asked = {"a": "Leadership", "b": "Voice", "c": "Online"}
    said = {"a": {"grade": "met", "words": "So."}, "b": {"grade": "partly", "words": "So.", "improve": "More."}}
    gaps = rules.answer_gaps(asked, said)
    assert [g.rsplit(": ")[-1] for g in gaps] == ["Voice.", "Online."]
