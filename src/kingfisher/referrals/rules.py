"""What is still to be asked of a concern, and what must be true before a contact is decided. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kingfisher.people.rules import Said
from kingfisher.referrals.said import ConcernSaid, FamilyPosition, ReferrerSaid

# The third contact about one child in twelve months: practice knowledge, see domain notes on repeat contacts.
REPEAT_AT = 3
REPEAT_MONTHS = 12
# What was decided asks for social care's own steps.
LEADS_TO_WORK = ("referral_child_family_assessment", "strategy_discussion")
NO_FURTHER_ACTION = "nfa"
# Outcomes that only make sense where a child needs more than early help (threshold levels 3 and 4).
# Help the family chooses: whether they were asked, and who said yes, belongs to the decision (domain 1.6).
NEEDS_AGREEMENT = ("early_help", "referral_child_family_assessment")
NEEDS_LEVEL = {"referral_child_family_assessment": ("3", "4"), "strategy_discussion": ("4",)}

SOURCE_OF_AGENCY = {
    "school": "2A", "education": "2B", "education_service": "2B", "gp": "3A", "community_health": "3D",
    "health": "3F", "icb": "3F", "acute_hospital": "3F", "mental_health": "3F", "sexual_health": "3F",
    "ambulance": "3F", "substance_use": "3F", "housing": "4", "council": "5B", "district": "5B",
    "district_council": "5B", "adult_social_care": "5A", "childrens_social_care": "5C", "early_help": "5D",
    "police": "6", "probation": "7", "youth_justice": "7", "immigration": "7", "charity": "8", "voluntary": "8",
    "fire": "8", "other": "8",
}  # fmt: skip
# Asked about every contact by one click: those who hold most of what a front door decides on.
USUALLY_ASKED = ("police", "health", "icb", "community_health", "education", "education_service")


@dataclass(frozen=True, slots=True)
class Question:
    """Something not said that will be asked. It never refuses a concern."""

    code: str
    words: str


def essentials(said: ConcernSaid) -> tuple[Question, ...]:
    """What is still to be asked, in the order a worker would ask it. Source: domain 1.4."""
    asked = []
    if said.danger_now not in ("yes", "no"):
        asked.append(Question("danger_now", "Is a child in danger now, and where are they?"))
    if not said.children:
        asked.append(Question("child", "Which child is it about?"))
    for number, named in enumerate(said.children, start=1):
        asked += _child_gaps(named.said, number, many=len(said.children) > 1)
    wanted = (
        (said.what_happened, "what_happened", "What happened, or what is the worry?"),
        (said.when, "when", "When did it happen?"),
        (said.how_known, "how_known", "Did you see it yourself, or were you told?"),
        (said.childs_words, "childs_words", "What has the child said, in their own words?"),
        (said.family.told, "family_told", "Does the family know? If not, why not?"),
    )
    asked += [Question(code, words) for value, code, words in wanted if not value]
    if said.family.told == "no" and not (said.family.not_told_why or said.family.dispense_reason):
        asked.append(Question("family_why", "Why does the family not know?"))
    who = said.referrer
    if not who.anonymous and not (who.phone or who.email):
        asked.append(Question("reach", "How can we reach the person who raised it?"))
    return tuple(asked)


def _child_gaps(child: Said, number: int, *, many: bool) -> list[Question]:
    which = f"child {number}" if many else "the child"
    gaps = []
    if not (child.given_name or child.family_name or child.known_as):
        gaps.append(Question(f"name_{number}", f"What is {which} called?"))
    if child.born_on is None and not child.born_said and child.expected_on is None:
        gaps.append(Question(f"born_{number}", f"When was {which} born, or about how old are they?"))
    if not child.addresses and not child.school:
        gaps.append(Question(f"place_{number}", f"Where does {which} live, or go to school?"))
    return gaps


def provisional_rating(said: ConcernSaid, ratings: tuple[str, ...]) -> str:
    """How urgent an unrated contact is treated as: the most urgent where danger was said, else the next.

    `ratings` are the rulebook's codes, most urgent first. A machine never rates: this only orders the queue.
    """
    return ratings[0] if said.danger_now == "yes" or len(ratings) < 2 else ratings[1]


def source_code(referrer: ReferrerSaid, agency_kind: str, known: Iterable[str]) -> str:
    """The census's code of who raised it: as said where it is a code, else from the agency, else not
    known.
    """
    if referrer.source_code in set(known):
        return referrer.source_code
    if referrer.anonymous:
        return "9"
    if agency_kind in SOURCE_OF_AGENCY:
        return SOURCE_OF_AGENCY[agency_kind]
    return "1D" if referrer.kind == "public" else "10"


def year_before(day: date) -> date:
    """The first day of the twelve months that end on this day; 29 February counts from 1 March."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28) + timedelta(days=1)


