"""The links at the top of every page: only those the actor's role includes."""

from contextlib import suppress

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from kingfisher.access.permissions import Permission
from kingfisher.ui.context import NavItem

# Words on the link, its address, the permission that shows it.
LINKS = (
    ("My work", "desk:home", Permission.DESK_READ),
    ("Front door", "referrals:queue", Permission.CONTACT_READ),
    ("Find a child", "people:search", Permission.PERSON_SEARCH),
    ("Records to judge", "people:review", Permission.PERSON_JUDGE),
    ("Children", "pathway:episodes", Permission.PATHWAY_READ),
    ("Meetings", "meetings:meetings", Permission.MEETING_READ),
    ("Plans", "plans:plans", Permission.PLAN_READ),
    ("Requests", "sharing:requests", Permission.REQUEST_READ),
    ("Sharing", "sharing:decisions", Permission.REQUEST_READ),
    ("Tell us of a concern", "referrals:concern", Permission.CONCERN_SUBMIT),
    ("My concerns", "referrals:receipts", Permission.RECEIPT_READ),
    ("Tell police what you know", "intelligence:tell", Permission.INTEL_SUBMIT),
    ("Intelligence", "intelligence:reports", Permission.INTEL_READ),
    ("Disagreements", "escalations:ours", Permission.ESCALATION_WORK),
    ("Disagreements", "escalations:cases", Permission.ESCALATION_SETTLE),
    ("Themes of disagreement", "escalations:themes", Permission.ESCALATION_THEMES),
    ("Matching", "people:matching", Permission.MATCHING_READ),
    ("Agreements", "sharing:agreements", Permission.AGREEMENT_READ),
    ("Arrivals", "postroom:arrivals", Permission.ARRIVAL_READ),
    ("Imports", "exchange:runs", Permission.IMPORT_READ),
    ("Searches to ask about", "trail:searches", Permission.FLAG_REVIEW),
    ("Heads of the record", "trail:heads", Permission.HEAD_READ),
    ("My log", "trail:mine", Permission.OWN_LOG_READ),
    ("Emergency openings", "access:emergencies", Permission.EMERGENCY_REVIEW),
    ("Why?", "access:why", Permission.EXPLAIN_OTHERS),
    ("Conflicts", "access:conflicts", Permission.CONFLICT_MIND),
    ("People of your agency", "accounts:workers", Permission.PLACE_GIVE),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    """What the page frame shows at the top: only links this actor's role includes; nothing for a visitor."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {}
    links = []
    for text, name, permission in LINKS:
        if actor.has(permission):
            with suppress(NoReverseMatch):
                links.append(NavItem(text, reverse(name)))
    return {
        "navigation": links,
        "search_url": reverse("people:search") if actor.has(Permission.PERSON_SEARCH) else "",
        "search_label": "Find a child",
        "drafts_url": reverse("drafts:mine"),
        "account_url": reverse("accounts:account"),
        "change_url": reverse("access:purpose"),
        "sign_out_url": reverse("accounts:sign_out"),
    }
