"""One record follows a learner: posts begin and end, addresses change, what was learned elsewhere is added."""

from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.tokens import token_of
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning.actions.lacking import Lacking, _keeps, _said
from kingfisher.learning.actions.letters import FOLLOW, RECORD, SITE, _letter, _write
from kingfisher.learning.models import Booking, Completion, Learner, Post
from kingfisher.learning.states import LIVE
from kingfisher.rulebook import ask

audit.can_record(
    learning__learner__post="kept for whom a learner works",
    learning__learner__joined="joined two addresses of one learner",
    learning__learner__asked="sent somebody the way to her training record",
    learning__completion__kept="kept what somebody learned elsewhere",
    learning__completion__withdrawn="withdrew a completed course that was none",
)
ABOUT = "learning.learner"


def know_worker(actor: Actor, *, worker_id: UUID, name: str, email: str, at: datetime) -> UUID:
    """The record of a worker who is signed in, begun where she has none; returns its key.

    An address of hers that already learned becomes hers: her agency's administrator wrote it down.
    """
    _keeps(actor)
    learner, _ = _learner(
        actor, name=name, email=email or f"{worker_id}@no-address.invalid", worker_id=worker_id, at=at
    )
    return learner.id


def _learner(
    actor: Actor, *, name: str, email: str, worker_id: UUID | None = None, at: datetime
) -> tuple[Learner, bool]:
    """The learner at this address as she is now, and whether the address is new."""
    own = Learner.objects.filter(worker_id=worker_id, continues_as=None).first() if worker_id else None
    if own:
        return own, False
    row, is_new = Learner.objects.select_related("continues_as").get_or_create(
        email=email.strip().lower(),
        defaults={"id": new_id(), "name": name.strip(), "created_at": at, "created_by": actor.placement_id},
    )
    row = row.continues_as or row
    if worker_id and row.worker_id is None:
        row.worker_id = worker_id
        row.save(update_fields=["worker_id"])
        Post.objects.filter(learner=row).update(worker_id=worker_id)
    return row, is_new


def _settle(
    actor: Actor, learner: Learner, organisation_id: UUID | None, employer: str, role: str, at: datetime
) -> None:
    """She works there in that role: begun, or changed where she did something else there before."""
    row = Post.objects.filter(learner=learner, employer=employer, ended_on=None).first()
    if row is None:
        Post(
            id=new_id(), learner=learner, organisation_id=organisation_id, employer=employer, role=role,
            worker_id=learner.worker_id, begins_on=local_day(at, ask.calendar()), created_at=at,
            created_by=actor.placement_id,
        ).save(force_insert=True)  # fmt: skip
    elif row.role != role:
        row.role = role
        row.save(update_fields=["role"])
    audit.record(actor, "learning.learner.post", facts={"learner": str(learner.id), "role": role})


def take_post(
    actor: Actor, *, learner_id: UUID, organisation_id: UUID | None, employer: str, role: str, at: datetime
) -> None:
    """She works for somebody, or does something else there."""
    _keeps(actor)
    _said(employer=(employer, "Say for whom."), role=(role, "Say what they do there."))
    _settle(actor, locked(Learner, learner_id), organisation_id, employer.strip(), role, at)


def leave_post(actor: Actor, *, post_id: UUID, on: date, learner_id: UUID | None = None, at: datetime) -> None:
    """She no longer works there; her agency's lead no longer sees her record, and she keeps it.

    `learner_id` keeps it to the posts of one learner, where she asks it herself.
    """
    _keeps(actor)
    row = locked(Post, post_id)
    if learner_id is not None and row.learner_id != learner_id:
        raise NotThere
    if row.ended_on is None:
        row.ended_on = max(on, row.begins_on)
        row.save(update_fields=["ended_on"])
        audit.record(actor, "learning.learner.post", facts={"learner": str(row.learner_id), "ended": True})


def send_record_link(actor: Actor, *, email: str, at: datetime) -> None:
    """Send whoever has this address the way to her record. Nothing says whether the address is known."""
    _keeps(actor)
    row = Learner.objects.select_related("continues_as").filter(email=email.strip().lower()).first()
    if row:
        link = f"{SITE}/courses/record/{token_of((row.continues_as or row).id, RECORD)}"
        _write(actor, [_letter(actor, "record", (ABOUT, row.id), row.name, row.email, at, link=link)])
    audit.record(actor, "learning.learner.asked", facts={"known": row is not None})


