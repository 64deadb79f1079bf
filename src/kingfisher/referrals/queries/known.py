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
from kingfisher.referrals.queries.contact import earlier_of_each
from kingfisher.referrals.queries.shown import ContactFile, Earlier, Mentioned, in_the_year_before

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

    def earlier_within_a_year(self, received_at: datetime) -> tuple[Earlier, ...]:
        """The earlier contacts of the twelve months before this moment, the newest first."""
        return tuple(one for one in self.earlier if in_the_year_before(received_at, (one,)))

    def earlier_in_a_year(self, received_at: datetime) -> int:
        """How many of the earlier contacts came in the twelve months before this moment."""
        return in_the_year_before(received_at, self.earlier)

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
    """What every agency that already shares tells of the children in a contact. Recorded with the folders shown.

    People, matches and earlier contacts are read for all the children at once.
    """
    stated = {child.person_id: child.statement for child in file.children if child.statement}
    linked = people.clusters_of(actor, [child.person_id for child in file.children], seen=stated)
    matches = people.likely_matches_of(actor, stated.values()) if actor.has(Permission.PERSON_SEARCH) else {}
    earlier = earlier_of_each(
        actor, {key: {m.person_id for m in members} | {key} for key, members in linked.items()},
        before=file.contact.received_at, leaving_out=file.contact.id,
    )  # fmt: skip
    wanted = {m.organisation_id for found in (*matches.values(), *linked.values()) for m in found}
    agencies = agencies_by_id(actor, wanted)
    known = []
    for child in file.children:
        lines = _lines(actor, file, {m.person_id for m in linked[child.person_id]} | {child.person_id}, at_most + 12)
        known.append(
            Known(
                child=child, matches=_of_others(file, matches.get(child.person_id, [])),
                linked=tuple(m for m in linked[child.person_id] if m.person_id != child.person_id),
                lines=tuple(lines[:at_most]), more_lines=len(lines) > at_most,
                earlier=tuple(earlier[child.person_id]), shut=_shut(linked[child.person_id], agencies),
            )
        )  # fmt: skip
    _record(actor, known)
    unnamed = {line.organisation_id for k in known for line in k.lines} - set(agencies)
    return Picture(tuple(known), agencies | (agencies_by_id(actor, unnamed) if unnamed else {}))


def _record(actor: Actor, known: list[Known]) -> None:
    folders = {line.folder_id for k in known for line in k.lines} | {m.folder_id for k in known for m in k.linked}
    if folders:
        audit.record(actor, "referrals.contact.history_seen", folders=sorted(folders)[:50])


def _lines(actor: Actor, file: ContactFile, person_ids: set[UUID], at_most: int) -> list[Happening]:
    """The newest lines about one child that stand, the contact's own left out."""
    found = chronology.timeline(actor, list(person_ids), at_most=at_most)
    return [h for h in found if h.folder_id != file.contact.folder_id and not h.withdrawn and h.corrected_by is None]


def _shut(linked: list[people.Linked], agencies: dict[UUID, Agency]) -> tuple[Agency, ...]:
    holders = {m.organisation_id for m in linked if m.level < SUMMARY}
    return tuple(sorted((agencies[key] for key in holders if key in agencies), key=lambda a: a.name))


def _of_others(file: ContactFile, matches: list[people.Match]) -> tuple[people.Match, ...]:
    """Never those of the same contact, which are of other people."""
    return tuple(m for m in matches if m.folder_id != file.contact.folder_id)
