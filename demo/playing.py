"""Play the front door's contacts through the referrals and sharing rooms, step by step as they were worked."""

import json
from uuid import UUID

from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.actor import Actor
from kingfisher.referrals import actions as referrals
from kingfisher.referrals import queries as contacts
from kingfisher.referrals.actions import AgencyAsked
from kingfisher.referrals.said import FamilyPosition
from kingfisher.sharing import actions as sharing
from kingfisher.sharing import queries as requests
from kingfisher.sharing.actions import Told

from .filling import Filler, Held
from .founding import Places
from .place import placed
from .saying import WORKERS
from .shapes import ContactSeed, SaidOf, StepSeed
from .world import World

DOORS = {"form": "page", "api": "api", "phone": "telephone", "post": "telephone"}
NEED_LEVELS = {
    "early_help": "2", "referral_child_family_assessment": "3", "transfer_other_la": "3", "strategy_discussion": "4",
}  # fmt: skip
EXPLOITED = {"sexual_exploitation", "criminal_exploitation", "trafficking"}
LINES_GIVEN = 3
WHY_LINKED = "Same name and birth date; the referrer gave the same address."
HELD_BACK = "need_more"
SAFE_TO_TELL = "They asked to be told, and nothing in it names or places anyone."


class Front:
    """The front door while its contacts are played."""

    def __init__(self, world: World, places: Places, filler: Filler) -> None:
        self.world, self.places, self.filler = world, places, filler
        self.joined = {p.key for story in world.stories if story.linked for p in story.people}
        self.contacts: dict[str, UUID] = {}
        self.truths = {p.key: p.truth for story in world.stories for p in story.people}

    def play(self, contact: ContactSeed) -> None:
        """Take one contact in as its referrer sent it, then do to it what was done."""
        taken = self.take_in(contact)
        if taken.contact_id is None:
            raise RuntimeError(f"{contact.key} was not read: {', '.join(taken.problems)}")
        self.contacts[contact.key] = taken.contact_id
        Played(self, contact, taken.contact_id).steps()

    def take_in(self, contact: ContactSeed):
        at = contact.received.at(self.world.now)
        if contact.worker:
            sender, door = self.places.worker(contact.worker, at=at), DOORS[contact.channel]
        else:
            sender, door = service_of("front_door_service", at=at, via="public"), "public"
        return referrals.take_in(
            sender, body=json.dumps(self.concern(contact)).encode(), content_type="application/json", door=door,
            idempotency_key=contact.key, sender_name=contact.referrer, at=at,
        )  # fmt: skip

    def concern(self, contact: ContactSeed) -> dict:
        """The concern as the referrer's form or system sends it."""
        worker = WORKERS.get(contact.worker)
        return {
            "children": [self.child(said) for said in contact.said_of],
            "what_happened": contact.text,
            "when": contact.received.on(self.world.now).strftime("%d %B %Y"),
            "how_known": "told" if contact.channel == "phone" else "seen",
            "categories": list(contact.categories),
            "danger_now": "yes" if contact.danger_now else "no",
            "family": {"told": "yes" if contact.family_knows else "no", "not_told_why": contact.why_not},
            "referrer": {
                "kind": "professional" if worker else "public",
                "name": contact.referrer,
                "role": contact.referrer_role.replace("_", " "),
                "phone": worker.phone if worker else "",
            },
        }

    def child(self, said: SaidOf) -> dict:
        truth = self.truths.get(said.person)
        born = said.born or (truth.born_on.isoformat() if truth and truth.sex else "")
        found = {"name": said.name, "born": born, "address": said.address}
        if truth and not truth.sex:
            found["kind"] = "unborn"
        if truth and truth.school:
            found["school"] = truth.school
        return found


