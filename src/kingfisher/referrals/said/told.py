"""What whoever raised a concern is told: how far it has got, what was decided, what comes next. Pure."""

from dataclasses import dataclass

_STANDING = {
    "received": "We have it. Somebody at the front door looks at it next.",
    "screening": "A worker is looking at it.",
    "checks_requested": "A worker is finding out what others know.",
    "decision_waiting": "A worker has looked at it; a manager is deciding.",
}


def standing_words(state: str, *, was_told: bool) -> str:
    """How far it has got, for whoever raised it: no outcome here, that is in the feedback alone."""
    if state in _STANDING:
        return _STANDING[state]
    return "It has been decided. What we can tell you is below." if was_told else "It has been looked at and decided."


_NEXT = {
    "received": "A worker reads it and says how urgent it is.",
    "screening": "The worker decides whether other agencies are asked, and proposes what should happen.",
    "checks_requested": "When they have answered, the worker proposes what should happen.",
    "decision_waiting": "When the manager has decided, you are told here.",
}


def next_words(state: str, *, was_told: bool) -> str:
    """What happens next, for whoever raised it. Says nothing of what is likely to be decided."""
    return _NEXT.get(state, "" if was_told else "You are told what was decided, as far as you may know it.")


@dataclass(frozen=True, slots=True)
class FeedbackWords:
    """A draft of what to tell the referrer: what was decided, never what was found."""

    decided: str
    next_steps: str


_DECIDED = {
    "nfa": "We looked at what you told us and decided that nothing more is needed from us now.",
    "information_advice": "We have given information or advice, and need do no more for now.",
    "early_help": "The family will be offered early help.",
    "referral_child_family_assessment": "A social worker will see the child and assess what help is needed.",
    "strategy_discussion": "We are acting on this together with our partners today.",
    "transfer_other_la": "We have passed this to the council where the child lives.",
    "adult_social_care": "We have passed this to adult social care.",
    "police_only": "The police are dealing with this.",
    "advice_given": "We have given advice about this, and need do no more for now.",
    "duplicate_linked": "We already knew of this, and have put what you told us with it.",
    "open_case_routed": "A worker who already knows the child has what you told us.",
}
ESCALATE = (
    "If you do not agree, say so: ask for the front door manager and give your reference. "
    "If you learn more, add it to your concern. If a child is in danger, ring 999."
)


def feedback_words(outcome: str, *, professional: bool) -> FeedbackWords:
    """What to tell the referrer, to be changed by a worker; the public hear only that it was dealt with.

    Source: feedback to referrers, domain 1.7.
    """
    if not professional:
        return FeedbackWords("Thank you. We have looked at what you told us and decided what to do.", ESCALATE)
    more = ""
    if outcome in ("nfa", "information_advice", "advice_given"):
        more = "You can still offer the family early help yourselves. "
    return FeedbackWords(_DECIDED.get(outcome, "We have decided what to do."), more + ESCALATE)
