"""In a hub just founded: its first administrator comes in by her link and adds people; they carry a concern to its end.

Run in that hub's own home, with what `new-area --json` printed: a test of a new area and of a drill with a backup.
"""

import json
import os
import re
import sys

import django
from django.utils import timezone

PASSWORD = "kettle-otter-ladder"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def main(links: list[dict[str, str]]) -> dict[str, object]:
    from kingfisher.organisations import queries as places

    administrator = come_in(links[0]["link"])
    at = timezone.now()
    me = places.places_of_user(administrator, now=at)[0]
    staff = {role: add(me, role, at) for role in ("triage_social_worker", "front_door_manager")}
    return {"administrator": me.role, **carry(staff, timezone.now())}


def come_in(link: str) -> int:
    """Through the pages, as she would: the link, a password, an authenticator app; the key of her account."""
    from allauth.mfa.totp.internal import auth as totp
    from django.test import Client

    browser, address = Client(HTTP_HOST="127.0.0.1"), "/" + link.split("/", 3)[3]
    assert "Choose a password" in browser.get(address).content.decode()
    browser.post(address, {"password": PASSWORD, "again": PASSWORD})
    shown = browser.get("/sign-in/set-up").content.decode()
    secret = re.search(r'<code class="kf-secret">([A-Z2-7 ]+)</code>', shown)[1].replace(" ", "")
    step = next(iter(totp.yield_hotp_counters_from_time()))
    code = totp.format_hotp_value(totp.hotp_value(secret, step))
    browser.post("/sign-in/set-up", {"code": code})
    page = browser.get("/workers")
    assert page.status_code == 200 and "Withern" in page.content.decode()
    assert browser.get(address).status_code != 200 or "Choose a password" not in browser.get(address).content.decode()
    return int(browser.session["_auth_user_id"])


def add(me, role: str, at):
    from kingfisher.access import actions as access
    from kingfisher.access.entry import acting_as, actor_for
    from kingfisher.accounts import actions as accounts

    with acting_as(actor_for(me.id, at=at, purpose="run_service", via="page")) as actor:
        worker = accounts.add_worker(actor, name=role.title(), email=f"{role}@withern.example", at=at)
        return access.give_place(actor, worker_id=worker, organisation_code="council", role_code=role,
                                 team_codes=["front_door"], at=at)  # fmt: skip


def carry(staff: dict, at) -> dict[str, object]:
    from kingfisher.access.entry import acting_as, actor_for
    from kingfisher.documents import actions as documents
    from kingfisher.referrals import actions, queries
    from kingfisher.referrals.tests.builders import family_settled, from_the_public

    contact_id = from_the_public(at).contact_id
    triage, manager = (actor_for(place, at=at, purpose="safeguard_child", via="page") for place in staff.values())
    with acting_as(triage):
        actions.rate(triage, contact_id=contact_id, rating="red", why="A second phone.", at=at)
        family_settled(triage, contact_id, at)
        file = queries.contact_file(triage, contact_id)
        due = (file.contact.decide_by - file.contact.received_at).total_seconds() / 3600
        documents.keep(triage, folder_id=file.contact.folder_id, about=("contact", contact_id), name="letter.pdf",
                       content=PDF, at=at)  # fmt: skip
        actions.propose(triage, contact_id=contact_id, outcome="early_help", need_level="2", at=at,
                        reasons="School and mother agree on what would help.")  # fmt: skip
    with acting_as(manager):
        actions.sign_off(manager, contact_id=contact_id, why="Agreed.", at=at)
        found = queries.contact_file(manager, contact_id).contact
    return {"hours_for_red": due, "state": found.state, "outcome": found.outcome}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
    from kingfisher.project import database, standing

    standing.take_up()
    with database.in_use():
        django.setup()
        print(json.dumps(main(json.loads(sys.argv[1]))))
