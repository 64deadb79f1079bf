"""A page that outlived its session may save again once its own writer has signed in; nobody else's page may."""

import re

import pytest

pytestmark = pytest.mark.django_db


def test_a_page_says_whose_it_is_and_is_given_a_new_token_to_save_with(signed_in, cast):
    marcus = signed_in("marcus")
    page = marcus.get("/referrals/concern").content.decode()
    whose = re.search(r'name="kf-drafts"[^>]*data-whose="([^"]*)"', page)[1]
    told = marcus.get("/drafts/kept", {"form": "/referrals/concern#concern"}).json()
    assert whose == told["who"] == str(cast.placements["marcus"])
    assert len(told["token"]) > 30
    assert signed_in("priya").get("/drafts/kept", {"form": "/x"}).json()["who"] != whose


def test_a_form_sent_before_she_said_why_she_is_here_is_kept_until_she_did(signed_in):
    priya = signed_in("priya")
    form = {"_form": "/referrals/concern#concern", "_window": "one", "what_happened": "Seen at the station."}
    session = priya.session
    session["purpose"] = ""
    session.save()
    answer = priya.post("/people/search", form)
    assert answer["Location"].startswith("/access/purpose")
    (kept,) = priya.get("/drafts/kept", {"form": form["_form"]}).json()["drafts"]
    assert kept["answers"]["what_happened"] == ["Seen at the station."]
