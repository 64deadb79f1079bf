"""Finding the person: who might this be, and why we think so. An unseen record is as if it were not there."""

from dataclasses import dataclass
from uuid import UUID

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.people.matching.blocking import search_keys
from kingfisher.people.matching.candidates import find
from kingfisher.people.matching.said import read_search
from kingfisher.people.queries.likely import read_for_weighing
from kingfisher.people.queries.seeing import Statement


@dataclass(frozen=True, slots=True)
class Hit:
    """One record a search found, with why it matched and how far this actor sees it."""

    person_id: UUID
    folder_id: UUID
    organisation_id: UUID
    level: int
    statement: Statement | None
    score: float
    reasons: tuple[str, ...]


def search(actor: Actor, words: str, *, at_most: int = 25) -> list[Hit]:
    """What the words of one search box find: name in any order, birth date, NHS number, UPN, postcode.

    Recorded: the words, how many were shown, which folders. Nothing found and nothing to be seen look the same.
    """
    wanted = read_search(words)
    found = find(actor, search_keys(wanted), at_most=120)
    seen, said = read_for_weighing(actor, found)
    hits = []
    for c in found:
        score, reasons = wanted.fits(said.get(c.person_id))
        if score > 0:
            hits.append(Hit(c.person_id, c.folder_id, c.owner_id, c.level, seen.get(c.person_id), score, reasons))
    shown = sorted(hits, key=lambda h: -h.score)[:at_most]
    audit.record(
        actor, "people.person.searched", folders=[h.folder_id for h in shown],
        facts={"words": words[:200], "shown": len(shown)},
    )  # fmt: skip
    return shown
