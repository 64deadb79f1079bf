"""Who else is involved with a child: agency, service, worker, telephone, since when. No content, of nobody's work."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from kingfisher.access import audit, policy
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import SUMMARY
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.organisations.queries import agencies_by_id
from kingfisher.people.models import Call, Involvement, KnownElsewhere
from kingfisher.people.queries.clusters import cluster_of
from kingfisher.people.queries.likely import likely_matches_of
from kingfisher.rulebook import ask

# Papers of the partnership's own dealings: that they are there says nothing of who works with the child.
DEALINGS = ("front_door", "request", "disclosure", "meeting")
ORDINARY = "general"
FOUND = "people.person.involved"
audit.can_record(people__person__involved="asked who else is involved with a child")


@dataclass(frozen=True, slots=True)
class Called:
    """A call and how it stands: open until it has an outcome."""

    id: UUID
    owner_id: UUID
    due_at: datetime
    is_open: bool
    is_late: bool
    outcome: str
    outcome_words: str
    closed_at: datetime | None
    chased: int


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody to ring. Without a worker it is the service's own number. `is_certain`: the record is judged to be
    this child's; otherwise a likely one, to be checked before anything is said of the child.
    """

    person_id: UUID
    organisation_id: UUID
    service: str
    worker_name: str
    job_title: str
    phone: str
    since_on: date | None
    is_certain: bool
    mark: str
    call: Called | None
    reference: str = ""  # by which an agency that pooled no list knows the child; it alone can look it up
    likely: int = 0  # of a hundred, that its record is this child's


def who_else(actor: Actor, person_id: UUID) -> list[Hit]:
    """Every worker and service that knows the child, as far as the policy lets this actor know of them.

    What never answers (rulebook: `exists_answers`), is sealed or is shut is as if it were not there. Recorded.
    NotThere when the statement itself is not open to the actor.
    """
    if not actor.has(Permission.CALL_MAKE):
        raise Denied("Your role does not include asking who is involved.", rule=f"permission:{Permission.CALL_MAKE}")
    cluster = cluster_of(actor, person_id)
    if not any(m.person_id == person_id and m.statement for m in cluster):
        raise NotThere
    certain = {m.person_id: m.folder_id for m in cluster}
    likely = _likely(actor, [m.statement for m in cluster if m.statement][:6], certain)
    lies_in = likely | certain
    rows = _workers(actor, lies_in, actor.at.astimezone(LONDON).date())
    seen = _answering(actor, {*lies_in.values(), *(row.folder_id for row in rows)})
    calls = _calls(actor, certain)
    found = [_worker(actor, row, seen, row.person_id in certain, calls) for row in rows if row.folder_id in seen]
    found = [hit for hit in found if hit is not None]
    found += _services(actor, lies_in, seen, {row.folder_id for row in rows}, set(certain), calls)
    found += _by_tokens(actor, certain, calls)
    audit.record(actor, FOUND, folders=sorted(set(certain.values()) & set(seen)), facts={"shown": len(found)})
    return sorted(_each_once(found), key=lambda h: (not h.is_certain, not h.worker_name, str(h.organisation_id)))


