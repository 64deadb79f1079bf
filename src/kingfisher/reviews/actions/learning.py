"""Recommendations: made, answered, promised, done, and looked at again to see whether they changed anything."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.timing import LONDON
from kingfisher.reviews import rules
from kingfisher.reviews.actions.lacking import Lacking, said
from kingfisher.reviews.models import Commitment, Impact, Incident, Recommendation, Sameness
from kingfisher.reviews.queries import ADVICE, KIND
from kingfisher.reviews.states import CHECKED_AFTER, RECOMMENDATION
from kingfisher.rulebook import ask

audit.can_record(
    reviews__recommendation__made="made a recommendation",
    reviews__recommendation__judged="said whether two recommendations are the same",
    reviews__recommendation__answered="answered a recommendation",
    reviews__recommendation__carried_out="kept that a recommendation is carried out",
    reviews__recommendation__checked="looked at whether a recommendation changed anything",
)


@dataclass(frozen=True, slots=True)
class Made:
    """One recommendation. `source_of` is the incident, audit or finding it came from, where the hub holds that."""

    source: str
    source_words: str
    theme: str
    words: str
    made_on: date
    source_of: tuple[str, UUID] | None = None


def recommend(actor: Actor, *, made: Made, folder: UUID, at: datetime) -> UUID:
    """Make one, or enter one of years ago, with a `folder` for its time limits and files. It must name no child:
    everybody on the board reads it.
    """
    actor.must(Permission.REVIEW_WORK)
    kind, key = made.source_of or ("", None)
    named = ()
    if kind == KIND:
        called = Incident.objects.filter(id=key).values_list("child_called", flat=True).first() or ""
        named = rules.named_in(f"{made.words} {made.source_words}", called)
    said(
        (made.source, "Say where it comes from."), (made.source_words, "Say from which review, audit or report."),
        (made.theme, "Choose what it is about."), (len(made.words.split()) >= 4, "Say who should do what."),
        (made.made_on <= at.astimezone(LONDON).date(), "The day is in the future."),
        (not named, "It names the child. Everybody on the board reads it: say it without her or his name."),
    )  # fmt: skip
    row = Recommendation(
        id=new_id(), folder_id=folder, ref=new_ref("RC"), source=made.source, source_words=made.source_words.strip(),
        source_kind=kind, source_id=key, theme=made.theme, words=made.words.strip(), made_on=made.made_on,
        state="made", created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "reviews.recommendation.made", folders=[folder], facts={"ref": row.ref, "source": row.source})
    return row.id


def judge(actor: Actor, *, one: UUID, other: UUID, is_same: bool, words: str, at: datetime) -> None:
    """A person says whether two recommendations ask for the same thing. The newest answer stands."""
    actor.must(Permission.REVIEW_WORK)
    if one == other or Recommendation.objects.filter(id__in=(one, other)).count() != 2:
        raise Lacking("Two are compared.", gaps=("Choose two different recommendations.",))
    said((words, "Say in a few words why."))
    Sameness(id=new_id(), one_id=one, other_id=other, is_same=is_same, words=words.strip()[:300], judged_at=at,
             created_at=at, created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    audit.record(actor, "reviews.recommendation.judged", facts={"one": str(one), "other": str(other), "same": is_same})


def answer(actor: Actor, *, recommendation_id: UUID, accepted: bool, words: str, at: datetime) -> None:
    """The partnership accepts it, or says why not."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Recommendation, recommendation_id)
    if accepted:
        row.state = step(RECOMMENDATION, "accept", row.state)
    else:
        row.state = step(RECOMMENDATION, "turn_down", row.state)
        said((len(words.split()) >= 4, "Say why it is not accepted: whoever made it will ask."))
    row.answer = words.strip()
    row.save(update_fields=["state", "answer"])
    audit.record(actor, "reviews.recommendation.answered", facts={"ref": row.ref, "state": row.state})


def carry_out(actor: Actor, *, recommendation_id: UUID, at: datetime) -> None:
    """Everything promised is done: from now it is looked at again after 6 and after 12 months."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Recommendation, recommendation_id)
    state = step(RECOMMENDATION, "carry_out", row.state)
    promised = list(Commitment.objects.filter(recommendation=row))
    said((promised, "Nothing was promised yet."),
         (all(c.state == "done" for c in promised), "Something that was promised is not done yet."))  # fmt: skip
    row.state, row.carried_out_at, row.carried_out_by = state, at, actor.placement_id
    row.save(update_fields=["state", "carried_out_at", "carried_out_by"])
    for months in CHECKED_AFTER:
        clocks.start(actor, rule=f"impact_{months}", subject=(ADVICE, row.id), folder=row.folder_id, at=at)
    audit.record(actor, "reviews.recommendation.carried_out", folders=[row.folder_id], facts={"ref": row.ref})


def check_impact(
    actor: Actor, *, recommendation_id: UUID, months: int, answer: str, words: str, at: datetime
) -> None:  # fmt: skip
    """Whether it changed anything for children. "No" opens it again; "yes" at the last check closes it."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Recommendation, recommendation_id)
    if row.state != "carried_out":
        raise NotNow("It is looked at again once it is carried out.")
    known = answer in dict(ask.codes("impact_answer").choices())
    said((months in CHECKED_AFTER, "Choose which check this is."), (known, "Choose what it came to."),
         (len(words.split()) >= 4, "Say how you know: what you looked at, and what it shows."))  # fmt: skip
    if Impact.objects.filter(recommendation=row, months=months, checked_at__gte=row.carried_out_at).exists():
        raise NotNow("This check was done already.")
    Impact(id=new_id(), recommendation=row, months=months, answer=answer, words=words.strip(), checked_at=at,
           created_at=at, created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    clocks.stop(actor, subject=(ADVICE, row.id), rule=f"impact_{months}", at=at)
    if answer == "no":
        row.state, row.carried_out_at, row.carried_out_by = step(RECOMMENDATION, "reopen", row.state), None, None
        clocks.stop(actor, subject=(ADVICE, row.id), outcome="not_needed", at=at)
    elif months == CHECKED_AFTER[-1]:
        row.state = step(RECOMMENDATION, "finish", row.state)
        clocks.stop(actor, subject=(ADVICE, row.id), outcome="not_needed", at=at)
    row.save(update_fields=["state", "carried_out_at", "carried_out_by"])
    audit.record(actor, "reviews.recommendation.checked", folders=[row.folder_id],
                 facts={"ref": row.ref, "months": months, "answer": answer})  # fmt: skip
