"""`./kingfisher clock`: every time limit of the rulebook, worked out by hand from one Monday morning.

Monday 2 March 2026, 9:30. Good Friday is 3 April, Easter Monday 6 April, and 4 May the early May bank holiday.
"""

import json
from datetime import date

import pytest

from kingfisher.clocks.command import clock
from kingfisher.rulebook import ask

MONDAY = "2026-03-02T09:30"

# rule, due, and where domain reading or source gives the limit
DUE = {
    "arrangements_review": "2027-03-02", "threshold_review": "2027-03-02", "yearly_report_published": "2026-09-02",
    "publication_sent": "2026-03-09",
    "agency_check_amber": "2026-03-03", "agency_check_green": "2026-03-05",
    "agency_check_red": "2026-03-02T13:30:00+00:00", "child_family_assessment": "2026-05-07",
    "child_seen_emergency": "2026-03-03T09:30:00+00:00",
    "emergency_recorded": "2026-03-03T09:30:00+00:00", "closed_lately": "2026-03-30",
    "open_case_taken": "2026-03-03", "transfer_acknowledged": "2026-03-03", "cin_plan_next_review": "2026-09-02",
    "cin_plan_review": "2026-06-02", "contact_initial_assessment": "2026-03-03", "contact_rag_amber": "2026-03-03",
    "contact_rag_green": "2026-03-05", "contact_rag_red": "2026-03-02T13:30:00+00:00",
    "core_group_repeat": "2026-04-13", "cp_decisions": "2026-03-03", "cp_minutes": "2026-03-30",
    "cp_plan_written": "2026-03-16", "cp_visit": "2026-03-16", "epo": "2026-03-10", "epo_extension": "2026-03-09",
    "escalation_immediate": "2026-03-03", "escalation_stage_1": "2026-03-03", "escalation_stage_2": "2026-03-04",
    "exploitation_review_low": "2026-05-25", "exploitation_review_medium": "2026-04-13",
    "exploitation_review_high": "2026-03-30", "victim_plan_review": "2026-03-30", "lowering_answer": "2026-03-09",
    "escalation_stage_3": "2026-03-05", "escalation_stage_4": "2026-03-09", "escalation_stage_5": "2026-03-16",
    "first_core_group": "2026-03-16", "first_review_conference": "2026-06-02", "icpc": "2026-03-23",
    "icpc_report_to_family": "2026-02-26", "information_request": "2026-03-05",
    "disruption_review": "2026-03-30", "intelligence_graded": "2026-03-03", "intelligence_weeding": "2027-03-02",
    "involved_call": "2026-03-05", "lac_first_review": "2026-03-30",
    "lac_health_assessment": "2026-03-30", "lac_health_review": "2027-03-02",
    "lac_health_review_under_5": "2026-09-02", "lac_next_review": "2026-09-02", "lac_next_visit": "2026-04-13",
    "lac_permanent_visit": "2026-06-02", "lac_second_review": "2026-06-02", "lac_visit": "2026-03-09",
    "lado_referral": "2026-03-03", "lcspr": "2026-09-02", "lcspr_sent_before": "2026-02-19",
    "next_review_conference": "2026-09-02", "nrm_reasonable_grounds": "2026-03-09",
    "nrm_recovery_period": "2026-04-01", "nrm_reconsideration": "2026-04-01",
    "nrm_devolved_decision": "2026-04-16", "police_protection": "2026-03-05T09:30:00+00:00",
    "prebirth_icpc": "2025-12-22", "rapid_review": "2026-03-23", "rcpc_report_to_family": "2026-02-23",
    "referral_acknowledgement": "2026-03-03", "referral_decision": "2026-03-03", "referrer_may_chase": "2026-03-05",
    "rhi": "2026-03-05T09:30:00+00:00", "rhi_shared": "2026-03-09", "s47_outcome": "2026-03-23", "sin": "2026-03-09",
    "strategic_concern_answer": "2026-03-09", "strategy_discussion": "2026-03-03T09:30:00+00:00",
    "subject_access": "2026-04-02", "subject_access_extended": "2026-06-02", "transfer_in_conference": "2026-03-23",
    "never_charged_review": "2027-03-02", "operation_review": "2026-03-30", "place_review": "2026-06-02",
    "peer_map_review": "2026-03-30",
    "review_summary": "2026-03-13", "impact_6": "2026-09-02", "impact_12": "2027-03-02",
    "victim_update": "2026-03-03", "verbal_disclosure_recorded": "2026-03-03T09:30:00+00:00",
}  # fmt: skip

ODD = [
    ("referral_decision", "2026-12-24T16:00", "2026-12-29", "Boxing Day is a Saturday: its substitute is Monday 28th"),
    ("icpc", "2026-03-21T10:00", "2026-04-14", "a Saturday is day 0; Good Friday and Easter Monday do not count"),
    ("first_review_conference", "2025-11-30T10:00", "2026-02-28", "February has no 30th"),
    ("subject_access", "2028-01-30T10:00", "2028-02-29", "in a leap year it has a 29th"),
    ("lac_health_review", "2028-02-29T10:00", "2029-02-28", "a year from 29 February"),
    ("contact_rag_red", "2026-10-25T00:30+01:00", "2026-10-25T03:30:00+00:00", "the night the clocks go back"),
    ("contact_rag_red", "2026-03-29T00:30+00:00", "2026-03-29T05:30:00+01:00", "the night they go forward"),
    ("rhi", "2026-03-28T22:00", "2026-03-31T23:00:00+01:00", "72 hours are 72 hours"),
    ("rhi", "2026-07-01T23:30:00Z", "2026-07-05T00:30:00+01:00", "a zone that was said is kept to"),
    ("referral_decision", "2026-07-03T23:30:00Z", "2026-07-06", "half past midnight on Saturday in London"),
    ("nrm_recovery_period", "2022-12-12T10:00", "2023-01-26", "45 days until the rule changed"),
    ("nrm_recovery_period", "2022-12-13T10:00", "2023-01-12", "30 days since"),
]  # fmt: skip


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, str]:
    assert clock([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_time_limit_of_the_rulebook_was_worked_out_by_hand() -> None:
    assert {rule.id for rule in ask.clocks(on=date(2026, 3, 2))} == set(DUE)


@pytest.mark.parametrize("rule", sorted(DUE))
def test_each_is_due_as_worked_out_and_says_its_source(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, rule, MONDAY)
    assert (told["rule"], told["due"]) == (rule, DUE[rule])
    written = ask.clock(rule, on=date(2026, 3, 2))
    assert told["unit"] == written.unit.value
    assert written.source.instrument in told["source"]
    assert written.source.paragraph in told["source"]


@pytest.mark.parametrize(("rule", "start", "due", "why"), ODD)
def test_odd_days(rule: str, start: str, due: str, why: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, rule, start)["due"] == due, why


@pytest.mark.parametrize(
    ("rule", "start", "said"),
    [
        ("icpcc", MONDAY, "no clock “icpcc”"),
        ("icpc", "next Tuesday", "is no moment"),
        ("icpc", "", "is no moment"),
        ("icpc", "1999-01-01T00:00", "was not in force on 01 January 1999"),
        ("icpc", "9999-12-30T00:00", "cannot be worked out"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(rule, start, said, capsys: pytest.CaptureFixture[str]) -> None:
    assert clock([rule, start]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert len(told.err.strip().splitlines()) == 1
