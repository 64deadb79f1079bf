"""Records ruled by what somebody is to them: the board's, reviews, assurance, learning, and what goes to one by name.

Each is laid by actions, as its workers do; `by` opens it, and `far` is a role that meets its addresses and may not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as
from kingfisher.access.matrix import routes
from kingfisher.assurance import actions as assurance
from kingfisher.assurance.jobs import gather as gather_pack
from kingfisher.assurance.tests import builders as assured
from kingfisher.escalations import actions as escalations
from kingfisher.escalations import queries as disagreements
from kingfisher.exchange import actions as exchange
from kingfisher.intelligence import actions as intelligence
from kingfisher.intelligence import queries as reports
from kingfisher.intelligence.tests.conftest import CLEAN, GRADE, told
from kingfisher.learning import queries as learning
from kingfisher.learning.tests import builders as courses
from kingfisher.partnership.actions import board, keeping, who
from kingfisher.partnership.tests import builders as published
from kingfisher.project.tests.laid import SECRET, Laying
from kingfisher.project.tests.ruled import RULED, Lays
from kingfisher.project.tests.ruled_rooms import FURTHER
from kingfisher.referrals import actions as referrals
from kingfisher.referrals import queries as contacts
from kingfisher.referrals.tests.builders import decided, sent
from kingfisher.referrals.tests.test_afterwards import recorded
from kingfisher.reviews import actions as reviews
from kingfisher.reviews import queries as learned
from kingfisher.reviews.tests import builders as reviewed
from kingfisher.ui.paging import Ask

GIVEN, FAMILY = SECRET.split()


@dataclass(frozen=True, slots=True)
class Held:
    """A record's key, who of the cast opens it, and a role of another agency that comes to its door in vain."""

    key: object
    by: str
    far: str = "front_door_manager"


def _edition(lay: Lays) -> Held:
    return Held(published.written(lay.be, lay.now, title=f"Threshold document of {FAMILY}"), "office")


def _sitting(lay: Lays) -> Held:
    with lay.be("office") as office:
        group = who.set_up_group(office, code="matrix", name=f"Group of {FAMILY}", tier=2, remit="Run it",
                               begins_on=lay.now.date(), at=lay.now)  # fmt: skip
        key = board.plan_sitting(office, group_id=group, starts_at=lay.now + timedelta(days=9), minutes_long=60,
                                 place="Room 2", at=lay.now)  # fmt: skip
    return Held(key, "office")


def _money(lay: Lays) -> Held:
    with lay.be("office") as office:
        keeping.keep_money(office, year=2031, sort="cash", who=FAMILY, pence=100, at=lay.now)
    return Held(2031, "office")


def _recommendation(lay: Lays) -> Held:
    return Held(reviewed.recommended(lay.be, lay.now, words=f"All agencies should record what {FAMILY} says"), "office")


def _promise(lay: Lays) -> Held:
    key = reviewed.recommended(lay.be, lay.now)
    with lay.be("office") as office:
        reviews.answer(office, recommendation_id=key, accepted=True, words="", at=lay.now)
        made = reviews.commit(
            office, recommendation_id=key, organisation_id=lay.cast.organisations["health"], owner="",
            words=f"A form for {FAMILY}.", due_on=lay.now.date(), answerer=lay.cast.placements["asha"], at=lay.now,
        )  # fmt: skip
        folder = learned.recommendation(office, key).row.folder_id
    with acting_as(courses.service_of("front_door_service", at=lay.now, via="page")) as door:
        reviews.let_answer(door, folder=folder, answerer=lay.cast.placements["asha"], at=lay.now)
    return Held(made, "asha")


def _round(lay: Lays) -> Held:
    return Held(assured.begun(lay.be, lay.now), "office")


def _return(lay: Lays) -> Held:
    return Held(assured.asked(lay.be, lay.cast, lay.now, assured.begun(lay.be, lay.now)), "asha")


def _audit(lay: Lays) -> Held:
    return Held(assured.planned(lay.be, lay.cast, lay.now), "office")


def _case(lay: Lays) -> Held:
    return Held(assured.cases(lay.be, assured.drawn(lay.be, lay.cast, lay.now))[0], "ines")


def _look(lay: Lays) -> Held:
    return Held(assured.looked(lay.be, lay.now, title=f"Scrutiny of {FAMILY}"), "office")


def _response(lay: Lays) -> Held:
    return Held(assured.finding_asked(lay.be, lay.cast, lay.now), "asha")


def _pack(lay: Lays) -> Held:
    with lay.be("office") as office:
        key = assurance.ask_pack(office, kind="joint_inspection", title=f"Inspection of {FAMILY}",
                                 last_day=lay.now.date(), at=lay.now,
                                 first_day=lay.now.date() - timedelta(days=365))  # fmt: skip
    gather_pack(str(key), str(lay.cast.placements["office"]))
    return Held(key, "office", "triage_social_worker")


def _day(lay: Lays) -> Held:
    return Held(courses.a_day(lay.be, lay.now), "terry")


def _learner(lay: Lays) -> Held:
    courses.held(lay.be, lay.now, courses.who(SECRET, organisation=lay.cast.organisations["otterbrook"]))
    with lay.be("terry") as terry:
        key = next(x.id for x in learning.learners(terry, ask_page=Ask()).rows if x.name == SECRET)
    return Held(key, "terry", "training_lead")