class Played:
    """One contact being worked."""

    def __init__(self, front: Front, contact: ContactSeed, contact_id: UUID) -> None:
        self.front, self.contact, self.contact_id = front, contact, contact_id
        self.requests: dict[str, UUID] = {}  # organisation to what it was asked
        self.settled: set[str] = set()

    def steps(self) -> None:
        for step in self.contact.steps:
            at = step.when.at(self.front.world.now)
            with acting_as(self.front.places.worker(step.by, at=at)) as actor:
                getattr(self, step.kind)(actor, step, at)

    def rated(self, actor: Actor, step: StepSeed, at) -> None:
        referrals.rate(actor, contact_id=self.contact_id, rating=step.rag, why=step.text, at=at)

    rerated = rated

    def linked_to(self, actor: Actor, key: str, at) -> None:
        """Say of one named child that each organisation's record of them is the same child's."""
        if key in self.settled:
            return
        self.settled.add(key)
        mention = self.mentions(actor)[key]
        records = self.records(key)
        for held in records[:1] if key in self.front.joined else records:
            referrals.judge_match(
                actor, contact_id=self.contact_id, person_id=mention, other_id=held.person_id,
                other_folder_id=held.folder_id, answer="same", why=WHY_LINKED, at=at,
            )  # fmt: skip

    def mentions(self, actor: Actor) -> dict[str, UUID]:
        """The contact's own statement of each person it names, by the seed's key."""
        named = contacts.contact_file(actor, self.contact_id).children
        return {
            said.person: one.person_id for said, one in zip(self.contact.said_of, named, strict=True) if said.person
        }

    def records(self, key: str, organisation: str = "") -> list[Held]:
        """What organisations (or one of them) hold of a person."""
        found = self.front.filler.held.items()
        return [held for (who, code), held in found if who == key and organisation in ("", code)]

    def linked(self, actor: Actor, step: StepSeed, at) -> None:
        self.linked_to(actor, step.person, at)

    def asked(self, actor: Actor, step: StepSeed, at) -> None:
        holder = self.front.places.organisations[step.organisation]
        asked = AgencyAsked(holder, questions=step.questions, gateway=step.basis)
        (self.requests[step.organisation],) = referrals.ask_agencies(
            actor, contact_id=self.contact_id, asked=[asked], at=at
        )

    def answered(self, actor: Actor, step: StepSeed, at) -> None:
        request_id = self.requests[step.organisation]
        if step.status == "not_known":
            sharing.not_known(actor, request_id=request_id, at=at)
            return
        persons = self.own_people(actor, request_id, step.organisation)
        lines = requests.own_lines(actor, persons.values(), at_most=LINES_GIVEN) if persons else ()
        sharing.answer(
            actor, request_id=request_id, status=step.status, persons=persons,
            further=Told(summary=step.text, lines=tuple(one.line.id for one in lines)),
            team_only=Told(summary=step.mash_only), reason=HELD_BACK if step.status == "partial" else "", at=at,
        )  # fmt: skip

    def own_people(self, actor: Actor, request_id: UUID, organisation: str) -> dict[UUID, UUID]:
        """Which of the agency's own people each subject of a request is."""
        shown = requests.request_file(actor, request_id)
        found = {}
        for subject, said in zip(shown.subjects, self.contact.said_of, strict=False):
            for held in self.records(said.person, organisation)[:1] if said.person else ():
                found[subject.id] = held.person_id
        return found

    def read_answers(self, actor: Actor, at) -> None:
        """Whoever settles a contact has had before her what agencies answered."""
        sharing.acknowledge(actor, request_ids=list(self.requests.values()), at=at)

    def proposed(self, actor: Actor, step: StepSeed, at) -> None:
        self.read_answers(actor, at)
        for said in self.contact.said_of:
            if said.person:
                self.linked_to(actor, said.person, at)
        referrals.record_family(actor, contact_id=self.contact_id, family=self.family(), at=at)
        referrals.propose(
            actor, contact_id=self.contact_id, outcome=step.outcome, need_level=NEED_LEVELS.get(step.outcome, "1"),
            reasons=step.text, exploitation_pathway=bool(EXPLOITED & set(self.contact.categories)), at=at,
        )  # fmt: skip

    def family(self) -> FamilyPosition:
        if self.contact.family_knows:
            return FamilyPosition(told="yes", agreement_sought=True, agreement_given="yes", agreement_by="pr_holder")
        return FamilyPosition(
            told="no", not_told_why=self.contact.why_not, agreement_sought=False,
            dispense_reason="increase_risk_to_child", dispense_why=self.contact.why_not,
        )  # fmt: skip

    def signed_off(self, actor: Actor, step: StepSeed, at) -> None:
        referrals.sign_off(actor, contact_id=self.contact_id, why=step.text, at=at)

    def returned(self, actor: Actor, step: StepSeed, at) -> None:
        referrals.send_back(actor, contact_id=self.contact_id, why=step.text, at=at)

    def advised(self, actor: Actor, step: StepSeed, at) -> None:
        self.read_answers(actor, at)
        referrals.give_advice(actor, contact_id=self.contact_id, advice=step.text, at=at)

    def routed(self, actor: Actor, step: StepSeed, at) -> None:
        self.read_answers(actor, at)
        whom, _, how = step.text.partition(" holds the case")
        referrals.route_to_worker(actor, contact_id=self.contact_id, to_whom=whom, why=f"Open to them{how}", at=at)

    def fed_back(self, actor: Actor, step: StepSeed, at) -> None:
        safe = "" if placed().get(self.contact.worker) else SAFE_TO_TELL
        referrals.feed_back(actor, contact_id=self.contact_id, told=step.text, safe_because=safe, at=at)

    def closed(self, actor: Actor, step: StepSeed, at) -> None:
        self.read_answers(actor, at)
        referrals.close(actor, contact_id=self.contact_id, at=at)
