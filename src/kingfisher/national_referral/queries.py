"""Reading referrals, and gathering what is held of a child for each question, with its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.chronology import queries as chronology
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere
from kingfisher.missing import queries as missing
from kingfisher.national_referral import rules
from kingfisher.national_referral.models import Referral
from kingfisher.national_referral.states import WORDS
from kingfisher.organisations.queries import agencies_by_id, colleagues
from kingfisher.people import queries as people
from kingfisher.plans import queries as plans
from kingfisher.rulebook import ask

KIND = "national_referral.referral"
audit.can_record(
    national_referral__referral__opened="looked at a referral to the national mechanism",
    national_referral__referral__printed="printed a referral to the national mechanism",
)
TOLD_BY = ("crime", "health", "school", "concern", "attendance", "urgent_care")
MOST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One thing held, word for word, with where it stands."""

    words: str
    source: str
    on: date


@dataclass(frozen=True, slots=True)
class AnswerShown:
    code: str
    section: str
    question: str
    needed: bool
    lines: tuple[Line, ...]
    own: str

    @property
    def is_gap(self) -> bool:
        return self.needed and not (self.lines or self.own)


@dataclass(frozen=True, slots=True)
class StepShown:
    move: str
    state_words: str
    happened_on: date
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class ReferralShown:
    """One referral with its answers, gaps, steps and clocks."""

    id: UUID
    folder_id: UUID
    ref: str
    person_id: UUID
    name: str
    route: str
    state: str
    types: tuple[str, ...]
    given_ref: str
    crime_ref: str
    sent_at: datetime | None
    guardian_on: date | None
    responder: str
    gathered_at: datetime
    answers: tuple[AnswerShown, ...]
    gaps: tuple[str, ...]
    steps: tuple[StepShown, ...]
    clocks: tuple[ClockShown, ...]

    @property
    def state_words(self) -> str:
        return WORDS[self.state]


def is_first_responder(actor: Actor) -> bool:
    """Whether the actor's organisation may refer (rulebook list nrm_first_responder)."""
    mine = agencies_by_id(actor, {actor.organisation_id})[actor.organisation_id]
    listed = [(c.code, c.label, dict(c.maps).get("agency_kind", "")) for c in ask.codes("nrm_first_responder").code]
    return rules.may_refer(mine.kind, mine.name, listed)


def referral(actor: Actor, referral_id: UUID, *, printed: bool = False) -> ReferralShown:
    """One referral whole; NotThere when unseen or missing. Recorded."""
    row = Referral.objects.filter(id=referral_id).first()
    if row is None:
        raise NotThere
    what = "national_referral.referral.printed" if printed else "national_referral.referral.opened"
    audit.record(actor, what, folders=[row.folder_id], facts={"referral": row.ref})
    steps = tuple(
        StepShown(s.move, WORDS[s.to_state], s.happened_on, s.words, s.by_name)
        for s in row.steps.order_by("happened_on", "id")
    )
    return _shown(row, steps, tuple(clocks.for_subject(actor, (KIND, row.id), open_only=True)))


def referrals(actor: Actor, *, at_most: int = 100) -> list[ReferralShown]:
    """Referrals this actor may see, the newest first."""
    rows = list(Referral.objects.order_by("-created_at")[:at_most])
    due = clocks.with_due(actor, KIND, [r.id for r in rows])
    return [_shown(r, (), (due[r.id],) if r.id in due and due[r.id].state.is_open else ()) for r in rows]


def referrals_of(actor: Actor, person_ids: Iterable[UUID]) -> list[tuple[UUID, str, str]]:
    """Key, reference and how it stands, of each referral about these statements."""
    rows = Referral.objects.filter(person_id__in=list(person_ids)).order_by("-created_at")[:10]
    return [(r.id, r.ref, WORDS[r.state]) for r in rows]


def _shown(r: Referral, steps: tuple[StepShown, ...], running: tuple[ClockShown, ...]) -> ReferralShown:
    answers = tuple(
        AnswerShown(code, section, question, needed, _lines(r.gathered.get(code, [])),
                    r.own.get(code, ""))
        for code, section, question, needed in rules.QUESTIONS
    )  # fmt: skip
    return ReferralShown(
        r.id, r.folder_id, r.ref, r.person_id, r.name_said, r.route, r.state, tuple(r.types), r.given_ref, r.crime_ref,
        r.sent_at, r.guardian_on, r.responder_name, r.gathered_at, answers, rules.gaps(r.gathered, r.own), steps,
        running,
    )  # fmt: skip


