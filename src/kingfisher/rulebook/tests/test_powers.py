"""The catalogue of what the law offers: every row says its statute, its source and its date."""

from dataclasses import replace

import pytest

from kingfisher.rulebook import checks
from kingfisher.rulebook.load import read_book
from kingfisher.rulebook.powers import power, powers

# Every power that the partnership's own reading list names, under its code there.
WORDS = """cawn sro shpo notification stpo stro ccepo cce_offence cuckooing_offence cbo asb_injunction respect_order
housing_injunction gang_injunction dvpn dvpo nmo fmpo fgmpo spo scpo svro kcpo restraining_order ddtro bail_conditions
foreign_travel_prohibition csods_disclosure dvds clpd mappa s222_injunction vehicle_seizure police_protection epo
recovery_order s17_support s20 care_order secure_accommodation exclusion_requirement inherent_jurisdiction wardship
dol_order sec8_order closure_asb closure_csa hotel_info_notice cpw cpn pspo dispersal premises_licence_review
late_refreshment taxi_driver taxi_vehicle taxi_operator hmo_licence possession visit_env_health visit_trading_standards
visit_hmrc visit_fire visit_immigration visit_gangmasters visit_planning context_change"""
NAMED = WORDS.split()


def test_the_catalogue_holds_every_power_named():
    assert {one.id for one in powers()} >= set(NAMED)


@pytest.mark.parametrize("one", powers(), ids=lambda one: one.id)
def test_every_power_says_its_statute_its_source_its_test_and_what_breach_means(one):
    for said in (one.statute, one.source.instrument, one.source.paragraph, one.source.key, one.applicant, one.maker,
                 one.test, one.lasts, one.breach, one.plain):  # fmt: skip
        assert said.strip()
    assert one.review_by
    assert one.opens_on and all(one.opens_on)
    assert one.verified is False or one.source.read_on


def test_a_power_is_verified_when_all_it_says_was_read_and_never_before():
    for one in powers():
        assert one.verified == (not one.unread), one.id
        assert all(r.address.startswith("https://") and r.where and r.on for r in one.reads), one.id
    whole, part = power("stpo"), power("sro")
    assert (whole.read_words, part.read_words) == ("Read in its source", "Read in part")
    assert part.unread == ("how long", "if broken")
    faults = list(checks.CHECKS["power"](replace(whole, reads=whole.reads[:1]), read_book().entries))
    assert faults == ["verified, but nobody read how long, if broken."]


@pytest.mark.parametrize("code", ["ccepo", "cce_offence", "cuckooing_offence", "respect_order"])
def test_what_parliament_made_in_2026_is_not_said_to_be_in_force(code):
    assert not power(code).may_be_used
    assert "not shown" in power(code).in_force_words


def test_a_warning_notice_is_not_called_a_statutory_power():
    assert "Not statutory" in power("cawn").note
    assert "Not an offence by itself" in power("cawn").breach


def test_the_addresses_are_those_of_the_statute_book():
    said = [one.source.address for one in powers() if one.source.address]
    assert len(said) > 50
    assert all(a.startswith("https://www.legislation.gov.uk/uk") for a in said)
