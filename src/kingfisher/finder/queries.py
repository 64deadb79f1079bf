"""Prompts as somebody may see them: only those whose every fact she may read; rules with how many came of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.chronology import queries as chronology
from kingfisher.finder.models import Prompt
from kingfisher.finder.states import STATE_WORDS
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere
from kingfisher.kernel.waiting import Waiting
from kingfisher.organisations.queries import Colleague, agencies_by_id, colleagues
from kingfisher.people.queries import Statement, statements
from kingfisher.rulebook import ask
from kingfisher.rulebook import finder as book
from kingfisher.rulebook.finding import FindingRule
from kingfisher.ui.paging import Ask, Page, keyed

audit.can_record(finder__prompt__opened="looked at a prompt of the finder")
STATES = ("open", "settled", "rule_withdrawn", "replaced")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as this reader sees it: what, about whom, which day, as which agency says it."""

    code: str
    words: str
    detail: str
    warning: str
    on: date
    name: str
    person_id: UUID
    agency: str
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A prompt. `names` are of the people it is about; `facts` only where one was opened."""

    id: UUID
    ref: str
    rule: FindingRule
    state: str
    is_alert: bool
    names: tuple[tuple[UUID, str], ...]
    count: int
    first_on: date
    last_on: date
    found_at: datetime
    asked: Colleague | None
    outcome: str
    words: str
    settled_at: datetime | None
    settled: Colleague | None
    follows: UUID | None
    facts: tuple[Fact, ...] = ()

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def is_open(self) -> bool:
        return self.state in ("open", "rule_withdrawn")


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule, and of the prompts this reader may see: how many in each state, what they came to."""

    rule: FindingRule
    states: tuple[tuple[str, int], ...]
    outcomes: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        return sum(n for _, n in self.states)


def prompts(
    actor: Actor, asked: Ask, *, state: str = "open", rule_id: str = "", mine: bool = False, alerts: bool = False
) -> Page[Shown]:
    """A page of prompts, the newest first."""
    rows = Prompt.objects.select_related("asked_of")
    rows = rows.filter(state=state) if state in STATES else rows
    rows = rows.filter(rule_id=rule_id) if rule_id else rows
    rows = rows.filter(asked_of_id=actor.placement_id) if mine else rows
    rows = rows.filter(is_alert=True) if alerts else rows
    found = keyed(rows, asked, order=("-last_on", "id"))
    return Page(_shown(actor, found.rows), found.next_key, found.previous_key, found.sort, found.size)


def prompt(actor: Actor, prompt_id: UUID) -> Shown:
    """One prompt with its facts in words; NotThere when any of its facts is unseen. Recorded."""
    row = Prompt.objects.filter(id=prompt_id).first()
    if row is None:
        raise NotThere
    facts = _facts(actor, row)
    if len(facts) < len(row.facts):
        raise NotThere
    audit.record(actor, "finder.prompt.opened", folders=row.folder_ids[:20], facts={"ref": row.ref})
    return _shown(actor, [row], facts=facts)[0]


def rules_shown(actor: Actor) -> list[RuleShown]:
    """Every rule, the withdrawn last. Counts are of what this reader may see, so that no count tells her more."""
    states: dict[str, Counter] = {}
    outcomes: dict[str, Counter] = {}
    for rule_id, state, outcome in Prompt.objects.values_list("rule_id", "state", "outcome"):
        states.setdefault(rule_id, Counter())[state] += 1
        if outcome:
            outcomes.setdefault(rule_id, Counter())[outcome] += 1
    found = [
        RuleShown(one, tuple(sorted(states.get(one.id, Counter()).items())),
                  tuple(outcomes.get(one.id, Counter()).most_common()))
        for one in book.findings()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.rule.withdrawn_on is not None, one.rule.title))


def unasked(actor: Actor) -> list[tuple[UUID, str]]:
    """Open prompts nobody has been asked about: key and rule. For the round that asks."""
    return list(
        Prompt.objects.filter(state="open", asked_of=None).order_by("created_at", "id").values_list("id", "rule_id")
    )


