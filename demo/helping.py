"""Play what social care does for several families, through the rooms for the steps, meetings and plans."""

import tomllib
from datetime import datetime, timedelta
from uuid import UUID

from kingfisher.access.entry import acting_as
from kingfisher.kernel.actor import Actor
from kingfisher.meetings import actions as meetings
from kingfisher.pathway import actions as pathway
from kingfisher.pathway import queries as steps
from kingfisher.plans import actions as plans
from kingfisher.plans import queries as written
from kingfisher.referrals import actions as referrals

from .complexes import Enquires, stated
from .filling import Filler
from .founding import Places
from .meeting import Meets
from .place import HERE
from .world import World

MINUTES = "bea"
FRONT_DOOR = "priya"
STRATEGY = ("decision", "harm", "disruption", "sees_child", "also_considered", "medical", "interview", "nrm",
            "nrm_why_not", "missing_plan", "power", "power_words")  # fmt: skip
ASSESSMENT = ("daily_life", "parents_view", "needs", "keeps_safe", "analysis", "factors", "outcome")


def help_families(world: World, places: Places, filler: Filler, contacts: dict[str, UUID]) -> int:
    """Play every family of helping.toml; returns how many."""
    told = tomllib.loads((HERE / "helping.toml").read_text(encoding="utf-8"))
    begun = {}
    for row in told["help"]:
        if row.get("contact") not in contacts and "began" not in row:
            continue  # a hamlet has few contacts, and this family's is not among them
        begun[row["child"]] = Helped(world, places, filler, row, begun).play(contacts)
    Enquires(world, places, told["complex"], begun).play()
    return len(begun)