def send_follow_link(actor: Actor, *, learner_id: UUID, email: str, at: datetime) -> None:
    """She asks from her own record to go on under another address: that address must say so too."""
    _keeps(actor)
    _said(email=(email, "Give the new email address."))
    row = locked(Learner, learner_id)
    to, _ = Learner.objects.get_or_create(
        email=email.strip().lower(),
        defaults={"id": new_id(), "name": row.name, "created_at": at, "created_by": actor.placement_id},
    )
    if to.id == row.id or to.continues_as_id == row.id:
        raise Lacking("That is the address it has.", gaps=("Your record already goes by that address.",))
    link = f"{SITE}/courses/follow/{token_of(row.id, FOLLOW)}/{token_of(to.id, FOLLOW)}"
    _write(actor, [_letter(actor, "follow", (ABOUT, row.id), row.name, to.email, at, link=link)])
    audit.record(actor, "learning.learner.asked", facts={"follow": True})


def follow(actor: Actor, *, from_id: UUID, to_id: UUID, at: datetime) -> UUID:
    """What was learned under one address goes on under another; returns the record it is now.

    Both were shown to be hers. The older address stays, as one that continues as the newer.
    """
    _keeps(actor)
    old, new = locked(Learner, from_id), locked(Learner, to_id)
    new = locked(Learner, new.continues_as_id) if new.continues_as_id else new
    old = locked(Learner, old.continues_as_id) if old.continues_as_id else old
    if old.id == new.id:
        return new.id
    if old.worker_id and new.worker_id and old.worker_id != new.worker_id:
        raise Lacking("These are two people.", gaps=("Each is a worker of the hub with a login of her own.",))
    mine = set(Booking.objects.filter(learner=new, state__in=LIVE).values_list("event_id", flat=True))
    Booking.objects.filter(learner=old).exclude(state__in=LIVE, event_id__in=mine).update(learner=new)
    Completion.objects.filter(learner=old).update(learner=new)
    held = set(Post.objects.filter(learner=new, ended_on=None).values_list("employer", flat=True))
    Post.objects.filter(learner=old, ended_on=None, employer__in=held).update(ended_on=local_day(at, ask.calendar()))
    new.worker_id = new.worker_id or old.worker_id
    new.save(update_fields=["worker_id"])
    Learner.objects.filter(continues_as=old).update(continues_as=new)
    old.continues_as, old.worker_id = new, None
    old.save(update_fields=["continues_as", "worker_id"])
    Post.objects.filter(learner__in=(old, new)).update(learner=new, worker_id=new.worker_id)
    audit.record(actor, "learning.learner.joined", facts={"from": str(old.id), "to": str(new.id)})
    return new.id


def keep_elsewhere(
    actor: Actor, *, learner_id: UUID, title: str, level: int, completed_on: date, elsewhere: str, at: datetime
) -> UUID:
    """Keep a course completed elsewhere, with what shows it."""
    _keeps(actor)
    _said(
        title=(title, "Say which course."), where=(elsewhere, "Say where, and what shows it."),
        past=(completed_on <= local_day(at, ask.calendar()), "A course is completed on a day that is past."),
        level=(0 <= level <= 3, "Choose a level."),
    )  # fmt: skip
    row = Completion(
        id=new_id(), learner=locked(Learner, learner_id), ref=new_ref("TC"), title=title.strip(), level=level,
        completed_on=completed_on, elsewhere=elsewhere.strip(), created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "learning.completion.kept", facts={"learner": str(learner_id), "level": level})
    return row.id


def withdraw(actor: Actor, *, completion_id: UUID, why: str, at: datetime) -> None:
    """Say that a completed course was none; it counts no more and its certificate is not given out again."""
    _keeps(actor)
    _said(why=(why, "Say why."))
    row = locked(Completion, completion_id)
    row.withdrawn_why = why.strip()
    row.save(update_fields=["withdrawn_why"])
    audit.record(actor, "learning.completion.withdrawn", facts={"completion": row.ref})
