"""Working on a plan: goals, actions, visits, and who is of its group."""

from datetime import date, datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import end_of, local_day
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.organisations.queries import colleagues
from kingfisher.plans.actions.drafting import open_to
from kingfisher.plans.actions.moving import KIND, NeedsWords, NotYet, found, made, recorded, tell, words
from kingfisher.plans.models import Goal, Member, Plan, Task, Visit
from kingfisher.plans.rules import VISIT
from kingfisher.rulebook import ask

WORK = Permission.PLAN_WORK


def write_goal(actor: Actor, *, plan_id: UUID, goal: str, how_known: str = "", at: datetime) -> UUID:
    """Add something that must change, and how we shall know; returns its key."""
    row = found(actor, plan_id, WORK)
    number = Goal.objects.filter(plan=row).count() + 1
    goal = words(goal, "Say what must change for the child.")
    key = Goal.objects.create(
        plan=row, number=number, words=goal, how_known=how_known.strip(), **made(actor, row, at)
    ).id
    recorded(actor, "goal_written", row)
    return key


def settle_goal(actor: Actor, *, plan_id: UUID, goal_id: UUID, met: bool, outcome: str, at: datetime) -> None:
    """Say that a goal is met, or given up, and what shows it."""
    row = found(actor, plan_id, WORK)
    goal = Goal.objects.select_for_update().filter(id=goal_id, plan=row, state="open").first()
    if goal is None:
        raise NotThere
    goal.outcome = words(outcome, "Say what shows it: what is different, and who has seen it.")
    goal.state = "met" if met else "given_up"
    goal.save(update_fields=["outcome", "state"])
    recorded(actor, "goal_settled", row, state=goal.state)


