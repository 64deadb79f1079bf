"""Children's steps in lists: a team's, a child's, what came of a thing, and what waits for a worker."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kingfisher.access.permissions import Permission
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.verdict import NotThere
from kingfisher.kernel.waiting import Waiting
from kingfisher.organisations.queries import colleagues
from kingfisher.pathway.models import Assessment, Conference, Episode, Section47, Strategy, Transfer
from kingfisher.pathway.states import BEGUN, CALLED, OPEN, RUNNING, TO_AGREE, WAITING
from kingfisher.plans import queries as plans
from kingfisher.plans.queries import PlanRow

KIND = "pathway.episode"
OF = (
    ("assessment", Assessment, {BEGUN: "Assessment", WAITING: "Assessment to authorise"}),
    ("strategy", Strategy, {CALLED: "Strategy discussion to decide"}),
    ("section47", Section47, {RUNNING: "Section 47 enquiry", TO_AGREE: "Section 47 enquiry to agree"}),
)


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """One child's open steps in a list."""

    id: UUID
    ref: str
    folder_id: UUID
    name: str
    worker: str
    pathway: str
    is_open: bool
    received_at: datetime
    doing: tuple[str, ...]
    clock: ClockShown | None
    href: str


def open_episodes(actor: Actor, *, mine: bool = False, at_most: int = 101) -> list[EpisodeRow]:
    """Children with open work whom this actor may see, the soonest due first; her own only where asked."""
    rows = Episode.objects.filter(state=OPEN)
    rows = rows.filter(Q(worker_id=actor.placement_id) | Q(worker=None)) if mine else rows
    found = _rows(actor, rows.order_by("-received_at", "-id")[:at_most])
    return sorted(found, key=lambda r: (r.clock is None, r.clock.due_at if r.clock else r.received_at))


def episodes_of(actor: Actor, person_ids: Iterable[UUID]) -> list[EpisodeRow]:
    """The steps about these statements of one child, the open ones first. The page records the opening."""
    rows = Episode.objects.filter(person_id__in=list(person_ids)).order_by("-received_at")[:10]
    return sorted(_rows(actor, rows), key=lambda r: not r.is_open)


def episodes_because(actor: Actor, because: tuple[str, UUID]) -> list[EpisodeRow]:
    """The work that came of a thing, such as a contact at the front door."""
    rows = Episode.objects.filter(because_kind=because[0], because_id=because[1])
    return _rows(actor, rows.order_by("id"))


def episode_holding(actor: Actor, key: UUID) -> UUID:
    """The episode that one of its steps belongs to; NotThere when unseen. The page it leads to records the opening."""
    for model in (Assessment, Strategy, Section47, Conference, Transfer):
        found = model.objects.filter(id=key).values_list("episode_id", flat=True).first()
        if found:
            return found
    raise NotThere


def _rows(actor: Actor, rows: Iterable[Episode]) -> list[EpisodeRow]:
    found = list(rows)
    doing: dict[UUID, list[str]] = {}
    things: dict[tuple[str, UUID], UUID] = {}
    for name, model, states in OF:
        for one in model.objects.filter(episode_id__in=[r.id for r in found], state__in=states):
            doing.setdefault(one.episode_id, []).append(states[one.state])
            things[(name, one.id)] = one.episode_id
    due: dict[UUID, ClockShown] = {}
    subjects = {(f"pathway.{name}", key): episode for (name, key), episode in things.items()}
    subjects |= {(KIND, r.id): r.id for r in found}
    for subject, running in clocks.for_subjects(actor, subjects, open_only=True).items():
        episode = subjects[subject]
        soonest = min(running, key=lambda clock: clock.due_at)
        if episode not in due or soonest.due_at < due[episode].due_at:
            due[episode] = soonest
    who = colleagues(actor, {r.worker_id for r in found if r.worker_id})
    return [
        EpisodeRow(r.id, r.ref, r.folder_id, r.name_said, who[r.worker_id].name if r.worker_id in who else "",
                   r.pathway, r.state == OPEN, r.received_at, tuple(doing.get(r.id, ())), due.get(r.id),
                   url_for(KIND, r.id) or "")
        for r in found
    ]  # fmt: skip


def unfinished(actor: Actor, row: Episode) -> list[str]:
    """What of a child's steps is still open, in words: an unfinished step, or a plan."""
    things = [one for _, model, states in OF for one in model.objects.filter(episode=row, state__in=states)]
    return still_open(things, plans.plans_of(actor, [row.person_id], ended_too=False))


def still_open(things: Iterable[Assessment | Strategy | Section47], own: Iterable[PlanRow]) -> list[str]:
    """The same of rows that were read already."""
    words = {model: states for _, model, states in OF}
    left = [words[type(one)][one.state] for one in things if one.state in words[type(one)]]
    return [w[:1].lower() + w[1:] for w in left] + [f"plan {r.plan.ref}" for r in own if r.plan.is_open]


def work_waiting(actor: Actor, *, at_most: int = 30) -> list[Waiting]:
    """What the steps ask of this worker: her own, those nobody holds, and for a manager what waits to be agreed."""
    if not actor.has(Permission.PATHWAY_WORK):
        return []
    mine = Q(worker_id=actor.placement_id) | Q(worker=None, created_by=actor.placement_id)
    if actor.has(Permission.PATHWAY_AUTHORISE):
        mine |= Q(assessments__state=WAITING) | Q(section47s__state=TO_AGREE) | Q(worker=None)
        mine |= Q(strategys__state=CALLED)
    rows = Episode.objects.filter(mine, state=OPEN).distinct().order_by("received_at", "id")[:at_most]
    return [
        Waiting(f"{r.doing[0] if r.worker else 'Give somebody'} {r.ref}", r.href, r.clock.due_at if r.clock else None,
                r.clock.state.value if r.clock else "", "", r.received_at)
        for r in _rows(actor, rows) if r.doing or not r.worker
    ]  # fmt: skip
