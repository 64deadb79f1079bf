"""The talk on return: offered, arranged, declined, held; shared on as a recorded disclosure; told on to police."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.intelligence import actions as intelligence
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.moves import step
from kingfisher.kernel.timing import local_day
from kingfisher.missing import rules
from kingfisher.missing.actions.moving import GATEWAY, Lacking, talk_row, tell
from kingfisher.missing.actions.preparing import basis_for
from kingfisher.missing.models import Episode, Interview, Offer
from kingfisher.missing.queries import INTERVIEW
from kingfisher.missing.states import HELD
from kingfisher.missing.states import INTERVIEW as MOVES
from kingfisher.organisations.queries import colleagues
from kingfisher.people import queries as people
from kingfisher.rulebook import absences, ask
from kingfisher.sharing import actions as sharing
from kingfisher.sharing.actions import Weighed

audit.can_record(
    missing__interview__given="gave a talk on return to an interviewer",
    missing__interview__offered="offered a child a talk on return",
    missing__interview__held="recorded a talk on return",
    missing__interview__ended="ended a talk on return that the child declined each time",
    missing__interview__shared="shared a talk on return",
    missing__interview__told_on="told police, from a talk on return",
)
ANSWERS = {"yes": "arrange", "no": "decline", "no_answer": "offer"}


@dataclass(frozen=True, slots=True)
class Talk:
    """What a child said in a talk on return, and who held it. `words` are the child's own."""

    held_at: datetime | None
    interviewer: str
    independent_why: str
    words: str
    cares_for_child: bool = False
    alone: bool = False
    place: str = ""
    push: str = ""
    pull: str = ""
    where: str = ""
    with_whom: str = ""
    travelled: str = ""
    harm: str = ""
    wants: str = ""
    signs: tuple[str, ...] = ()
    safer: str = ""


def give_to(actor: Actor, *, interview_id: UUID, placement_id: UUID, at: datetime) -> None:
    """Give a talk to an interviewer: it opens to her by name."""
    row = talk_row(actor, interview_id, Permission.MISSING_WORK)
    who = colleagues(actor, {placement_id}).get(placement_id)
    if who is None:
        raise Lacking("This cannot be given yet.", gaps=("Choose who holds the talk.",))
    row.interviewer_id, row.interviewer_name = placement_id, who.name
    row.save(update_fields=["interviewer", "interviewer_name"])
    access.grant(actor, folder_id=row.folder_id, to=Receiver(placement_id=placement_id), level=FULL, writes=True,
                 basis=GATEWAY, because="She holds the talk on return.", at=at)  # fmt: skip
    _recorded(actor, "missing.interview.given", row)


