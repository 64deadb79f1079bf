"""Further records in folders of their own, for the matrix: what police do, what is done for a child or agreed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for, service_of
from kingfisher.chronology import actions as chronology
from kingfisher.disruption import actions as disruption
from kingfisher.escalations import actions as escalations
from kingfisher.exploitation import actions as exploitation
from kingfisher.intelligence import actions as intelligence
from kingfisher.intelligence import queries as network
from kingfisher.missing import actions as missing
from kingfisher.patterns import actions as patterns
from kingfisher.people import actions as people
from kingfisher.people.rules import Said
from kingfisher.project.tests.laid import SECRET, Laying
from kingfisher.project.tests.reaching import browser
from kingfisher.project.tests.ruled import RULED, Lays, Ruled
from kingfisher.reviews.tests import builders as reviews
from kingfisher.sharing import actions as sharing
from kingfisher.sharing import queries as decisions
from tests.cast import LONG_AGO, gather

GIVEN, FAMILY = SECRET.split()
WHY = f"Four girls saw {SECRET} at the flat in six weeks."


def _victim_plan(lay: Lays) -> Ruled:
    child = Laying(lay.cast, lay.now).child
    with lay.be("dele") as dele:
        key = exploitation.stand_by(dele, person_id=child, types=("cse",), at=lay.now)
    return lay.ruled("exploitation_victimplan", key, by="dele")


def _panel(lay: Lays) -> Ruled:
    child = Laying(lay.cast, lay.now).child
    with lay.be("dele") as dele:
        key = exploitation.call_panel(dele, person_ids=[child], starts_at=lay.now, place="Room 2", at=lay.now)
    return lay.ruled("meetings_meeting", key, by="dele", reads=0)


def _operation(lay: Lays) -> Ruled:
    with lay.be("ines") as ines:
        key = disruption.open_operation(
            ines, code_name=FAMILY, kind="network", risk="A leak.", aims={"pursue": f"Find {SECRET}."}, command={},
            began_on=lay.now.date(), at=lay.now,
        )  # fmt: skip
    return lay.ruled("disruption_operation", key, by="ines")


def _crime(lay: Lays) -> Ruled:
    with lay.be("ines") as ines:
        key = disruption.track(ines, offence=f"Arranging, by {SECRET}", reported_at=lay.now, team="Kingfisher",
                               at=lay.now)  # fmt: skip
    return lay.ruled("disruption_crime", key, by="ines")


def _tool(lay: Lays) -> Ruled:
    plan = RULED["disruption plan"](lay)
    wanted = disruption.Wanted("sro", f"{SECRET} sent pictures to two girls.", "It forbids only contact and places.")
    with lay.be("ines") as ines:
        key = disruption.consider(ines, plan_id=plan.key, wanted=wanted, at=lay.now)
    return lay.ruled("disruption_measure", key, by="ines")


def _linked(lay: Lays) -> tuple[UUID, UUID]:
    """A link, and the thing it leads from."""
    with lay.be("ines") as ines:
        one, other = (
            intelligence.note(ines, noted=intelligence.Noted("person", "unverified", f"{FAMILY} {n}"), at=lay.now)
            for n in ("Ash", "Bel")
        )
        day = lay.now.date() - timedelta(days=3)
        joined = intelligence.Joined(one, other, "associate", "told", "likely", day, day, "Her tutor")
        return intelligence.join(ines, joined=joined, at=lay.now), one


def _link(lay: Lays) -> Ruled:
    return lay.ruled("intelligence_link", _linked(lay)[0], by="ines")


def _chart(lay: Lays) -> Ruled:
    link, thing = _linked(lay)
    with lay.be("ines") as ines:
        key = intelligence.keep_chart(
            ines, picture=network.around(ines, [thing]), title=SECRET, why="For the mapping meeting.", at=lay.now
        )
    held = lay.ruled("intelligence_link", link, by="ines")
    return replace(held, key=key)


def _map(lay: Lays) -> Ruled:
    with lay.be("ines") as ines:
        said = intelligence.Necessary(f"Street of {FAMILY}", WHY, "Asking each girl would warn the men.")
        key = intelligence.open_peer_map(ines, said=said, at=lay.now)
    return lay.ruled("intelligence_peermap", key, by="ines")


def _pattern(lay: Lays) -> Ruled:
    with lay.be("marcus") as marcus:
        key = patterns.raise_pattern(
            marcus, service=lay.cast.placements["door"], kind="place", title=f"The flat of {SECRET}", seen=WHY,
            wanted="Somebody closes the flat.", at=lay.now,
        )  # fmt: skip
    return lay.ruled("patterns_pattern", key, by="marcus")


def _disagreement(lay: Lays) -> Ruled:
    door = service_of("front_door_service", at=lay.now, via="page")
    said = escalations.Challenge(
        receiving_id=lay.cast.organisations["council"], about="CO-7K2P-QRST", topic="level_of_need",
        disagreement=f"It leaves {SECRET} with nobody.", wanted="An assessment by Friday.",
    )  # fmt: skip
    with lay.be("marcus") as marcus:
        key = escalations.challenge(marcus, said=said, service=door.placement_id, at=lay.now)
    with acting_as(door):
        escalations.keep_up(door, escalation_id=key, at=lay.now)
    return lay.ruled("escalations_escalation", key, by="marcus")


def _court_papers(lay: Lays) -> Ruled:
    """Prepared on the page, as it freezes what the page shows."""
    child = Laying(lay.cast, lay.now)
    with lay.be("dele") as dele:
        line = chronology.Line(child.home, child.child, "visit", lay.now.date(), f"{SECRET} was seen at school")
        written = chronology.note(dele, line=line, at=lay.now)
    said = {"line": [str(written)], "title": f"Chronology of {SECRET}"}
    page = browser(lay.cast.placements["dele"], "dele").post(f"/casefile/{child.child}/court", said)["Location"]
    return lay.ruled("chronology_prepared", UUID(page.rsplit("/", 1)[1]), by="dele")


def _first_hour(lay: Lays) -> Ruled:
    first = missing.First(f"{SECRET} goes with men in a car.", ("Ring her mother",), ("Karen, 07700 900421",))
    with lay.be("dele") as dele:
        key = missing.write_plan(dele, person_id=Laying(lay.cast, lay.now).child, first=first, at=lay.now)
    return lay.ruled("missing_triggerplan", key, by="dele")


def home_of(lay: Lays) -> None:
    """Bryn of Reed House, a children's home: he comes into the cast while this world stands."""
    with acting_as(actor_for(gather.founded, at=LONG_AGO, via="command")) as installer:
        access.add_agency(installer, code="reed-house", name="Reed House", short_name="Reed House", kind="other",
                          parent_code="", phone="01632 960770", answers_checks=False, at=LONG_AGO)  # fmt: skip
        bryn = access.add_worker(installer, name="Bryn Askew", username="bryn", at=LONG_AGO)
        lay.cast.placements["bryn"] = access.give_place(
            installer, worker_id=bryn, organisation_code="reed-house", role_code="carer", at=LONG_AGO
        )


