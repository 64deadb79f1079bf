"""The rapid review: agencies asked and chased, what they send, and what the three partners decide."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.verdict import Denied
from kingfisher.organisations.queries import agencies_by_id, places_in
from kingfisher.reviews import rules
from kingfisher.reviews.actions.incidents import outline
from kingfisher.reviews.actions.lacking import Lacking, said
from kingfisher.reviews.models import Decision, Incident, Summary
from kingfisher.reviews.queries import ASKED, KIND, incident
from kingfisher.reviews.states import ANSWERS, INCIDENT, PARTNERS, SUMMARY

audit.can_record(
    reviews__summary__asked="asked an agency what it knows, for a rapid review",
    reviews__summary__chased="asked an agency again, for a rapid review",
    reviews__summary__written="wrote what an agency knows, for a rapid review",
    reviews__summary__sent="sent what an agency knows to a rapid review",
    reviews__incident__written="wrote a rapid review",
    reviews__incident__decided="decided, as a safeguarding partner, what follows a rapid review",
    reviews__incident__reviewed="finished a rapid review",
    reviews__incident__reopened="took a decision about a review up again",
)
NOT_OURS = Denied("It is asked of somebody else.", rule="summary_by_its_writer")


def ask(
    actor: Actor, *, incident_id: UUID, writer: UUID, organisation_id: UUID, asks: str, folder: UUID, at: datetime
) -> UUID:  # fmt: skip
    """Ask one agency, through one named person of it, what it knows. She reads only this request,
    in a `folder` of its own.
    """
    actor.must(Permission.REVIEW_WORK)
    row = locked(Incident, incident_id)
    if row.state not in ("raised", "notified"):
        raise NotNow("The rapid review is over: nobody is asked any more.")
    known = {c.placement_id for c in places_in(actor, organisation_id)}
    said((asks, "Say what the agency is asked, and from when to when."),
         (writer in known, "Choose somebody who works there."))  # fmt: skip
    if Summary.objects.filter(incident=row, organisation_id=organisation_id).exists():
        raise Lacking("This agency is asked already.", gaps=("This agency is asked already: chase it, or ask more.",))
    made = Summary(
        id=new_id(), folder_id=folder, incident=row, ref=row.ref, person_id=row.person_id, record_id=row.record_id,
        child_called=row.child_called, born_on=row.born_on,
        asks=asks.strip(), organisation_id=organisation_id, writer=writer, state="asked", created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    made.save(force_insert=True)
    clocks.start(actor, rule="review_summary", subject=(ASKED, made.id), folder=folder,
                 owner_organisation=organisation_id, at=at)  # fmt: skip
    audit.record(actor, "reviews.summary.asked", folders=[folder, row.folder_id], facts={"ref": row.ref})
    return made.id


def chase(actor: Actor, *, summary_id: UUID, at: datetime) -> int:
    """Ask again; returns how often it was asked after."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Summary, summary_id)
    if row.state != "asked":
        raise NotNow("It has been sent already.")
    row.chased += 1
    row.save(update_fields=["chased"])
    audit.record(actor, "reviews.summary.chased", folders=[row.folder_id], facts={"times": row.chased})
    return row.chased


def write(
    actor: Actor, *, summary_id: UUID, known: str, safe: str = "", learning: str = "", at: datetime
) -> None:  # fmt: skip
    """Keep what is written so far. Whoever works on the review sees it once it is sent."""
    row = _mine(actor, summary_id)
    row.known, row.safe, row.learning = known.strip(), safe.strip(), learning.strip()
    row.save(update_fields=["known", "safe", "learning"])
    audit.record(actor, "reviews.summary.written", folders=[row.folder_id], facts={"ref": row.ref})


def send(actor: Actor, *, summary_id: UUID, known: str, safe: str, learning: str, at: datetime) -> None:
    """Send it. "Nothing is known" is an answer; silence is not."""
    row = _mine(actor, summary_id)
    state = step(SUMMARY, "send", row.state)
    said((known, "Say what your agency knows and did, or that it knew nothing."),
         (safe, "Say whether the child and others are safe now, as far as you know."),
         (learning, "Say what could be learned, even if it is “nothing yet”."))  # fmt: skip
    row.known, row.safe, row.learning = known.strip(), safe.strip(), learning.strip()
    row.state, row.sent_at, row.sent_by = state, at, actor.placement_id
    row.save(update_fields=["known", "safe", "learning", "state", "sent_at", "sent_by"])
    clocks.stop(actor, subject=(ASKED, row.id), at=at)
    audit.record(actor, "reviews.summary.sent", folders=[row.folder_id], facts={"ref": row.ref})


