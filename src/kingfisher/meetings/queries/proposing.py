"""Whom to ask: who knows the child by name, and who could fill the seats nobody fills yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.organisations.queries import Agency, Colleague, agencies, working_in
from kingfisher.people import queries as people
from kingfisher.rulebook import ask


@dataclass(frozen=True, slots=True)
class Proposal:
    """A seat, the workers who could fill it, those who know the child first, and why each is proposed."""

    seat: str
    needed: bool
    workers: tuple[Colleague, ...]
    knows: tuple[str, ...]  # names of workers of these agencies who know the child and have no place on the hub
    agencies: tuple[str, ...]
    first: UUID | None


def proposals(actor: Actor, *, kind: str, person_ids: Iterable[UUID], asked: Iterable[UUID] = ()) -> list[Proposal]:
    """For every seat of this kind of meeting, whom to ask; those asked already are left out. Opens nothing."""
    taken = set(asked)
    cluster = [m for found in people.clusters_of(actor, set(person_ids)).values() for m in found]
    holders = {m.organisation_id for m in cluster}
    known = people.known_by(actor, {m.person_id for m in cluster})
    every = agencies(actor)
    seats = ask.meeting_kind(kind).seat
    fits = [[a for a in every if a.kind in seat.kinds] for seat in seats]
    nears = [[a for a in fit if a.id in holders or a.answers_checks] or fit for fit in fits]
    working = [w for w in working_in(actor, {a.id for near in nears for a in near}) if w.placement_id not in taken]
    found = []
    for seat, fit, near in zip(seats, fits, nears, strict=True):
        names = {k.worker.worker_name for k in known if k.organisation_id in {a.id for a in fit}}
        codes = {a.code for a in near}
        workers = [w for w in working if w.organisation_code in codes]
        workers.sort(key=lambda w: (w.name not in names, w.name))
        first = workers[0].placement_id if workers and workers[0].name in names else None
        here = {w.name for w in workers}
        found.append(
            Proposal(
                seat.who, seat.needed, tuple(workers), tuple(sorted(names - here)),
                tuple(_holding(near, holders)), first,
            )
        )  # fmt: skip
    return found


def _holding(near: list[Agency], holders: set[UUID]) -> list[str]:
    return [a.short_name for a in near if a.id in holders]
