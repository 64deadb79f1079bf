"""No double keying: from the contact to the plan no question is asked twice, and what was said is shown, not typed."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from kingfisher.meetings import actions as meetings
from kingfisher.meetings import queries as held
from kingfisher.pathway import actions as pathway
from kingfisher.pathway.pages import episode_forms as forms
from kingfisher.pathway.tests.builders import conferred, hold
from kingfisher.plans import actions as plans
from kingfisher.plans import queries as written
from kingfisher.plans.rules import HEADINGS
from kingfisher.plans.tests.builders import filled
from kingfisher.referrals import actions as referrals
from kingfisher.referrals.actions import AgencyAsked
from kingfisher.referrals.pages.concern_form import ConcernForm
from kingfisher.referrals.tests.builders import decided, rated, sent
from kingfisher.rulebook import ask
from kingfisher.sharing import actions as sharing
from kingfisher.sharing.actions import Told
from kingfisher.ui import fields

pytestmark = pytest.mark.django_db
# Words a person writes; days, ticks and choices of this very step are not typed again by being asked of another day.
WRITTEN = (fields.Textarea, fields.Input)
MARKS = {
    "contact": {"what_happened": "MARK-C1 a second phone",
                "childs_words": "MARK-C2 they would know", "tried": "MARK-C3"},
    "answers": {"summary": "MARK-P1 a caution in March", "strengths": "MARK-P2 gran"},
    "assessment": {"daily_life": "MARK-A1", "parents_view": "MARK-A2", "needs": "MARK-A3", "keeps_safe": "MARK-A4",
                   "analysis": "MARK-A5"},
    "strategy minutes": {"shared": "MARK-M1", "harm": "MARK-M2", "safety": "MARK-M3"},
    "strategy": {"disruption": "MARK-S1", "sees_child": "MARK-S2", "medical": "MARK-S3", "also_considered": "MARK-S4"},
    "enquiry": {"childs_account": "MARK-E1", "findings": "MARK-E2"},
    "conference minutes": {"child": "MARK-K1", "family": "MARK-K2", "worries": "MARK-K3", "change": "MARK-K4",
                           "strengths": "MARK-K5"},
}  # fmt: skip


def asked_at_each_step() -> dict[str, set[str]]:
    """What each step's own form asks to be written, in the words on screen."""
    steps = {
        "assessment": forms.AssessmentForm, "strategy": forms.StrategyForm, "enquiry": forms.EnquiryForm,
        "conference": forms.ConferenceForm,
    }  # fmt: skip
    found = {
        name: {str(field.label) for field in form.base_fields.values() if isinstance(field, WRITTEN)}
        for name, form in steps.items()
    }
    found["contact"] = {str(f.label) for f in ConcernForm.base_fields.values() if isinstance(f, WRITTEN)}
    found["plan"] = {title for code, title, *_ in HEADINGS if code == "source_of_harm"}
    for kind in ("strategy", "initial_conference"):
        found[f"minutes of {kind}"] = {s.title for s in ask.meeting_kind(kind).section}
    return found


def test_no_question_is_asked_at_two_steps():
    seen: dict[str, str] = {}
    twice = []
    for step, questions in asked_at_each_step().items():
        for question in questions:
            key = re.sub(r"[^a-z ]", "", question.lower())
            twice += [(question, seen[key], step)] if key in seen else []
            seen[key] = step
    assert twice == []
    assert sum(map(len, asked_at_each_step().values())) > 30, "the questions were read at all"


SECRET = "MARK-P9 a man under watch"