def write_task(
    actor: Actor, *, plan_id: UUID, task: str, due_on: date | None, owner_id: UUID | None = None, owner_name: str = "",
    goal_id: UUID | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Add an action with its person and its day; returns its key. A person of the hub by `owner_id`, else a name."""
    row = found(actor, plan_id, WORK)
    task = words(task, "Say what is to be done.")
    if due_on is None:
        raise NeedsWords("Say by when.")
    if owner_id and not (known := colleagues(actor, {owner_id}).get(owner_id)):
        raise NotThere
    name = known.name if owner_id else words(owner_name, "Say who does it: an action without a person is not done.")
    if goal_id and not Goal.objects.filter(id=goal_id, plan=row).exists():
        raise NotThere
    key = Task.objects.create(
        plan=row, goal_id=goal_id, words=task, owner_id=owner_id, owner_name=name, due_on=due_on,
        **made(actor, row, at),
    ).id  # fmt: skip
    if owner_id and not Member.objects.filter(plan=row, placement_id=owner_id, left_on=None).exists():
        open_to(actor, row, owner_id, "has an action in it", name=name, at=at)
    recorded(actor, "task_written", row)
    return key


def settle_task(actor: Actor, *, task_id: UUID, outcome: str, at: datetime) -> UUID:
    """Say that an action is done and what came of it; by its owner, or who works on the plan. Returns the plan."""
    return _settle(actor, task_id, "done", words(outcome, "Say what came of it."), at)


def give_up_task(actor: Actor, *, task_id: UUID, outcome: str, at: datetime) -> UUID:
    """Say that an action will not be done, and why. Returns the plan."""
    return _settle(actor, task_id, "given_up", words(outcome, "Say why it will not be done."), at)


def _settle(actor: Actor, task_id: UUID, state: str, outcome: str, at: datetime) -> UUID:
    task = Task.objects.select_for_update().filter(id=task_id).first()
    if task is None:
        raise NotThere
    if not (actor.has(WORK) or task.owner_id == actor.placement_id):
        raise Denied("Only its owner, or who works on the plan, settles an action.", rule=f"permission:{WORK}")
    if task.state != "open":
        raise NotYet("This action is settled already.")
    task.state, task.outcome, task.settled_at, task.settled_by = state, outcome, at, actor.placement_id
    task.save(update_fields=["state", "outcome", "settled_at", "settled_by"])
    recorded(actor, "task_settled", Plan.objects.get(id=task.plan_id), state=state)
    return task.plan_id


def record_visit(
    actor: Actor, *, plan_id: UUID, visited_on: date, child_seen: bool, alone: bool = False, where: str = "",
    why_not: str = "", childs_words: str = "", noticed: str = "", at: datetime,
) -> UUID:  # fmt: skip
    """Keep a visit. Only a child who was seen stops the clock; the next counts from the day of this visit."""
    row = found(actor, plan_id, WORK)
    today = local_day(at, ask.calendar())
    if visited_on > today:
        raise NeedsWords("A visit is recorded when it has been made.")
    if not child_seen:
        why_not = words(why_not, "Say why the child was not seen, and what you will do.")
    visit = Visit.objects.create(
        plan=row, visited_on=visited_on, child_seen=child_seen, alone=alone and child_seen, where=where.strip(),
        why_not=why_not.strip(), childs_words=childs_words.strip(), noticed=noticed.strip(), **made(actor, row, at),
    )  # fmt: skip
    if child_seen and (row.last_seen_on is None or visited_on > row.last_seen_on):
        row.last_seen_on = visited_on
        row.save(update_fields=["last_seen_on"])
        _next_visit(actor, row, visited_on, at)
    how = "seen alone" if visit.alone else "seen" if child_seen else "not seen"
    tell(
        actor, row, kind="visit", title=f"Visit: child {how}", basis="seen" if child_seen else "record",
        detail="\n\n".join(filter(None, (childs_words.strip(), noticed.strip(), why_not.strip()))),
        happened_on=visited_on, at=at,
    )  # fmt: skip
    recorded(actor, "visited", row, seen=str(child_seen), alone=str(visit.alone))
    return visit.id


def _next_visit(actor: Actor, row: Plan, visited_on: date, at: datetime) -> None:
    rule = VISIT.get(row.kind)
    if rule:
        since = min(at, end_of(visited_on, ask.calendar()))
        clocks.stop(actor, rule=rule, subject=(KIND, row.id), at=since)
        clocks.start(actor, rule=rule, subject=(KIND, row.id), folder=row.folder_id, since=since, at=at)


def join(
    actor: Actor, *, plan_id: UUID, placement_id: UUID | None = None, name: str = "", part: str = "", at: datetime
) -> None:
    """Add somebody to the group that carries out the plan. A worker of the hub sees it from now until it ends."""
    row = found(actor, plan_id, WORK)
    part = words(part, "Say what they are to the child.")
    if placement_id is None:
        Member.objects.create(plan=row, name=words(name, "Say who."), part=part, **made(actor, row, at))
    elif Member.objects.filter(plan=row, placement_id=placement_id, left_on=None).exists():
        raise NeedsWords("They are of the group already.")
    else:
        open_to(actor, row, placement_id, part, at=at)
    recorded(actor, "joined", row)


def leave(actor: Actor, *, plan_id: UUID, member_id: UUID, at: datetime) -> None:
    """Take somebody out of the group: the plan is shut to them the same second. Never the key worker."""
    row = found(actor, plan_id, WORK)
    member = Member.objects.select_for_update().filter(id=member_id, plan=row, left_on=None).first()
    if member is None:
        raise NotThere
    if member.placement_id == row.key_worker_id:
        raise NotYet("Give the plan another key worker first.")
    shut(actor, member, "left the group of the plan", at=at)
    recorded(actor, "left", row)


def shut(actor: Actor, member: Member, why: str, *, at: datetime) -> None:
    """End what opened the plan to somebody."""
    if member.grant_id:
        access.end_grant(actor, grant_id=member.grant_id, why=why, at=at)
    member.left_on = local_day(at, ask.calendar())
    member.save(update_fields=["left_on"])
