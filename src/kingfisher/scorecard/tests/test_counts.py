"""Every measure counted a second time, in SQL written apart from the room that tells its facts; and the two agree."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, service_of
from kingfisher.assurance.tests.builders import asked as asked_of_itself
from kingfisher.assurance.tests.builders import begun
from kingfisher.assurance.tests.builders import sent as returned
from kingfisher.clocks import actions as clocks
from kingfisher.escalations import actions as escalations
from kingfisher.escalations.actions import Challenge
from kingfisher.kernel.timing import LONDON
from kingfisher.learning.tests.builders import held, who
from kingfisher.plans import actions as plans
from kingfisher.plans.tests.builders import a_child, agreed
from kingfisher.referrals import actions as referrals
from kingfisher.referrals.tests.builders import sent
from kingfisher.reviews import actions as reviews
from kingfisher.reviews.actions import Made
from kingfisher.reviews.tests.builders import carried_out, folder
from kingfisher.rulebook import scorecard
from kingfisher.scorecard import actions, rules
from kingfisher.scorecard.models import Frozen
from kingfisher.sharing import actions as sharing
from kingfisher.sharing.tests.builders import a_request

LONDON_DAY = "({} AT TIME ZONE 'Europe/London')::date BETWEEN %(first)s AND %(last)s"
CLOCK = """SELECT count(*) FILTER (WHERE stopped_at <= due_at), count(*) FROM clocks_clock
  WHERE rule_id IN ({}) AND coalesce(outcome, '') <> 'not_needed' AND due_on BETWEEN %(first)s AND %(last)s
  AND (stopped_at IS NOT NULL OR due_at < %(now)s)"""
CONTACT = f"""SELECT count(*) FILTER (WHERE {{}}), count(*) FROM referrals_contact
  WHERE duplicate_of_id IS NULL AND {{}} AND {LONDON_DAY.format("received_at")}"""
SQL = {
    "acknowledged_in_time": CLOCK.format("'referral_acknowledgement'"),
    "assessments_in_time": CLOCK.format("'child_family_assessment'"),
    "checks_in_time": CLOCK.format("'agency_check_red', 'agency_check_amber', 'agency_check_green'"),
    "conferences_in_time": CLOCK.format("'icpc', 'prebirth_icpc'"),
    "contacts_family_told": CONTACT.format("family_told = 'yes'", "family_told NOT IN ('', 'not_known')"),
    "contacts_repeat": CONTACT.format("earlier_contacts > 0", "true"),
    "decisions_in_time": CLOCK.format("'referral_decision', 'contact_initial_assessment'"),
    "escalations_to_partners": """SELECT count(*) FILTER (WHERE highest_stage >= 4), count(*) FROM escalations_theme
      WHERE state <> 'withdrawn' AND raised_on BETWEEN %(first)s AND %(last)s""",
    "plans_by_category": """SELECT count(last_seen_on), count(*) FROM plans_plan
      WHERE state <> 'draft' AND started_on BETWEEN %(first)s AND %(last)s""",
    "recommendations_carried_out": """SELECT count(*) FILTER (WHERE state IN ('carried_out', 'closed')), count(*)
      FROM reviews_recommendation WHERE state <> 'not_accepted' AND made_on BETWEEN %(first)s AND %(last)s""",
    "recommendations_returned": """SELECT count(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM reviews_sameness s
        JOIN reviews_recommendation o ON o.id IN (s.one_id, s.other_id) AND o.id <> r.id
        WHERE r.id IN (s.one_id, s.other_id) AND s.is_same AND o.made_on < r.made_on)), count(*)
      FROM reviews_recommendation r WHERE made_on BETWEEN %(first)s AND %(last)s""",
    "requests_declined": f"""SELECT count(*) FILTER (WHERE state = 'declined'), count(*) FROM sharing_request
      WHERE state <> 'withdrawn' AND {LONDON_DAY.format("created_at")}""",
    "return_interviews_in_time": CLOCK.format("'rhi'"),
    "returns_in_time": """SELECT count(*) FILTER (
        WHERE (r.sent_at AT TIME ZONE 'Europe/London')::date <= q.due_on), count(*)
      FROM assurance_return r JOIN assurance_round q ON q.id = r.round_id
      WHERE q.due_on BETWEEN %(first)s AND %(last)s""",
    "training_places_used": """SELECT count(*) FILTER (WHERE b.state IN ('attended', 'partial')), count(*)
      FROM learning_booking b JOIN learning_event e ON e.id = b.event_id
      WHERE b.state IN ('attended', 'partial', 'no_show', 'given_back_late')
      AND e.held_on BETWEEN %(first)s AND %(last)s""",
    "visits_in_time": CLOCK.format("'cp_visit'"),
}
CLOCKS = ("referral_acknowledgement", "child_family_assessment", "agency_check_amber", "icpc", "referral_decision",
          "rhi", "cp_visit")  # fmt: skip


@pytest.fixture
def days(now):
    """The quarter before this one."""
    return rules.quarter(rules.quarter(now.date())[0] - timedelta(days=1))


@pytest.fixture
def worked(be, cast, days):
    """A quarter's work of every sort: some of it in time, some late, some called off, some of which nobody said."""
    then = datetime.combine(days[0] + timedelta(days=3), time(11), tzinfo=LONDON)
    _clocks_run(be, cast, then)
    _told(be, cast, then)
    for number in range(2):
        plan = agreed(be, then, child=a_child(be, then, given=f"Kit{number}"))
        if number:
            with be("dele", at=then) as dele:
                plans.record_visit(dele, plan_id=plan, visited_on=then.date(), child_seen=True, at=then)
    _disagreed(be, cast, then)
    with be("priya", at=then) as priya:
        asked = [a_request(priya, cast, then) for _ in range(3)]
    with be("tom", at=then) as tom:
        sharing.decline(tom, request_id=asked[0], reason="not_proportionate", words="Not now.", at=then)
    held(be, then + timedelta(days=20), who("Ada Lane"), who("Bo Fry"), who("Cy Dean"), absent=1)
    _learned(be, cast, then)
    round_id = begun(be, then, days=20)
    returned(be, cast, then, round_id=round_id)
    asked_of_itself(be, cast, then, round_id, who="owen", agency="schools")


