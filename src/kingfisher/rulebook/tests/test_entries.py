"""The rulebook as it ships: what every entry says of itself, and the figures a practitioner would look up."""

from datetime import date

import pytest

from kingfisher.kernel.timing import Unit
from kingfisher.rulebook import ask, shapes

TODAY = date(2026, 11, 23)
EVERY = [wording for wordings in ask.book().entries.values() for wording in wordings]


@pytest.mark.parametrize("entry", EVERY, ids=lambda one: f"{type(one).__name__}-{one.id}")
def test_every_entry_says_what_it_is_whose_it_is_and_where_it_comes_from(entry: shapes.Entry) -> None:
    assert entry.title and entry.owner and len(entry.hash) == 64
    assert entry.plain[0].isupper() and entry.plain.endswith((".", "?")), entry.plain
    assert entry.source.instrument and entry.source.paragraph
    assert entry.review_by > TODAY
    assert entry.source.read_on or not entry.verified
    assert not entry.local_reason, "nothing that ships is local"


LIMITS = [
    # rule, amount, unit, has someone read the source, source
    ("contact_rag_red", 4, "hour", True, "Oxfordshire, OX-MASH"),
    ("contact_rag_amber", 1, "working_day", True, "Oxfordshire, OX-MASH"),
    ("contact_rag_green", 3, "working_day", True, "Oxfordshire, OX-MASH"),
    ("contact_initial_assessment", 1, "working_day", True, "Oxfordshire, OX-MASH"),
    ("referral_acknowledgement", 1, "working_day", True, "Working Together 2023"),
    ("referral_decision", 1, "working_day", True, "Working Together 2023"),
    ("child_seen_emergency", 24, "hour", False, "local"),
    ("strategy_discussion", 24, "hour", True, "Knowsley, KNOWSLEY-CP"),
    ("child_family_assessment", 45, "working_day", True, "Working Together 2023"),
    ("s47_outcome", 15, "working_day", False, "local"),
    ("icpc", 15, "working_day", True, "Working Together 2023"),
    ("transfer_in_conference", 15, "working_day", True, "Working Together 2023"),
    ("prebirth_icpc", -10, "week", False, "local, before the birth"),
    ("icpc_report_to_family", -2, "working_day", False, "local, before the conference"),
    ("rcpc_report_to_family", -5, "working_day", False, "local, before the review"),
    ("cp_decisions", 1, "working_day", True, "local"),
    ("cp_minutes", 20, "working_day", False, "local"),
    ("first_core_group", 10, "working_day", True, "Working Together 2023"),
    ("core_group_repeat", 6, "week", True, "local"),
    ("cp_plan_written", 10, "working_day", False, "Working Together 2023"),
    ("first_review_conference", 3, "month", True, "Working Together 2023"),
    ("next_review_conference", 6, "month", True, "Working Together 2023"),
    ("cp_visit", 10, "working_day", False, "local"),
    ("cin_plan_review", 3, "month", False, "local"),
    ("police_protection", 72, "hour", True, "Children Act 1989 s.46(6)"),
    ("epo", 8, "calendar_day", True, "Children Act 1989 s.45(1)"),
    ("epo_extension", 7, "calendar_day", True, "Children Act 1989 s.45(6)"),
    ("lac_first_review", 20, "working_day", True, "2010 Regulations, reg 33"),
    ("lac_second_review", 3, "month", True, "2010 Regulations, reg 33"),
    ("lac_next_review", 6, "month", True, "2010 Regulations, reg 33"),
    ("lac_visit", 1, "week", True, "2010 Regulations, reg 28(2)(a)"),
    ("lac_next_visit", 6, "week", True, "2010 Regulations, reg 28(2)(b)"),
    ("lac_permanent_visit", 3, "month", True, "2010 Regulations, reg 28(2)(c)(i)"),
    ("lac_health_assessment", 20, "working_day", True, "2010 Regulations, reg 7"),
    ("rhi", 72, "hour", True, "DfE 2014 guidance"),
    ("lado_referral", 1, "working_day", True, "Working Together 2023"),
    ("sin", 5, "working_day", True, "DEVON-RR"),
    ("rapid_review", 15, "working_day", True, "PANEL-FAQ"),
    ("lcspr", 6, "month", False, "Working Together 2023"),
    ("subject_access", 1, "month", True, "UK GDPR Art 12(3)"),
    ("subject_access_extended", 3, "month", True, "UK GDPR Art 12(3)"),
]


@pytest.mark.parametrize(("rule_id", "amount", "unit", "verified", "source"), LIMITS)
def test_the_time_limits_are_those_of_the_law_and_of_oxfordshire(
    rule_id: str, amount: int, unit: str, verified: bool, source: str
) -> None:
    rule = ask.clock(rule_id, on=TODAY)
    assert (rule.signed_amount, rule.unit, rule.verified) == (amount, Unit(unit), verified), source


def test_every_colour_has_a_clock_and_its_agency_checks_are_due_with_the_decision() -> None:
    for rating in ask.rag(on=TODAY).rating:
        decision, check = ask.clock(rating.clock, on=TODAY), ask.clock(rating.check_clock, on=TODAY)
        assert (check.amount, check.unit, check.starts) == (decision.amount, decision.unit, decision.starts)


def test_the_duty_to_share_is_shown_but_not_yet_law() -> None:
    assert not ask.gateway("ca2004_s16la").is_in_force(TODAY)
    assert "ca2004_s16la" in [one.id for one in ask.gateways()]
    assert "ca2004_s16la" not in [one.id for one in ask.gateways(on=TODAY)]


def test_every_basis_and_gateway_obliges_us_to_answer_something() -> None:
    for one in (*ask.bases(), *ask.gateways()):
        assert one.questions and all(question.endswith("?") for question in one.questions), one.id


def test_consent_is_not_offered_as_a_basis() -> None:
    assert not [one.id for one in ask.bases() if "consent" in one.title.lower()]


@pytest.mark.parametrize("category", ["sexual_health", "refuge", "adoption", "intelligence"])
def test_some_folders_are_never_said_to_exist(category: str) -> None:
    assert not ask.category(category).exists_answers
    assert ask.marking(ask.category(category).marking), "and only those cleared may read it"


@pytest.mark.parametrize(
    ("list_id", "source"),
    [("ethnicity", "20 census codes"), ("ethnicity_nhs", "16+1 and not known"), ("ethnicity_ons", "18+1")],
)
def test_every_ethnicity_code_says_what_it_is_elsewhere(list_id: str, source: str) -> None:
    assert len(ask.codes(list_id).code) == {"ethnicity": 20, "ethnicity_nhs": 18, "ethnicity_ons": 20}[list_id]
    assert all(one.maps for one in ask.codes(list_id).code)


def test_ethnicity_that_loses_its_meaning_in_another_list_says_so() -> None:
    """Roma and Irish Traveller vanish in the NHS list; Arab vanishes in the council's."""
    assert ask.codes("ethnicity").coded("WROM").lossy
    assert ask.codes("ethnicity_ons").coded("O2").lossy


def test_only_the_exploitation_pathway_may_be_added_to_another_outcome() -> None:
    assert [one.code for one in ask.codes("contact_outcome").code if one.additive] == ["exploitation_pathway"]


def test_every_retention_rule_ends_in_a_length_of_time() -> None:
    for one in ask.retentions():
        seen = {one.id}
        while one.follows:
            one = ask.retention(one.follows)
            assert one.id not in seen, "a circle"
            seen.add(one.id)
        assert one.amount
