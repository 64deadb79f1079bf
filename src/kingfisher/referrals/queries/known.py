"""What is already known of the children in a contact: earlier contacts, lines other agencies share, who holds more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.chronology import queries as chronology
from kingfisher.chronology.queries import Happening
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import SUMMARY
from kingfisher.organisations.queries import Agency, agencies_by_id
from kingfisher.people import queries as people
from kingfisher.referrals.queries.contact import earlier_contacts
from kingfisher.referrals.queries.shown import ContactFile, Earlier, Mentioned
from kingfisher.referrals.rules import year_before

LIKELY, VERY_LIKELY = 0.6, 0.95
audit.can_record(referrals__contact__history_seen="looked at what is known of a child in a contact")


@dataclass(frozen=True, slots=True)
class Known:
    """One child of a contact: who the records found may be, what is shared of her, and who holds more than that."""

    child: Mentioned
    matches: tuple[people.Match, ...]
    linked: tuple[people.Linked, ...]
    lines: tuple[Happening, ...]
    more_lines: bool
    earlier: tuple[Earlier, ...]
    shut: tuple[Agency, ...]

    @property
    def unanswered(self) -> tuple[people.Match, ...]:
        """Records worth an answer: likely ones, and those somebody was not sure of."""
        return tuple(m for m in self.matches if m.judged == "unsure" or (not m.judged and m.probability >= LIKELY))

    @property
    def less_likely(self) -> tuple[people.Match, ...]:
        return tuple(m for m in self.matches if not m.judged and m.probability < LIKELY)

    def earlier_in_a_year(self, received_at: datetime) -> int:
        """How many of the earlier contacts came in the twelve months before this moment."""
        return sum(1 for one in self.earlier if one.received_at.date() >= year_before(received_at.date()))

    @property
    def very_likely(self) -> tuple[people.Match, ...]:
        return tuple(m for m in self.matches if not m.judged and m.probability >= VERY_LIKELY)

    @property
    def answered(self) -> tuple[people.Match, ...]:
        return tuple(m for m in self.matches if m.judged not in (None, "unsure"))


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of every child of a contact, and the agencies named in it by their keys."""

    known: tuple[Known, ...]
    agencies: dict[UUID, Agency]


def picture_of(actor: Actor, file: ContactFile, *, at_most: int = 8) -> Picture:
    """What every agency that already shares tells of the children in a contact. Recorded with the folders shown."""
    known = tuple(_known(actor, file, child, at_most) for child in file.children)
    wanted = {m.organisation_id for k in known for m in (*k.matches, *k.linked)}
    wanted |= {line.organisation_id for k in known for line in k.lines}
    folders = {line.folder_id for k in known for line in k.lines} | {m.folder_id for k in known for m in k.linked}
    if folders:
        audit.record(actor, "referrals.contact.history_seen", folders=sorted(folders)[:50])
    return Picture(known, agencies_by_id(actor, wanted))


def _known(actor: Actor, file: ContactFile, child: Mentioned, at_most: int) -> Known:
    cluster = people.cluster_of(actor, child.person_id)
    ids = {m.person_id for m in cluster} | {child.person_id}
    found = chronology.timeline(actor, list(ids), at_most=at_most + 12)
    lines = [h for h in found if h.folder_id != file.contact.folder_id and not h.withdrawn and h.corrected_by is None]
    shut = {m.organisation_id for m in cluster if m.level < SUMMARY}
    agencies = agencies_by_id(actor, shut)
    may_match = actor.has(Permission.PERSON_SEARCH)
    return Known(
        child=child,
        matches=_matches(actor, file, child) if may_match else (),
        linked=tuple(m for m in cluster if m.person_id != child.person_id),
        lines=tuple(lines[:at_most]), more_lines=len(lines) > at_most,
        earlier=tuple(
            earlier_contacts(actor, ids, before=file.contact.received_at, leaving_out=file.contact.id)
        ),
        shut=tuple(sorted((a for a in agencies.values()), key=lambda a: a.name)),
    )  # fmt: skip


def _matches(actor: Actor, file: ContactFile, child: Mentioned) -> tuple[people.Match, ...]:
    """Records that may be this child; never those of the same contact, which are of other people."""
    found = people.likely_matches(actor, child.person_id)
    return tuple(m for m in found if m.folder_id != file.contact.folder_id)
