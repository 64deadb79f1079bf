"""Beginning a plan, and writing what is said in it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from kingfisher.access.actions import Receiver, grant, open_folder
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.carried import Carried, as_rows
from kingfisher.kernel.ids import new_ref
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import colleagues
from kingfisher.people import queries as people
from kingfisher.plans.actions.moving import KIND, NeedsWords, found, made, recorded, tell, words
from kingfisher.plans.models import Member, Plan, Statement
from kingfisher.plans.rules import CATEGORY, CP, FAMILY_HELP, HEADINGS, STARTS
from kingfisher.plans.states import DRAFT, OPEN
from kingfisher.rulebook import ask


def draft(
    actor: Actor, *, person_id: UUID, kind: str, key_worker: UUID | None = None, pathway: str = "familial",
    category: str = "", exploitation_types: Iterable[str] = (), because: tuple[str, UUID] | None = None,
    carried: Iterable[Carried] = (), says: Mapping[str, tuple[str, str]] | None = None,
    since: datetime | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Begin a plan for a child and return its key; its clocks count from `since`, else from `at`.

    `says` is what stands under its headings from the start: heading to (words, whose), carried from the step before.
    A protection plan needs a category and the conference it comes of (`because`). NeedsWords when those lack,
    when there is an open plan of the kind already, or while family help has not begun here.
    """
    actor.must(Permission.PLAN_WORK)
    begins = since or at
    day = local_day(begins, ask.calendar())
    _may_begin(person_id, kind, category, because, day)
    child = people.statements(actor, {person_id}).get(person_id)
    if child is None:
        raise NotThere
    folder = open_folder(actor, kind="plan", category=CATEGORY[kind], at=at)
    from_kind, from_id = because or ("", None)
    row = Plan(
        folder_id=folder, ref=new_ref("PL"), person_id=person_id, name_said=child.name[:400], kind=kind, state=DRAFT,
        category=category, latest_category=category, exploitation_types=list(exploitation_types), pathway=pathway,
        key_worker_id=key_worker or actor.placement_id, because_kind=from_kind, because_id=from_id,
        carried=as_rows(carried), started_on=day, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    open_to(actor, row, row.key_worker_id, "the key worker", at=at)
    for rule in STARTS[kind] if kind == CP else ():
        clocks.start(actor, rule=rule, subject=(KIND, row.id), folder=folder, since=begins, at=at)
    for heading, (said, said_by) in (says or {}).items():
        Statement.objects.create(
            plan=row, heading=heading, words=said, said_by=said_by, said_on=day, **made(actor, row, at)
        )
    tell(actor, row, title=f"{ask.label('plan_kind', kind)} drafted", happened_on=day, at=at)
    recorded(actor, "drafted", row, kind=kind)
    return row.id


def _may_begin(person_id: UUID, kind: str, category: str, because: tuple[str, UUID] | None, day: date) -> None:
    if kind not in CATEGORY:
        raise NeedsWords("Choose what kind of plan it is.")
    if kind == CP and not (because and category in dict(ask.codes("cp_category").choices())):
        raise NeedsWords("A child protection plan comes of a conference, with a category of harm.")
    if kind == FAMILY_HELP and not ask.is_on("ffp_enabled", on=day):
        raise NeedsWords("Family help has not begun in this partnership.")
    if Plan.objects.filter(person_id=person_id, kind=kind, state__in=OPEN).exists():
        raise NeedsWords("There is an open plan of this kind for this child already.")


def open_to(actor: Actor, row: Plan, placement_id: UUID, part: str, *, name: str = "", at: datetime) -> None:
    """Let somebody into the plan's folder, with the pen, until she leaves it or the plan ends."""
    given = grant(
        actor, folder_id=row.folder_id, to=Receiver(placement_id=placement_id), level=FULL, writes=True,
        basis="ca2004_s10", because=f"Works on plan {row.ref}: {part}"[:200], because_of=(KIND, row.id), at=at,
    )  # fmt: skip
    Member.objects.create(
        plan=row, placement_id=placement_id, name=name or _name(actor, placement_id), part=part, grant_id=given,
        **made(actor, row, at),
    )  # fmt: skip


def _name(actor: Actor, placement_id: UUID) -> str:
    found_ = colleagues(actor, {placement_id}).get(placement_id)
    if found_ is None:
        raise NotThere
    return found_.name


def say(
    actor: Actor, *, plan_id: UUID, heading: str, said: str, said_by: str = "", said_on: date | None = None,
    at: datetime,
) -> None:  # fmt: skip
    """Write under one of the plan's headings. What stood there is kept; the same words again change nothing."""
    row = found(actor, plan_id, Permission.PLAN_WORK)
    if heading not in {code for code, *_ in HEADINGS}:
        raise NeedsWords("Choose one of the plan’s headings.")
    said = words(said, "Write what is to stand there.")
    newest = Statement.objects.filter(plan=row, heading=heading).order_by("-created_at", "-id").first()
    if newest and newest.words == said:
        return
    day = said_on or local_day(at, ask.calendar())
    Statement.objects.create(
        plan=row, heading=heading, words=said, said_by=said_by.strip(), said_on=day, **made(actor, row, at)
    )
    if heading == "child":
        tell(
            actor, row, kind="childs_words", title="What the child wants from the plan", detail=said, basis="told",
            happened_on=day, at=at,
        )  # fmt: skip
    recorded(actor, "said", row, heading=heading)


def hand_over(actor: Actor, *, plan_id: UUID, to: UUID, why: str, at: datetime) -> None:
    """Give the plan another key worker, with why; who held it before stays on the list of its group."""
    row = found(actor, plan_id, Permission.PLAN_AGREE)
    why = words(why, "Say why the key worker changes.")
    if to == row.key_worker_id:
        raise NeedsWords("That worker holds the plan already.")
    row.key_worker_id = to
    row.save(update_fields=["key_worker_id"])
    if not Member.objects.filter(plan=row, placement_id=to, left_on=None).exists():
        open_to(actor, row, to, "the key worker", at=at)
    tell(actor, row, title=f"New key worker: {_name(actor, to)}", detail=why, at=at)
    recorded(actor, "handed_over", row)


def recategorise(
    actor: Actor, *, plan_id: UUID, category: str, exploitation_types: Iterable[str] = (), at: datetime
) -> None:
    """Give a protection plan the category a review conference decided; the first one stays as it was."""
    row = found(actor, plan_id, Permission.PLAN_WORK)
    if row.kind != CP or category not in dict(ask.codes("cp_category").choices()):
        raise NeedsWords("Only a protection plan has a category: choose one.")
    row.latest_category, row.exploitation_types = category, list(exploitation_types)
    row.save(update_fields=["latest_category", "exploitation_types"])
    recorded(actor, "recategorised", row, category=category)