def ask_more(actor: Actor, *, summary_id: UUID, asks: str, at: datetime) -> None:
    """Give it back with a further question. What was sent stays in its history."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Summary, summary_id)
    state = step(SUMMARY, "ask_more", row.state)
    said((asks, "Say what more is needed."))
    row.state, row.asks = state, f"{row.asks}\n\nAsked further: {asks.strip()}"
    row.sent_at = row.sent_by = None
    row.save(update_fields=["state", "asks", "sent_at", "sent_by"])
    clocks.start(actor, rule="review_summary", subject=(ASKED, row.id), folder=row.folder_id,
                 owner_organisation=row.organisation_id, at=at)  # fmt: skip
    audit.record(actor, "reviews.summary.asked", folders=[row.folder_id], facts={"ref": row.ref, "more": True})


def write_rapid(actor: Actor, *, incident_id: UUID, facts: str, learning: str, at: datetime) -> None:
    """What the rapid review found: the facts, and what is learned at once. A wording before stays in the history."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Incident, incident_id)
    if row.state != "notified":
        raise NotNow("A rapid review is written once the panel was told, until it is finished.")
    row.facts, row.learning = facts.strip(), learning.strip()
    row.save(update_fields=["facts", "learning"])
    audit.record(actor, "reviews.incident.written", folders=[row.folder_id], facts={"ref": row.ref})


def decide(actor: Actor, *, incident_id: UUID, answer: str, words: str, at: datetime) -> None:
    """One of the three says what follows, for her own body; saying it again replaces what she said."""
    actor.must(Permission.REVIEW_DECIDE)
    row = locked(Incident, incident_id)
    partner = agencies_by_id(actor, {actor.organisation_id})[actor.organisation_id].kind
    if partner not in PARTNERS:
        raise Denied("Only the three safeguarding partners decide.", rule="review_by_the_three")
    if row.state != "notified":
        raise NotNow("It is decided while the rapid review runs.")
    said((answer in ANSWERS, "Choose what should follow."), (words, "Give your reasons."))
    Decision(
        id=new_id(), folder_id=row.folder_id, incident=row, organisation_id=actor.organisation_id, partner=partner,
        answer=answer, words=words.strip(), said_at=at, created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    audit.record(actor, "reviews.incident.decided", folders=[row.folder_id], facts={"ref": row.ref, "answer": answer})


def finish(actor: Actor, *, incident_id: UUID, at: datetime) -> str:
    """Finish the rapid review: written, every agency heard, the three agreed. Returns what was decided."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Incident, incident_id)
    shown = incident(actor, incident_id)
    if shown.finish_gaps:
        raise Lacking("The rapid review is not finished.", gaps=shown.finish_gaps)
    decided = rules.decided(shown.answers)
    if decided == "practice_review":
        row.state = step(INCIDENT, "finish_practice", row.state)
    else:
        row.state = step(INCIDENT, "finish_none", row.state)
    row.decided, row.rapid_at, row.rapid_by = decided, at, actor.placement_id
    row.save(update_fields=["state", "decided", "rapid_at", "rapid_by"])
    clocks.stop(actor, subject=(KIND, row.id), rule="rapid_review", at=at)
    if decided == "practice_review":
        clocks.start(actor, rule="lcspr", subject=(KIND, row.id), folder=row.folder_id, at=at)
    outline(actor, row, at)
    audit.record(actor, "reviews.incident.reviewed", folders=[row.folder_id], facts={"ref": row.ref, "how": decided})
    return decided


def think_again(actor: Actor, *, incident_id: UUID, why: str, at: datetime) -> None:
    """The panel, or somebody else, gave reason to decide again. What was decided before stays on record."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Incident, incident_id)
    row.state = step(INCIDENT, "think_again", row.state)
    said((why, "Say why it is decided again."))
    row.decided, row.rapid_at, row.rapid_by = "", None, None
    row.save(update_fields=["state", "decided", "rapid_at", "rapid_by"])
    clocks.stop(actor, subject=(KIND, row.id), outcome="not_needed", at=at)
    outline(actor, row, at)
    audit.record(actor, "reviews.incident.reopened", folders=[row.folder_id], facts={"ref": row.ref})


def _mine(actor: Actor, summary_id: UUID) -> Summary:
    actor.must(Permission.SUMMARY_WRITE)
    row = locked(Summary, summary_id)
    if row.writer != actor.placement_id:
        raise NOT_OURS
    if row.state != "asked":
        raise NotNow("It was sent already. The review may give it back to you.")
    return row