def is_repeat(earlier_contacts: int) -> bool:
    """Whether this is (at least) the third contact about the same child in twelve months."""
    return earlier_contacts + 1 >= REPEAT_AT


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a decision is weighed on. `unidentified`: children with likely records, of which nobody judged
    one.
    """

    outcome: str
    need_level: str
    reasons: str
    rating: str
    family: FamilyPosition
    agencies_asked: bool = False
    unidentified: int = 0
    additive: tuple[str, ...] = ("exploitation_pathway",)


def decision_gaps(said: Proposed) -> tuple[str, ...]:
    """What is lacking before an outcome can be proposed, in words. Source: domain 1.3 and 1.6."""
    gaps = []
    if not said.rating:
        gaps.append("Rate how urgent it is.")
    if not said.outcome or said.outcome in said.additive:
        gaps.append("Choose what should happen; the exploitation pathway is added to another outcome.")
    if not said.need_level:
        gaps.append("Say which level of need it is.")
    wanted = NEEDS_LEVEL.get(said.outcome)
    if said.need_level and wanted and said.need_level not in wanted:
        gaps.append(f"This outcome is for need level {' or '.join(wanted)}.")
    if said.outcome == NO_FURTHER_ACTION and said.need_level in ("3", "4"):
        gaps.append("Level 3 or 4 calls for something to be done.")
    if not said.reasons.strip():
        gaps.append("Give the reasons.")
    gaps += family_gaps(said.family, agencies_asked=said.agencies_asked)
    if said.outcome in NEEDS_AGREEMENT:
        gaps += agreement_gaps(said.family, outcome=said.outcome)
    if said.unidentified:
        gaps.append("A child here is likely known already: say of the records found whether they are the same child.")
    return tuple(gaps)


def family_gaps(family: FamilyPosition, *, agencies_asked: bool) -> list[str]:
    """What is lacking about the family's place in it; asking agencies without agreement needs its own
    reason.
    """
    gaps = []
    if not family.told:
        gaps.append("Say whether the family knows.")
    if family.told == "no" and not (family.not_told_why or family.dispensed):
        gaps.append("Say why the family does not know.")
    if agencies_asked and family.agreement_given != "yes" and not family.dispensed:
        gaps.append("Agencies were asked without the family's agreement: say why.")
    return gaps


def agreement_gaps(family: FamilyPosition, *, outcome: str) -> list[str]:
    """What is lacking about the family's agreement to help under early help or section 17. Source: domain 1.6.

    Agreement to a service is not consent to share: nothing here stands in the way of telling anybody anything.
    """
    if family.dispensed:
        return []
    if family.agreement_sought is None and not family.agreement_given:
        return ["Say whether the family was asked if they agree to help; if not, why we go on without asking."]
    if family.agreement_given in ("yes", "partial") and not family.agreement_by:
        return ["Say who agreed."]
    if family.agreement_given == "no" and outcome == "early_help":
        return ["The family said no to help, and early help needs their yes: choose another outcome, or talk again."]
    if family.agreement_given == "no":
        return ["The family said no to help: say why we go on all the same."]
    return []


def sign_off_gaps(*, proposed_by_signer: bool, outcome: str, earlier_contacts: int, why: str) -> tuple[str, ...]:
    """What is lacking before a manager may sign off. The second pair of eyes is never the first."""
    gaps = []
    if proposed_by_signer:
        gaps.append("You proposed this yourself: another manager signs it off.")
    if outcome == NO_FURTHER_ACTION and is_repeat(earlier_contacts) and not why.strip():
        gaps.append(
            f"This is contact number {earlier_contacts + 1} about this child in twelve months: "
            "say why nothing more is needed this time."
        )
    return tuple(gaps)


def line_basis(how_known: str) -> tuple[str, str]:
    """How a line of history knows (`evidence_basis`) and what it claims (`assertion`): told is third-hand."""
    return {
        "seen": ("seen", "fact"), "told": ("told", "third_hand"), "record": ("record", "fact"),
        "judgement": ("judgement", "opinion"),
    }.get(how_known, ("told", "third_hand"))  # fmt: skip


def why_ask(ref: str, categories: Iterable[str]) -> str:
    """The ordinary reason for asking an agency, to be changed by whoever asks. Names nobody."""
    about = ", ".join(c.lower() for c in categories)
    return f"To decide what a child needs after a concern about {about or 'them'} ({ref})."


# A measure that ends by law has a clock of its own, counted from when it was made.
MEASURE_CLOCK = {"police_protection": "police_protection", "epo": "epo"}


def afterwards_gaps(
    *, measure: str, done_at: datetime | None, known_at: datetime | None, now: datetime, done_by: str, words: str
) -> tuple[str, ...]:
    """What is lacking before something done at once can be recorded afterwards, in words."""
    gaps = [] if measure else ["Choose what was done first."]
    if done_at is None or done_at > now:
        gaps.append("Say when it was done: a day and a time, not later than now.")
    if known_at is None or known_at > now:
        gaps.append("Say when the front door or the duty team learned of it, not later than now.")
    if not done_by.strip():
        gaps.append("Say who did it.")
    if not words.strip():
        gaps.append("Say what was done, and where the child is now.")
    return tuple(gaps)


TRANSFER_OUTCOME = "transfer_other_la"


def transfer_gaps(*, council: str, person: str, words: str, how: str, danger: bool) -> tuple[str, ...]:
    """What is lacking before a transfer between councils is recorded; a child in danger is never only written of."""
    gaps = [] if council.strip() else ["Say which council."]
    if not person.strip():
        gaps.append("Say who there has it, or passed it on.")
    if not words.strip():
        gaps.append("Say what was told or sent.")
    if not how or (danger and how != "telephone"):
        gaps.append("They say that a child is in danger now: ring." if danger else "Choose how it was passed on.")
    return tuple(gaps)