class Way:
    """The way from a contact to a plan at three browsers, with what was typed so far."""

    def __init__(self, signed_in, be, cast, now) -> None:
        self.be, self.cast, self.now, self.typed = be, cast, now, ["contact"]
        self.priya, self.dele, self.ruth = (signed_in(name) for name in ("priya", "dele", "ruth"))

    def begin(self) -> None:
        contact = sent(self.cast, self.now, **MARKS["contact"]).contact_id
        self.answered(contact)
        decided(self.be, contact, self.now, outcome="strategy_discussion", level="4")
        begun = self.priya.post(f"/referrals/contact/{contact}/work")
        assert begun.status_code == 302
        self.page = begun["Location"]

    def answered(self, contact: UUID) -> None:
        """The front door asks police, who answer in both tiers."""
        rated(self.be, contact, self.now, "red")
        with self.be("priya") as priya:
            (asked,) = referrals.ask_agencies(
                priya, contact_id=contact, asked=[AgencyAsked(self.cast.organisations["police"])], at=self.now
            )
        with self.be("tom") as tom:
            sharing.answer(
                tom, request_id=asked, status="known", further=Told(**MARKS["answers"]),
                team_only=Told(concerns=SECRET), at=self.now,
            )  # fmt: skip

    def post(self, client, doing: str, said: dict, *, of: bool = True) -> str:
        """Press a button of the page with these words in its form; where it leads."""
        key = (
            re.search(rf'value="{doing}:([0-9a-f-]{{36}})"', self.ruth.get(self.page).content.decode()) if of else None
        )
        prefix = f"{doing}-{key[1][-12:]}" if key else doing
        words = {(k if k == "then" else f"{prefix}-{k}"): v for k, v in said.items()}
        answer = client.post(self.page, {"do": f"{doing}:{key[1]}" if key else doing, **words})
        assert answer.status_code == 302, re.findall(r"error-summary.*?</ul>", answer.content.decode(), re.S)
        return answer["Location"]

    def meet(self, doing: str, minutes: str) -> str:
        """Call a meeting from the page, hold it and write its minutes; its address."""
        here = self.now.astimezone(ask.calendar().zone)
        clock = max(here - timedelta(minutes=30), here.replace(hour=0, minute=0))  # of today, also just after midnight
        said = {
            "place": "Quay House",
            "minutes_long": "20",
            **day("starts_at", clock),
            "starts_at-time": f"{clock:%H:%M}",
        }
        address = self.post(self.dele, doing, said, of=False)
        key = UUID(address.rsplit("/", 1)[1])
        with self.be("dele") as dele:  # who decides hears it all; the closed part is shut to colleagues not asked
            meetings.invite(
                dele, meeting_id=key, placement_id=self.cast.placements["ruth"], part="decides", at=self.now
            )
        opened = self.dele.get(address + "/minutes").content.decode()
        hold(self.be, self.cast, key, self.now, minutes=MARKS[minutes])
        self.shown_after(minutes)
        return opened

    def shown_after(self, step: str) -> None:
        """Everything typed so far, this step's included, stands on the page."""
        self.typed += [step] if step not in self.typed else []
        text = self.ruth.get(self.page).content.decode()
        assert [m for s in self.typed for m in MARKS[s].values() if m not in text] == [], step


def test_every_word_written_at_a_step_is_shown_at_the_next_and_typed_at_none(signed_in, be, cast, now):
    way = Way(signed_in, be, cast, now)
    way.begin()
    way.shown_after("contact")
    way.post(way.dele, "write_assessment", {"then": "keep", **MARKS["assessment"]})
    way.shown_after("assessment")
    opened = way.meet("call_strategy", "strategy minutes")
    assert all(mark in opened for mark in MARKS["answers"].values()), "it begins with what agencies answered"
    way.shown_after("answers")
    assert SECRET not in opened, "what is for the deciding team alone is in no minutes, nor shown to who is not of it"
    decision = {"decision": "s47_joint", "harm": "actual", "nrm": "yes", **day("seen_by", now), **MARKS["strategy"]}
    way.post(way.ruth, "decide_strategy", decision)
    way.shown_after("strategy")
    enquiry = {"then": "submit", "outcome": "continuing_risk", **day("child_seen_on", now), **MARKS["enquiry"]}
    way.post(way.dele, "write_enquiry", enquiry)
    way.post(way.ruth, "conclude", {})
    way.shown_after("enquiry")
    opened = way.meet("call_conference", "conference minutes")
    assert all(mark in opened for mark in MARKS["enquiry"].values()), "the conference begins with what was found"
    way.post(way.dele, "record_conference", {"outcome": "cp_plan", "category": "sexual", "reasons": "Not safe."})
    text = way.ruth.get(re.search(r'href="(/plans/[0-9a-f-]{36})"', way.ruth.get(way.page).content.decode())[1])
    plan = text.content.decode()
    assert not any(mark in plan for mark in (*MARKS["answers"].values(), SECRET)), "nor what police answered"
    wanted = [*MARKS["contact"].values(), *MARKS["enquiry"].values(), *MARKS["conference minutes"].values()]
    assert [mark for mark in wanted if mark not in plan] == []
    assert not any(mark in plan for mark in MARKS["strategy minutes"].values()), "a closed part reaches no plan"


