"""Looks from outside: kept with what was found, asked of each agency, answered, done, and looked at again."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.assurance.actions.lacking import Lacking, said
from kingfisher.assurance.models import Finding, FollowUp, Look, Response
from kingfisher.assurance.queries import LOOK
from kingfisher.assurance.states import FINDING, SORTS
from kingfisher.documents import actions as documents
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Denied
from kingfisher.organisations.queries import places_in
from kingfisher.rulebook import ask

audit.can_record(
    assurance__look__kept="kept a look from outside",
    assurance__finding__made="kept what a look from outside found",
    assurance__finding__asked="asked an agency about a finding",
    assurance__finding__answered="answered a finding",
    assurance__finding__done="kept that what was promised about a finding is done",
    assurance__finding__followed="looked again at a finding",
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What is known of a look from outside. `organisation_id` None: at the partnership as a whole."""

    sort: str
    by: str
    title: str
    began_on: date
    by_name: str = ""
    organisation_id: UUID | None = None
    published_on: date | None = None
    grade: str = ""
    address: str = ""
    summary: str = ""


def keep_look(actor: Actor, *, looked: Looked, folder: UUID, at: datetime) -> UUID:
    """Keep an inspection or a piece of scrutiny, of now or of years ago, with a `folder` for its report. The
    scrutineer begins scrutiny of her own, under her own name.
    """
    _must_find(actor, looked.sort)
    if not actor.has(Permission.ASSURANCE_WORK):
        looked = replace(looked, by="scrutineer", by_name=actor.worker_name)
    on = at.astimezone(LONDON).date()
    said(
        (looked.sort in SORTS, "Say whether it is scrutiny or an inspection."),
        (looked.by in dict(ask.codes("inspected_by").choices()), "Say who looked."),
        (looked.title, "Say what it is called."), (looked.began_on <= on, "It began in the future: check the day."),
        (looked.published_on is None or looked.published_on >= looked.began_on, "It was published before it began."),
    )  # fmt: skip
    row = Look(
        id=new_id(), folder_id=folder, ref=new_ref("LO"), sort=looked.sort, by=looked.by,
        by_name=looked.by_name.strip()[:160], title=looked.title.strip()[:200], organisation_id=looked.organisation_id,
        began_on=looked.began_on, published_on=looked.published_on, grade=looked.grade.strip()[:120],
        address=looked.address, summary=looked.summary.strip(), created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "assurance.look.kept", folders=[folder], facts={"ref": row.ref, "by": row.by})
    return row.id


def attach_report(actor: Actor, *, look_id: UUID, name: str, content: bytes, at: datetime) -> UUID:
    """Keep the report itself, as it was signed."""
    actor.must(Permission.ASSURANCE_WORK)
    row = locked(Look, look_id)
    key = documents.keep(actor, folder_id=row.folder_id, about=(LOOK, row.id), name=name, content=content, at=at)
    audit.record(actor, "assurance.look.kept", folders=[row.folder_id], facts={"document": str(key)})
    return key


def find(actor: Actor, *, look_id: UUID, words: str, at: datetime) -> UUID:
    """Keep one thing found or asked for, in the words of whoever found it. It names no child."""
    _must_find(actor, Look.objects.filter(id=look_id).values_list("sort", flat=True).first())
    row = locked(Look, look_id)
    said((len(words.split()) >= 4, "Say what was found, or what should be done by whom."))
    number = Finding.objects.filter(look=row).count() + 1
    made = Finding(id=new_id(), look=row, number=number, words=words.strip(), state="open", created_at=at,
                   created_by=actor.placement_id)  # fmt: skip
    made.save(force_insert=True)
    audit.record(actor, "assurance.finding.made", facts={"ref": row.ref, "number": number})
    return made.id