def _likely(actor: Actor, whom: list, certain: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """Records not judged yet that are likely enough to be worth a call, with their folders."""
    least = ask.linking().involved_from
    return {
        m.person_id: m.folder_id for found in likely_matches_of(actor, whom).values() for m in found
        if m.probability >= least and m.judged in (None, "unsure") and m.person_id not in certain
    }  # fmt: skip


def _workers(actor: Actor, people: Iterable[UUID], today: date) -> list[Involvement]:
    now = Q(until_on=None) | Q(until_on__gte=today)
    return list(Involvement.objects.filter(now, person__in=list(people)).order_by("since_on", "id"))


def _answering(actor: Actor, folder_ids: Iterable[UUID]) -> dict[UUID, policy.Seen]:
    """The folders that may say they exist: by their category, or because more of them is open to the actor anyway."""
    answers = {one.id for one in ask.categories() if one.exists_answers}
    return {
        key: one for key, one in policy.seen(actor, folder_ids).items()
        if (one.category in answers or one.level >= SUMMARY) and one.category not in DEALINGS
    }  # fmt: skip


def _worker(
    actor: Actor, row: Involvement, seen: Mapping[UUID, policy.Seen], certain: bool, calls: Mapping[str, Called]
) -> Hit | None:
    owner = seen[row.folder_id].owner_id
    if owner == actor.organisation_id and row.worker_name == actor.worker_name:
        return None
    mark = _mark(owner, row.team, row.worker_name)
    return Hit(row.person_id, owner, row.team, row.worker_name, row.job_title, row.phone, row.since_on, certain, mark,
               calls.get(mark))  # fmt: skip


def _services(
    actor: Actor, lies_in: Mapping[UUID, UUID], seen: Mapping[UUID, policy.Seen], named: set[UUID],
    certain: set[UUID], calls: Mapping[str, Called],
) -> list[Hit]:  # fmt: skip
    """Folders with nobody named in them: the agency's own number."""
    bare = {key: folder for key, folder in lies_in.items() if folder in seen and folder not in named}
    agencies = agencies_by_id(actor, {seen[folder].owner_id for folder in bare.values()})
    found = []
    for key, folder in bare.items():
        one = seen[folder]
        if one.owner_id == actor.organisation_id:
            continue
        service = "" if one.category == ORDINARY else ask.category(one.category).title
        mark = _mark(one.owner_id, service, "")
        found.append(
            Hit(key, one.owner_id, service, "", "", agencies[one.owner_id].phone, None, key in certain, mark,
                calls.get(mark))
        )  # fmt: skip
    return found


def _by_tokens(actor: Actor, certain: Mapping[UUID, UUID], calls: Mapping[str, Called]) -> list[Hit]:
    """Agencies that know the child by tokens alone: their own number, and the reference they look it up by."""
    rows = list(KnownElsewhere.objects.filter(person__in=list(certain)).order_by("-likely", "id"))
    agencies = agencies_by_id(actor, {row.organisation_id for row in rows})
    return [
        Hit(row.person_id, row.organisation_id, "", "", "", agencies[row.organisation_id].phone, None, True,
            mark := _mark(row.organisation_id, "", ""), calls.get(mark), row.reference, row.likely)
        for row in rows if row.organisation_id != actor.organisation_id
    ]  # fmt: skip


def _mark(owner: UUID, service: str, worker: str) -> str:
    return hashlib.sha256(f"{owner}|{service.casefold()}|{worker.casefold()}".encode()).hexdigest()


def _each_once(hits: Iterable[Hit]) -> list[Hit]:
    """One hit for each worker of each service, the certain one before the likely; no service without a name where
    the agency has named a worker.
    """
    found: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda h: (not h.is_certain, not h.phone)):
        found.setdefault(hit.mark, hit)
    with_names = {hit.organisation_id for hit in found.values() if hit.worker_name}
    return [h for h in found.values() if h.worker_name or h.service or h.organisation_id not in with_names]


def _calls(actor: Actor, people: Iterable[UUID]) -> dict[str, Called]:
    """The calls of the actor's own agency about this child, by mark; an open one before one that was closed."""
    rows = Call.objects.filter(person__in=list(people)).order_by("closed_at", "id")
    return {row.mark: _called(row, actor.at) for row in reversed(rows)}


def _called(row: Call, now: datetime) -> Called:
    is_open = row.closed_at is None
    return Called(
        row.id, row.owner_id, row.due_at, is_open, is_open and now > row.due_at, row.outcome, row.outcome_words,
        row.closed_at, len(row.chased),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allocated:
    """A worker somebody's own agency has named for this person; `until_on` is set once that has ended."""

    person_id: UUID
    organisation_id: UUID
    worker_name: str
    job_title: str
    team: str
    phone: str
    since_on: date | None
    until_on: date | None


def allocated_to(actor: Actor, person_ids: Iterable[UUID], *, since: date) -> list[Allocated]:
    """Workers named for these statements now, or until a day not before `since`, as far as they answer that they exist.

    Only records judged (or ruled) to be this person's belong in `person_ids`. The page that shows it records it.
    """
    lately = Q(until_on=None) | Q(until_on__gte=since)
    rows = list(Involvement.objects.filter(lately, person__in=list(person_ids)).order_by("-since_on", "id")[:50])
    seen = _answering(actor, {row.folder_id for row in rows}) if rows else {}
    return [
        Allocated(row.person_id, seen[row.folder_id].owner_id, row.worker_name, row.job_title, row.team, row.phone,
                  row.since_on, row.until_on)
        for row in rows if row.folder_id in seen
    ]  # fmt: skip
