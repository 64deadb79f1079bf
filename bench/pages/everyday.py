"""Which pages are everyday ones, and where a worker finds the records they open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.test import Client

from kingfisher.organisations.queries import places_of_user

KEY = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# One of each is asked, in this order, for a page until somebody may open it.
ROLES = (
    "triage_social_worker", "social_worker", "front_door_manager", "team_manager", "conference_chair",
    "police_researcher", "designated_safeguarding_lead", "information_governance_lead",
    "delegated_safeguarding_partner",
)  # fmt: skip
EACH_ROLE = 3  # people of a role who are asked


@dataclass(frozen=True)
class Everyday:
    """A page: its name, the list its records are linked from, what such a link looks like, what is put after it."""

    name: str
    listed: str
    link: str = ""
    then: str = ""


PAGES = (
    Everyday("my work", "/desk"),
    Everyday("front door queue", "/referrals/queue"),
    Everyday("waiting for a manager", "/referrals/sign-offs"),
    Everyday("one contact", "/referrals/queue", "/referrals/contact/KEY"),
    Everyday("agencies to ask about a contact", "/referrals/queue", "/referrals/contact/KEY", "/checks"),
    Everyday("decision on a contact", "/referrals/queue", "/referrals/contact/KEY", "/ending"),
    Everyday("contact and another council", "/referrals/queue", "/referrals/contact/KEY", "/transfer"),
    Everyday("advice without a name", "/referrals/advice"),
    Everyday("done at once", "/referrals/afterwards"),
    Everyday("handover with the duty team", "/referrals/handover"),
    Everyday("tell us of a concern", "/referrals/concern"),
    Everyday("receipts", "/referrals/receipts"),
    Everyday("one receipt", "/referrals/receipts", r"/referrals/receipts/[A-Z0-9-]+"),
    Everyday("requests", "/sharing/requests"),
    Everyday("one request", "/sharing/requests", "/sharing/requests/KEY"),
    Everyday("decisions about sharing", "/sharing/decisions"),
    Everyday("one decision about sharing", "/sharing/decisions", "/sharing/decisions/KEY"),
    Everyday("agreements", "/sharing/agreements"),
    Everyday("one agreement", "/sharing/agreements", "/sharing/agreements/KEY"),
    Everyday("children worked with", "/pathway"),
    Everyday("steps with a child", "/pathway", "/pathway/KEY"),
    Everyday("steps with a child, printed", "/pathway", "/pathway/KEY", "/print"),
    Everyday("meetings", "/meetings"),
    Everyday("one meeting", "/meetings", "/meetings/KEY"),
    Everyday("live minutes", "/meetings", "/meetings/KEY", "/minutes"),
    Everyday("minutes, printed", "/meetings", "/meetings/KEY", "/paper"),
    Everyday("minutes as PDF", "/meetings", "/meetings/KEY", "/minutes.pdf"),
    Everyday("the family's paper", "/meetings", "/meetings/KEY", "/family"),
    Everyday("plans", "/plans"),
    Everyday("one plan", "/plans", "/plans/KEY"),
    Everyday("one plan, printed", "/plans", "/plans/KEY", "/print"),
    Everyday("disagreements", "/escalations"),
    Everyday("one disagreement", "/escalations", "/escalations/KEY"),
    Everyday("my log", "/log/mine"),
    Everyday("my unsent forms", "/drafts"),
)
OF_A_CHILD = (
    ("a child's picture", ""), ("a child's picture, printed", "/print"), ("a year of dates", "/calendar"),
    ("chronology for court", "/court"),
)  # fmt: skip


def visitors(*, at) -> Iterator[Client]:
    """Signed-in people of the demonstration, a few of each role, the likeliest first."""
    of_role: dict[str, list[str]] = {role: [] for role in ROLES}
    for user in get_user_model().objects.order_by("username"):
        for place in places_of_user(user.pk, now=at):
            if place.role in of_role and user.username not in of_role[place.role]:
                of_role[place.role].append(user.username)
    for names in of_role.values():
        for name in names[:EACH_ROLE]:
            client = Client()
            client.post("/sign-in", {"persona": name})
            client.post("/access/purpose", {"purpose": "safeguard_child", "next": "/desk"})
            yield client


def opened_by(page: Everyday, people: list[Client], *, at_most: int) -> tuple[Client, list[str]] | None:
    """Who opens this page, and at which addresses; None where nobody of those asked can."""
    pattern = re.compile(f'href="({page.link.replace("KEY", KEY)})[?#"]')
    for client in people:
        listed = client.get(page.listed)
        if listed.status_code != 200:
            continue
        if not page.link:
            return client, [page.listed]
        found = dict.fromkeys(pattern.findall(listed.content.decode()))
        there = [one + page.then for one in list(found)[:at_most] if client.get(one + page.then).status_code == 200]
        if there:
            return client, there
    return None
