"""For a home or foster carer: the cards it keeps and what it reported; never what others know."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.missing.models import Episode, Profile, Release, Report
from kingfisher.organisations.queries import agencies_by_id
from kingfisher.postroom.queries import arrivals_of_mine
from kingfisher.rulebook import absences

PROFILE = "missing.profile"
audit.can_record(
    missing__card__opened="looked at a child's card for when they are missing",
    missing__card__printed="printed a child's card for when they are missing",
)


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card's outline. `due_on` is when it is to be looked through again."""

    id: UUID
    folder_id: UUID
    ref: str
    person_id: UUID
    name: str
    number: int
    reviewed_on: date
    due_on: date
    ended_at: datetime | None

    def is_old(self, today: date) -> bool:
        return self.ended_at is None and today > self.due_on


@dataclass(frozen=True, slots=True)
class VersionShown:
    number: int
    said: dict[str, str]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReleaseShown:
    number: int
    to: str
    today: str
    decision_id: UUID
    decision_ref: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CardFile:
    card: CardShown
    versions: tuple[VersionShown, ...]
    releases: tuple[ReleaseShown, ...]

    @property
    def said(self) -> dict[str, str]:
        return self.versions[0].said


@dataclass(frozen=True, slots=True)
class ReportShown:
    """One report of the actor's own agency, and whether the child is known to be back."""

    id: UUID
    ref: str
    episode_ref: str
    name: str
    what: str
    reported_at: datetime
    is_back: bool | None


def cards(actor: Actor, *, at_most: int = 100) -> list[CardShown]:
    """The cards in use that this actor may see, by name."""
    return [_card(r) for r in Profile.objects.filter(ended_at=None).order_by("name_said")[:at_most]]


def card_file(actor: Actor, profile_id: UUID, *, printed: bool = False) -> CardFile:
    """One card with its versions, newest first, and to whom it was given. NotThere when unseen. Recorded."""
    row = Profile.objects.filter(id=profile_id).first()
    if row is None:
        raise NotThere
    what = "missing.card.printed" if printed else "missing.card.opened"
    audit.record(actor, what, folders=[row.folder_id], facts={"card": row.ref})
    given = list(Release.objects.filter(profile=row).order_by("-created_at"))
    to = agencies_by_id(actor, {r.to_organisation_id for r in given})
    return CardFile(
        _card(row),
        tuple(VersionShown(v.number, v.said, v.by_name, v.created_at) for v in row.versions.order_by("-number")),
        tuple(
            ReleaseShown(r.number, to[r.to_organisation_id].name, r.today, r.decision_id, r.decision_ref, r.by_name,
                         r.created_at) for r in given
        ),
    )  # fmt: skip


def card_of(actor: Actor, person_ids: set[UUID]) -> CardShown | None:
    """The card in use of this child, where the actor may see it."""
    row = Profile.objects.filter(person_id__in=person_ids, ended_at=None).first()
    return _card(row) if row else None


def _card(row: Profile) -> CardShown:
    days = absences.missing_figures(on=row.reviewed_on).card_review_days
    return CardShown(row.id, row.folder_id, row.ref, row.person_id, row.name_said, row.number, row.reviewed_on,
                     row.reviewed_on + timedelta(days=days), row.ended_at)  # fmt: skip


def our_reports(actor: Actor, *, at_most: int = 50) -> list[Report]:
    """What the actor's own agency reported, newest first."""
    rows = Report.objects.filter(arrival_id__in=_own_arrivals(actor, at_most)).order_by("-reported_at")
    return list(rows[:at_most])


def _own_arrivals(actor: Actor, at_most: int) -> list[UUID]:
    return [a.id for a in arrivals_of_mine(actor, at_most=at_most * 3) if a.kind == "missing_report"]


def standing_of(actor: Actor, reports: list[Report]) -> list[ReportShown]:
    """For the hub's service: each report with whether the child is known to be back, and nothing else of it."""
    back = dict(Episode.objects.filter(id__in=[r.episode_id for r in reports]).values_list("id", "found_at"))
    return [
        ReportShown(r.id, r.arrival_ref, r.episode_ref, r.name_said, r.what, r.reported_at,
                    back[r.episode_id] is not None if r.episode_id in back else None)
        for r in reports
    ]  # fmt: skip
