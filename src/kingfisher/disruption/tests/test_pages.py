"""What people see and do on the pages of disruption, without JavaScript."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kingfisher.disruption import queries
from kingfisher.disruption.tests.pressing import day, post

pytestmark = pytest.mark.django_db


def test_a_plan_from_the_harm_to_a_served_order_and_its_breach(signed_in, be, now, cast):
    ines, today = signed_in("ines"), now.date()
    plan = post(ines, "/disruption/new", {"given_name": "Kez", "family_name": "Dorrin", "status": "suspect",
                "harm": "He gives girls lifts.", "necessity": "To protect children from him."})  # fmt: skip
    post(ines, plan, {"do": "view", "view-victims_view": "Keep him away from the bus stop."})
    post(ines, plan, {"do": "child", "child-name": "Maya Reed"})
    post(
        ines, plan, {"do": "happened", **day("happened-on", today), "happened-what": "Seen.", "happened-severity": "3"}
    )
    asked = ines.get(f"{plan}/tools?fact=sexual_act&fact=nonsense").content.decode()
    assert "Sexual risk order" in asked
    post_to = f"{plan}/consider/sro"
    assert "Not yet read: how long" in ines.get(post_to).content.decode()
    assert "Nobody has yet read this in its source" in ines.get(f"{plan}/consider/kcpo").content.decode()
    assert "Not yet read" not in ines.get(f"{plan}/consider/stpo").content.decode()
    weighed = {"rationale": "He sent pictures to two girls.", "proportionality": "It forbids only contact and places."}
    tool = post(ines, post_to, {**weighed, "victims_view": "Keep him away."})
    post(ines, tool, {"do": "condition", "condition-kind": "place", "condition-said": "Not in Wharf Street.",
                      "condition-where": "Wharf Street"})  # fmt: skip
    post(ines, tool, {"do": "apply", **day("apply-on", today)})
    post(ines, tool, {"do": "grant", **day("grant-on", today)})
    assert ines.post(tool, {"do": "serve", **day("serve-on", today)}).status_code == 200
    post(ines, tool, {"do": "serve", **day("serve-on", today), "serve-served_how": "By hand at his door."})
    shown = ines.get(tool).content.decode()
    assert "None kept" in shown and 'type="file" ' in shown.replace("\n", " ")
    post(ines, tool, {"do": "copy", "copy-file": SimpleUploadedFile("order.txt", b"The order, as served.")})
    assert "order.txt" in ines.get(tool).content.decode()
    callum = signed_in("callum")
    found = callum.get("/disruption/check?who=dorrin&where=wharf+street").content.decode()
    assert "Not in Wharf Street." in found
    assert "Maya" not in found
    assert "Nothing recorded here forbids it" in callum.get("/disruption/check?who=nobody").content.decode()
    post(
        ines,
        tool,
        {"do": "breach", **day("breach-on", today), "breach-what": "Seen there.", "breach-done": "Arrested."},
    )
    assert "In force, breached" in ines.get(tool).content.decode()
    assert callum.get(plan).status_code == 403
    assert signed_in("ruth").get(plan).status_code == 403


def test_a_place_is_referred_assessed_changed_counted_and_closed(signed_in, now):
    ines, today = signed_in("ines"), now.date()
    page = post(ines, "/disruption/places/new", {"name": "The Boathouse", "kind": "takeaway", "where": "Wharf Street",
                "why": "Men wait there for girls after school."})  # fmt: skip
    assert ines.post(page, {"do": "assess", "assess-seen": "Men at the door."}).status_code == 200
    post(
        ines,
        page,
        {"do": "assess", "assess-seen": "Men at the door.", "assess-design": "Dark.", "assess-pull": "Food."},
    )
    assert ines.post(page, {"do": "make_plan", "make_plan-plan": "Light it."}).status_code == 200
    count = {
        **day("count-first_on", date(2026, 1, 5)),
        **day("count-last_on", date(2026, 2, 1)),
        "count-counted_by": "Us",
    }
    post(ines, page, {"do": "count", **count, "count-incidents": "12"})
    post(ines, page, {"do": "make_plan", "make_plan-plan": "Light it; a youth worker on Fridays."})
    post(ines, page, {"do": "visit", **day("visit-on", today), "visit-said": "Food hygiene: kitchen closed."})
    assert ines.post(page, {"do": "shut", "shut-outcome": "Better."}).status_code == 200
    post(ines, page, {"do": "count", **count, "count-incidents": "4"})
    assert "3.0 a week at first, 1.0 a week now" in ines.get(page).content.decode()
    post(ines, page, {"do": "shut", "shut-outcome": "Lit, staffed and quiet."})
    assert "The Boathouse" in ines.get("/disruption/places").content.decode()


def test_an_operation_is_read_by_key_holders_alone_and_its_log_stays(signed_in, be, cast, now):
    ines, today = signed_in("ines"), now.date()
    page = post(ines, "/disruption/operations/new", {"code_name": "Lapwing", "kind": "network", "pursue": "Kez Dorrin",
                "risk": "A leak.", **day("began_on", today), "keys": [str(cast.placements["nils"])]})  # fmt: skip
    for said in ("Arrest on Friday.", "Not before school ends."):
        post(ines, page, {"do": "policy", "policy-decision": said, "policy-reasons": "Because of the children."})
    post(ines, page, {"do": "link", "link-kind": "child", "link-name": "Maya Reed"})
    post(ines, page, {"do": "task", "task-said": "Watch the bus stop.", **day("task-due_on", today),
                      "task-owner": str(cast.placements["nils"])})  # fmt: skip
    assert ines.post(page, {"do": "close", "close-outcome": "Done."}).status_code == 200
    assert signed_in("maeve").get(page).status_code == 404, "an inspector without a key"
    nils = signed_in("nils")
    assert "Task of operation" in nils.get("/desk").content.decode()
    seen = nils.get(page).content.decode()
    assert "Write a decision" not in seen
    assert nils.post(page, {"do": "policy", "policy-decision": "x", "policy-reasons": "y"}).status_code == 404
    with be("nils") as nils:
        key = queries.operations(nils)[0].id
        assert [e.number for e, _ in queries.operation(nils, key).policy] == [2, 1]
        (task,) = queries.operation(nils, key).tasks
    post(signed_in("nils"), page, {"do": "done", "done-task": str(task.id), "done-outcome": "Nothing seen."})
    post(ines, page, {"do": "review", "review-said": "It goes on; nobody was warned off."})
    post(ines, page, {"do": "close", "close-outcome": "Three men charged."})
    assert "4. Closed." in ines.get(page).content.decode()
    assert ines.post(page, {"do": "policy", "policy-decision": "x", "policy-reasons": "y"}).status_code == 404


def test_a_key_is_given_and_ended_by_name_and_nobody_is_tasked_who_holds_none(signed_in, cast, now):
    ines, today, maeve = signed_in("ines"), now.date(), str(cast.placements["maeve"])
    page = post(ines, "/disruption/operations/new", {"code_name": "Plover", "kind": "network", "pursue": "Kez Dorrin",
                "risk": "A leak.", **day("began_on", today)})  # fmt: skip
    task = {"do": "task", "task-said": "Knock.", **day("task-due_on", today), "task-owner": maeve}
    assert ines.post(page, task).status_code == 200, "she could not read it"
    give = {"do": "key", "key-who": maeve, "key-why": "She commands it."}
    post(ines, page, give)
    assert ines.post(page, give).status_code == 200, "once"
    assert ines.post(page, {**give, "key-who": str(cast.placements["callum"])}).status_code == 200, "reads none"
    assert signed_in("maeve").get(page).status_code == 200
    shown = ines.get(page).content.decode()
    held = {name: key for key, name in re.findall(r'value="([0-9a-f-]{36})"[^>]*>\s*(Maeve|Ines) \w+\s*<', shown)}
    end = {"do": "end_key", "end_key-why": "She moved."}
    assert "nobody ends her own" in ines.post(page, {**end, "end_key-key": held["Ines"]}).content.decode()
    post(ines, page, task)
    assert "open tasks" in ines.post(page, {**end, "end_key-key": held["Maeve"]}).content.decode()
    done = re.search(r'name="done-task".*?value="([0-9a-f-]{36})"', ines.get(page).content.decode(), re.S).group(1)
    post(ines, page, {"do": "done", "done-task": done, "done-outcome": "Nobody in."})
    post(ines, page, {**end, "end_key-key": held["Maeve"]})
    assert signed_in("maeve").get(page).status_code == 404, "the same second"


def test_an_operation_names_what_is_here_already_once_and_takes_it_off(signed_in, planned, now):
    ines = signed_in("ines")
    page = post(ines, "/disruption/operations/new", {"code_name": "Dunlin", "kind": "network", "pursue": "Kez Dorrin",
                "risk": "A leak.", **day("began_on", now.date())})  # fmt: skip
    known = {"do": "link", "link-known": f"plan:{planned()}"}
    post(ines, page, known)
    assert "names it already" in ines.post(page, known).content.decode()
    assert ines.post(page, {"do": "link", "link-kind": "", "link-name": ""}).status_code == 200
    assert ines.post(page, {"do": "link", "link-known": "plan:00000000-0000-0000-0000-000000000000"}).status_code == 200
    shown = ines.get(page).content.decode()
    assert f'href="/disruption/{known["link-known"].removeprefix("plan:")}"' in shown
    link = re.search(r'name="unlink-link".*?value="([0-9a-f-]{36})"', shown, re.S).group(1)
    post(ines, page, {"do": "unlink", "unlink-link": link})
    assert "None named." in ines.get(page).content.decode()


def test_a_crime_goes_on_when_a_victim_no_longer_supports_it(signed_in, now):
    ines, today = signed_in("ines"), now.date()
    page = post(ines, "/disruption/crimes/new", {"offence": "Arranging child sexual exploitation",
                **day("reported_on", date(2026, 3, 2)), "team": "Kingfisher", "flags": ["cse"]})  # fmt: skip
    assert "more than 24 hours ago and is not recorded" in ines.get(page).content.decode()
    post(ines, page, {"do": "number", "number-number": "4426/26"})
    post(ines, page, {"do": "party", "party-role": "victim", "party-name": "Maya Reed", "party-is_child": "yes"})
    shown = ines.get(page).content.decode()
    who = re.search(r'name="says-who".*?value="([0-9a-f-]{36})"', shown, re.S).group(1)
    assert ines.post(page, {"do": "says", "says-who": who, "says-nationality": "British"}).status_code == 200
    post(ines, page, {"do": "says", "says-who": who, "says-nationality": "British", "says-nationality_basis": "self"})
    post(ines, page, {"do": "step", "step-kind": "arrest", **day("step-on", today)})
    shown = ines.get(page).content.decode()
    assert "Tell the victim" in shown
    step = re.search(r'name="told-step".*?value="([0-9a-f-]{36})"', shown, re.S).group(1)
    post(ines, page, {"do": "told", "told-step": step})
    post(ines, page, {"do": "unsupported", **day("unsupported-on", today), "unsupported-said": "She is frightened."})
    assert "goes on" in ines.get("/disruption/crimes").content.decode()
    material = {"do": "material", "material-holder": "School", "material-what": "Attendance",
                **day("material-first_on", date(2026, 1, 1)), **day("material-last_on", date(2026, 2, 1)),
                "material-why_needed": "To place her.", "material-others_tried": "Cameras."}  # fmt: skip
    assert "notice" in ines.post(page, material).content.decode()
    post(ines, page, {**material, **day("material-notice_given_on", today)})
    paper = ines.get("/disruption/crimes/profile").content.decode()
    assert "Maya" not in paper
    assert "1 of 1" in paper


def test_the_law_is_read_by_whoever_works_a_tool_and_a_forged_button_is_not_there(signed_in, planned, served):
    lewis = signed_in("lewis")
    assert "not shown to be in force" in lewis.get("/disruption/law").content.decode()
    assert lewis.get("/disruption/law/cawn").status_code == 200
    assert lewis.get("/disruption/law/none-such").status_code == 404
    assert lewis.get("/disruption").status_code == 403
    ines = signed_in("ines")
    for page in (f"/disruption/{planned()}", f"/disruption/tools/{served()}"):
        for do in ("", "vanish", "__class__", "end:x"):
            assert ines.post(page, {"do": do}).status_code == 404, do
    assert ines.get("/disruption?recency=9&from=x").status_code == 200
    assert ines.get("/disruption/tools?all=1").status_code == 200


def test_an_analyst_is_offered_only_what_opens(signed_in):
    ines, nils = signed_in("ines"), signed_in("nils")
    plan = post(ines, "/disruption/new", {"given_name": "Kez", "family_name": "Dorrin", "status": "suspect",
                "harm": "He gives girls lifts.", "necessity": "To protect children from him."})  # fmt: skip
    weighed = {"rationale": "He drives girls.", "proportionality": "It only warns.", "victims_view": "Keep him away."}
    tool = post(ines, f"{plan}/consider/cawn", weighed)
    for page in ("/disruption", plan, "/disruption/crimes/profile"):
        shown = nils.get(page)
        assert shown.status_code == 200, page
        main = shown.content.decode().split("<main")[-1]
        for address in set(re.findall(r'href="(/[^"#?]*)', main)):
            assert nils.get(address).status_code == 200, f"{page} offers {address}"
    assert tool not in nils.get(plan).content.decode()
    assert tool in ines.get(plan).content.decode()


def test_a_licensing_officer_is_offered_tools_and_places_and_no_child(signed_in):
    lewis = signed_in("lewis")
    shown = lewis.get("/desk").content.decode()
    assert "Tools of the law" in shown
    assert "/exploitation" not in shown
    assert lewis.get("/exploitation").status_code == 403
    assert lewis.get("/exploitation/panels").status_code == 403
    assert lewis.get("/disruption/tools").status_code == 200
