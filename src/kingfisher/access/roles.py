"""The roles: what each may do, how far it reaches at home and what it is cleared for. Readable aloud."""

from collections.abc import Iterable
from dataclasses import dataclass

from kingfisher.access.permissions import Permission
from kingfisher.kernel.base import EXISTS, FULL, SUMMARY


@dataclass(frozen=True, slots=True)
class Role:
    """`own_level` is how far it reaches into its own organisation's folders; 0 sees no child.

    A role with `visits_days` is a visitor's: its places end within so many days, read only, and mark every page.
    """

    label: str
    permissions: frozenset[str]
    own_level: int = 0
    clearances: tuple[str, ...] = ()
    visits_days: int = 0


def _role(
    label: str, permissions: Iterable[Permission], own_level: int = 0, *clearances: str, visits_days: int = 0
) -> Role:  # fmt: skip
    return Role(label, frozenset(p.value for p in permissions), own_level, clearances, visits_days)


P = Permission
_EVERYONE = {
    P.DESK_READ, P.OWN_LOG_READ, P.CONFLICT_DECLARE, P.LEARNING_BOOK, P.SUMMARY_WRITE, P.RETURN_ANSWER, P.CASE_GRADE,
    P.PROMISE_ANSWER,
}  # fmt: skip
# Whoever may see a child at school, in a clinic or at home screens her in five minutes.
_SCREENS = {P.SCREENING_READ, P.SCREENING_WRITE, P.VICTIM_PLAN_READ, P.PANEL_READ, P.PATTERN_RAISE}
_LOGS = {P.FOLDER_LOG_READ, P.WORKER_LOG_READ, P.FLAG_REVIEW}
_MINDS_OTHERS = {P.EXPLAIN_OTHERS, P.CONFLICT_MIND, P.EMERGENCY_REVIEW}  # a manager, of those who work for her agency
_REFERS = _EVERYONE | _SCREENS | {
    P.CONCERN_SUBMIT, P.RECEIPT_READ, P.MEETING_READ, P.PLAN_READ, P.ESCALATION_WORK, P.INTEL_SUBMIT, P.MISSING_REPORT,
}  # fmt: skip
_WORKS_WITH_CHILDREN = _REFERS | {
    P.PERSON_SEARCH, P.PERSON_READ, P.CALL_MAKE, P.CHILD_READ, P.ENTRY_WRITE, P.DOCUMENT_READ,
    P.REQUEST_ASK, P.REQUEST_READ, P.AGREEMENT_READ, P.FOLDER_GRANT, P.EMERGENCY_OPEN, P.FINDER_WORK, P.FINDER_RULES,
    P.MISSING_READ, P.NETWORK_READ, P.VICTIM_PLAN_WORK, P.PANEL_REFER, P.SCREENING_AGREE,
}  # fmt: skip
# Children who are missing: searching for them, offering and holding the talk on return, cards and first-hour plans.
_SEARCHES = {P.BRIEFING_READ, P.MISSING_WORK, P.INTERVIEW_HOLD, P.CARD_KEEP}
# Visitors: they read what their place or a grant by name opens, and write nothing (Placement.reads_only) but what a
# table lets a reader write (`written_by_readers`): that she looked and, a scrutineer, what she found.
_READS = _EVERYONE | {
    P.AGREEMENT_READ, P.PERSON_SEARCH, P.PERSON_READ, P.CHILD_READ, P.DOCUMENT_READ, P.CONTACT_READ, P.REQUEST_READ,
    P.MISSING_READ, P.BOARD_READ, P.SCREENING_READ, P.VICTIM_PLAN_READ, P.PANEL_READ,
}  # fmt: skip
_FIGURES = {P.SCORECARD_READ, P.MATCHING_READ}
_LOOKS_AT = _EVERYONE | {
    P.AGREEMENT_READ, P.ESCALATION_THEMES, P.SCORECARD_READ, P.LEARNING_FIGURES, P.RECOMMENDATION_READ,
    P.ASSURANCE_READ, P.PACK_READ,
}  # fmt: skip
_LOOKS_ON = _READS | _LOOKS_AT | {P.HEAD_READ}
_RESEARCHES = _WORKS_WITH_CHILDREN | {P.REQUEST_ANSWER, P.PERSON_STATE, P.PERSON_JUDGE}
_LOOKS = {P.BRIEFING_READ, P.NETWORK_WORK, P.INTEL_READ, P.DISRUPT_READ, P.CONDITION_CHECK, P.OPERATION_READ}
_DISRUPTS = _LOOKS | {P.DISRUPT_WORK, P.MEASURE_WORK, P.OPERATION_WORK, P.CRIME_WORK, P.MISSING_WORK, P.NRM_WORK}
_DESK = _LOOKS | {P.INTEL_GRADE, P.INTEL_APPROVE, P.SOURCE_READ}
_BOARD = _LOOKS_AT | {P.BOARD_READ, P.PUBLICATION_DRAFT, P.DOCUMENT_READ}
# Who may tell of a serious incident, and reads the review of one she told of.
_TELLS = {P.REVIEW_RAISE, P.REVIEW_READ}
_KEEPS = _BOARD | _TELLS | {
    P.BOARD_WORK, P.PREVENTION_WORK, P.MATCHING_READ, P.SCORECARD_KEEP, P.REVIEW_WORK,
    P.ASSURANCE_WORK,
}  # fmt: skip
_SETTLES = _BOARD | _TELLS | {P.ESCALATION_SETTLE, P.PATTERN_ANSWER, P.REVIEW_DECIDE}
_LIVES_WITH_CHILDREN = _EVERYONE | {P.CONCERN_SUBMIT, P.RECEIPT_READ, P.MISSING_REPORT, P.CARD_KEEP}
# Statutory work with a child, from the referral to the end of the plan; a manager authorises each step of it.
_CARES = _SEARCHES | {
    P.CONTACT_TAKE_OVER, P.PATHWAY_READ, P.PATHWAY_WORK, P.MEETING_CONVENE, P.MEETING_MINUTE, P.MEETING_CHAIR,
    P.PLAN_WORK, P.PANEL_RUN, P.NRM_WORK,
}  # fmt: skip
_AUTHORISES = _CARES | _LOGS | _MINDS_OTHERS | _TELLS | {
    P.PATHWAY_AUTHORISE, P.PLAN_AGREE, P.FOLDER_SEAL, P.TRIGGER_AUTHORISE, P.NETWORK_WORK, P.VICTIM_PLAN_CLOSE,
}  # fmt: skip
_TRIAGES = _RESEARCHES | _CARES | {P.CONTACT_READ, P.CONTACT_TRIAGE, P.CONTACT_DECIDE, P.ARRIVAL_READ}
# Lists of the council's own children in a pack for inspectors: whoever checks them before they go, and the inspector.
_PACKS = {P.PACK_READ, P.PACK_CHILDREN}
_MANAGES = _TRIAGES | _AUTHORISES | _FIGURES | _PACKS | {P.CONTACT_SIGN_OFF, P.AGREEMENT_SIGN, P.CALL_OVERSEE}