def seen_among(actor: Actor, prompt_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these prompts this actor may see."""
    return set(Prompt.objects.filter(id__in=list(prompt_ids)).values_list("id", flat=True))


def open_counts(actor: Actor) -> dict[UUID, int]:
    """How many open prompts each worker has been asked about."""
    return Counter(Prompt.objects.filter(state="open").exclude(asked_of=None).values_list("asked_of_id", flat=True))


def work_waiting(actor: Actor, *, at_most: int = 20) -> list[Waiting]:
    """For the desk: what this worker is asked about. No child's name."""
    if not actor.has(Permission.FINDER_WORK):
        return []
    rows = Prompt.objects.filter(asked_of_id=actor.placement_id, state="open").order_by("-last_on", "id")[:at_most]
    return [
        Waiting(book.finding(r.rule_id).title, url_for("finder.prompt", r.id) or "", None, "", "",
                datetime.combine(r.asked_on, time(4, 15), LONDON) if r.asked_on else r.created_at)
        for r in rows
    ]  # fmt: skip


def _shown(actor: Actor, rows: Sequence[Prompt], *, facts: tuple[Fact, ...] = ()) -> list[Shown]:
    said = statements(actor, {one for row in rows for one in row.person_ids})
    who = colleagues(actor, {key for row in rows for key in (row.asked_of_id, row.settled_by) if key})
    return [
        Shown(
            row.id, row.ref, book.finding(row.rule_id), row.state, row.is_alert,
            _names(said, row.person_ids),
            len(row.facts), row.first_on, row.last_on, row.created_at, who.get(row.asked_of_id),
            ask.label("finding_outcome", row.outcome) if row.outcome else "", row.words, row.settled_at,
            who.get(row.settled_by), row.follows_id, facts,
        )
        for row in rows
    ]  # fmt: skip


def _names(said: dict[UUID, Statement], person_ids: Sequence[UUID]) -> tuple[tuple[UUID, str], ...]:
    """Each name once, with one statement that gives it."""
    named = {said[key].name: key for key in person_ids if key in said}
    return tuple((key, name) for name, key in sorted(named.items()))


def _facts(actor: Actor, row: Prompt) -> tuple[Fact, ...]:
    """Every fact that resolves for this reader; one that does not is left out, and the prompt with it."""
    people = statements(actor, set(row.person_ids))
    lines = chronology.entries(actor, [UUID(f["id"]) for f in row.facts if f["kind"] == "chronology.entry"])
    agencies = agencies_by_id(
        actor, {s.organisation_id for s in people.values()} | {e.organisation_id for e in lines.values()}
    )
    found = []
    for f in row.facts:
        person = people.get(UUID(f["person"]))
        line = lines.get(UUID(f["id"]))
        if person is None or (f["kind"] == "chronology.entry" and line is None):
            continue
        whose = agencies.get(line.organisation_id if line else person.organisation_id)
        words = line.title if line else f"{_SAYS.get(f['code'], f['code'])} {_last_of(f)}".strip()
        found.append(Fact(
            f["code"], words, line.detail if line else "", line.warning if line else "", date.fromisoformat(f["on"]),
            person.name, person.id, whose.short_name if whose else "", url_for(f["kind"], UUID(f["id"])) or "",
        ))  # fmt: skip
    return tuple(found)


def _last_of(fact: dict) -> str:
    """The end of a telephone number; nothing of keys that name records."""
    return fact["key"][-4:] if fact["code"] in ("contact", "phone") and fact["key"].isdigit() else ""


_SAYS = {
    "contact": "Gives the telephone ending", "phone": "Is linked to the telephone ending",
    "home": "Gives the same home",
    "address": "Goes to the same address", "exploited_now": "Screened: exploited now, or at high risk of it",
    "away": "Was missing",
    "associate": "Is said to be linked to the same adult", "vehicle": "Was with the same vehicle",
    "plan_no_source": "The plan says nothing of who or what causes the harm",
    "missing_with": "Was missing in the same episode as the other", "at_place": "Something happened at the same place",
    "screening": "The newest screening", "ended": "Work with the child ended",
}  # fmt: skip
