"""A second partnership stands up by one command: its people come in without any password having been sent."""

import json
import shutil

import pytest

from kingfisher.project import env
from kingfisher.project.area import asking, colours, plan

EXAMPLE = env.checkout() / "docs/host/example-area"
KINDS = {"council", "police", "icb", "education", "charity"}


def test_a_founded_area_carries_a_concern_from_a_neighbour_to_a_managers_signature(withern):
    told = json.loads(withern.told)
    assert told["administrator"] == "agency_administrator"
    assert (told["state"], told["outcome"]) == ("decided", "early_help")


def test_the_areas_own_time_limit_stands_beside_the_shipped_ones(withern):
    assert json.loads(withern.told)["hours_for_red"] == 2, "Withern says two hours where the shipped rule says four"


def test_founding_again_adds_what_is_new_and_changes_nothing(withern):
    again = withern.run("new-area", "--from", EXAMPLE / "area.toml", "--json")
    assert json.loads(again) == []
    written = (EXAMPLE / "area.toml").read_text() + (
        '\n[[agencies]]\ncode = "harbour"\nname = "Harbour Trust"\nkind = "charity"\n'
        '[[agencies.administrators]]\nname = "Kit Vane"\nemail = "kit.vane@harbour.example"\n'
    )
    more = withern.home.parent / "area"
    shutil.copytree(EXAMPLE, more)
    (more / "area.toml").write_text(written)
    assert [row["name"] for row in json.loads(withern.run("new-area", "--from", more / "area.toml", "--json"))] == [
        "Kit Vane"
    ]


def test_whoever_missed_her_link_gets_another_and_whoever_came_in_does_not(withern):
    told = json.loads(withern.run("new-area", "--link", "jo.penhale@withern.example", "--json"))
    assert told[0]["name"] == "Jo Penhale" and "/sign-in/link/" in told[0]["link"]
    assert "signed in here already" in withern.refused("new-area", "--link", "ravi.sandhu@withern.example")
    assert "Nobody works here" in withern.refused("new-area", "--link", "nobody@withern.example")


def faults(tmp_path, change) -> str:
    shutil.copytree(EXAMPLE, tmp_path / "area")
    path = tmp_path / "area" / "area.toml"
    path.write_text(change(path.read_text()))
    with pytest.raises(plan.NotWhole) as told:
        plan.read(path, KINDS)
    return str(told.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('colour = "#1f3d2b"', 'colour = "#9ad0b0"', "cannot be read: their contrast is"),
        ('colour = "#1f3d2b"', 'colour = "green"', "must be of the form #0a3450"),
        ('logo = "logo.png"', 'logo = "area.toml"', "is not a PNG picture"),
        ('logo_alt = "A heron over two waves"', "", "logo_alt must say in words"),
        ('kind = "icb"', 'kind = "council"', "the integrated care board (kind 'icb', lead_partner = true) is missing"),
        ('kind = "education"', 'kind = "skool"', "is no kind of agency"),
        ('within = "council"', "", "schools has no administrator"),
        ('within = "council"', 'within = "county"', "which must come before it"),
        ('code = "health"', 'code = "police"', "Two agencies have the code police"),
        ("mina.shah@whicb", "len.farley@whicb", "Two people have the address len.farley@whicb.example"),
        ('email = "mina.shah@whicb.example"', 'email = "mina"', "needs a name and an e-mail address"),
        ('host = "council"', 'host = "nowhere"', "needs a code, a name and a host"),
        ('phone = "01632 960510"', "phone = 1632960510", "phone must be text"),
        ('phone = "01632 960510"', 'fone = "01632 960510"', "fone is not something it says"),
        ("[partnership]", "[partnership]\npasswords = 1", "passwords is not something it says"),
    ],
)
def test_what_is_wrong_with_a_file_is_named(tmp_path, old, new, sentence):
    assert sentence in faults(tmp_path, lambda text: text.replace(old, new, 1))


def test_every_fault_is_named_at_once(tmp_path):
    told = faults(tmp_path, lambda text: text.replace("#1f3d2b", "#ffffff").replace('"icb"', '"skool"'))
    assert "contrast" in told and "is no kind" in told and "integrated care board" in told


def test_contrast_is_that_of_the_standard():
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_what_was_asked_for_comes_back_from_the_file_it_is_kept_in(tmp_path):
    person = {"name": 'Ann "Nan" O\\Neil', "email": "ann@a.example"}
    told = {"partnership": {"name": "A"}, "agencies": [
        {"code": code, "kind": kind, "name": whom, "answers_checks": True, "lead_partner": True,
         "administrators": [{**person, "email": f"{code}@a.example"}]}
        for code, kind, whom in asking.PARTNERS
    ]}  # fmt: skip
    (tmp_path / "a.toml").write_text(asking.as_toml(told))
    area, _ = plan.read(tmp_path / "a.toml", KINDS)
    assert [body.administrators[0].name for body in area.bodies] == [person["name"]] * 3
