"""Decisions about sharing of one's own agency; what was given to it; and refusals counted by agency."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import Colleague, agencies_by_id, colleagues
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing.models import Given, Had, Outline, SharingDecision, SharingTally

audit.can_record(
    sharing__decision__opened="looked at a decision about sharing",
    sharing__disclosure__opened="looked at what was given to or by the agency",
)
DUTY = "ca2004_s16la"


@dataclass(frozen=True, slots=True)
class GivenShown:
    """One copy as it was given. None of it is here once it was retracted, except for its giver."""

    number: int
    summary: str
    summary_is: str
    lines: tuple[dict, ...]
    purpose: str
    bases: tuple[str, ...]
    what_was_wrong: str
    digest: str
    given_at: datetime
    by: Colleague | None


@dataclass(frozen=True, slots=True)
class Certificate:
    """A disclosure: by whom, to whom, about whom, on which basis, what exactly, until when, and who has had it."""

    id: UUID
    folder_id: UUID
    ref: str
    giver_id: UUID
    giver: str
    receiver: str
    subject_name: str
    method: str
    happened_at: datetime
    conditions: str
    until_on: date | None
    state: str
    retracted_why: str
    given: tuple[GivenShown, ...]
    had: tuple[tuple[Colleague, datetime, int], ...]
    is_mine: bool

    @property
    def newest(self) -> GivenShown | None:
        return self.given[-1] if self.given else None


def duty_mode(actor: Actor | None) -> str:
    """On this day: only a power to share, or the duty of section 16LA, once regulations have begun it."""
    on = local_day(actor.at, rulebook.calendar()) if actor else date.min
    return "duty_commenced" if rulebook.gateway(DUTY).is_in_force(on) else "power_only"


def decisions(actor: Actor, *, person_id: UUID | None = None, at_most: int = 100) -> list[SharingDecision]:
    """What the actor's agency decided, newest first; of one person where asked."""
    rows = SharingDecision.objects.filter(organisation=actor.organisation_id).select_related("to_organisation")
    if person_id:
        rows = rows.filter(person_id=person_id)
    return list(rows.order_by("-created_at")[:at_most])


def decision(actor: Actor, decision_id: UUID) -> tuple[SharingDecision, Colleague | None]:
    """One decision and who recorded it. NotThere when unseen or missing. Recorded."""
    row = SharingDecision.objects.select_related("to_organisation", "organisation").filter(id=decision_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "sharing.decision.opened", folders=[row.folder_id])
    return row, colleagues(actor, {row.created_by}).get(row.created_by)


def given_to_us(actor: Actor, *, at_most: int = 100) -> list[Outline]:
    """What other agencies gave this one unasked or by word of mouth, newest first."""
    rows = Outline.objects.filter(receiver=actor.organisation_id).exclude(giver=actor.organisation_id)
    return list(rows.select_related("giver").order_by("-created_at")[:at_most])


def not_had(actor: Actor, *, at_most: int = 30) -> list[Outline]:
    """Given to the actor's agency, corrected or taken back, and nobody here has opened it as it stands."""
    found = given_to_us(actor, at_most=at_most)
    if not found:
        return []
    had = {(h.outline_id, h.number) for h in Had.objects.filter(outline__in=[o.id for o in found])}
    newest = _numbers([o.id for o in found])
    return [o for o in found if (o.id, 0 if o.state == "retracted" else newest.get(o.id, 1)) not in had]


def certificate(actor: Actor, outline_id: UUID) -> Certificate:
    """One disclosure, for its giver and its receiver. NotThere when unseen or missing. Recorded."""
    row = Outline.objects.select_related("giver", "receiver").filter(id=outline_id).first()
    if row is None:
        raise NotThere
    copies = list(Given.objects.filter(outline_id=row.id).order_by("number"))
    had = list(Had.objects.filter(outline=row).order_by("created_at"))
    who = colleagues(actor, {h.created_by for h in had} | {c.created_by for c in copies})
    audit.record(actor, "sharing.disclosure.opened", folders=[row.folder_id, row.content_folder_id])
    return Certificate(
        row.id, row.folder_id, row.ref, row.giver_id, row.giver.name,
        row.receiver.name if row.receiver else row.to_other, row.subject_name, row.method, row.happened_at,
        row.conditions, row.until_on, row.state, row.retracted_why,
        tuple(
            GivenShown(c.number, c.summary, c.summary_is, tuple(_line(one) for one in c.lines), c.purpose,
                       tuple(c.bases), c.what_was_wrong, c.digest, c.created_at, who.get(c.created_by))
            for c in copies
        ),
        tuple((who[h.created_by], h.created_at, h.number) for h in had if h.created_by in who),
        row.giver_id == actor.organisation_id,
    )  # fmt: skip


def about_whom(actor: Actor, outline_id: UUID) -> list[UUID]:
    """The giver's own person whom a disclosure is about; nobody, for its receiver."""
    return list(SharingDecision.objects.filter(outline_id=outline_id).values_list("person_id", flat=True))


def refusals(actor: Actor, *, first: date, last: date) -> list[tuple[str, int, int, Counter[str]]]:
    """For each agency: how often it decided, how often not to share, and the reasons. Nothing of any child."""
    rows = list(SharingTally.objects.filter(Q(decided_on__gte=first) & Q(decided_on__lte=last)))
    names = agencies_by_id(actor, {r.organisation_id for r in rows})
    out = []
    for key, agency in names.items():
        mine = [r for r in rows if r.organisation_id == key]
        refused = [r for r in mine if r.decision == "refuse"]
        out.append((agency.name, len(mine), len(refused), Counter(r.reason for r in refused)))
    return sorted(out, key=lambda one: (-one[2], one[0]))


def _line(one: dict) -> dict:
    return {**one, "happened_on": date.fromisoformat(one["happened_on"])}


def _numbers(ids: list[UUID]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for key, number in Given.objects.filter(outline_id__in=ids).values_list("outline_id", "number"):
        found[key] = max(found.get(key, 0), number)
    return found