class Helped(Meets):
    """One child whom social care helps."""

    def __init__(self, world: World, places: Places, filler: Filler, row: dict, begun: dict[str, UUID]) -> None:
        super().__init__(world, places, row)
        self.filler, self.begun = filler, begun

    def play(self, contacts: dict[str, UUID]) -> UUID:
        """Begin, then do what the row tells in the order of time; returns the episode's key."""
        self.key = self.begin(contacts)
        order = ("assessment", "draft", "move", "strategy", "enquiry", "conference", "plan")
        for what in order:
            if what in self.row:
                getattr(self, what)(self.row[what])
        for one in self.row.get("core_group", ()):
            self.core_group(one)
        if "later_strategy" in self.row:
            self.strategy(self.row["later_strategy"])
        if "next" in self.row:
            self.next(self.row["next"])
        return self.key

    def begin(self, contacts: dict[str, UUID]) -> UUID:
        contact = contacts.get(self.row.get("contact", ""))
        if contact:
            first = self.row.get("strategy")
            days = first["d"] if first else (self.row.get("assessment") or self.row["draft"])["d"] + 3
            at = self.moment(days, "12:00")
            with acting_as(self.who(FRONT_DOOR, at)) as actor:
                (key, *_) = referrals.begin_work(actor, contact_id=contact, at=at)
                pathway.set_pathway(actor, episode_id=key, pathway=self.row["pathway"], at=at)
        else:
            at = self.moment(self.row["began"], "09:30")
            with acting_as(self.who(self.manager, at)) as actor:
                person = stated(actor, self.world, self.row["said"], at) if "said" in self.row else self.known_as()
                key = pathway.begin(actor, person_id=person, received_at=at, pathway=self.row["pathway"], at=at)
        with acting_as(self.who(self.manager, at)) as actor:
            pathway.hand_over(actor, episode_id=key, to=self.places.placements[self.worker], at=at)
        return key

    def known_as(self) -> UUID:
        return self.filler.held[self.row["child"], "council"].person_id

    def file(self, actor: Actor) -> steps.EpisodeFile:
        return steps.episode_file(actor, self.key)

    def draft(self, row: dict) -> None:
        """An assessment still being written, or given to a manager."""
        at = self.moment(row["d"])
        with acting_as(self.who(self.worker, at)) as actor:
            thing = {"episode_id": self.key, "assessment_id": self.file(actor).assessments[0].id, "at": at}
            said = {name: row[name] for name in ASSESSMENT if name in row}
            seen = self.moment(row["seen"]).date() if "seen" in row else None
            pathway.write_assessment(actor, seen_on=seen, seen_alone=bool(seen), **said, **thing)
            if row.get("give"):
                pathway.submit_assessment(actor, **thing)

    def assessment(self, row: dict) -> None:
        self.draft({**row, "give": True})
        at = self.moment(row["agreed"])
        with acting_as(self.who(self.manager, at)) as actor:
            thing = self.file(actor).assessments[0].id
            pathway.authorise(actor, episode_id=self.key, assessment_id=thing, at=at)

    def move(self, row: dict) -> None:
        at = self.moment(row["d"], "11:00")
        with acting_as(self.who(self.worker, at)) as actor:
            moved = pathway.begin_transfer(
                actor, episode_id=self.key, direction=row["direction"], other_council=row["other"],
                with_plan=row["direction"] == "in", summary=row["summary"], at=at,
            )  # fmt: skip
        if "acknowledged" not in row:
            return
        at = self.moment(row["acknowledged"], "11:00")
        with acting_as(self.who(self.worker, at)) as actor:
            pathway.acknowledge(actor, episode_id=self.key, transfer_id=moved, name=row["name"], at=at)

    def strategy(self, row: dict) -> None:
        starts = self.moment(row["d"], row["t"])
        called, others = starts - timedelta(hours=1), row.get("each", {})
        with acting_as(self.who(self.worker, called)) as actor:
            meeting = pathway.call_strategy(
                actor, episode_id=self.key, together_with=[self.begun[child] for child in others], starts_at=starts,
                place="By video call", at=called,
            )  # fmt: skip
        self.hold(meeting, row, starts, self.manager)
        at = starts + timedelta(minutes=75)
        with acting_as(self.who(self.manager, at)) as actor:
            for key, own in ((self.key, row), *((self.begun[child], own) for child, own in others.items())):
                self._decide(actor, key, own, at)

    def _decide(self, actor: Actor, key: UUID, row: dict, at: datetime) -> None:
        said = {name: row[name] for name in STRATEGY if name in row}
        if "power_since" in row:
            said["power_since"] = self.moment(*row["power_since"])
        pathway.decide_strategy(
            actor, episode_id=key, strategy_id=steps.episode_file(actor, key).strategies[-1].id,
            seen_by=at.date() + timedelta(days=1), at=at, **said,
        )  # fmt: skip

    def enquiry(self, row: dict) -> None:
        at = self.moment(row["d"])
        with acting_as(self.who(self.worker, at)) as actor:
            thing = {"episode_id": self.key, "enquiry_id": self.file(actor).enquiries[-1].id}
            pathway.write_enquiry(
                actor, child_seen_on=at.date(), child_seen_alone=True, childs_account=row["childs_account"],
                findings=row["findings"], outcome=row["outcome"], at=at, **thing,
            )  # fmt: skip
            pathway.submit_enquiry(actor, at=at, **thing)
        at = self.moment(row["agreed"])
        with acting_as(self.who(self.manager, at)) as actor:
            pathway.conclude(actor, at=at, **thing)

    def conference(self, row: dict) -> None:
        starts = self.moment(row["d"], row["t"])
        called = starts - timedelta(days=3)
        with acting_as(self.who(self.worker, called)) as actor:
            meeting = pathway.call_conference(
                actor, episode_id=self.key, starts_at=starts, place="Conference room, Ebbourne House",
                chair=self.places.placements[row["chair"]], at=called,
            )  # fmt: skip
        self.hold(meeting, row, starts, row["chair"])
        at = starts + timedelta(hours=2)
        with acting_as(self.who(row["chair"], at)) as actor:
            pathway.record_conference(
                actor, episode_id=self.key, meeting_id=meeting, outcome=row["outcome"], category=row["category"],
                exploitation_types=row["types"], reasons=row["reasons"], at=at,
            )  # fmt: skip

    def plan(self, row: dict) -> None:
        at = self.moment(row["agreed"], "11:00")
        with acting_as(self.who(self.worker, at)) as actor:
            plan = next(r.plan.id for r in self.file(actor).plans if r.plan.is_open)
            plans.say(actor, plan_id=plan, heading="source_of_harm", said=row["source_of_harm"], at=at)
            goals = [
                plans.write_goal(actor, plan_id=plan, goal=words, how_known=how, at=at) for words, how in row["goals"]
            ]
            for goal, words, owner, due in row["tasks"]:
                plans.write_task(
                    actor, plan_id=plan, goal_id=goals[goal], task=words, owner_id=self.places.placements[owner],
                    due_on=self.moment(due).date(), at=at,
                )  # fmt: skip
        with acting_as(self.who(self.manager, at)) as actor:
            plans.agree(actor, plan_id=plan, at=at + timedelta(hours=2))
        for days, how, words in row["visits"]:
            at = self.moment(days, "15:30")
            with acting_as(self.who(self.worker, at)) as actor:
                plans.record_visit(
                    actor, plan_id=plan, visited_on=at.date(), child_seen=True, alone=how == "alone",
                    childs_words=words if how == "alone" else "", noticed="" if how == "alone" else words, at=at,
                )  # fmt: skip
        with acting_as(self.who(self.worker, at)) as actor:
            late = written.plan_file(actor, plan).open_tasks[0]
            plans.settle_task(actor, task_id=late.id, outcome="Done; it helped for a while.", at=at)

    def core_group(self, row: dict) -> None:
        starts = self.moment(row["d"], row["t"])
        called = starts - timedelta(days=2)
        with acting_as(self.who(self.worker, called)) as actor:
            meeting = pathway.call_core_group(
                actor, episode_id=self.key, starts_at=starts, place="At the school", at=called
            )
            for name in self.row["conference"]["people"][-1:]:
                meetings.invite(actor, meeting_id=meeting, placement_id=self.places.placements[name], at=called)
        self.hold(meeting, {"decisions": ["The plan is agreed as written."]}, starts, self.manager)
