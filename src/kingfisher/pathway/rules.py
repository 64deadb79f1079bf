"""What each step must say before it goes on, and what it leads to. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

EMERGENCY = "emergency_protection"
S47 = ("s47_joint", "s47_single_social_care", "s47_single_police")
NO_PLAN = ("cin_plan", "early_help", "nfa")
INITIAL_OUTCOMES = ("cp_plan", "cin_plan", "early_help", "nfa")
REVIEW_OUTCOMES = ("continue", "cin_plan", "early_help", "nfa", "pre_proceedings", "court")

# What a conference's minutes say under these headings stands in the plan under those: nobody types it again.
FROM_MINUTES = (("child", "child"), ("family", "parents"), ("worries", "worry"), ("change", "if_not"),
                ("strengths", "support"))  # fmt: skip
# What a review's minutes say of these stands in the plan from then on; the words of before stay beside it.
FROM_REVIEW = ("child", "parents", "worry")
# Where a plan's meeting opens with what was done under the plan since the last one.
DONE_UNDER = {"core_group": "done", "review_conference": "plan"}
# And what an assessment says, in the plan that comes of it.
FROM_ASSESSMENT = (("daily_life", "child"), ("parents_view", "parents"), ("needs", "worry"), ("keeps_safe", "support"))

# The words of each step that are shown, with their source, at every later one: field, the question it answers.
ASSESSMENT_SAYS = (
    ("daily_life", "What life is like, in the child’s words"), ("parents_view", "How the parents see it"),
    ("needs", "What the child needs"), ("keeps_safe", "What keeps the child safe"),
    ("analysis", "What the assessment makes of it"),
)  # fmt: skip
STRATEGY_SAYS = (
    ("also_considered", "Who else was considered"), ("sees_child", "Who sees the child"),
    ("medical", "Medical"), ("interview", "Interview for evidence"),
    ("disruption", "What was considered against the person or the place"),
    ("nrm_why_not", "Why no referral to the national mechanism"), ("missing_plan", "If the child goes missing"),
)  # fmt: skip
# Of several children discussed together, what was written for the first begins the next one's decision; what was
# decided, for which harm, and whether a referral is right, is each child's own.
SERVES_AGAIN = ("sees_child", "seen_by", "disruption", "interview", "missing_plan", "nrm_why_not")
ENQUIRY_SAYS = (("childs_account", "What the child told the enquiry"), ("findings", "What the enquiry found"))


# Each is also the rule of the clock that says when it ends at the latest.
EMERGENCY_POWERS = (("police_protection", "Police protection"), ("epo", "Emergency protection order"))
ASKED = "asked"  # nobody holds the child yet: the court, or police, are asked now
LONGEST_AGO = timedelta(days=31)


def emergency_gaps(
    *, power: str, since: datetime | None, now: datetime, words: str, is_running: bool
) -> tuple[str, ...]:
    """What the record of an emergency lacks."""
    gaps = []
    if power not in dict(EMERGENCY_POWERS):
        gaps.append("Say which: police protection, or an order of the court.")
    if since is None:
        gaps.append("Say since when the child is held.")
    elif since > now:
        gaps.append("Record it once it has begun.")
    elif now - since > LONGEST_AGO:
        gaps.append("That is more than a month ago. Check the day; what has long ended belongs in the child’s history.")
    if not words.strip():
        gaps.append("Say who decided it: the designated officer, or the court and its number; and where the child is.")
    if is_running:
        gaps.append("That one is running already. End it first.")
    return tuple(gaps)


def assessment_gaps(
    *, seen_on: date | None, not_seen_why: str, daily_life: str, needs: str, analysis: str, factors: Iterable[str],
    outcome: str,
) -> tuple[str, ...]:  # fmt: skip
    """What an assessment lacks before a manager reads it, in words."""
    gaps = []
    if seen_on is None and not not_seen_why.strip():
        gaps.append("Say when the child was seen, or why not.")
    if not daily_life.strip():
        gaps.append("Say what life is like for the child, in the child’s words.")
    if not needs.strip():
        gaps.append("Say what the child needs.")
    if not analysis.strip():
        gaps.append("Say what you make of it.")
    if not list(factors):
        gaps.append("Choose the factors found, or none.")
    if not outcome:
        gaps.append("Choose what should happen.")
    return tuple(gaps)


def strategy_gaps(
    *, held: bool, decision: str, harm: str, disruption: str, sees_child: str, seen_by: date | None, nrm: str,
    nrm_why_not: str,
) -> tuple[str, ...]:  # fmt: skip
    """What a strategy discussion's decision lacks. Considering the person and the place is never optional."""
    gaps = [] if held else ["Hold the meeting first: who was there, and whether everyone who must be there was."]
    if not decision:
        gaps.append("Choose what was decided.")
    if harm not in ("actual", "likely", "neither"):
        gaps.append("Say whether there is actual or likely harm.")
    if decision in (*S47, EMERGENCY) and not (sees_child.strip() and seen_by):
        gaps.append("Say who sees the child, and by when.")
    if not disruption.strip():
        gaps.append("Say what was considered against the person or the place, even when nothing was used.")
    if nrm not in ("yes", "no"):
        gaps.append("Say whether a referral to the national referral mechanism was considered right.")
    elif nrm == "no" and not nrm_why_not.strip():
        gaps.append("Say why there is no referral to the national referral mechanism.")
    return tuple(gaps)


def enquiry_gaps(*, child_seen_on: date | None, childs_account: str, findings: str, outcome: str) -> tuple[str, ...]:
    """What an enquiry lacks before a manager agrees its outcome."""
    gaps = []
    if child_seen_on is None:
        gaps.append("See the child: no enquiry concludes without that.")
    if not childs_account.strip():
        gaps.append("Say what the child told you, or how the child was.")
    if not findings.strip():
        gaps.append("Say what you found.")
    if not outcome:
        gaps.append("Choose the outcome.")
    return tuple(gaps)


def conference_gaps(
    *, kind: str, outcome: str, category: str, reasons: str, reduced_risk: str, held: bool
) -> tuple[str, ...]:
    """What is lacking before a conference's outcome is recorded."""
    gaps = [] if held else ["Hold the meeting first."]
    allowed = INITIAL_OUTCOMES if kind == "initial_conference" else REVIEW_OUTCOMES
    if outcome not in allowed:
        gaps.append("Choose what was decided.")
    if outcome in ("cp_plan", "continue", "pre_proceedings", "court") and not category:
        gaps.append("Choose the category of harm.")
    if not reasons.strip():
        gaps.append("Give the reasons in words the family can follow.")
    if kind == "review_conference" and outcome in NO_PLAN and len(reduced_risk.split()) < 4:
        gaps.append("Say what has reduced the risk: what is different now, and how you know.")
    return tuple(gaps)


def close_gaps(*, reason: str, reduced_risk: str, unfinished: Iterable[str]) -> tuple[str, ...]:
    """What is lacking before work with a child is closed. `unfinished` names what is still open."""
    gaps = [f"Still open: {what}." for what in unfinished]
    if not reason:
        gaps.append("Choose why it is closed.")
    if len(reduced_risk.split()) < 4:
        gaps.append("Say what has reduced the risk: what is different now, and how you know.")
    return tuple(gaps)
