"""Giving advice without a name: it is written down, and there is no child in it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_ref
from kingfisher.kernel.verdict import Refused
from kingfisher.referrals.actions.moving import NeedsWords, NotYet
from kingfisher.referrals.models import Consultation
from kingfisher.referrals.said.nameless import name_like, tells_who
from kingfisher.rulebook import ask

audit.can_record(referrals__consultation__held="wrote down advice given without a name")


class NameNeeded(Refused):
    """A child may be in danger: advice without a name is not enough."""

    rule = "referrals_name_needed"


@dataclass(frozen=True, slots=True)
class ConsultationSaid:
    """A talk about a child who was not named. `looked_over`: the words found to look like names are none."""

    asked_by: str
    category: str
    question: str
    advice: str
    advised_to_refer: bool
    danger_now: bool
    from_agency_id: UUID | None = None
    from_words: str = ""
    looked_over: bool = False


def consult(actor: Actor, *, said: ConsultationSaid, at: datetime) -> str:
    """Write down a talk without a name and return its reference. No contact, statement or line of history is made.

    NameNeeded where a child is in danger now; NotYet where the words tell who the child is; NeedsWords.
    """
    actor.must(Permission.CONTACT_TRIAGE)
    if said.danger_now:
        raise NameNeeded(
            "A child is in danger now, so this cannot stay without a name. Ask who the child is and where, "
            "and take it down as a concern."
        )
    gaps = _gaps(said)
    if gaps:
        raise NotYet("Nothing may be written down that tells which child it is.", gaps=gaps)
    if said.category not in dict(ask.codes("concern_category").choices()):
        raise NeedsWords("Choose what the worry is.")
    if not said.from_agency_id and not said.from_words.strip():
        raise NeedsWords("Say which agency asked.")
    row = Consultation.objects.create(
        organisation_id=actor.organisation_id, ref=new_ref("CN"), held_at=at, from_agency_id=said.from_agency_id,
        from_words="" if said.from_agency_id else said.from_words.strip(), asked_by=said.asked_by.strip(),
        category=said.category, question=said.question.strip(), advice=said.advice.strip(),
        advised_to_refer=said.advised_to_refer, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "referrals.consultation.held", facts={"ref": row.ref, "refer": said.advised_to_refer})
    return row.ref


def _gaps(said: ConsultationSaid) -> tuple[str, ...]:
    everything = "\n".join((said.question, said.advice, said.asked_by))
    gaps = [f"Take out what could tell who the child is: {what}." for what in tells_who(everything)]
    names = name_like(f"{said.question}\n{said.advice}", _given_names())
    if names and not said.looked_over:
        gaps.append(
            f"These look like names: {', '.join(names[:5])}. Take them out, or say below that they are nobody\u2019s."
        )
    for words, what in ((said.asked_by, "Say what the person who asked does."), (said.question, "Say what was asked."),
                        (said.advice, "Say what was advised.")):  # fmt: skip
        if not words.strip():
            gaps.append(what)
    return tuple(gaps)


@cache
def _given_names() -> frozenset[str]:
    """Every first name the rulebook knows, short forms of three letters or fewer left out: too many are words."""
    spelt = (name for one in ask.name_lists() for line in one.given for name in line.split())
    return frozenset(name for name in spelt if len(name) > 3)