def _lines(kept: list[dict[str, str]]) -> tuple[Line, ...]:
    return tuple(Line(one["words"], one["source"], date.fromisoformat(one["on"])) for one in kept)


def gather(actor: Actor, person_id: UUID) -> dict[str, list[dict[str, str]]]:
    """What is held of this child for each question, as far as this actor may see it. The caller records it."""
    ids = people.cluster_ids(actor, person_id)
    said = list(people.statements(actor, ids).values())
    names = {k: a.short_name for k, a in agencies_by_id(actor, {s.organisation_id for s in said}).items()}
    found: dict[str, list[dict[str, str]]] = {}

    def add(code: str, words: str, source: str, on: date) -> None:
        line = {"words": words, "source": source, "on": on.isoformat()}
        if words.strip() and len(found.setdefault(code, [])) < MOST and words not in [o["words"] for o in found[code]]:
            found[code].append(line)

    for s in said:
        source, on = names[s.organisation_id], s.stated_at.date()
        add("name", s.name, source, on)
        add("born", f"{s.said.born_on:%d %B %Y}" if s.said.born_on else "", source, on)
        add("language", s.said.language, source, on)
        for a in (a for a in s.said.addresses if not a.until_on and not a.protected):
            add("home", ", ".join(p for p in (a.lines, a.town, a.postcode) if p), source, on)
    _from_missing(actor, ids, add)
    _from_history(actor, ids, add)
    _from_plans(actor, ids, add)
    return {code: lines for code, lines in found.items() if lines}


def _from_missing(actor: Actor, ids: set[UUID], add) -> None:
    absences = [e for e in missing.history(actor, ids) if e.joined_into is None and e.state != "mistake"]
    talks = missing.talks_after(actor, [e.id for e in absences])
    for e in absences[:MOST]:
        on, source = e.started_at.astimezone(LONDON).date(), f"Absence {e.ref}"
        hours = int(e.length.total_seconds() // 3600)
        add("happened", f"Missing for {hours} hours. {e.worry} {e.harm}".strip(), source, on)
        add("places", e.found_place, source, on)
        add("suspects", e.found_with, source, on)
        add("police", e.police_ref, source, on)
    for talk in (t for t in talks.values() if t.is_held):
        file = missing.interview_file(actor, talk.id)
        on, source = talk.held_at.astimezone(LONDON).date(), f"Talk on return {talk.ref}"
        add("words", file.words, source, on)
        add("places", file.where, source, on)
        add("control", file.pull, source, on)
        add("suspects", " ".join(p for p in (file.with_whom, file.travelled) if p), source, on)
        add("happened", file.harm, source, on)
        for sign in file.signs:
            add("signs", ask.label("missing_sign", sign), source, on)
    for plan in (p for p in missing.trigger_plans_of(actor, ids) if p.state == "in_force"):
        add("safe", "Plan for the first hour when missing", f"Plan {plan.ref}", (plan.from_at or actor.at).date())


def _from_history(actor: Actor, ids: set[UUID], add) -> None:
    lines = chronology.timeline(actor, list(ids), filters=chronology.Filters(), newest_first=True, at_most=200)
    for line in lines:
        source = f"{line.author_name}, {line.author_role}".strip(", ")
        words = f"{line.title} {line.detail}".strip()
        if line.kind == "childs_words":
            add("words", words, source, line.happened_on)
        elif line.kind in TOLD_BY:
            add("signs", words, source, line.happened_on)


def _from_plans(actor: Actor, ids: set[UUID], add) -> None:
    held = plans.held_by(actor, ids, since=actor.at.date())
    who = colleagues(actor, {h.placement_id for h in held})
    for one in held:
        worker = who.get(one.placement_id)
        if worker:
            words = f"{worker.name}, {worker.organisation}, {worker.phone}"
            add("contact", words, f"Plan {one.plan_ref}", actor.at.date())
        add("safe", ask.label("plan_kind", one.kind), f"Plan {one.plan_ref}", actor.at.date())
    for plan in plans.plans_of(actor, ids, ended_too=False):
        for kind in plan.plan.exploitation_types:
            add("types", ask.label("exploitation_type", kind), f"Plan {plan.plan.ref}", plan.plan.started_on)
