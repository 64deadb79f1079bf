"""What a victim is told of and when; what stays as it was; whoever was never charged, held no longer than needed."""

import re
from datetime import date

import pytest

from kingfisher.disruption.tests.pressing import day, post

pytestmark = pytest.mark.django_db


def test_the_victim_is_told_of_a_charge_and_of_the_end_within_a_day(signed_in, now):
    ines, today = signed_in("ines"), now.date()
    page = post(ines, "/disruption/crimes/new", {"offence": "Sexual activity with a child",
                **day("reported_on", date(2026, 3, 2)), "team": "Kingfisher"})  # fmt: skip
    post(ines, page, {"do": "flag", "flag-flags": ["cse"]})
    post(ines, page, {"do": "step", "step-kind": "arrest", **day("step-on", today)})
    assert "Tell the victim" not in ines.get(page).content.decode(), "nobody is named yet"
    post(ines, page, {"do": "party", "party-role": "victim", "party-name": "Maya Reed", "party-is_child": "yes"})
    assert "Suspect arrested, " in ines.get(page).content.decode(), "what came before she was named is still to be told"
    post(ines, page, {"do": "charge", **day("charge-on", today), "charge-said": "Kez Dorrin, two counts."})
    post(ines, page, {"do": "finish", **day("finish-on", today), "finish-said": "The court, today.",
                      "finish-outcome": "charged_convicted"})  # fmt: skip
    shown = ines.get(page).content.decode()
    assert "Charged, " in shown
    assert "Finished, " in shown
    assert shown.count("Tell the victim <") == 3
    assert "Tell the victim" in ines.get("/disruption/crimes").content.decode(), "a finished crime is not forgotten"


def test_a_bail_date_leaves_the_ethnicity_as_it_was(signed_in, now):
    ines = signed_in("ines")
    page = post(ines, "/disruption/crimes/new", {"offence": "Grooming", **day("reported_on", date(2026, 3, 2)),
                "team": "Kingfisher"})  # fmt: skip
    post(ines, page, {"do": "party", "party-role": "suspect", "party-name": "Kez Dorrin", "party-is_child": "no"})
    who = re.search(r'name="says-who".*?value="([0-9a-f-]{36})"', ines.get(page).content.decode(), re.S).group(1)
    post(ines, page, {"do": "says", "says-who": who, "says-nationality": "Irish", "says-nationality_basis": "self"})
    post(ines, page, {"do": "says", "says-who": who, **day("says-bail_until", now.date())})
    assert "Irish" in ines.get(page).content.decode()


def test_whoever_is_let_off_is_held_only_while_it_is_necessary_and_the_officer_is_told(signed_in, be, now):
    ines = signed_in("ines")
    page = post(ines, "/disruption/new", {"given_name": "Kez", "family_name": "Dorrin", "status": "charged",
                "harm": "He gives girls lifts.", "necessity": "Two girls name him."})  # fmt: skip
    assert "Nobody who was never charged" in ines.get("/disruption/never-charged").content.decode()
    post(ines, page, {"do": "person", "person-status": "no_action", "person-conditions": "No lifts to any child."})
    assert "No lifts to any child" in ines.get(page).content.decode()
    paper = ines.get("/disruption/never-charged").content.decode()
    assert "Two girls name him." in paper
    assert "Next by" in paper
    assert "Dorrin" not in paper
    assert ines.post(page, {"do": "review", "review-said": "No change."}).status_code == 200, "why is it necessary?"
    post(ines, page, {"do": "review", "review-said": "No change.", "review-still_necessary": "He still drives there."})
    post(ines, page, {"do": "report", "report-said": "Reported by the never-charged list of today."})
    paper = ines.get("/disruption/never-charged").content.decode()
    assert "He still drives there." in paper
    assert "<strong>0</strong> not reported yet" in paper
    assert signed_in("lewis").get("/disruption/never-charged").status_code == 403
