"""What a plan must say, when it drifts, and which clocks it runs on. Pure."""

from dataclasses import dataclass
from datetime import date

CIN, CP, FAMILY_HELP = "child_in_need", "child_protection", "family_help"
# Where a plan's folder lies.
CATEGORY = {CIN: "child_in_need", CP: "child_protection", FAMILY_HELP: "early_help"}
# Rulebook ids: what starts with the plan, what a visit and a review are followed by.
STARTS = {
    CP: ("cp_visit", "first_core_group", "first_review_conference", "cp_plan_written"),
    CIN: ("cin_plan_review",),
    FAMILY_HELP: ("cin_plan_review",),
}
VISIT = {CP: "cp_visit"}
REVIEWED = {
    CP: ("first_review_conference", "next_review_conference"),
    CIN: ("cin_plan_review", "cin_plan_next_review"),
    FAMILY_HELP: ("cin_plan_review", "cin_plan_next_review"),
}

# The headings of every plan, in order: code, heading, what to say, and whether a plan cannot be agreed without it.
HEADINGS = (
    ("child", "What the child wants", "In the child’s own words. For a small child, what you saw and heard.", True),
    ("parents", "What the parents say", "Their own words: what would help, what they disagree with.", True),
    ("worry", "What must change, and why", "The harm, in words the family can use.", True),
    ("source_of_harm", "Who or what causes the harm, and what is done about them",
     "People, places, phones, online: what is done about the person or the place, not about the child.", True),
    ("if_not", "What happens if it does not change", "In time that matters to the child.", False),
    ("support", "What helps this family", "Strengths, people they trust, support they are offered.", False),
)  # fmt: skip
NO_CHANGE_DAYS = 90
NOT_SEEN_DAYS = {CP: 14, CIN: 42, FAMILY_HELP: 56}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a plan on a day, as far as drift shows in it."""

    kind: str
    state: str
    started_on: date
    last_seen_on: date | None
    reviewed_on: date | None
    open_goals: int
    goals_without_task: int
    late_tasks: int
    late_clocks: tuple[str, ...]


def agree_gaps(headings_said: set[str], *, goals: int, tasks: int, agreed_by_key_worker: bool) -> tuple[str, ...]:
    """What a plan lacks before it can be agreed, in words."""
    gaps = [f"Say: {title[:1].lower()}{title[1:]}." for code, title, _, needed in HEADINGS
            if needed and code not in headings_said]  # fmt: skip
    if not goals:
        gaps.append("Write at least one goal.")
    if not tasks:
        gaps.append("Say who does what by when: at least one action.")
    if agreed_by_key_worker:
        gaps.append("Somebody other than the key worker agrees it.")
    return tuple(gaps)


def end_gaps(*, reason: str, reduced_risk: str, child_seen: bool, open_tasks: int) -> tuple[str, ...]:
    """What is lacking before a plan can end. That somebody withdrew what they said has reduced no risk by itself."""
    gaps = [] if reason else ["Choose why it ends."]
    if len(reduced_risk.split()) < 4:
        gaps.append("Say what has reduced the risk: what is different now, and how you know.")
    if not child_seen and reason not in ("died", "moved_area"):
        gaps.append("See the child before the plan ends.")
    if open_tasks:
        gaps.append(f"Settle the open actions first: {open_tasks} still open.")
    return tuple(gaps)


def drift(plan: Standing, today: date) -> tuple[str, ...]:
    """Signs that a plan stands still, as sentences; empty for one that moves. Shown, never scored."""
    if plan.state == "ended":
        return ()
    signs = []
    seen = plan.last_seen_on or plan.started_on
    if (today - seen).days > NOT_SEEN_DAYS[plan.kind]:
        since = f"since {seen.day} {seen:%B}" if plan.last_seen_on else "since the plan began"
        signs.append(f"The child has not been seen {since}.")
    if plan.late_tasks:
        signs.append(f"{plan.late_tasks} {'action is' if plan.late_tasks == 1 else 'actions are'} late.")
    signs += [f"Late: {title[:1].lower()}{title[1:]}." for title in plan.late_clocks]
    if plan.goals_without_task:
        signs.append(f"{plan.goals_without_task} of {plan.open_goals} goals have nobody doing anything.")
    if (today - (plan.reviewed_on or plan.started_on)).days > NO_CHANGE_DAYS:
        signs.append("Nobody has said for three months what has changed.")
    if plan.state == "draft" and (today - plan.started_on).days > 10:
        signs.append("It is still a draft.")
    return tuple(signs)
