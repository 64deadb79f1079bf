"""One absence whole, and every absence of one child."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.missing import rules
from kingfisher.missing.models import Crossing, Episode, Profile, TriggerPlan
from kingfisher.missing.queries.shown import (
    CrossingShown,
    EpisodeFile,
    EpisodeShown,
    NoticeShown,
    RiskShown,
    StepShown,
)
from kingfisher.missing.queries.talks import talks_after
from kingfisher.missing.rules import Span
from kingfisher.missing.states import IN_FORCE, MISTAKE
from kingfisher.organisations.queries import colleagues
from kingfisher.people import queries as people
from kingfisher.people.rules import age_on
from kingfisher.rulebook import absences, ask

EPISODE = "missing.episode"
audit.can_record(
    missing__episode__opened="looked at a child's absence",
    missing__board__opened="looked at who is missing now",
)


def shown(row: Episode, at: datetime) -> EpisodeShown:
    """The row as its outline at a moment."""
    length = Span("", row.started_at, row.found_at).length(at)
    return EpisodeShown(
        row.id, row.folder_id, row.ref, row.person_id, row.name_said, row.born_on, row.kind, row.state, row.risk,
        row.started_at, row.reported_at, row.last_seen_place, row.wearing, row.worry, row.companions, row.police_ref,
        row.legal_status, row.home, row.placed_by, row.found_at, row.found_place, row.found_how, row.found_with,
        row.condition, row.harm, row.prevention_at, row.prevention_name, row.prevention_words, row.joined_into_id,
        age_on(row.born_on, local_day(at, ask.calendar())), length,
        rules.crosses_midnight(row.started_at, row.found_at or at),
    )  # fmt: skip


def spans_of(rows: Iterable[Episode]) -> list[Span]:
    """The stretches of these absences; mistakes are no absence."""
    return [
        Span(str(r.id), r.started_at, r.found_at, str(r.joined_into_id) if r.joined_into_id else "")
        for r in rows if r.state != MISTAKE
    ]  # fmt: skip


def history(actor: Actor, person_ids: Iterable[UUID], *, at_most: int = 200) -> list[EpisodeShown]:
    """Every absence reported of these statements of one child, newest first, parts of others among them."""
    rows = Episode.objects.filter(person_id__in=list(person_ids)).order_by("-started_at", "-id")[:at_most]
    return [shown(r, actor.at) for r in rows]


def rows_of_child(actor: Actor, person_id: UUID) -> list[Episode]:
    """The rows of every absence of the child of this statement, oldest first; for counting."""
    ids = people.cluster_ids(actor, person_id)
    return list(Episode.objects.filter(person_id__in=ids).order_by("started_at", "id"))


def episode_file(actor: Actor, episode_id: UUID) -> EpisodeFile:
    """One absence with its history, thresholds and notices; NotThere when unseen or missing. Recorded."""
    row = Episode.objects.select_related("joined_into").filter(id=episode_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "missing.episode.opened", folders=[row.folder_id], facts={"episode": row.ref})
    ids = people.cluster_ids(actor, row.person_id)
    known = talks_after(actor, [row.id])
    plan = TriggerPlan.objects.filter(person_id__in=ids, state=IN_FORCE, expires_at__gt=actor.at).first()
    card = Profile.objects.filter(person_id__in=ids, ended_at=None).values_list("id", flat=True).first()
    return EpisodeFile(
        shown(row, actor.at),
        tuple(StepShown(s.what, s.words, s.happened_at, s.by_name) for s in row.steps.order_by("created_at", "id")),
        tuple(RiskShown(r.risk, r.why, r.happened_at, r.by_name) for r in row.risks.order_by("-happened_at", "-id")),
        tuple(crossings_of(actor, [row.id])),
        tuple(
            NoticeShown(n.id, n.part, n.authority, n.organisation_id is not None, n.told_at, n.told_whom)
            for n in row.notices.order_by("part")
        ),
        tuple(shown(p, actor.at) for p in row.parts.order_by("started_at")),
        shown(row.joined_into, actor.at) if row.joined_into else None,
        tuple(history(actor, ids)), known.get(row.id), (plan.id, plan.ref) if plan else None, card,
    )  # fmt: skip


def crossings_of(actor: Actor, episode_ids: Iterable[UUID], *, waiting_only: bool = False) -> list[CrossingShown]:
    """Thresholds crossed with these absences, the unanswered ones first."""
    rows = Crossing.objects.filter(episode_id__in=list(episode_ids))
    found = list((rows.filter(answered_at=None) if waiting_only else rows).order_by("-answered_at", "crossed_at"))
    known = {r.id: r for r in absences.thresholds(on=local_day(actor.at, ask.calendar()))}
    who = colleagues(actor, {c.answered_by for c in found if c.answered_by})
    return [
        CrossingShown(
            c.id, c.episode_id, known[c.rule_id].title if c.rule_id in known else c.rule_id,
            known[c.rule_id].plain if c.rule_id in known else "",
            known[c.rule_id].verified if c.rule_id in known else False,
            c.calls_for, c.facts, c.crossed_at, c.answer, c.answer_words, c.answered_at,
            who[c.answered_by].name if c.answered_by in who else "",
        )
        for c in found
    ]  # fmt: skip