ROLES: dict[str, Role] = {
    "front_door_manager": _role("Front door manager", _MANAGES, FULL, "third_party", "protected_address"),
    "triage_social_worker": _role("Triage social worker", _TRIAGES, FULL, "third_party", "protected_address"),
    "social_worker": _role("Social worker", _WORKS_WITH_CHILDREN | _CARES | {P.MEASURE_WORK}, FULL),
    "team_manager": _role("Team manager",
        _RESEARCHES | _AUTHORISES | {P.CALL_OVERSEE, P.MEASURE_WORK},
        FULL, "third_party", "protected_address"),
    # Independent of the team that works with the family: a conference makes, keeps and ends protection plans.
    "conference_chair": _role("Conference chair", _WORKS_WITH_CHILDREN | _CARES | {P.PLAN_AGREE}, FULL, "third_party"),
    "social_care_researcher": _role("Social care researcher", _RESEARCHES, FULL),
    "police_researcher": _role("Police researcher",
        _RESEARCHES | _LOOKS | {P.CONTACT_READ, P.MISSING_WORK}, FULL, "police_sensitive"),
    "detective": _role("Detective", _RESEARCHES | _DISRUPTS | {P.CONTACT_READ}, FULL, "police_sensitive"),
    "detective_inspector": _role(
        "Detective inspector", _RESEARCHES | _DISRUPTS | _LOGS | _MINDS_OTHERS
        | {P.CONTACT_READ, P.DISRUPT_AUTHORISE, P.TRIGGER_AUTHORISE, P.FOLDER_SEAL}, FULL, "police_sensitive",
    ),
    "neighbourhood_officer": _role("Neighbourhood officer",
        _EVERYONE | {P.CONCERN_SUBMIT, P.RECEIPT_READ, P.INTEL_SUBMIT, P.CONDITION_CHECK}),
    "intelligence_analyst": _role("Intelligence analyst", _RESEARCHES | _DESK, FULL, "police_sensitive"),
    "missing_coordinator": _role("Missing coordinator", _WORKS_WITH_CHILDREN | _SEARCHES
        | {P.NETWORK_WORK, P.MEETING_CONVENE, P.MEETING_MINUTE, P.MEETING_CHAIR}, FULL),
    # Of a children's home or a foster family: sees the cards it keeps and what it reported, and no other record.
    "carer": _role("Home or foster carer", _LIVES_WITH_CHILDREN, FULL),
    "health_researcher": _role("Health researcher", _RESEARCHES | {P.CONTACT_READ}, FULL),
    "exploitation_nurse": _role("Exploitation nurse", _RESEARCHES | {P.CONTACT_READ}, FULL, "health_restricted"),
    "school_nurse": _role("School nurse", _WORKS_WITH_CHILDREN, FULL),
    "gp": _role("General practitioner", _WORKS_WITH_CHILDREN, FULL),
    "education_researcher": _role("Education researcher", _RESEARCHES | {P.CONTACT_READ}, FULL),
    "designated_safeguarding_lead": _role("Designated safeguarding lead", _REFERS, FULL),
    "return_home_interviewer": _role("Return home interviewer",
        (_WORKS_WITH_CHILDREN - {P.CALL_MAKE, P.REQUEST_ASK}) | {P.INTERVIEW_HOLD}, SUMMARY),
    "housing_officer": _role("Housing officer", _RESEARCHES | {P.MEASURE_WORK}, FULL),
    # Sees places, drivers and tools of the law it is to work; no child, so no screening and no panel.
    "licensing_officer": _role("Licensing officer",
        (_REFERS - _SCREENS) | {P.PATTERN_RAISE, P.MEASURE_WORK, P.PREVENTION_WORK}),
    # A refuge is a charity's: whoever works there seals what would tell where a family lives.
    "charity_worker": _role("Charity worker", _RESEARCHES | {P.PREVENTION_WORK, P.FOLDER_SEAL}, FULL),
    "probation_officer": _role("Probation officer", _RESEARCHES, FULL),
    "training_coordinator": _role("Training coordinator",
        _EVERYONE | {P.LEARNING_RUN, P.LEARNING_LEAD, P.LEARNING_FIGURES}),
    "training_lead": _role("Agency training lead", _EVERYONE | {P.LEARNING_LEAD}),
    "business_manager": _role("Business manager", _KEEPS),
    "board_member": _role("Board member", _BOARD),
    "minute_taker": _role("Minute taker", _BOARD | {P.BOARD_WORK, P.MEETING_READ, P.MEETING_MINUTE}),
    "lead_safeguarding_partner": _role("Lead safeguarding partner", _SETTLES | {P.PUBLICATION_SIGN}),
    "delegated_safeguarding_partner": _role("Delegated safeguarding partner", _SETTLES),
    "scrutineer": _role("Independent scrutineer", _LOOKS_ON | {P.MATCHING_READ, P.FINDING_WRITE}, visits_days=366),
    "inspector": _role("Inspector", _LOOKS_ON | _PACKS, FULL, visits_days=35),
    # Sees that her agency's folders exist and to whom they are open; nothing of what is in them.
    "information_governance_lead": _role(
        "Information governance lead", _EVERYONE | _LOGS | _MINDS_OTHERS
        | {P.FINDER_RULES, P.AGREEMENT_READ, P.AGREEMENT_SIGN, P.AUDIT_READ, P.HEAD_READ, P.MATCHING_READ,
           P.EMERGENCY_SIGN_OFF}, EXISTS,
    ),
    "agency_administrator": _role("Agency administrator",
        _EVERYONE | {P.PLACE_GIVE, P.AUDIT_READ, P.WORKER_LOG_READ, P.CONFLICT_MIND, P.EXPLAIN_OTHERS},
    ),
    "data_officer": _role("Agency data officer",
        _EVERYONE | {P.IMPORT_RUN, P.IMPORT_READ, P.PERSON_STATE, P.ENTRY_WRITE}, FULL),
    "system_administrator": _role("System administrator", _EVERYONE | {P.MATCHING_READ}),
    # Systems that act for an agency. None of them can sign in at a page.
    "agency_system": _role("Agency system",
        {P.CONCERN_SUBMIT, P.RECEIPT_READ, P.PERSON_STATE, P.ENTRY_WRITE, P.IMPORT_RUN,
         P.REQUEST_READ, P.REQUEST_ANSWER, P.MISSING_REPORT}, FULL),
    "front_door_service": _role("Front door service",
        {P.CONCERN_SUBMIT, P.RECEIPT_READ, P.CONTACT_READ, P.CONTACT_TRIAGE, P.ARRIVAL_READ,
         P.PERSON_SEARCH, P.PERSON_READ, P.PERSON_STATE, P.PERSON_JUDGE, P.ENTRY_WRITE, P.FOLDER_GRANT,
         P.REQUEST_ASK, P.REQUEST_READ, P.MEETING_READ, P.MISSING_REPORT, P.MISSING_READ, P.MISSING_WORK,
         P.PUBLISHED_READ, P.SCORECARD_FREEZE, P.LEARNING_FIGURES, P.RETURN_DOOR}, FULL, "third_party",
    ),
    # Takes in what is told to police, by whomever, into a folder of police; reads no source again.
    "intelligence_service": _role("Intelligence service", {P.INTEL_SUBMIT, P.SOURCE_KEEP}, FULL, "police_sensitive"),
    "matching_service": _role("Matching service",
        {P.PERSON_SEARCH, P.PERSON_READ, P.PERSON_JUDGE, P.CONFLICT_SUGGEST}, SUMMARY),
    # Looks through what the teams it is placed in may see, every night; asks somebody who may see it all.
    "finding_service": _role("Finding service", {P.FINDER_RUN, P.PERSON_READ}, FULL),
    # Takes bookings of people without an account, writes to learners, and says until when training holds in a place.
    "training_service": _role("Training service", {P.LEARNING_DOOR, P.TRAINING_HOLD}, FULL),
    # Numbers the lines of the record, signs its heads and asks about searches; sees no folder but the hub's own.
    "audit_witness": _role("Witness of the record", {P.AUDIT_WITNESS, P.AUDIT_READ, P.HEAD_READ}, FULL),
    # Knows which addresses must not be found, and says only whether one is in what is about to leave.
    "safe_address_guard": _role("Safe-address guard", {P.ADDRESS_GUARD}),
    "installer": _role("Installer", {P.PLACE_GIVE, P.AGREEMENT_SIGN}),
}  # fmt: skip


# The permissions that policies ask about: those that policy.sql and other SQL name, and each that a table asks for by
# `asker_may`. protect.py tells PostgreSQL which role carries which.
ASKED_IN_POLICIES = {
    P.AUDIT_READ, P.PLACE_GIVE, P.EMERGENCY_REVIEW, P.EMERGENCY_SIGN_OFF, P.CONFLICT_MIND, P.CONFLICT_SUGGEST,
    P.SOURCE_READ, P.SOURCE_KEEP, P.CONDITION_CHECK, P.TRAINING_HOLD,
}  # fmt: skip


def role(code: str) -> Role:
    """The role of this code; KeyError where there is none, so that a typing slip fails loudly."""
    return ROLES[code]


def asker_may(permission: Permission) -> str:
    """SQL, worked out once a statement: whoever passed the door has a role that carries this permission."""
    ASKED_IN_POLICIES.add(permission)
    return f"(SELECT access_may('{permission}'))"
