"""Play the story of the silver car: from what a school told police to an order served, and broken."""

from datetime import date, datetime, timedelta
from uuid import UUID

from kingfisher.access.entry import acting_as
from kingfisher.disruption import actions as disruption
from kingfisher.disruption.actions import Suspect, Wanted
from kingfisher.intelligence import actions as intelligence
from kingfisher.intelligence import queries as reports
from kingfisher.intelligence.actions import Told
from kingfisher.intelligence.rules import Grade
from kingfisher.kernel.actor import Actor

from .founding import Places
from .world import World

LEAD, DESK, SECOND, INSPECTOR, LICENSING, SCHOOL = "steph", "nils", "oskar", "estelle", "keith", "caroline"
KEPT = "To protect children from sexual exploitation; nothing less would do."
TOLD = (
    ("A man in a silver car, SM24 ZKD, waits by the bus station on Wharf Street at four and gives girls lifts.",
     "I have seen it from the gate on three Thursdays.", 40),
    ("The Golden Fork on Wharf Street gives free food to girls of 13 and 14 after ten at night.",
     "Heard from several young people on different days.", 33),
    ("A man called Kez has a second telephone, 07700 900877, which he gives to girls to keep for him.",
     "Read on a telephone that was handed in.", 3),
    ("The silver car was outside the youth centre on Ferry Lane on Tuesday at nine.", "Saw it while locking up.", 1),
)  # fmt: skip
CLEAN = "A silver car, SM24 ZKD, is used to pick up girls at Wharf Street bus station on Thursday afternoons."


def disrupt(world: World, places: Places) -> int:
    """Play it; returns how many tools of the law were weighed."""
    return Story(world, places).play()