def test_from_the_plan_to_its_end_every_meeting_and_form_begins_with_what_was_said_before_it(signed_in, be, cast, now):
    """Core group, review, the plan after it, closing, moving away: what is asked again is there already."""
    key, plan = conferred(be, cast, now)
    filled(be, plan, now)
    with be("ruth") as ruth:
        plans.agree(ruth, plan_id=plan, at=now)
    with be("dele") as dele:
        plans.record_visit(
            dele, plan_id=plan, visited_on=now.date(), child_seen=True, alone=True, childs_words="MARK-V1", at=now
        )
        first = pathway.call_core_group(dele, episode_id=key, starts_at=now, place="At school", at=now)
        opened = words_of(dele, first)
        assert "MARK-V1" in opened["child"]
        assert "Not done yet: Meet Maya each week after school." in opened["done"]
        task = written.plan_file(dele, plan).open_tasks[0]
        plans.settle_task(dele, task_id=task.id, outcome="MARK-T1 she comes.", at=now)
        review = pathway.call_review(dele, episode_id=key, starts_at=now, place="Quay House", at=now)
        assert "MARK-T1" in words_of(dele, review)["plan"]
        for section, words in {"family": "MARK-R1", "worries": "MARK-R2"}.items():
            meetings.save_part(dele, meeting_id=review, section=section, words=words, revision=0, at=now)
    hold(be, cast, review, now)
    with be("dele") as dele:
        said = {"outcome": "continue", "category": "sexual", "reasons": "Safer, and not yet safe.", "at": now}
        pathway.record_conference(dele, episode_id=key, meeting_id=review, **said)
        after = {s.code: s.words for s in written.plan_file(dele, plan).said}
    assert (after["parents"], after["worry"]) == ("MARK-R1", "MARK-R2")
    assert "MARK-V1" in after["child"]
    page = signed_in("dele").get(f"/pathway/{key}").content.decode()
    summary = page.split('name="begin_transfer-summary"')[1].split("</textarea>")[0]
    assert "Paid for with gifts since June." in summary, "what another council must know was found already"
    end_at_a_review(be, cast, key, now)
    closing = signed_in("ruth").get(f"/pathway/{key}").content.decode()
    assert "MARK-E9" in closing.split('name="close-reduced_risk"')[1].split("</textarea>")[0]


def end_at_a_review(be, cast, key: UUID, now) -> None:
    with be("dele") as dele:
        last = pathway.call_review(dele, episode_id=key, starts_at=now, place="Quay House", at=now)
    hold(be, cast, last, now)
    with be("ruth") as ruth:
        pathway.record_conference(
            ruth, episode_id=key, meeting_id=last, outcome="early_help", reasons="She is home at night.",
            reduced_risk="MARK-E9 the man is in prison and she is home.", at=now,
        )  # fmt: skip


def words_of(actor, meeting: UUID) -> dict[str, str]:
    return {part.code: part.words for part in held.meeting_file(actor, meeting).parts}


def day(name: str, at) -> dict[str, str]:
    return {f"{name}-day": str(at.day), f"{name}-month": str(at.month), f"{name}-year": str(at.year)}


def test_the_contacts_words_begin_the_steps_of_every_child_named_and_only_once(signed_in, be, cast, now):
    sisters = [{"name": "Maya Reed", "born": "3 May 2012"}, {"name": "Noor Reed", "born": "3 May 2013"}]
    contact = sent(cast, now, children=sisters).contact_id
    decided(be, contact, now, outcome="referral_child_family_assessment", level="3")
    with be("priya") as priya:
        first = referrals.begin_work(priya, contact_id=contact, at=now)
        assert len(first) == 2
        assert referrals.begin_work(priya, contact_id=contact, at=now) == first
    shown = signed_in("priya").get(f"/referrals/contact/{contact}").content.decode()
    assert "Noor Reed: social care" in shown
    assert "Begin the assessment" not in shown


def test_a_decision_that_asks_for_no_steps_begins_none(signed_in, be, cast, now):
    contact = sent(cast, now).contact_id
    decided(be, contact, now)
    answer = signed_in("priya").post(f"/referrals/contact/{contact}/work")
    assert answer.status_code == 409
