"""Finding the person: who might this be, and why we think so. An unseen record is as if it were not there."""

from dataclasses import dataclass
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import SUMMARY
from kingfisher.kernel.verdict import NotThere
from kingfisher.people.matching.blocking import hashed_keys, search_keys
from kingfisher.people.matching.candidates import Candidate, find
from kingfisher.people.matching.online import weighed
from kingfisher.people.matching.said import read_search
from kingfisher.people.queries.seeing import Statement, standing_judgements, statements
from kingfisher.people.rules import Said

# Below this a likely match is noise to the person deciding (rulebook: matching.toml; a choice, not a law).
WORTH_SHOWING = 0.02


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody this may be. At level 1 only whose folder it is and why we think so; no statement."""

    person_id: UUID
    folder_id: UUID
    organisation_id: UUID
    level: int
    statement: Statement | None
    probability: float
    reasons: tuple[str, ...]
    judged: str | None


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


def likely_matches(actor: Actor, person_id: UUID, *, at_most: int = 12) -> list[Match]:
    """Other statements that may be this person, likeliest first, those already judged included.

    Records at level 1 are weighed by the matching service under each agency's own agreement with the hub, and
    come back without their content. NotThere when the statement itself is unseen or missing.
    """
    mine = statements(actor, {person_id}).get(person_id)
    if mine is None:
        raise NotThere
    found = [c for c in find(actor, hashed_keys(mine.said)) if c.person_id != person_id]
    seen, said = _read(actor, found)
    judged = _judged(actor, person_id)
    matches = []
    for c in found:
        probability, reasons = _weigh(mine.said, said.get(c.person_id))
        answer = judged.get(c.person_id)
        if probability >= WORTH_SHOWING or answer:
            matches.append(
                Match(c.person_id, c.folder_id, c.owner_id, c.level, seen.get(c.person_id), probability,
                      reasons, answer)
            )  # fmt: skip
    audit.record(actor, "people.person.searched", folders=[mine.folder_id], facts={"shown": len(matches[:at_most])})
    return sorted(matches, key=lambda m: -m.probability)[:at_most]


def search(actor: Actor, words: str, *, at_most: int = 25) -> list[Hit]:
    """What the words of one search box find: name in any order, birth date, NHS number, UPN, postcode.

    Recorded: the words, how many were shown, which folders. Nothing found and nothing to be seen look the same.
    """
    wanted = read_search(words)
    found = find(actor, search_keys(wanted), at_most=120)
    seen, said = _read(actor, found)
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


def _read(actor: Actor, found: list[Candidate]) -> tuple[dict[UUID, Statement], dict[UUID, Said]]:
    """What the actor sees of the candidates; and, for weighing only, what the matching service may read too."""
    seen = statements(actor, {c.person_id for c in found if c.level >= SUMMARY})
    said = {key: s.said for key, s in seen.items()}
    hidden = {c.person_id for c in found} - set(said)
    if hidden:
        matcher = service_of("matching_service", at=actor.at, via=actor.via)
        with acting_as(matcher):
            said |= {key: s.said for key, s in statements(matcher, hidden).items()}
    return seen, said


def _weigh(mine: Said, theirs: Said | None) -> tuple[float, tuple[str, ...]]:
    if theirs is None:
        return 0.0, ()
    weighing = weighed(mine, theirs)
    return weighing.probability, tuple(r.sentence for r in weighing.reasons if r.sentence)


def _judged(actor: Actor, person_id: UUID) -> dict[UUID, str]:
    pairs = standing_judgements(actor, {person_id})
    return {(j.right_id if j.left_id == person_id else j.left_id): j.answer for j in pairs}
