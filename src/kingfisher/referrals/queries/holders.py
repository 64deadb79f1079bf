"""Who works with the children of a contact already, and what was passed to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import role
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import Colleague, agencies_by_id, colleagues, working_in
from kingfisher.people.queries import Allocated, allocated_to
from kingfisher.plans.queries import HeldBy, held_by
from kingfisher.referrals.models import Passed
from kingfisher.referrals.queries.known import Picture
from kingfisher.referrals.queries.queue import PASSED
from kingfisher.rulebook import ask

MANAGES = {"team_manager", "front_door_manager"}


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who works with one of the children, or did until lately (`ended_on`).

    With a `placement_id` the contact can be passed to her here; otherwise she is rung. `is_theirs`: her agency's.
    """

    child: str
    name: str
    job_title: str
    agency: str
    phone: str
    because: str
    href: str
    ended_on: date | None
    placement_id: UUID | None


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A contact that was passed on, and whether it was taken over."""

    id: UUID
    contact_id: UUID
    ref: str
    worker: Colleague | None
    manager: Colleague | None
    because: str
    words: str
    passed_at: datetime
    taken_at: datetime | None
    taken_by: Colleague | None
    answer: str
    clock: ClockShown | None
    to_me: bool


def lately(actor: Actor) -> date:
    """The first day on which a case that ended counts as closed lately (rulebook: `closed_lately`)."""
    today = local_day(actor.at, ask.calendar())
    return today - timedelta(days=int(ask.clock("closed_lately", on=today).amount))


def holders_of(actor: Actor, picture: Picture) -> list[Holder]:
    """Who holds a plan about, or is named for, a child of the contact: the open ones first, each once.

    Only by records that are linked, never by likely ones. The page that shows them has recorded the opening.
    """
    named = {m.person_id: k.child.name for k in picture.known for m in k.linked}
    named |= {k.child.person_id: k.child.name for k in picture.known}
    since = lately(actor)
    held = held_by(actor, named, since=since)
    rows = allocated_to(actor, named, since=since)
    who = colleagues(actor, {one.placement_id for one in held}) if held else {}
    found = [_of_plan(actor, one, who, named[one.person_id]) for one in held if one.placement_id in who]
    found += _of_rows(actor, rows, named)
    once: dict[tuple[str, str], Holder] = {}
    for one in sorted(found, key=lambda h: (h.ended_on is not None, h.placement_id is None)):
        once.setdefault((one.child, one.name), one)
    return list(once.values())


def _of_plan(actor: Actor, one: HeldBy, who: dict[UUID, Colleague], child: str) -> Holder:
    worker = who[one.placement_id]
    what = f"{ask.label('plan_kind', one.kind)} {one.plan_ref}"
    because = f"held {what}, which has ended" if one.ended_on else f"holds {what}"
    return Holder(child, worker.name, worker.job_title, worker.organisation, worker.phone, because, one.href,
                  one.ended_on, _can_take(actor, worker))  # fmt: skip


def _of_rows(actor: Actor, rows: list[Allocated], named: dict[UUID, str]) -> list[Holder]:
    if not rows:
        return []
    agencies = agencies_by_id(actor, {one.organisation_id for one in rows})
    ours = {c.name: c for c in working_in(actor, {actor.organisation_id})}
    found = []
    for one in rows:
        mine = one.organisation_id == actor.organisation_id
        worker = ours.get(one.worker_name) if mine else None
        ended = one.until_on if one.until_on and one.until_on < local_day(actor.at, ask.calendar()) else None
        found.append(
            Holder(
                named[one.person_id], one.worker_name, one.job_title or one.team,
                agencies[one.organisation_id].short_name,
                one.phone, "worked with the child" if ended else "is the named worker", "", ended,
                _can_take(actor, worker) if worker else None,
            )
        )  # fmt: skip
    return found


def _can_take(actor: Actor, worker: Colleague) -> UUID | None:
    """Her place, where she is of the front door's own organisation and her role takes contacts over."""
    same = worker.organisation_code == actor.organisation_code
    return worker.placement_id if same and Permission.CONTACT_TAKE_OVER in role(worker.role).permissions else None


def managers(actor: Actor) -> list[Colleague]:
    """The managers of the actor's own organisation to whom a contact may be passed with its worker, by name."""
    return working_in(actor, {actor.organisation_id}, roles=MANAGES)


def passed_of(actor: Actor, contact_ids: Iterable[UUID]) -> list[PassedOn]:
    """What was passed on of these contacts, the newest first, with how it stands."""
    rows = list(Passed.objects.filter(contact__in=list(contact_ids)).select_related("contact").order_by("-created_at"))
    return _shown(actor, rows)


def passed_to_me(actor: Actor, contact_id: UUID) -> PassedOn:
    """What was passed to the actor or, as its worker's manager, to her; NotThere otherwise."""
    found = next((one for one in passed_of(actor, [contact_id]) if one.to_me), None)
    if found is None:
        raise NotThere
    return found


def _shown(actor: Actor, rows: list[Passed]) -> list[PassedOn]:
    if not rows:
        return []
    who = colleagues(actor, {key for r in rows for key in (r.worker_id, r.manager_id, r.taken_by) if key})
    dues = clocks.with_due(actor, PASSED, [r.contact_id for r in rows])
    return [
        PassedOn(
            r.id, r.contact_id, r.contact.ref, who.get(r.worker_id), who.get(r.manager_id), r.because, r.words,
            r.created_at, r.taken_at, who.get(r.taken_by) if r.taken_by else None, r.answer,
            dues.get(r.contact_id), actor.placement_id in (r.worker_id, r.manager_id),
        )
        for r in rows
    ]  # fmt: skip