def offer(
    actor: Actor, *, interview_id: UUID, way: str, answer: str, words: str = "", offered_at: datetime | None = None,
    at: datetime,
) -> str:  # fmt: skip
    """Keep one offer and what the child said to it; returns how the talk stands now. Each refusal counts once."""
    row = talk_row(actor, interview_id)
    when = offered_at or at
    gaps = tuple(
        said for there, said in (
            (answer in ANSWERS, "Choose what the child said."),
            (way in dict(ask.codes("missing_offer_way").choices()), "Choose how it was offered."),
            (row.returned_at <= when <= at, "It was offered between the child’s return and now."),
            (answer != "no" or words.strip(), "Say what the child said, and what would make a talk possible."),
        ) if not there
    )  # fmt: skip
    if gaps:
        raise Lacking("This offer cannot be kept yet.", gaps=gaps)
    row.state = step(MOVES, ANSWERS[answer], row.state)
    row.save(update_fields=["state"])
    Offer(
        id=new_id(), folder_id=row.folder_id, interview=row, offered_at=when, by_name=actor.worker_name, way=way,
        answer=answer, words=words.strip(), created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    _recorded(actor, "missing.interview.offered", row, answer=answer)
    return row.state


def hold(actor: Actor, *, interview_id: UUID, talk: Talk, at: datetime) -> None:
    """Keep a talk that was held. Its clock stops at the moment it was held; the one for sharing it starts there."""
    row = talk_row(actor, interview_id)
    state = step(MOVES, "hold", row.state)
    gaps = rules.held_gaps(
        interviewer=talk.interviewer, independent_why=talk.independent_why, held_at=talk.held_at, at=at,
        returned_at=row.returned_at, words=talk.words, cares_for_child=talk.cares_for_child,
    )  # fmt: skip
    if gaps:
        raise Lacking("This talk cannot be kept yet.", gaps=gaps)
    row.state, row.held_at, row.held_by = state, talk.held_at, actor.placement_id
    row.interviewer_name, row.independent_why = talk.interviewer.strip()[:200], talk.independent_why.strip()[:300]
    row.place, row.alone, row.signs = talk.place.strip()[:200], talk.alone, list(talk.signs)
    for name in ("words", "push", "pull", "where", "with_whom", "travelled", "harm", "wants", "safer"):
        setattr(row, name, getattr(talk, name).strip())
    row.save()
    subject = (INTERVIEW, row.id)
    clocks.stop(actor, rule="rhi", subject=subject, at=talk.held_at)
    clocks.start(actor, rule="rhi_shared", subject=subject, folder=row.folder_id, since=talk.held_at, at=at)
    about = Episode(id=row.episode_id, person_id=row.person_id, ref=row.ref)
    tell(actor, about, "Talk on return", talk.held_at, row.words, at, kind="childs_words", folder_id=row.folder_id,
         basis="told", warning="What a child said of being missing" if row.harm else "")  # fmt: skip
    _recorded(actor, "missing.interview.held", row, alone=str(row.alone))


def end(actor: Actor, *, interview_id: UUID, why: str, at: datetime) -> None:
    """Give a talk up after so many refusals (rulebook `declines_needed`), with what was tried."""
    row = talk_row(actor, interview_id, Permission.MISSING_WORK)
    state = step(MOVES, "end", row.state)
    needed = absences.missing_figures(on=local_day(at, ask.calendar())).declines_needed
    if gaps := rules.end_talk_gaps(declined=row.offers.filter(answer="no").count(), needed=needed, why=why):
        raise Lacking("This talk cannot be ended yet.", gaps=gaps)
    row.state, row.ended_why = state, why.strip()
    row.save(update_fields=["state", "ended_why"])
    clocks.stop(actor, rule="rhi", subject=(INTERVIEW, row.id), outcome="not_needed", at=at)
    _recorded(actor, "missing.interview.ended", row)


def share_on(
    actor: Actor, *, interview_id: UUID, to_organisation: UUID, summary: str, why: str,
    necessity: str, proportionality: str, at: datetime,
) -> UUID:  # fmt: skip
    """Share what was said with another agency: a decision about sharing like any other, in room sharing.

    The statement it is about must be the actor's own agency's. Returns the decision's key; its clock stops.
    """
    row = talk_row(actor, interview_id)
    if row.state != HELD:
        raise Lacking("There is nothing to share yet.", gaps=("Hold the talk first.",))
    said = Weighed(
        decision="share_summary", why=why, decided_by=actor.worker_name, summary=summary, summary_is="third_hand",
        purpose="safeguard_child", necessity=necessity, proportionality=proportionality, family_told="yes",
    )  # fmt: skip
    key = sharing.decide(
        actor, person_id=_own_statement(actor, row), to_organisation=to_organisation, said=said,
        basis=basis_for(actor, why=why), at=at,
    )  # fmt: skip
    row.decision_id, row.shared_at, row.shared_by = key, at, actor.placement_id
    row.save(update_fields=["decision_id", "shared_at", "shared_by"])
    clocks.stop(actor, rule="rhi_shared", subject=(INTERVIEW, row.id), at=at)
    _recorded(actor, "missing.interview.shared", row)
    return key


def _own_statement(actor: Actor, row: Interview) -> UUID:
    """The child as the actor's own agency knows them: nobody shares on another's behalf."""
    seen = people.statements(actor, people.cluster_ids(actor, row.person_id)).values()
    own = next((s.id for s in seen if s.organisation_id == actor.organisation_id), None)
    if own is None:
        gap = "Your agency holds no record of the child: ask the council’s missing coordinator to share it."
        raise Lacking("Your agency cannot share this.", gaps=(gap,))
    return own


def tell_police(
    actor: Actor, *, interview_id: UUID, what: str, provenance: str, people: str = "", vehicles: str = "",
    phones: str = "", at_risk_now: bool = False, at: datetime,
) -> str:  # fmt: skip
    """Tell the intelligence desk what was heard, from the words already written. Returns its receipt's reference.

    The child is the source and is named nowhere in what is told; room intelligence refuses it otherwise.
    """
    row = talk_row(actor, interview_id)
    told = intelligence.Told(
        what=what, provenance=provenance, known_on=local_day(row.held_at or at, ask.calendar()),
        happened_on=local_day(row.returned_at, ask.calendar()), people=people, vehicles=vehicles, phones=phones,
        source=row.name_said, about_a_child=True, at_risk_now=at_risk_now,
    )  # fmt: skip
    ref = intelligence.submit(actor, told=told, at=at)
    _recorded(actor, "missing.interview.told_on", row, receipt=ref)
    return ref


def _recorded(actor: Actor, what: str, row: Interview, **facts: str) -> None:
    audit.record(actor, what, folders=[row.folder_id], facts={"talk": row.ref, **facts})
