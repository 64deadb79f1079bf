"""Who is who: seats with days, one person in several, and a health body that changes without losing what was."""

from datetime import date, timedelta

import pytest
from django.test import Client

from kingfisher.kernel.verdict import Denied
from kingfisher.partnership import queries
from kingfisher.partnership.actions import who
from kingfisher.partnership.actions.lacking import Lacking
from kingfisher.partnership.tests.builders import BEGAN, seated


def test_a_new_health_body_takes_over_and_the_one_before_stays_on_record(be, now):
    seated(be, now)
    change = date(2026, 4, 1)
    with be("office") as office:
        who.name_partner(
            office, kind="health", name="Two Rivers ICB", begins_on=change, why="Two boards joined.", at=now
        )
        before, after = (queries.who_is_who(office, on=day) for day in (change - timedelta(days=1), change))
    health = {w: next(p for p in found.partners if p.kind == "health") for w, found in
              (("before", before), ("after", after))}  # fmt: skip
    assert (health["before"].name, health["before"].lead.name) == ("Saltmere health", "Lead health")
    assert health["after"].lead is None
    assert health["after"].before == ("Saltmere health, until 31 March 2026",)
    assert after.lacking == ("Two Rivers ICB has no lead safeguarding partner.",)


def test_a_body_is_not_replaced_without_saying_why(be, now):
    seated(be, now)
    with be("office") as office, pytest.raises(Lacking):
        who.name_partner(office, kind="health", name="Other", begins_on=date(2026, 4, 1), at=now)


def test_one_person_may_hold_several_seats_and_need_no_login(be, now):
    with be("office") as office:
        group = who.set_up_group(
            office, code="board", name="Board", tier=3, remit="All together.", begins_on=BEGAN, at=now
        )
        holder = who.add_holder(office, name="Ida Marsh", job_title="Head", of="Otterbrook School", at=now)
        for role, g in (("member", group), ("partnership_chair", None)):
            who.seat(office, holder_id=holder, role=role, group_id=g, begins_on=BEGAN, at=now)
        (ida,) = queries.holders(office)
    assert not ida.has_login
    assert {s.role for _, s in ida.seats} == {"member", "partnership_chair"}


def test_delegation_names_who_delegates_and_what(be, now):
    seated(be, now)
    with be("office") as office:
        partner = queries.who_is_who(office, on=now.date()).partners[0]
        holder = who.add_holder(office, name="Vic Dean", job_title="Director", of="Council", at=now)
        with pytest.raises(Lacking) as refused:
            who.seat(office, holder_id=holder, role="delegated_partner", partner_id=partner.id, begins_on=BEGAN, at=now)
        assert len(refused.value.gaps) == 2
        who.seat(office, holder_id=holder, role="delegated_partner", partner_id=partner.id, begins_on=BEGAN,
                 delegated_from=partner.lead.id, delegated_what="Chairing the executive.", at=now)  # fmt: skip
        assert queries.who_is_who(office, on=now.date()).partners[0].delegates[0].name == "Vic Dean"


def test_a_chief_is_followed_by_the_next_the_day_after(be, now):
    seated(be, now)
    new = now.date()
    with be("office") as office:
        council = next(p for p in queries.who_is_who(office, on=new).partners if p.kind == "council")
        holder = who.add_holder(office, name="Noor Vale", job_title="Chief executive", of="Council", at=now)
        who.seat(office, holder_id=holder, role="lead_partner", partner_id=council.id, begins_on=new, at=now)
        leads = [
            next(p for p in queries.who_is_who(office, on=day).partners if p.kind == "council").lead.name
            for day in (new - timedelta(days=1), new)
        ]
    assert leads == ["Lead council", "Noor Vale"]


def test_only_the_office_seats_anybody(be, now):
    with be("lena") as lena, pytest.raises(Denied):
        who.add_holder(lena, name="A", job_title="B", of="C", at=now)


def test_everybody_may_read_who_is_who_without_signing_in(be, now):
    seated(be, now)
    answer = Client().get("/published")
    assert answer.status_code == 200
    assert "Lead health" in answer.content.decode()
