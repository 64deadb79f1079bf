"""Which tools are open on which facts, what each step lacks, whether somebody may be somewhere, and the open list of
recency, frequency and severity. Pure.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

NEVER_CHARGED = ("concern", "suspect", "bailed", "no_action")
# Steps of a crime a victim must be told of; how soon is the rulebook's.
TOLD_OF = (
    "arrest", "voluntary", "bail", "released", "decision", "charge", "hearing", "special_measures", "trial", "verdict",
    "sentence", "finish", "take_up",
)  # fmt: skip
WARN_DAYS, LAST_DAYS = 28, 7
ASSESSMENT = (
    ("seen", "What happens here, and when"),
    ("guardians", "Who looks after this place, and could step in"),
    ("design", "How it is built and lit: where one is not seen"),
    ("pull", "What brings young people here"),
    ("adults", "Which adults are here, and what they do"),
    ("young_people", "What young people say of it"),
)


class Tool(Protocol):
    """What the wizard reads of a power."""

    id: str
    targets: tuple[str, ...]
    opens_on: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A tool with the facts that open it; or the fewest that are still lacking."""

    id: str
    because: tuple[str, ...]
    lacking: tuple[str, ...] = ()


def tools_open(tools: Iterable[Tool], facts: Collection[str], *, target: str = "") -> tuple[list[Opened], list[Opened]]:
    """Tools open on these facts, and those for which one fact more is needed; each with its reasons. It decides
    nothing: the test of the statute must still be met.
    """
    opened, nearly = [], []
    for tool in tools:
        if target and not _fits(tool, target):
            continue
        whole = next((s for s in tool.opens_on if set(s) <= set(facts)), None)
        if whole:
            opened.append(Opened(tool.id, whole))
            continue
        close = min(tool.opens_on, key=lambda s: len(set(s) - set(facts)))
        lacking = tuple(f for f in close if f not in facts)
        if len(lacking) == 1 and len(close) > 1:
            nearly.append(Opened(tool.id, tuple(f for f in close if f in facts), lacking))
    return opened, nearly


def _fits(tool: Tool, target: str) -> bool:
    """A place's tools serve its business too; a person's plan may need what protects the child, or takes the car."""
    also = {"person": {"person", "child", "object", "business"}, "place": {"place", "business"}}
    return bool(also.get(target, {target}) & set(tool.targets))


def consider_gaps(*, rationale: str, proportionality: str) -> tuple[str, ...]:
    """What must be said when a tool is thought of."""
    gaps = [] if len(rationale.split()) > 2 else ["Say why this tool, on which facts."]
    if len(proportionality.split()) < 3:
        gaps.append("Say why it is proportionate: what it takes from whom, and why less would not do.")
    return tuple(gaps)


def serve_gaps(*, served_how: str, conditions: int, views_said: bool) -> tuple[str, ...]:
    """What must be said before something counts as served."""
    gaps = [] if served_how.strip() else ["Say who served it, where and how, and what he said."]
    if not conditions:
        gaps.append("Write its conditions first: an officer on the street must find them.")
    if not views_said:
        gaps.append("Say what those harmed think of it, or why they could not be asked.")
    return tuple(gaps)


def expiry_state(expires_on: date | None, today: date) -> str:
    """Where an order stands towards its end: over, last (7 days), soon (28), far, or open when it has none."""
    if expires_on is None:
        return "open"
    left = (expires_on - today).days
    if left < 0:
        return "over"
    return "last" if left <= LAST_DAYS else "soon" if left <= WARN_DAYS else "far"


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each counts in the open list; shown beside it, and to be changed by whoever reads it."""

    recency: int = 1
    frequency: int = 1
    severity: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's or place's line: each number with what it counts. Never a verdict on anybody."""

    recency: int
    frequency: int
    severity: int
    total: int
    days_since: int | None
    in_a_year: int
    gravest: int


def standing(happened: Sequence[tuple[date, int]], today: date, weights: Weights) -> Standing:
    """Recency 0 to 4 (within 7, 28, 90, 365 days), frequency 0 to 4 (1, 2, 4, 8 in a year), severity as recorded."""
    past = [(day, grave) for day, grave in happened if day <= today]
    year = [(day, grave) for day, grave in past if day > today - timedelta(days=365)]
    since = min(((today - day).days for day, _ in past), default=None)
    recency = 0 if since is None else sum(since <= limit for limit in (7, 28, 90, 365))
    frequency = sum(len(year) >= limit for limit in (1, 2, 4, 8))
    gravest = max((grave for _, grave in year), default=0)
    total = recency * weights.recency + frequency * weights.frequency + gravest * weights.severity
    return Standing(recency, frequency, gravest, total, since, len(year), gravest)


def speaks_of(where: str, *texts: str) -> bool:
    """Whether a condition's words name the place asked about: any word of four letters or more, or a postcode."""
    words = {w for w in re.findall(r"\w+", where.lower()) if len(w) > 3 and w not in ("road", "street", "near", "park")}
    words = words or {w for w in re.findall(r"\w+", where.lower()) if len(w) > 2}
    said = set(re.findall(r"\w+", " ".join(texts).lower()))
    return bool(words & said)


def close_gaps(*, outcome: str, open_measures: int) -> tuple[str, ...]:
    """What is lacking before a plan closes: what came of it, and no tool left in the air."""
    gaps = [] if len(outcome.split()) > 3 else ["Say what came of it for the children, and how you know."]
    if open_measures:
        gaps.append(f"Settle the tools still being weighed or applied for first: {open_measures}.")
    return tuple(gaps)


def missing_share(said: Sequence[bool]) -> tuple[int, int]:
    """How many of these say nothing, out of how many: stands beside every rate."""
    return sum(not one for one in said), len(said)
