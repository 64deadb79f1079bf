"""Who somebody may be: other statements weighed against hers, with the reasons; many people at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import SUMMARY
from kingfisher.kernel.verdict import NotThere
from kingfisher.people.matching.blocking import hashed_keys
from kingfisher.people.matching.candidates import Candidate, find
from kingfisher.people.matching.online import comparable
from kingfisher.people.matching.shapes import readable
from kingfisher.people.matching.weigh import compare_readings
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


def likely_matches(actor: Actor, person_id: UUID, *, at_most: int = 12) -> list[Match]:
    """Other statements that may be this person, likeliest first, those already judged included.

    Records at level 1 are weighed by the matching service under each agency's own agreement with the hub, and
    come back without their content. NotThere when the statement itself is unseen or missing.
    """
    mine = statements(actor, {person_id})
    if not mine:
        raise NotThere
    return likely_matches_of(actor, mine.values(), at_most=at_most)[person_id]


def likely_matches_of(actor: Actor, whom: Iterable[Statement], *, at_most: int = 12) -> dict[UUID, list[Match]]:
    """`likely_matches` of many people whose statements the caller has read. One audit line counts them."""
    asked = {one.id: one for one in whom}
    found = {
        key: [c for c in find(actor, hashed_keys(mine.said)) if c.person_id != key] for key, mine in asked.items()
    }  # fmt: skip
    seen, said = read_for_weighing(actor, [c for candidates in found.values() for c in candidates])
    judged = _judged(actor, set(asked))
    matches = {
        key: _weighed(mine.said, found[key], seen, said, judged[key])[:at_most] for key, mine in asked.items()
    }  # fmt: skip
    if asked:
        audit.record(
            actor, "people.person.searched", folders=[one.folder_id for one in asked.values()],
            facts={"shown": sum(map(len, matches.values()))},
        )  # fmt: skip
    return matches


def _weighed(
    mine: Said, found: list[Candidate], seen: Mapping[UUID, Statement], said: Mapping[UUID, Said],
    judged: Mapping[UUID, str],
) -> list[Match]:  # fmt: skip
    """Those worth showing, likeliest first."""
    reading = readable(comparable(mine))
    matches = []
    for c in found:
        probability, reasons = 0.0, ()
        if c.person_id in said:
            weighing = compare_readings(reading, readable(comparable(said[c.person_id])))
            probability, reasons = weighing.probability, tuple(r.sentence for r in weighing.reasons if r.sentence)
        if probability >= WORTH_SHOWING or c.person_id in judged:
            matches.append(
                Match(c.person_id, c.folder_id, c.owner_id, c.level, seen.get(c.person_id), probability, reasons,
                      judged.get(c.person_id))
            )  # fmt: skip
    return sorted(matches, key=lambda m: -m.probability)


def _judged(actor: Actor, person_ids: set[UUID]) -> dict[UUID, dict[UUID, str]]:
    """For each of these people, the standing answer about every statement she was judged against."""
    answers: dict[UUID, dict[UUID, str]] = {key: {} for key in person_ids}
    for pair in standing_judgements(actor, person_ids):
        for mine, theirs in ((pair.left_id, pair.right_id), (pair.right_id, pair.left_id)):
            if mine in answers:
                answers[mine][theirs] = pair.answer
    return answers


def read_for_weighing(actor: Actor, found: list[Candidate]) -> tuple[dict[UUID, Statement], dict[UUID, Said]]:
    """What the actor sees of the candidates; and, for weighing only, what the matching service may read too."""
    seen = statements(actor, {c.person_id for c in found if c.level >= SUMMARY})
    said = {key: s.said for key, s in seen.items()}
    hidden = {c.person_id for c in found} - set(said)
    if hidden:
        matcher = service_of("matching_service", at=actor.at, via=actor.via)
        with acting_as(matcher):
            said |= {key: s.said for key, s in statements(matcher, hidden).items()}
    return seen, said
