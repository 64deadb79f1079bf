"""What agencies promise about a recommendation: promised, answered by whoever answers for it, and found done or not."""

from datetime import date, datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.documents import actions as documents
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import places_in
from kingfisher.reviews.actions.lacking import said
from kingfisher.reviews.actions.opening import GATEWAY
from kingfisher.reviews.models import Answer, Commitment, Recommendation
from kingfisher.reviews.queries import ADVICE, promise

audit.can_record(
    reviews__recommendation__promised="promised something about a recommendation",
    reviews__promise__answered="answered what shows that something promised was done",
    reviews__promise__sent_back="asked an agency for more about something it promised",
    reviews__recommendation__done="kept what shows that something promised was done",
    reviews__folder__answerer="let whoever answers for a promise keep files that show it",
)
SHOWS = "Say what shows that it was done: what can be looked at, and where."


def commit(
    actor: Actor, *, recommendation_id: UUID, organisation_id: UUID, owner: str, words: str, due_on: date,
    answerer: UUID | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """What one agency will do, who answers for it, by when. With `answerer`, a place in the agency, she is asked on
    her own desk, and `owner` is she.
    """
    actor.must(Permission.REVIEW_WORK)
    row = locked(Recommendation, recommendation_id)
    if row.state != "accepted":
        raise NotNow("Something is promised about a recommendation that was accepted and is not carried out yet.")
    there = {c.placement_id: c for c in places_in(actor, organisation_id)} if answerer else {}
    if answerer in there:
        owner = f"{there[answerer].name}, {there[answerer].job_title}"[:160]
    said((owner, "Say who answers for it."), (words, "Say what will be done."),
         (answerer is None or answerer in there, "Choose somebody who works there."))  # fmt: skip
    made = Commitment(
        id=new_id(), recommendation=row, organisation_id=organisation_id, owner=owner.strip(), words=words.strip(),
        due_on=due_on, answerer=answerer, state="open", created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record(actor, "reviews.recommendation.promised", facts={"ref": row.ref})
    return made.id


def let_answer(actor: Actor, *, folder: UUID, answerer: UUID, at: datetime) -> None:
    """By the hub's service: whoever answers for a promise may keep files in the recommendation's folder."""
    actor.must(Permission.FOLDER_GRANT)
    access.grant(actor, folder_id=folder, to=Receiver(placement_id=answerer), level=FULL, writes=True, basis=GATEWAY,
                 because="Answers for what her agency promised.", at=at)  # fmt: skip
    audit.record(actor, "reviews.folder.answerer", folders=[folder])


def answer_promise(actor: Actor, *, commitment_id: UUID, words: str, at: datetime) -> None:
    """Whoever answers for it says what shows it done. It is done once the office finds that it does."""
    actor.must(Permission.PROMISE_ANSWER)
    row = _mine(actor, commitment_id)
    said((len(words.split()) >= 4, SHOWS))
    Answer(id=new_id(), commitment=row, words=words.strip(), said_at=at, created_at=at,
           created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    audit.record(actor, "reviews.promise.answered", facts={"commitment": str(row.id)})


def attach_to_promise(actor: Actor, *, commitment_id: UUID, name: str, content: bytes, at: datetime) -> UUID:
    """Whoever answers for it keeps a file that shows it, beside the recommendation."""
    actor.must(Permission.PROMISE_ANSWER)
    return _attach(actor, _mine(actor, commitment_id).recommendation, name, content, at)


def send_back(actor: Actor, *, commitment_id: UUID, why: str, at: datetime) -> None:
    """What was answered does not show it yet. The answer stays on record."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Commitment, commitment_id)
    if not promise(actor, commitment_id).is_answered:
        raise NotNow("Nothing was answered that could be given back.")
    said((len(why.split()) >= 3, "Say what is still wanting."))
    row.sent_back, row.sent_back_at, row.sent_back_by = why.strip(), at, actor.placement_id
    row.save(update_fields=["sent_back", "sent_back_at", "sent_back_by"])
    audit.record(actor, "reviews.promise.sent_back", facts={"commitment": str(row.id)})


def done(actor: Actor, *, commitment_id: UUID, evidence: str = "", at: datetime) -> None:
    """It was done; what shows it: these words, or what was answered. "Discussed" shows nothing: whoever checks reads
    the sentence.
    """
    actor.must(Permission.REVIEW_WORK)
    row = locked(Commitment, commitment_id)
    if row.state != "open":
        raise NotNow("It is done already.")
    answered = promise(actor, commitment_id)
    if not evidence.strip() and answered.is_answered:
        evidence = answered.answers[-1].words
    said((len(evidence.split()) >= 4, SHOWS))
    row.state, row.evidence, row.done_at, row.done_by = "done", evidence.strip(), at, actor.placement_id
    row.save(update_fields=["state", "evidence", "done_at", "done_by"])
    audit.record(actor, "reviews.recommendation.done", facts={"commitment": str(row.id)})


def attach(actor: Actor, *, recommendation_id: UUID, name: str, content: bytes, at: datetime) -> UUID:
    """Keep a file that shows it."""
    actor.must(Permission.REVIEW_WORK)
    return _attach(actor, locked(Recommendation, recommendation_id), name, content, at)


def _attach(actor: Actor, row: Recommendation, name: str, content: bytes, at: datetime) -> UUID:
    key = documents.keep(actor, folder_id=row.folder_id, about=(ADVICE, row.id), name=name, content=content, at=at)
    audit.record(actor, "reviews.recommendation.done", folders=[row.folder_id], facts={"document": str(key)})
    return key


def _mine(actor: Actor, commitment_id: UUID) -> Commitment:
    row = Commitment.objects.select_related("recommendation").filter(
        id=commitment_id, answerer=actor.placement_id
    ).first()  # fmt: skip
    if row is None:
        raise NotThere
    if row.state != "open":
        raise NotNow("It is found done already: nothing more is asked.")
    return row