def _certificate(lay: Lays) -> Held:
    person = courses.who(f"Ottoline {FAMILY}", organisation=lay.cast.organisations["otterbrook"])
    courses.held(lay.be, lay.now, person)
    with lay.be("terry") as terry:
        key = next(x.id for x in learning.learners(terry, ask_page=Ask()).rows if x.name == person.name)
        return Held(learning.record(terry, key).completions[0].id, "terry", "training_lead")


def _partners_case(lay: Lays) -> Held:
    made = FURTHER["disagreement"](lay).key
    door = courses.service_of("front_door_service", at=lay.now, via="page")
    for _ in range(3):
        with lay.be("marcus") as marcus:
            escalations.move_up(marcus, escalation_id=made, words=f"Rang {FAMILY} twice; no answer.", at=lay.now)
        with acting_as(door):
            escalations.keep_up(door, escalation_id=made, at=lay.now)
    with lay.be("lena") as lena:
        return Held(disagreements.cases(lena)[0].id, "lena")


def _report(lay: Lays) -> UUID:
    with lay.be("marcus") as marcus:
        intelligence.submit(marcus, told=told(source=SECRET), at=lay.now)
    with lay.be("nils") as nils:
        key = reports.reports(nils)[0].id
        intelligence.grade(nils, report_id=key, said=GRADE, at=lay.now)
        intelligence.sanitise(nils, report_id=key, text=CLEAN, at=lay.now)
    return key


def _source(lay: Lays) -> Held:
    return Held(_report(lay), "nils", "detective_inspector")


def _product(lay: Lays) -> Held:
    key = _report(lay)
    with lay.be("oskar") as oskar:
        intelligence.approve(oskar, report_id=key, at=lay.now)
    with lay.be("nils") as nils:
        intelligence.let_go(nils, report_id=key, to=lay.cast.placements["ines"], purpose="To watch the bus stop.",
                            at=lay.now)  # fmt: skip
    with lay.be("ines") as ines:
        return Held(reports.given_to_me(ines)[0].id, "ines", "detective_inspector")


def _transfer(lay: Lays) -> Held:
    contact = sent(lay.cast, lay.now, key="moved", children=[{"name": SECRET}]).contact_id
    decided(lay.be, contact, lay.now, outcome="transfer_other_la", level="3")
    said = referrals.TransferSaid("Northwick Council", "Jo Marsh, 01632 960777", f"{SECRET} has moved there.")
    with lay.be("priya") as priya:
        return Held(referrals.transfer_out(priya, contact_id=contact, said=said, at=lay.now), "priya")


def _measure(lay: Lays) -> Held:
    contact = recorded(lay.be, lay.now, words=f"{SECRET} was taken to the duty foster carer.")
    with lay.be("priya") as priya:
        return Held(contacts.measures_of(priya, contact)[0].id, "priya")


def _passed(lay: Lays) -> Held:
    """To whoever stands by the child and her manager; it needs no rating first."""
    contact = sent(lay.cast, lay.now, key="passed", children=[{"name": SECRET}]).contact_id
    with lay.be("priya") as priya:
        referrals.pass_on(priya, contact_id=contact, worker_id=lay.cast.placements["dele"],
                          manager_id=lay.cast.placements["ruth"], because="other", why="She knows the family.",
                          at=lay.now)  # fmt: skip
    return Held(contact, "dele")


def _emergency(lay: Lays) -> Held:
    home = Laying(lay.cast, lay.now).home
    with lay.be("ruth") as ruth:
        access.seal(ruth, folder_id=home, why="a test", restricted=True, key_holders=[ruth.placement_id], at=lay.now)
    with lay.be("priya") as priya:
        why = f"{FAMILY} may be harmed tonight"
        return Held(access.break_glass(priya, folder_id=home, why=why, at=lay.now), "priya")


def _import(lay: Lays) -> Held:
    file = {"source": "csv", "file_name": f"{FAMILY}.csv", "size": 10, "held_as": str(uuid4())}
    with lay.be("nadia") as nadia:
        return Held(exchange.begin(nadia, **file, at=lay.now), "nadia", "data_officer")


def _worker_log(lay: Lays) -> Held:
    with lay.be("priya") as priya:
        access.open_folder(priya, kind="person", category="general", at=lay.now)  # something to be read of her
    return Held(lay.cast.placements["priya"], "ruth")


def _folder_log(lay: Lays) -> Held:
    return Held(Laying(lay.cast, lay.now).home, "ruth")


HELD: dict[str, Callable[[Lays], Held]] = {
    "edition": _edition, "meeting of the board": _sitting, "year of money": _money, "recommendation": _recommendation,
    "what an agency promised about a recommendation": _promise, "round of self-assessments": _round,
    "agency's return": _return, "audit of cases": _audit, "case of an audit": _case, "look from outside": _look,
    "answer to a finding": _response, "pack for inspectors": _pack, "list of a pack": _pack,
    "day of a course with who comes": _day, "register": _day, "training record": _learner, "certificate": _certificate,
    "case of a disagreement": _partners_case, "source of a report": _source, "sanitised intelligence": _product,
    "transfer": _transfer, "emergency measure": _measure, "passed contact": _passed, "emergency opening": _emergency,
    "import": _import, "log of a worker": _worker_log, "log of a folder": _folder_log,
}  # fmt: skip


def left_to_their_walks() -> dict[str, set[str]]:
    """The tests that access/routes.toml names for addresses which no table of the matrix opens; and which."""
    left: dict[str, set[str]] = {}
    for route in routes():
        by_table = route.door == "page" and route.reaches in HELD | RULED | FURTHER
        if route.rule and not by_table and not route.walk.startswith("project/tests/test_matrix"):
            left.setdefault(route.walk, set()).add(route.address)
    return left