class Story:
    """One line of disruption, each step on its day, by whoever does it."""

    def __init__(self, world: World, places: Places) -> None:
        self.world, self.places, self.weighed = world, places, 0

    def at(self, days_ago: int) -> datetime:
        return self.world.now - timedelta(days=days_ago)

    def who(self, name: str, days_ago: int) -> Actor:
        return self.places.worker(name, at=self.at(days_ago))

    def day(self, days_ago: int) -> date:
        return self.at(days_ago).date()

    def play(self) -> int:
        """From the first word to this morning."""
        self._tell()
        self._grade()
        plan = self._plan()
        self._warning(plan)
        self._order(plan)
        self._rejected(plan)
        self._taxi(plan)
        place = self._place()
        self._operation(plan, place)
        self._crime(plan)
        return self.weighed

    def _tell(self) -> None:
        for what, how, ago in TOLD:
            with acting_as(self.who(SCHOOL, ago)) as teller:
                told = Told(what, how, self.day(ago), happened_on=self.day(ago), happened_where="Wharf Street")
                intelligence.submit(teller, told=told, at=teller.at)

    def _grade(self) -> None:
        with acting_as(self.who(DESK, 38)) as desk:
            key = next(r.id for r in reports.reports(desk) if "SM24" in r.text)
            grade = Grade("2", "A", "C", "Nothing that shows before the warning is served.", "OFFICIAL-SENSITIVE",
                          KEPT, "No risk to life known.")  # fmt: skip
            intelligence.grade(desk, report_id=key, said=grade, at=desk.at)
            intelligence.sanitise(desk, report_id=key, text=CLEAN, at=desk.at)
        with acting_as(self.who(SECOND, 38)) as second:
            intelligence.approve(second, report_id=key, at=second.at)
        with acting_as(self.who(DESK, 37)) as desk:
            to = self.who(LICENSING, 37).placement_id
            intelligence.let_go(desk, report_id=key, to=to, purpose="To see whether the car is a licensed taxi.",
                                at=desk.at)  # fmt: skip
            intelligence.tell_back(desk, report_id=key, words="Thank you. It was of use; please go on.", at=desk.at)

    def _plan(self) -> UUID:
        with acting_as(self.who(LEAD, 36)) as lead:
            plan = disruption.begin_plan(
                lead, harm="He picks up girls of 13 to 15 at Wharf Street and gives them telephones to keep.",
                necessity=KEPT, suspect=Suspect("Kez", "Dorrin", "suspect", date(1994, 6, 11)), at=lead.at,
            )  # fmt: skip
            disruption.say_plan(
                lead, plan_id=plan, victims_view="“I want him to stop waiting. I don’t want to go to court.”",
                vehicles="Silver car, SM24 ZKD", licences="Private hire driver, Ebbourne", travel="None known",
                addresses="Flat above 14 Quay Street", next_action="Ask for the risk order to be varied.", at=lead.at,
            )  # fmt: skip
            disruption.protect_child(lead, plan_id=plan, name="A girl of 14", wants="To take the bus home.", at=lead.at)
            disruption.report_to_dpo(lead, plan_id=plan, said="A suspect never charged; reasons as in the plan.",
                                     at=lead.at)  # fmt: skip
        for ago, seen, grave, what in (
            (36, 40, 2, "Waited at the bus station."),
            (31, 31, 3, "A girl got into the car."),
            (20, 20, 2, "Seen at the youth centre."),
        ):
            with acting_as(self.who(LEAD, ago)) as lead:
                disruption.happened(lead, plan_id=plan, on=self.day(seen), severity=grave, what=what, at=lead.at)
        with acting_as(self.who(LEAD, 9)) as lead:
            disruption.review_plan(lead, plan_id=plan, said="He keeps away from the bus station. The order is watched.",
                                   still_necessary="He was seen at the youth centre.", at=lead.at)  # fmt: skip
        return plan

    def _weigh(self, plan: UUID, power: str, ago: int, why: str, fair: str, owner: str = LEAD) -> UUID:
        self.weighed += 1
        with acting_as(self.who(LEAD, ago)) as lead:
            wanted = Wanted(power, why, fair, "She wants him kept away.", owner=self.who(owner, ago).placement_id)
            return disruption.consider(lead, plan_id=plan, wanted=wanted, at=lead.at)

    def _warning(self, plan: UUID) -> None:
        key = self._weigh(plan, "cawn", 35, "A girl of 14 gets into his car without her mother’s consent.",
                          "It only tells him in writing.")  # fmt: skip
        with acting_as(self.who(LEAD, 35)) as lead:
            said = "He may not be with, or carry, the girl named in the notice. Ask control for her name."
            disruption.condition(lead, measure_id=key, kind="person", said=said, at=lead.at)
        with acting_as(self.who(INSPECTOR, 34)) as inspector:
            disruption.grant(inspector, measure_id=key, on=self.day(34), expires_on=self.day(-20), at=inspector.at)
        with acting_as(self.who(LEAD, 33)) as lead:
            disruption.serve(lead, measure_id=key, on=self.day(33), at=lead.at,
                             served_how="By DC Garrity at 14 Quay Street; he read it and signed.")  # fmt: skip
            disruption.keep_served_copy(lead, measure_id=key, name="notice-as-served.txt", at=lead.at,
                                        content=b"Child abduction warning notice, as served.")  # fmt: skip

    def _order(self, plan: UUID) -> None:
        key = self._weigh(plan, "sro", 30, "He sent pictures to two girls, and went on after the warning.",
                          "It forbids contact and two places, and nothing else.")  # fmt: skip
        with acting_as(self.who(LEAD, 30)) as lead:
            disruption.apply(lead, measure_id=key, on=self.day(30), hearing_on=self.day(21), at=lead.at)
            for kind, said, where, hours in (
                ("place", "Not within 100 metres of the bus station.", "Wharf Street bus station", "15:00 to 06:00"),
                ("vehicle", "No passenger under 18 in any vehicle he drives or is in.", "", ""),
                ("online", "No contact by telephone or account with anybody under 16.", "", ""),
            ):
                disruption.condition(lead, measure_id=key, kind=kind, said=said, where=where, hours=hours, at=lead.at)
        with acting_as(self.who(LEAD, 21)) as lead:
            disruption.grant(lead, measure_id=key, on=self.day(21), expires_on=self.day(-709), at=lead.at)
            disruption.serve(lead, measure_id=key, on=self.day(21), served_how="In court; he was there.", at=lead.at)
        with acting_as(self.who(LEAD, 1)) as lead:
            disruption.breach(lead, measure_id=key, on=self.day(1), what="Seen in the silver car at the bus station.",
                              done="Arrested at 21:40, crime 4411/26.", at=lead.at)  # fmt: skip
            disruption.say_effect(lead, measure_id=key, effect="Three weeks without him at the bus station; then the "
                                  "breach. The girl took the bus home each day.", at=lead.at)  # fmt: skip

    def _rejected(self, plan: UUID) -> None:
        key = self._weigh(plan, "inherent_jurisdiction", 30, "An injunction against him by name was thought of.",
                          "It would bind him in every place at once.")  # fmt: skip
        with acting_as(self.who(LEAD, 30)) as lead:
            disruption.reject(lead, measure_id=key, why="A sexual risk order reaches the same; the solicitor advised "
                              "against the High Court.", at=lead.at)  # fmt: skip

    def _taxi(self, plan: UUID) -> None:
        key = self._weigh(plan, "taxi_driver", 28, "He holds a private hire licence and carries children.",
                          "His livelihood weighs less than children in his car.", LICENSING)  # fmt: skip
        with acting_as(self.who(LICENSING, 26)) as officer:
            disruption.apply(officer, measure_id=key, on=self.day(26), hearing_on=self.day(0), at=officer.at)

    def _place(self) -> UUID:
        with acting_as(self.who(LEAD, 32)) as lead:
            key = disruption.refer_place(
                lead, name="The Golden Fork", kind="takeaway", where="3 Wharf Street, Ebbourne", at=lead.at,
                responsible="A company run by two brothers", why="Free food after ten at night; men wait by the door.",
            )  # fmt: skip
            disruption.assess(lead, place_id=key, at=lead.at, said={
                "seen": "Between nine and midnight, Thursday to Saturday, young people alone at the side door.",
                "guardians": "One worker behind the counter; the bus drivers across the road.",
                "design": "The side door is not seen from the street; the lamp is broken.",
                "young_people": "“It’s warm, and nobody asks.”",
            })  # fmt: skip
            disruption.count_place(lead, place_id=key, first_on=self.day(60), last_on=self.day(33), incidents=14,
                                   counted_by="Police: calls and reports at this address", at=lead.at)  # fmt: skip
            disruption.make_plan(lead, place_id=key, plan="Lamp mended by the district; a youth worker on Fridays; the "
                                 "licence for late food reviewed.", at=lead.at)  # fmt: skip
            disruption.let_in(lead, kind="place", key=key, placement_id=self.who(LICENSING, 32).placement_id,
                              why="Licence for late food", at=lead.at)  # fmt: skip
        with acting_as(self.who(LICENSING, 12)) as officer:
            disruption.visit_place(officer, place_id=key, on=self.day(12), said="Licensing visit: trading after its "
                                   "hours, no staff training. Warned in writing.", at=officer.at)  # fmt: skip
        with acting_as(self.who(LEAD, 2)) as lead:
            disruption.count_place(lead, place_id=key, first_on=self.day(29), last_on=self.day(2), incidents=5,
                                   counted_by="Police: calls and reports at this address", at=lead.at)  # fmt: skip
        return key

    def _operation(self, plan: UUID, place: UUID) -> None:
        with acting_as(self.who(LEAD, 29)) as lead:
            key = disruption.open_operation(
                lead, code_name="Lapwing", kind="network", risk="He learns of it and leaves; the girls are pressed.",
                aims={"pursue": "Evidence against those who pick up girls at Wharf Street.",
                      "protect": "Four girls, each with a worker of their own.",
                      "prevent": "The Golden Fork and the bus station changed."},
                command={"gold": "Det. Supt. A. Wray", "silver": "DI Estelle Marchetti", "bronze": "DC Steph Garrity"},
                key_holders=[self.who(n, 29).placement_id for n in (DESK, INSPECTOR)],
                began_on=self.day(29), at=lead.at,
            )  # fmt: skip
            for decision, why in (
                ("Warn first, arrest on breach.", "The girls do not want court; a warning protects them sooner."),
                ("No arrest within sight of the school.", "The girls would be known to have spoken."),
            ):
                disruption.decide_policy(lead, operation_id=key, decision=decision, reasons=why, at=lead.at)
            disruption.link_to_operation(lead, operation_id=key, kind="suspect", name="Kez Dorrin",
                                         target=("disruption.plan", plan), at=lead.at)  # fmt: skip
            disruption.link_to_operation(lead, operation_id=key, kind="place", name="The Golden Fork",
                                         target=("disruption.place", place), at=lead.at)  # fmt: skip
            disruption.link_to_operation(lead, operation_id=key, kind="child", name="A girl of 14", at=lead.at)
            seen = disruption.task(lead, operation_id=key, said="Who else uses the silver car?",
                                   owner=self.who(DESK, 29).placement_id, due_on=self.day(15), at=lead.at)  # fmt: skip
            disruption.task(lead, operation_id=key, said="Pictures of the bus station, Thursdays, three to five.",
                            owner=self.who(DESK, 29).placement_id, due_on=self.day(4), at=lead.at)  # fmt: skip
        with acting_as(self.who(DESK, 17)) as analyst:
            disruption.do_task(analyst, task_id=seen, outcome="Two names, both on the map of Wharf Street.",
                               on=self.day(17), at=analyst.at)  # fmt: skip
        self._reviewed(key)

    def _reviewed(self, key: UUID) -> None:
        with acting_as(self.who(INSPECTOR, 8)) as inspector:
            disruption.review_operation(
                inspector, operation_id=key, at=inspector.at,
                said="Both girls are safe at home and have a worker each. It goes on: two names are new. The pictures "
                "are still to come.",
            )  # fmt: skip
            disruption.decide_policy(
                inspector, operation_id=key, decision="Nobody is stopped at the Golden Fork before the hearing.",
                reasons="He would learn of it. Thought of: a closure notice at once; no child sleeps there.",
                at=inspector.at,
            )  # fmt: skip

    def _crime(self, plan: UUID) -> None:
        with acting_as(self.who(LEAD, 31)) as lead:
            key = disruption.track(lead, offence="Meeting a child following sexual grooming", reported_at=self.at(31),
                                   team="Kingfisher", flags=["cse", "group_based"], number="4187/26", plan_id=plan,
                                   at=lead.at)  # fmt: skip
            disruption.add_party(lead, crime_id=key, role="victim", name="A girl of 14", is_child=True, at=lead.at)
            suspect = disruption.add_party(lead, crime_id=key, role="suspect", name="Kez Dorrin", at=lead.at)
            disruption.say_of_party(lead, party_id=suspect, ethnicity="WBRI", ethnicity_basis="observed", at=lead.at)
        with acting_as(self.who(LEAD, 1)) as lead:
            disruption.crime_step(lead, crime_id=key, kind="arrest", on=self.day(1), said="Arrested for the breach.",
                                  next_on=self.day(0), at=lead.at)  # fmt: skip
            disruption.say_of_party(lead, party_id=suspect, bail_until=self.day(-5), at=lead.at)