def _card(lay: Lays) -> Ruled:
    with lay.be("bryn") as bryn:
        key = missing.write_card(
            bryn, said={"looks": "Tall, red hair"}, given_name=GIVEN, family_name=FAMILY, at=lay.now
        )
    return lay.ruled("missing_profile", key, by="bryn")


def _decided(lay: Lays) -> tuple[UUID, UUID]:
    """What police shared with the council unasked: the decision, and what was given."""
    with lay.be("tom") as tom:
        folder = access.open_folder(tom, kind="person", category="general", at=lay.now)
        said = Said(given_name=GIVEN, family_name=FAMILY)
        person = people.state_person(tom, folder_id=folder, said=said, at=lay.now)
        weighed = sharing.Weighed(
            decision="share_summary", why="She was seen getting into the silver car.", decided_by="Tom Hargrave",
            summary=f"{SECRET} was seen twice this week.", purpose="safeguard_child", method="verbal",
            necessity="Her social worker cannot plan without it.", proportionality="Only what was seen, no names.",
            happened_at=lay.now - timedelta(hours=2),
        )  # fmt: skip
        key = sharing.decide(
            tom, person_id=person, to_organisation=lay.cast.organisations["council"], said=weighed,
            basis=sharing.Basis("ca2004_s10", "art6_e"), at=lay.now,
        )  # fmt: skip
        return key, decisions.decision(tom, key)[0].outline_id


def _decision(lay: Lays) -> Ruled:
    return lay.ruled("sharing_sharingdecision", _decided(lay)[0], by="tom", reads=0)


def _disclosure(lay: Lays) -> Ruled:
    return lay.ruled("sharing_outline", _decided(lay)[1], by="tom")


def _incident(lay: Lays) -> Ruled:
    known = {"child_called": SECRET, "what_happened": f"{SECRET} was found hurt."}
    key = reviews.told(lay.be, lay.now, **known)
    return lay.ruled("reviews_incident", key, by="ruth")


def _summary_asked(lay: Lays) -> Ruled:
    incident = reviews.notified(lay.be, lay.now, child_called=SECRET)
    key = reviews.asked(lay.be, lay.cast, lay.now, incident)
    return lay.ruled("reviews_summary", key, by="asha")


FURTHER: dict[str, Callable[[Lays], Ruled]] = {
    "victim plan": _victim_plan, "panel": _panel, "operation": _operation, "crime": _crime, "tool of the law": _tool,
    "link of the network": _link, "kept picture": _chart, "map of children": _map, "pattern": _pattern,
    "disagreement": _disagreement, "prepared chronology": _court_papers, "plan for the first hour": _first_hour,
    "card": _card, "decision about sharing": _decision, "disclosure": _disclosure, "serious incident": _incident,
    "request to an agency for a rapid review": _summary_asked,
}  # fmt: skip
