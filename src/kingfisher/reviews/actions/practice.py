"""The panel's answer, a local practice review, its publication, and the end of it all."""

from datetime import date, datetime, time
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.timing import LONDON
from kingfisher.reviews.actions.incidents import outline
from kingfisher.reviews.actions.lacking import Lacking, said
from kingfisher.reviews.models import Incident, Recommendation
from kingfisher.reviews.queries import KIND
from kingfisher.reviews.states import INCIDENT
from kingfisher.rulebook import ask

audit.can_record(
    reviews__incident__panel="kept the national panel's answer to a rapid review",
    reviews__incident__planned="planned a local practice review",
    reviews__incident__sent="kept that a review's report was sent before publication",
    reviews__incident__published="published a local practice review",
    reviews__incident__withheld="kept that a local practice review is not published",
    reviews__incident__closed="closed the review of a serious incident",
)
SENT_BEFORE = "lcspr_sent_before"


def keep_panel_answer(
    actor: Actor, *, incident_id: UUID, answer: str, words: str, answered_on: date, at: datetime
) -> None:  # fmt: skip
    """What the national panel answered. Where it does not agree, the partners may decide again."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Incident, incident_id)
    if row.rapid_at is None:
        raise NotNow("The panel answers a finished rapid review.")
    known = answer in dict(ask.codes("panel_answer").choices())
    said((known, "Choose what the panel answered."), (words, "Write what it said."))
    row.panel_answer, row.panel_words, row.panel_on = answer, words.strip(), answered_on
    row.save(update_fields=["panel_answer", "panel_words", "panel_on"])
    audit.record(actor, "reviews.incident.panel", folders=[row.folder_id], facts={"ref": row.ref, "answer": answer})


def plan(
    actor: Actor, *, incident_id: UUID, terms: str, reviewer: str, family_words: str, parallel: str,
    publish_on: date | None = None, at: datetime,
) -> None:  # fmt: skip
    """The terms of a practice review, who leads it, how the family takes part, what runs beside it, and by when.

    The day of publication starts a clock back from it: those who must have it first.
    """
    actor.must(Permission.REVIEW_WORK)
    row = _in_review(incident_id)
    said((terms, "Say what the review must answer."), (reviewer, "Say who leads it."),
         (family_words, "Say how the child and family take part, or why they cannot."))  # fmt: skip
    moved = publish_on != row.publish_on
    row.terms, row.reviewer, row.family_words = terms.strip(), reviewer.strip(), family_words.strip()
    row.parallel, row.publish_on = parallel.strip(), publish_on
    row.save(update_fields=["terms", "reviewer", "family_words", "parallel", "publish_on"])
    if moved and not row.sent_on:
        clocks.stop(actor, subject=(KIND, row.id), rule=SENT_BEFORE, outcome="not_needed", at=at)
        if publish_on:
            since = datetime.combine(publish_on, time(9), tzinfo=LONDON)
            clocks.start(actor, rule=SENT_BEFORE, subject=(KIND, row.id), folder=row.folder_id, since=since, at=at)
    audit.record(actor, "reviews.incident.planned", folders=[row.folder_id], facts={"ref": row.ref})


def sent_to_panel(actor: Actor, *, incident_id: UUID, sent_on: date, at: datetime) -> None:
    """The report was sent to the national panel and the Secretary of State before it is published."""
    actor.must(Permission.REVIEW_WORK)
    row = _in_review(incident_id)
    said((row.publish_on, "Say first on which day it is to be published."),
         (sent_on <= at.astimezone(LONDON).date(), "The day is in the future."))  # fmt: skip
    row.sent_on = sent_on
    row.save(update_fields=["sent_on"])
    clocks.stop(actor, subject=(KIND, row.id), rule=SENT_BEFORE, at=datetime.combine(sent_on, time(12), tzinfo=LONDON))
    audit.record(actor, "reviews.incident.sent", folders=[row.folder_id], facts={"ref": row.ref})


def publish(
    actor: Actor, *, incident_id: UUID, title: str, address: str, published_on: date, at: datetime
) -> None:  # fmt: skip
    """The report is public. Its title and address are shown to everybody who reads what was learned."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Incident, incident_id)
    state = step(INCIDENT, "publish", row.state)
    said((title, "Give the report's title."), (address, "Give the address at which it can be read."),
         (row.sent_on, "It was not yet sent to the panel and the Secretary of State."),
         (published_on <= at.astimezone(LONDON).date(), "The day is in the future."))  # fmt: skip
    row.state, row.report_title, row.report_address, row.publish_on = state, title.strip(), address, published_on
    row.save(update_fields=["state", "report_title", "report_address", "publish_on"])
    clocks.stop(actor, subject=(KIND, row.id), rule="lcspr", at=at)
    outline(actor, row, at)
    audit.record(actor, "reviews.incident.published", folders=[row.folder_id], facts={"ref": row.ref})


def withhold(actor: Actor, *, incident_id: UUID, why: str, at: datetime) -> None:
    """The report is not published; the law asks for the reasons, and that what was learned still is."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Incident, incident_id)
    state = step(INCIDENT, "withhold", row.state)
    said((len(why.split()) >= 5, "Say why it is not published, and how what was learned will be."))
    row.state, row.ended_words = state, why.strip()
    row.save(update_fields=["state", "ended_words"])
    clocks.stop(actor, subject=(KIND, row.id), at=at)
    outline(actor, row, at)
    audit.record(actor, "reviews.incident.withheld", folders=[row.folder_id], facts={"ref": row.ref})


def close(actor: Actor, *, incident_id: UUID, words: str, at: datetime) -> None:
    """Close it once every recommendation of it has been followed through to its last check, or was turned down."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Incident, incident_id)
    state = step(INCIDENT, "close", row.state)
    left = Recommendation.objects.filter(source_kind=KIND, source_id=row.id).exclude(
        state__in=("closed", "not_accepted")
    )
    if gaps := tuple(f"Not followed through: {r.ref}." for r in left):
        raise Lacking("It cannot be closed yet.", gaps=gaps)
    said((words, "Say what was learned from it in the end."))
    row.state, row.ended_at, row.ended_by = state, at, actor.placement_id
    row.ended_words = f"{row.ended_words}\n\n{words.strip()}".strip()
    row.save(update_fields=["state", "ended_at", "ended_by", "ended_words"])
    outline(actor, row, at)
    audit.record(actor, "reviews.incident.closed", folders=[row.folder_id], facts={"ref": row.ref})


def _in_review(incident_id: UUID) -> Incident:
    row = locked(Incident, incident_id)
    if row.state != "practice_review":
        raise NotNow("No practice review is being held of it.")
    return row