def ask_agency(
    actor: Actor, *, finding_id: UUID, organisation_id: UUID, writer: UUID, answer_by: date, at: datetime
) -> UUID:  # fmt: skip
    """Ask one agency what it answers, through one named person of it."""
    _must_find(actor, Finding.objects.filter(id=finding_id).values_list("look__sort", flat=True).first())
    row = locked(Finding, finding_id)
    said((writer in {c.placement_id for c in places_in(actor, organisation_id)}, "Choose somebody who works there."),
         (answer_by > at.astimezone(LONDON).date(), "Give at least until tomorrow."))  # fmt: skip
    if Response.objects.filter(finding=row, organisation_id=organisation_id).exists():
        raise Lacking("It is asked already.", gaps=("This agency is asked about it already.",))
    made = Response(
        id=new_id(), finding=row, organisation_id=organisation_id, writer=writer, answer_by=answer_by, created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record(actor, "assurance.finding.asked", facts={"finding": str(row.id)})
    return made.id


def respond(
    actor: Actor, *, response_id: UUID, accepted: bool, words: str, owner: str = "", due_on: date | None = None,
    at: datetime,
) -> None:  # fmt: skip
    """The agency's answer: accepted, with what it will do, who answers for it and by when; or why not."""
    row = _mine(actor, response_id)
    if row.answered_at:
        raise NotNow("It is answered already.")
    said((len(words.split()) >= 4, "Say what you will do." if accepted else "Say why you do not accept it."),
         (owner or not accepted, "Say who answers for it."), (due_on or not accepted, "Say by when."))  # fmt: skip
    row.is_accepted, row.words, row.owner, row.due_on = accepted, words.strip(), owner.strip()[:160], due_on
    row.answered_at, row.answered_by = at, actor.placement_id
    row.save(update_fields=["is_accepted", "words", "owner", "due_on", "answered_at", "answered_by"])
    audit.record(actor, "assurance.finding.answered", facts={"response": str(row.id), "accepted": accepted})


def carried_out(actor: Actor, *, response_id: UUID, evidence: str, at: datetime) -> None:
    """What was promised is done; what shows it."""
    row = _mine(actor, response_id)
    if not row.is_accepted or row.done_at:
        raise NotNow("It is done once: after it was accepted.")
    said((len(evidence.split()) >= 4, "Say what shows that it was done: what can be looked at, and where."))
    row.evidence, row.done_at, row.done_by = evidence.strip(), at, actor.placement_id
    row.save(update_fields=["evidence", "done_at", "done_by"])
    audit.record(actor, "assurance.finding.done", facts={"response": str(row.id)})


def follow_up(
    actor: Actor, *, finding_id: UUID, answer: str, words: str, said_by: str, looked_on: date, at: datetime
) -> None:  # fmt: skip
    """Looked at again by whoever found it: by herself, or kept by the office in her words. "Done" closes it; all else
    opens it.
    """
    _must_find(actor, Finding.objects.filter(id=finding_id).values_list("look__sort", flat=True).first())
    row = locked(Finding, finding_id)
    if not actor.has(Permission.ASSURANCE_WORK):
        said_by = actor.worker_name
    said((answer in dict(ask.codes("follow_up_answer").choices()), "Choose what it came to."),
         (len(words.split()) >= 4, "Say what was looked at, and what it shows."), (said_by, "Say who looked again."),
         (looked_on <= at.astimezone(LONDON).date(), "That day is in the future."))  # fmt: skip
    FollowUp(id=new_id(), finding=row, answer=answer, words=words.strip(), said_by=said_by.strip()[:160],
             looked_on=looked_on, created_at=at, created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    if answer == "done" and row.state == "open":
        row.state = step(FINDING, "follow", row.state)
    elif answer != "done" and row.state == "closed":
        row.state = step(FINDING, "reopen", row.state)
    row.save(update_fields=["state"])
    audit.record(actor, "assurance.finding.followed", facts={"finding": str(row.id), "answer": answer})


def _must_find(actor: Actor, sort: str | None) -> None:
    """The office keeps any look; the scrutineer writes her own sort, and no inspection. None: there is no such look."""
    if not actor.has(Permission.ASSURANCE_WORK):
        actor.must(Permission.FINDING_WRITE)
        if sort == "inspection":
            raise Denied("What an inspection found is kept by the partnership’s office.", rule="scrutiny_alone")


def _mine(actor: Actor, response_id: UUID) -> Response:
    actor.must(Permission.RETURN_ANSWER)
    row = locked(Response, response_id)
    if actor.placement_id != row.writer and not actor.has(Permission.ASSURANCE_WORK):
        raise Denied("It is asked of somebody else.", rule="response_by_its_writer")
    return row
