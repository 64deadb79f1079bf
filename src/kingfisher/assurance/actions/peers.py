"""A peer's challenge: another agency reads what was sent, says where it doubts it, and is answered."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.assurance.actions.lacking import Lacking, must_answer, said, standard_in
from kingfisher.assurance.actions.opening import let_in
from kingfisher.assurance.models import Answer, Challenge, Return
from kingfisher.assurance.queries import may_write
from kingfisher.assurance.rules import GRADES
from kingfisher.assurance.states import RETURN
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.verdict import Denied
from kingfisher.organisations.queries import working_in

audit.can_record(
    assurance__return__challenged="challenged what another agency says of itself",
    assurance__return__replied="answered a challenge of a self-assessment",
)


def ask_peer(actor: Actor, *, return_id: UUID, organisation_id: UUID, peer: UUID, at: datetime) -> None:
    """Ask somebody of another agency to challenge it; she reads what was sent, and its files."""
    actor.must(Permission.ASSURANCE_WORK)
    row = locked(Return, return_id)
    state = step(RETURN, "ask_peer", row.state)
    there = {c.placement_id for c in working_in(actor, {organisation_id})}
    said((organisation_id != row.organisation_id, "Choose somebody of another agency."),
         (peer in there, "Choose somebody who works there."))  # fmt: skip
    row.state, row.peer = state, peer
    row.save(update_fields=["state", "peer"])
    let_in(actor, folder=row.folder_id, placement_id=peer, writes=False, at=at)
    audit.record(actor, "assurance.return.moved", folders=[row.folder_id], facts={"ref": row.ref, "how": "ask_peer"})


def challenge(actor: Actor, *, return_id: UUID, standard: str, grade: str, words: str, at: datetime) -> None:
    """Say that a standard is not met as the agency says, and why; saying it again replaces it."""
    row = _as_peer(actor, return_id)
    standard_in(row.round.standards, standard)
    given = Answer.objects.filter(of=row, standard=standard).values_list("grade", flat=True).first()
    said((grade in GRADES, "Choose how far you find it met."), (grade != given, "That is what the agency says itself."),
         (len(words.split()) >= 4, "Say what makes you doubt it: what you saw, or did not see."))  # fmt: skip
    kept = {"grade": grade, "words": words.strip()}
    if not Challenge.objects.filter(of=row, standard=standard).update(**kept):
        Challenge(id=new_id(), of=row, standard=standard, created_at=at, created_by=actor.placement_id,
                  **kept).save(force_insert=True)  # fmt: skip
    audit.record(actor, "assurance.return.challenged", folders=[row.folder_id], facts={"standard": standard})


def finish_challenge(actor: Actor, *, return_id: UUID, words: str, at: datetime) -> None:
    """Finish it, with what the peer says of the whole; doubting nothing is an answer too."""
    row = _as_peer(actor, return_id)
    said((len(words.split()) >= 4, "Say what you make of the whole: what convinced you, what did not."))
    row.state, row.peer_words = step(RETURN, "challenged", row.state), words.strip()
    row.save(update_fields=["state", "peer_words"])
    audit.record(actor, "assurance.return.moved", folders=[row.folder_id], facts={"ref": row.ref, "how": "challenged"})


def reply(actor: Actor, *, challenge_id: UUID, accepts: bool, words: str, at: datetime) -> None:
    """The agency accepts the peer's grade or says why not; both stay to be read."""
    must_answer(actor)
    row = locked(Challenge, challenge_id)
    of = locked(Return, row.of_id)
    if not may_write(actor, of):
        raise Denied("The agency that was challenged answers.", rule="return_by_its_writers")
    if of.state != "challenged":
        raise NotNow("It is answered once the challenge is finished, until the return is agreed.")
    said((accepts or len(words.split()) >= 4, "Say why you stand by it."))
    row.is_accepted, row.reply, row.replied_at, row.replied_by = accepts, words.strip(), at, actor.placement_id
    row.save(update_fields=["is_accepted", "reply", "replied_at", "replied_by"])
    audit.record(actor, "assurance.return.replied", folders=[of.folder_id], facts={"accepts": accepts})


def agree(actor: Actor, *, return_id: UUID, words: str, at: datetime) -> None:
    """Take a return as agreed: every challenge answered, and a sentence for the board."""
    actor.must(Permission.ASSURANCE_WORK)
    row = locked(Return, return_id)
    state = step(RETURN, "agree", row.state)
    left = Challenge.objects.filter(of=row, replied_at=None).count()
    gaps = (f"Not answered by the agency yet: {left} of the challenges.",) if left else ()
    gaps += () if words.strip() else ("Say in a sentence what the board should know.",)
    if gaps:
        raise Lacking("It cannot be agreed yet.", gaps=gaps)
    row.state, row.agreed_at, row.agreed_by, row.agreed_words = state, at, actor.placement_id, words.strip()
    row.save(update_fields=["state", "agreed_at", "agreed_by", "agreed_words"])
    audit.record(actor, "assurance.return.moved", folders=[row.folder_id], facts={"ref": row.ref, "how": "agree"})


def _as_peer(actor: Actor, return_id: UUID) -> Return:
    actor.must(Permission.RETURN_ANSWER)
    row = locked(Return, return_id)
    if actor.placement_id != row.peer:
        raise Denied("Somebody else challenges this.", rule="challenge_by_its_peer")
    if row.state != "with_peer":
        raise NotNow("The challenge is finished.")
    return row
