"""The command `why` says what a worker sees of a folder, and which rule spoke."""

import json

from kingfisher.access import actions
from kingfisher.access.command import shell_as, why


def test_a_worker_is_told_by_which_rule_she_sees_her_own_agencys_folder(be, now, capsys):
    with be("priya") as priya:
        folder = actions.open_folder(priya, kind="person", category="general", at=now)
    assert why(["priya", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "Priya Nair" in said and "yes  own_agency" in said


def test_another_agency_sees_the_summary_its_agreement_opens_and_the_rule_is_named(be, now, capsys):
    with be("tom") as tom:
        folder = actions.open_folder(tom, kind="person", category="general", at=now)
    assert why(["priya", str(folder), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["yes"] == {"standing_agreement": 2} and said["level"] == 2


def test_an_unknown_name_is_answered_in_one_sentence(cast, capsys):
    assert why(["nobody", "CO-0000-0000"]) == 1
    assert capsys.readouterr().err == "Nobody called nobody has a place now.\n"


def test_nobody_acts_as_somebody_else_on_a_live_site(settings, cast, capsys):
    settings.DEMO = False
    assert shell_as(["priya"]) == 1
    assert "demonstration" in capsys.readouterr().err
