"""What the hub holds of panels, early help and care is in the pack, without a name; what it does not hold is said."""

from datetime import timedelta

from kingfisher.access import actions as access
from kingfisher.assurance import queries
from kingfisher.assurance.tests.test_packs import gathered
from kingfisher.chronology import actions as chronology
from kingfisher.chronology.actions import Line
from kingfisher.meetings import actions as meetings
from kingfisher.meetings.tests.builders import held
from kingfisher.people.actions import state_person
from kingfisher.people.rules import Said
from kingfisher.plans.tests.builders import a_child
from kingfisher.referrals.tests.builders import decided, sent
from kingfisher.rulebook import assured


def sheet(be, key, code, who="ruth"):
    with be(who) as reader:
        (one,) = queries.sheets(reader, key, code=code)
    return one


def told(be, now, category, kind, *, ended=None, begun=700, title="Began to be looked after"):
    """A line an agency's system told, in a folder of one sort."""
    with be("dele") as dele:
        folder = access.open_folder(dele, kind="person", category=category, at=now)
        child = state_person(dele, folder_id=folder, said=Said(given_name="Ada", family_name="Quill"), at=now)
        day = now.date() - timedelta(days=begun)
        until = now.date() - timedelta(days=ended) if ended else None
        line = Line(folder, child, kind, day, title, ended_on=until)
        return chronology.note(dele, line=line, at=now)


def test_minutes_of_panels_are_in_the_pack_and_a_child_is_her_number(be, cast, now):
    child = a_child(be, now)
    panel = held(be, cast, now, kind="mace", child=child)
    words = "MAYA and her aunt meet Tom; Maya’s phone is looked at."
    with be("dele") as dele:
        meetings.decide(dele, meeting_id=panel, decision=words, at=now)
    one = sheet(be, gathered(be, cast, now), "panel_minutes")
    said = {r[3]: r[4] for r in one.rows}
    assert set(said["Agencies there"].split(", ")) >= {"Police", "Health"}
    number = said["Decision 1"].split()[0]
    assert said["Decision 1"] == f"{number} and her aunt meet Tom; {number}’s phone is looked at."
    assert number.startswith("C-") and child in one.people


def test_who_was_asked_to_a_panel_and_stayed_away_is_said(be, cast, now):
    from kingfisher.meetings.tests.builders import attended, convened

    panel = convened(be, cast, now, kind="mace")
    attended(be, panel, now, away=("owen",))
    with be("dele") as dele:
        meetings.hold(dele, meeting_id=panel, short_of_quorum="Owen was ill; it could not wait.", at=now)
    said = {r[3]: r[4] for r in sheet(be, gathered(be, cast, now), "panel_minutes").rows}
    assert said["Agencies asked and absent"] == "Education"


def test_early_help_is_listed_wherever_the_hub_learned_of_it(be, cast, now):
    decided(be, sent(cast, now).contact_id, now, outcome="early_help")
    told(be, now, "early_help", "plan", title="Ada has a family plan")
    told(be, now, "early_help", "plan", begun=900, ended=800)  # over before the days asked for
    one = sheet(be, gathered(be, cast, now, "annex_a"), "list_2")
    assert sorted(r[5] for r in one.rows) == ["A contact passed to early help", "Told by Council: plan"]
    assert "Ada" not in str(one.rows), "sort and days, never words"


def test_children_looked_after_are_listed_as_far_as_systems_told_of_them(be, cast, now):
    told(be, now, "looked_after", "care")
    told(be, now, "looked_after", "move", begun=30, title="To Mrs Bell, 4 Quay Street")
    told(be, now, "looked_after", "move", begun=800)
    one = sheet(be, gathered(be, cast, now, "annex_a"), "list_8")
    assert len(one.rows) == 2 and "Bell" not in str(one.rows)
    assert all(r[8] == "Council" for r in one.rows)


def test_what_the_hub_does_not_hold_is_said_of_each_list_on_the_page_and_in_the_file(be, cast, now, signed_in):
    key = gathered(be, cast, now, "annex_a")
    limits = {i.code: i.limits for i in assured.pack("annex_a", on=now.date()).item if i.limits}
    assert set(limits) >= {"list_2", "list_8", "list_9", "list_10", "list_11"}
    page = signed_in("ruth").get(f"/assurance/packs/{key}").content.decode()
    file = signed_in("ruth").get(f"/assurance/packs/{key}/all").content
    import io
    import zipfile

    contents = zipfile.ZipFile(io.BytesIO(file)).read("contents.txt").decode()
    for words in limits.values():
        assert words in page and words in contents
