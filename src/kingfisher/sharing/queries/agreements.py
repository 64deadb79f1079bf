"""Reading agreements.

They hold nothing of any child, so every worker with the permission may read them all.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing.models import Agreement, Opening
from kingfisher.sharing.rules import agreement_stands, is_review_overdue
from kingfisher.sharing.states import STATE_WORDS

LEVEL_WORDS = {2: "in summary to", 3: "in full to"}


@dataclass(frozen=True, slots=True)
class OpeningShown:
    organisation_id: UUID
    organisation: str
    category: str
    category_title: str
    receiver: str
    level: int

    @property
    def sentence(self) -> str:
        """Such as: Police opens “Missing” folders in full to the Front door."""
        if self.level == 1:
            return f"{self.organisation} lets {self.receiver} know that it holds {self.folders}"
        return f"{self.organisation} opens {self.folders} {LEVEL_WORDS[self.level]} {self.receiver}"

    @property
    def folders(self) -> str:
        return f"“{self.category_title}” folders"


@dataclass(frozen=True, slots=True)
class PartyShown:
    organisation_id: UUID
    organisation: str
    signed_at: datetime | None
    signed_name: str
    openings: tuple[OpeningShown, ...]


@dataclass(frozen=True, slots=True)
class AgreementShown:
    id: UUID
    ref: str
    title: str
    plain: str
    state: str
    drafted_by: str
    purposes: tuple[str, ...]
    gateway: str
    art6: str
    art9: str
    sch1: str
    starts_at: datetime
    review_by: date
    ends_at: datetime | None
    ended_at: datetime | None
    ended_why: str
    review_overdue: bool
    parties: tuple[PartyShown, ...]

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]

    def waits_for(self, organisation_id: UUID) -> bool:
        """Has this party still to sign?"""
        mine = next((p for p in self.parties if p.organisation_id == organisation_id), None)
        return self.state in ("draft", "part_signed") and mine is not None and mine.signed_at is None


def agreements(actor: Actor) -> list[AgreementShown]:
    """Every agreement, those in force first, then by title."""
    order = ("in_force", "part_signed", "draft", "lapsed", "ended")
    shown = _shown(actor, Agreement.objects.all())
    return sorted(shown, key=lambda one: (order.index(one.state), one.title, one.id))


def agreement(actor: Actor, agreement_id: UUID) -> AgreementShown:
    """One agreement; NotThere where there is none."""
    found = _shown(actor, Agreement.objects.filter(id=agreement_id))
    if not found:
        raise NotThere
    return found[0]


def _shown(actor: Actor, rows: QuerySet[Agreement]) -> list[AgreementShown]:
    rows = rows.select_related("drafted_by").prefetch_related(
        "parties__organisation", "signatures", "openings__organisation", "openings__to_team",
        "openings__to_organisation",
    )  # fmt: skip
    return [_one(actor, row) for row in rows]


def _one(actor: Actor, row: Agreement) -> AgreementShown:
    state = agreement_stands(row.state, starts_at=row.starts_at, ends_at=row.ends_at, at=actor.at)
    signed = {s.organisation_id: s for s in row.signatures.all()}
    parties = []
    for party in sorted(row.parties.all(), key=lambda one: one.organisation.short_name):
        mark = signed.get(party.organisation_id)
        opened = tuple(_opening(o) for o in row.openings.all() if o.organisation_id == party.organisation_id)
        parties.append(
            PartyShown(
                party.organisation_id, party.organisation.short_name, mark.created_at if mark else None,
                mark.signed_name if mark else "", tuple(sorted(opened, key=lambda o: o.category_title)),
            )
        )  # fmt: skip
    today = local_day(actor.at, rulebook.calendar())
    return AgreementShown(
        row.id, row.ref, row.title, row.plain, state, row.drafted_by.short_name, tuple(row.purposes),
        row.gateway,
        row.art6, row.art9, row.sch1, row.starts_at, row.review_by, row.ends_at, row.ended_at, row.ended_why,
        is_review_overdue(state, row.review_by, today), tuple(parties),
    )  # fmt: skip


def _opening(row: Opening) -> OpeningShown:
    receiver = row.to_team.name if row.to_team else row.to_organisation.short_name
    title = rulebook.category(row.category).title
    return OpeningShown(row.organisation_id, row.organisation.short_name, row.category, title, receiver, row.level)
