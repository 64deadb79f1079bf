"""Whom and what to visit: workers of the demonstration, children known to several agencies, contacts in the queue."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for, service_of
from kingfisher.kernel.actor import Actor
from kingfisher.organisations.queries import places_of_user
from kingfisher.people import actions as people
from kingfisher.people import queries
from kingfisher.postroom import queries as postroom
from kingfisher.referrals import queries as referrals
from kingfisher.sharing import queries as sharing
from kingfisher.ui.paging import Ask

MANY = 60


@dataclass
class Sample:
    triage: Client
    researcher: Client
    actor: Actor
    worker: UUID
    children: list[UUID]
    names: list[str]
    contacts: list[UUID]
    requests: list[UUID]
    concern: dict
    key: str
    people: int

    def contact_of(self, ref: str) -> UUID:
        """The contact an arrival became."""
        with acting_as(self.actor):
            became = postroom.arrival_by_ref(self.actor, ref).became
        if became is None:
            raise SystemExit(f"arrival {ref} was not read into a contact")
        return became[1]

    def link_likeliest(self, contact_id: UUID) -> UUID:
        """Do as a triage worker would: link the child named to the likeliest record, and say why."""
        with acting_as(self.actor):
            mention = referrals.contact_file(self.actor, contact_id).children[0]
            best = queries.likely_matches(self.actor, mention.person_id)[0]
            people.judge(
                self.actor, left_id=mention.person_id, left_folder_id=mention.folder_id, right_id=best.person_id,
                right_folder_id=best.folder_id, answer="same", why="Name, birth date and school agree.",
                at=self.actor.at,
            )  # fmt: skip
        return mention.person_id

    def agencies_in(self, page: str) -> int:
        """How many agencies are named as holding something."""
        holds = page.split('id="holds"', 1)[-1].split('id="family"', 1)[0]
        return holds.count("Who can see this?")


def gather(*, at: datetime) -> Sample:
    """Pick from what is there; SystemExit when this home holds no demonstration."""
    triage, priya = _sign_in("triage_social_worker", at)
    researcher, tom = _sign_in("police_researcher", at)
    with acting_as(priya):
        children = _known_to_several(priya)
        shown = queries.statements(priya, set(children))
        names = [s.name for s in shown.values() if s.said.family_name][:MANY]
        contacts = [row.id for row in referrals.queue(priya, referrals.Wanted(), Ask(size=MANY)).rows]
    with acting_as(tom):
        requests = [r.id for r in sharing.inbox(tom)][:MANY]
    known = next(s for s in shown.values() if s.said.born_on and s.said.given_name and s.said.family_name)
    concern = {
        "children": [{"given_name": known.said.given_name, "family_name": known.said.family_name,
                      "born_on": known.said.born_on.isoformat(), "school": known.said.school}],
        "what_happened": "Arrived without a coat again and asked not to be sent home.", "how_known": "seen",
    }  # fmt: skip
    return Sample(
        triage=triage, researcher=researcher, actor=priya, worker=priya.worker_id, children=children, names=names,
        contacts=contacts, requests=requests, concern=concern, key=_school_key(at), people=_how_many(),
    )  # fmt: skip


def _sign_in(role: str, at: datetime) -> tuple[Client, Actor]:
    for user in get_user_model().objects.order_by("username"):
        for place in places_of_user(user.pk, now=at):
            if place.role == role:
                client = Client()
                client.post("/sign-in", {"persona": user.username})
                client.post("/access/purpose", {"purpose": "safeguard_child", "next": "/desk"})
                return client, actor_for(place.id, at=at, purpose="safeguard_child", via="command")
    raise SystemExit("this home holds no demonstration: run ./kingfisher demo --build-only first")


def _known_to_several(actor: Actor) -> list[UUID]:
    """Children of the actor's own agency whose record is linked to others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id FROM people_person p WHERE p.organisation_id = %s AND p.kind = 'child' AND EXISTS "
            "(SELECT 1 FROM people_judgement j WHERE j.left_id = p.id OR j.right_id = p.id) LIMIT %s",
            [actor.organisation_id, MANY],
        )
        return [row[0] for row in cursor.fetchall()]


def _school_key(at: datetime) -> str:
    """A key for a school's own system, made by the installer as it would be on a real site."""
    system = service_of("agency_system", at=at, via="command")
    installer = service_of("installer", at=at, via="command")
    with acting_as(installer):
        return access.make_machine_key(installer, placement_id=system.placement_id, label="bench", at=at)


def _how_many() -> int:
    """The planner's own estimate: counting all rows is what the hub itself never does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE relname = 'people_person'")
        return cursor.fetchone()[0]
