"""How what Saltmere's people write is filed: the sort of folder, its marking, and the kind of entry."""

from typing import NamedTuple

from .shapes import EntrySeed


class Filed(NamedTuple):
    category: str  # of the rulebook's folder categories
    kind: str  # of the rulebook's entry kinds
    marking: str = ""


ORDINARY = "general"
FILING = {
    "health_universal": Filed("community_health", "health"),
    "health_urgent": Filed("urgent_care", "urgent_care"),
    "health_sexual": Filed("sexual_health", "health", "health_restricted"),
    "police_notice": Filed("crime_and_safety", "crime"),
    "police_intelligence": Filed("intelligence", "crime", "police_sensitive"),
    "missing": Filed("missing", "missing"),
    "attendance": Filed("attendance", "attendance"),
    "school_welfare": Filed("education", "school"),
    "social_care": Filed("child_in_need", "visit"),
    "early_help": Filed("early_help", "plan"),
    "housing": Filed("housing", "other"),
    "probation": Filed("probation", "other"),
    "licensing": Filed(ORDINARY, "concern"),
    "adoption": Filed("adoption", "order"),
    "charity_session": Filed("voluntary", "visit"),
}
CATEGORIES = frozenset({ORDINARY, *(filed.category for filed in FILING.values())})
TITLE_LIMIT = 120


def filed(entry: EntrySeed) -> Filed:
    """Where an entry goes; a child's own words are filed as that, and a talk on return as a meeting with the child."""
    where = FILING[entry.category]
    if entry.how_known.startswith("told") and '"' in entry.text:
        return where._replace(kind="childs_words")
    if entry.category == "missing" and entry.how_known.startswith("told"):
        return where._replace(kind="visit")  # a talk on return is no absence
    return where


def basis(entry: EntrySeed) -> str:
    """How the author knows: seen, told, record or judgement, from the words of the story."""
    how = entry.how_known
    if entry.nature == "opinion":
        return "judgement"
    if how.startswith(("told", "reported")):
        return "told"
    return "record" if how in ("record", "register") else "seen"


def title_and_detail(text: str) -> tuple[str, str]:
    """A first line short enough for a list, and the rest ("" where the line says it all)."""
    if len(text) <= TITLE_LIMIT:
        return text, ""
    first, found, rest = text.partition(". ")
    if found and len(first) <= TITLE_LIMIT:
        return f"{first}.", rest
    cut = text.rfind(" ", 0, TITLE_LIMIT)
    return f"{text[:cut]} …", text
