"""The links at the top of every page: only those the actor's role includes."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.html import format_html

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.ui.context import NavItem, NavMenu

# The menu it stands in ("" is the bar itself), words on the link, its address, the permission that shows it. Menus
# stand in the order in which they are first named; a menu of which somebody may see one link is that link.
# Who receives concerns all day seldom sends one: hers stand in a menu, a teacher's in the bar. So do those of
# whoever has so many menus that the bar would not fit one line of a narrow screen.
OWN_CONCERNS = "own concerns"
FIT_ONE_LINE = 9
LINKS = (
    ("", "My work", "desk:home", Permission.DESK_READ),
    ("", "Find a child", "people:search", Permission.PERSON_SEARCH),
    ("Today", "This morning", "briefing:morning", Permission.BRIEFING_READ),
    ("Today", "May they be here?", "disruption:check", Permission.CONDITION_CHECK),
    ("Front door", "Queue of contacts", "referrals:queue", Permission.CONTACT_READ),
    ("Front door", "Arrivals", "postroom:arrivals", Permission.ARRIVAL_READ),
    (OWN_CONCERNS, "Tell us of a concern", "referrals:concern", Permission.CONCERN_SUBMIT),
    (OWN_CONCERNS, "My concerns", "referrals:receipts", Permission.RECEIPT_READ),
    ("Children", "Missing now", "missing:board", Permission.MISSING_READ),
    ("Children", "Children in our care", "missing:ours", Permission.CARD_KEEP),
    ("Children", "Pathways", "pathway:episodes", Permission.PATHWAY_READ),
    ("Children", "National referrals", "national_referral:referrals", Permission.NRM_WORK),
    ("Children", "Meetings", "meetings:meetings", Permission.MEETING_READ),
    ("Children", "Plans", "plans:plans", Permission.PLAN_READ),
    ("Children", "Exploitation", "exploitation:children", Permission.SCREENING_READ),
    ("Sharing", "Requests", "sharing:requests", Permission.REQUEST_READ),
    ("Sharing", "Decisions to share", "sharing:decisions", Permission.REQUEST_READ),
    ("Sharing", "Agreements", "sharing:agreements", Permission.AGREEMENT_READ),
    ("Sharing", "Patterns", "patterns:patterns", Permission.PATTERN_RAISE),
    ("Sharing", "Patterns to answer", "patterns:patterns", Permission.PATTERN_ANSWER),
    ("Sharing", "Disagreements", "escalations:ours", Permission.ESCALATION_WORK),
    ("Sharing", "Disagreements to settle", "escalations:cases", Permission.ESCALATION_SETTLE),
    ("Sharing", "Themes of disagreement", "escalations:themes", Permission.ESCALATION_THEMES),
    ("Children", "What the facts say", "finder:prompts", Permission.FINDER_WORK),
    ("Children", "Rules of the finder", "finder:rules", Permission.FINDER_RULES),
    ("Disruption", "Tell police what you know", "intelligence:tell", Permission.INTEL_SUBMIT),
    ("Disruption", "Network", "intelligence:network", Permission.NETWORK_READ),
    ("Disruption", "Intelligence", "intelligence:reports", Permission.INTEL_READ),
    ("Disruption", "Plans to disrupt", "disruption:plans", Permission.DISRUPT_READ),
    ("Disruption", "Tools of the law", "disruption:measures", Permission.MEASURE_WORK),
    ("Records", "Records to judge", "people:review", Permission.PERSON_JUDGE),
    ("Records", "Matching", "people:matching", Permission.MATCHING_READ),
    ("Records", "Imports", "exchange:runs", Permission.IMPORT_READ),
    ("Partnership", "What needs the three of us", "partnership:three", Permission.ESCALATION_SETTLE),
    ("Partnership", "Board and groups", "partnership:board", Permission.BOARD_READ),
    ("Partnership", "What we publish", "partnership:shelf", Permission.BOARD_READ),
    ("Partnership", "Who is who", "partnership:who", Permission.BOARD_READ),
    ("Partnership", "Scorecard", "scorecard:board", Permission.SCORECARD_READ),
    ("Partnership", "Prevention", "partnership:prevention", Permission.PREVENTION_WORK),
    ("Partnership", "Serious incidents", "reviews:incidents", Permission.REVIEW_READ),
    ("Partnership", "What we learned", "reviews:recommendations", Permission.RECOMMENDATION_READ),
    ("Partnership", "Self-assessments", "assurance:rounds", Permission.ASSURANCE_READ),
    ("Partnership", "Audits of cases", "assurance:audits", Permission.ASSURANCE_READ),
    ("Partnership", "Scrutiny and inspections", "assurance:looks", Permission.ASSURANCE_READ),
    ("Partnership", "Packs for inspectors", "assurance:packs", Permission.PACK_READ),
    ("Training", "My training", "learning:mine", Permission.LEARNING_BOOK),
    ("Training", "Find a course", "learning:catalogue", Permission.LEARNING_BOOK),
    ("Training", "Training office", "learning:office", Permission.LEARNING_RUN),
    ("Training", "Training of our people", "learning:people", Permission.LEARNING_LEAD),
    ("Training", "Who is trained", "learning:standing", Permission.LEARNING_FIGURES),
    ("Training", "What courses changed", "learning:figures", Permission.LEARNING_FIGURES),
    ("Access", "My log", "trail:mine", Permission.OWN_LOG_READ),
    ("Access", "Why can she see this?", "access:why", Permission.EXPLAIN_OTHERS),
    ("Access", "Emergency openings", "access:emergencies", Permission.EMERGENCY_REVIEW),
    ("Access", "Conflicts", "access:conflicts", Permission.CONFLICT_MIND),
    ("Access", "Conflicts nobody declared", "people:near", Permission.CONFLICT_MIND),
    ("Access", "Who looked at our folders", "trail:ours", Permission.FOLDER_LOG_READ),
    ("Access", "Searches to ask about", "trail:searches", Permission.FLAG_REVIEW),
    ("Access", "Heads of the record", "trail:heads", Permission.HEAD_READ),
    ("Access", "People of your agency", "accounts:workers", Permission.PLACE_GIVE),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    """What the page frame shows at the top: only links this actor's role includes; nothing for a visitor."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {}
    menus: dict[str, list[NavItem]] = {}
    for menu, text, name, permission in LINKS:
        if menu == OWN_CONCERNS and actor.has(Permission.CONTACT_READ):
            menu = "Front door"
        if actor.has(permission):
            with suppress(NoReverseMatch):
                menus.setdefault(menu, []).append(NavItem(text, reverse(name)))
    bar: list[NavItem | NavMenu] = menus.pop("", [])
    own = menus.get(OWN_CONCERNS, [])
    if len(bar) + len(menus) - 1 + len(own) > FIT_ONE_LINE:
        menus = {"Concerns" if menu == OWN_CONCERNS else menu: links for menu, links in menus.items()}
    else:
        bar += menus.pop(OWN_CONCERNS, [])
    bar += [links[0] if len(links) == 1 else NavMenu(menu, tuple(links)) for menu, links in menus.items()]
    return {
        "navigation": bar,
        "holds": actor.has,  # so that a page offers only what opens
        "opens": lambda address: _opens(actor, address),
        "who_can_see": lambda folder_id: _who_can_see(actor, folder_id),
        "search_url": reverse("people:search") if actor.has(Permission.PERSON_SEARCH) else "",
        "search_label": "Find a child",
        "drafts_url": "" if actor.reads_only else reverse("drafts:mine"),  # who only reads writes no draft
        "drafts_whose": str(actor.placement_id),
        "account_url": reverse("accounts:account"),
        "change_url": reverse("access:purpose"),
        "sign_out_url": reverse("accounts:sign_out"),
    }


def _opens(actor: Actor, address: str) -> bool:
    """Whether the role includes the page at an address that another room gave (kernel/links.py)."""
    door, _, permission = getattr(resolve(address).func, "declared", "").partition(":")
    return door != "page" or actor.has(permission)


def _who_can_see(actor: Actor, folder_id: UUID) -> str:
    """The link from a record to who can see it, for whom it opens."""
    if not actor.has(Permission.CHILD_READ):
        return ""
    address = reverse("access:who_can_see", args=[folder_id])
    return format_html('<a class="govuk-link" href="{}">Who can see this?</a>', address)
