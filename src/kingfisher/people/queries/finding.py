"""Finding the person: whom the words of a search may mean, and why. An unseen record is as if it were not there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import SUMMARY
from kingfisher.people.matching import candidates, held
from kingfisher.people.matching.alike import gathered
from kingfisher.people.matching.candidates import Candidate
from kingfisher.people.matching.fit import Fit, by_chance, fit, worth_showing
from kingfisher.people.matching.held import Held
from kingfisher.people.matching.said import Sought, read_search
from kingfisher.people.matching.wanted import wanted
from kingfisher.people.queries.seeing import Statement, statements

LOOKED_AT = 60  # candidates weighed for one search


@dataclass(frozen=True, slots=True)
class Hit:
    """One record a search found, with why it matched and how far this actor sees it.

    `alike`: further records that look like the same person. Nobody has judged so by their standing together here.
    """

    person_id: UUID
    folder_id: UUID
    organisation_id: UUID
    level: int
    statement: Statement | None
    score: float
    reasons: tuple[str, ...]
    alike: tuple["Hit", ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    candidate: Candidate
    held: Held
    fit: Fit


def search(actor: Actor, words: str, *, at_most: int = 10, typing: bool = False) -> list[Hit]:
    """Whom the words of one search box may mean, the likeliest first: name in any order, part or spelling, birth
    date or age, street, town, postcode, school, telephone, any number or username.

    `typing`: the last word is not finished. Recorded: the words, how many were shown, which folders. Nothing found
    and nothing to be seen look the same.
    """
    return search_for(actor, read_search(words, on=actor.at.date(), unfinished=typing), words, at_most=at_most,
                      typing=typing)  # fmt: skip


def search_for(actor: Actor, sought: Sought, words: str, *, at_most: int = 10, typing: bool = False) -> list[Hit]:
    """The same for words already taken apart; `words` are what is recorded."""
    asked = wanted(sought, candidates.common(actor))
    found = _weighed(actor, sought, candidates.found(actor, asked, at_most=LOOKED_AT)) if asked else []
    groups = gathered([(one.candidate.person_id, one.held) for one in found], at_most=at_most)
    by_id = {one.candidate.person_id: one for one in found}
    shown = [by_id[key] for group in groups for key in group]
    read = statements(actor, {one.candidate.person_id for one in shown if one.candidate.level >= SUMMARY})
    hits = [[_hit(by_id[key], read) for key in group] for group in groups]
    facts = {"words": words[:200], "shown": len(shown)} | ({"typing": True} if typing else {})
    audit.record(
        actor, "people.person.searched", folders=[one.candidate.folder_id for one in shown], facts=facts
    )  # fmt: skip
    return [replace(first, alike=tuple(rest)) for first, *rest in hits]


def _weighed(actor: Actor, sought: Sought, found: Mapping[Candidate, str | None]) -> list[_Found]:
    """Those that fit well enough to be shown, best first.

    A record known only to exist is weighed by the matching service, as far as its owner lets it, and never by
    where somebody lives, goes to school or can be rung: guessing at an address must not find a refuge.
    """
    lines = {c.person_id: held.read(line) for c, line in found.items() if line is not None}
    hidden = [c.person_id for c in found if c.person_id not in lines]
    if hidden:
        matcher = service_of("matching_service", at=actor.at, via=actor.via)
        with acting_as(matcher):
            more = candidates.lines(matcher, hidden)
        lines |= {key: held.read(line).without_whereabouts for key, line in more.items()}
    fitted = [_Found(c, lines[c.person_id], fit(sought, lines[c.person_id])) for c in found if c.person_id in lines]
    fitted.sort(key=lambda one: (-one.fit.bits, -one.candidate.level, str(one.candidate.person_id)))
    chance = by_chance(sought)
    return [one for one in fitted if worth_showing(one.fit, fitted[0].fit, chance)]


def _hit(one: _Found, read: Mapping[UUID, Statement]) -> Hit:
    c = one.candidate
    return Hit(
        c.person_id, c.folder_id, c.owner_id, c.level, read.get(c.person_id), one.fit.bits, one.fit.reasons
    )  # fmt: skip
