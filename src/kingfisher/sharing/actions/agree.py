"""Standing agreements: drafted by one party, signed by each, ended by any.

Folders open and shut with them.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.moves import step
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing import rules
from kingfisher.sharing.models import Agreement, Opening, Party, Signature
from kingfisher.sharing.queries import bases_of
from kingfisher.sharing.rules import OpeningTerms
from kingfisher.sharing.states import AGREEMENT

audit.can_record(
    sharing__agreement__drafted="drafted a sharing agreement",
    sharing__agreement__signed="signed a sharing agreement",
    sharing__agreement__ended="ended a sharing agreement",
)


class CannotAgree(Refused):
    """The agreement says something it may not, or lacks something. `gaps` lists it all."""

    rule = "agreement_incomplete"


def draft_agreement(
    actor: Actor, *, title: str, parties: Sequence[UUID], openings: Sequence[OpeningTerms],
    purposes: Sequence[str] = ("safeguard_child",), gateway: str = "ca2004_s10", art6: str = "art6_e",
    art9: str = "art9_g", sch1: str = "sch1_18", starts_at: datetime, review_by: date,
    ends_at: datetime | None = None, plain: str = "", ref: str = "", at: datetime,
) -> UUID:  # fmt: skip
    """Draft an agreement between parties; returns its key. Nothing opens until a party signs."""
    _may_sign(actor)
    bases = bases_of(actor, gateway, art6, art9, sch1)
    gaps = rules.agreement_gaps(
        parties=parties, openings=openings, categories={c.id: c for c in rulebook.categories()},
        starts_at=starts_at, review_by=review_by, ends_at=ends_at,
    ) + rules.basis_gaps(bases, local_day(at, rulebook.calendar()))  # fmt: skip
    if gaps:
        raise CannotAgree(gaps[0], gaps=gaps)
    made = {"created_at": at, "created_by": actor.placement_id}
    row = Agreement(
        id=new_id(), ref=ref or new_ref("SA"), title=title.strip()[:200], plain=plain.strip(),
        drafted_by_id=actor.organisation_id, state="draft", purposes=list(purposes), gateway=gateway,
        art6=art6,
        art9=art9, sch1=sch1, starts_at=starts_at, review_by=review_by, ends_at=ends_at, **made,
    )  # fmt: skip
    row.save(force_insert=True)
    Party.objects.bulk_create(
        [Party(id=new_id(), agreement=row, organisation_id=one, **made) for one in dict.fromkeys(parties)]
    )
    Opening.objects.bulk_create(
        [
            Opening(
                id=new_id(), agreement=row, organisation_id=one.organisation_id, category=one.category,
                to_team_id=one.to_team_id, to_organisation_id=one.to_organisation_id, level=one.level, **made,
            )
            for one in openings
        ]
    )  # fmt: skip
    audit.record(actor, "sharing.agreement.drafted", facts={"agreement": row.ref, "parties": len(set(parties))})
    return row.id


def sign(actor: Actor, *, agreement_id: UUID, at: datetime) -> None:
    """Sign for the actor's agency: what it promised is open from then, or from the agreement's first day.

    Each party opens only its own folders, and so each by its own signature; the agreement is in force when
    all have signed. Twice changes nothing. NotThere for an agency that is no party; NotNow once ended.
    """
    _may_sign(actor)
    row = _party_to(actor, agreement_id)
    signed = set(row.signatures.values_list("organisation_id", flat=True))
    if actor.organisation_id in signed:
        return
    everybody = set(row.parties.values_list("organisation_id", flat=True))
    row.state = step(AGREEMENT, "sign_last" if everybody == signed | {actor.organisation_id} else "sign", row.state)
    row.save(update_fields=["state"])
    Signature(
        id=new_id(), agreement=row, organisation_id=actor.organisation_id, signed_name=actor.worker_name,
        created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    for one in row.openings.filter(organisation_id=actor.organisation_id).order_by("id"):
        access.give_standing(
            actor, category=one.category, level=one.level, agreement_ref=row.ref,
            to=access.Receiver(organisation_id=one.to_organisation_id, team_id=one.to_team_id),
            starts_at=max(row.starts_at, at), ends_at=row.ends_at, at=at,
        )  # fmt: skip
    audit.record(actor, "sharing.agreement.signed", facts={"agreement": row.ref, "state": row.state})


def end(actor: Actor, *, agreement_id: UUID, why: str, at: datetime) -> None:
    """End an agreement for all its parties: every folder it opened shuts the same second."""
    _shut(actor, agreement_id, move="end", why=why, at=at)


def lapse(actor: Actor, *, agreement_id: UUID, why: str = "Its review was not done in time.", at: datetime) -> None:
    """Let an agreement lapse, as when its review is overdue; folders shut as when it is ended."""
    _shut(actor, agreement_id, move="lapse", why=why, at=at)


def _shut(actor: Actor, agreement_id: UUID, *, move: str, why: str, at: datetime) -> None:
    _may_sign(actor)
    if not why.strip():
        raise CannotAgree("Say why the agreement ends.")
    row = _party_to(actor, agreement_id)
    row.state = step(AGREEMENT, move, row.state)
    row.ended_at, row.ended_by, row.ended_why = at, actor.placement_id, why.strip()
    row.save(update_fields=["state", "ended_at", "ended_by", "ended_why"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing_shut_ended()")
        closed = cursor.fetchone()[0]
    audit.record(actor, "sharing.agreement.ended", facts={"agreement": row.ref, "how": move, "closed": closed})


def _party_to(actor: Actor, agreement_id: UUID) -> Agreement:
    rows = Agreement.objects.select_for_update(of=("self",)).filter(id=agreement_id)
    row = rows.filter(parties__organisation_id=actor.organisation_id).first()
    if row is None:
        raise NotThere
    return row


def _may_sign(actor: Actor) -> None:
    if not actor.has(Permission.AGREEMENT_SIGN):
        raise Denied("Your role does not include signing.", rule=f"permission:{Permission.AGREEMENT_SIGN}")