def _clocks_run(be, cast, then):
    with be("dele", at=then) as dele:
        for rule in CLOCKS:
            for number in range(5):
                own = access.open_folder(dele, kind="pathway", category="child_protection", at=then)
                subject = ("pathway.episode", uuid4())
                clocks.start(dele, rule=rule, subject=subject, folder=own,
                             owner_organisation=cast.organisations["council"], at=then)  # fmt: skip
                if number < 4:
                    late = timedelta(days=80) if number == 2 else timedelta(minutes=1)
                    clocks.stop(dele, subject=subject, at=then + late, outcome="not_needed" if number == 3 else "done")


def _told(be, cast, then):
    """Four concerns about Maya; the second is judged to be about the child of the first."""
    made = [
        sent(cast, then + timedelta(minutes=number), family=family).contact_id
        for number, family in enumerate(
            ({"told": "yes"}, {"told": "yes"}, {"told": "no", "not_told_why": "Afraid."}, {"told": "not_known"})
        )
    ]
    with be("priya", at=then + timedelta(hours=1)) as priya, connection.cursor() as cursor:
        sql = "SELECT person_id, folder_id FROM referrals_contactperson WHERE contact_id = %s AND part = 'child'"
        (first, home), (second, _) = (cursor.execute(sql, [key]).fetchone() for key in made[:2])
        referrals.judge_match(priya, contact_id=made[1], person_id=second, other_id=first, other_folder_id=home,
                              answer="same", why="The same Maya.", at=priya.at)  # fmt: skip


def _disagreed(be, cast, then):
    door = service_of("front_door_service", at=then, via="page")
    for number in range(2):
        with be("marcus", at=then) as marcus:
            said = Challenge(receiving_id=cast.organisations["council"], about="CO-7K2P-QRST", topic="level_of_need",
                             disagreement="It leaves him with nobody.", wanted="An assessment.")  # fmt: skip
            made = escalations.challenge(marcus, said=said, service=door.placement_id, at=then)
        for _ in range(3 if number else 0):
            with be("marcus", at=then) as marcus:
                escalations.move_up(marcus, escalation_id=made, words="Rang twice; no answer.", at=then)
        with acting_as(door):
            escalations.keep_up(door, escalation_id=made, at=then)


def _learned(be, cast, then):
    made = []
    for years in (3, 0, 0):
        on = (then - timedelta(days=365 * years)).date()
        with be("office", at=then) as office:
            said = Made("audit", "Audit", "voice", "Record what the child says herself", on)
            made.append(reviews.recommend(office, made=said, folder=folder(then, "recommendation"), at=then))
    with be("office", at=then) as office:
        reviews.judge(office, one=made[1], other=made[0], is_same=True, words="The same.", at=then)
    carried_out(be, cast, then, made[2])


def test_every_figure_equals_an_independent_count_of_the_rows(worked, days, now):
    door = service_of("front_door_service", at=now, via="job")
    with acting_as(door), connection.cursor() as cursor:
        actions.freeze(door, first=days[0], at=now)
        frozen = {f.measure_id: tuple(f.cells[0][2:]) for f in Frozen.objects.filter(first=days[0])}
        counted = {}
        for measure, sql in SQL.items():
            cursor.execute(sql, {"first": days[0], "last": days[1], "now": now})
            counted[measure] = cursor.fetchone()
    assert frozen == counted
    assert not [measure for measure, (n, d) in counted.items() if not 0 < n < d]  # each has some of either


def test_there_is_no_measure_that_is_not_counted_twice(now):
    assert {m.id for m in scorecard.measures(on=now.date())} == set(SQL)
