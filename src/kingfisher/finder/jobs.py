"""The nightly round, and asking somebody about each prompt. Run again at once it does nothing more."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from kingfisher.access.entry import acting_as, actor_for, service_of
from kingfisher.finder import actions, queries
from kingfisher.finder.actions import Made
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.organisations.queries import agencies, working_in
from kingfisher.rulebook import finder as book

MOST_READERS = 80


def find(*, at: datetime, whole: bool = False) -> Made | None:
    """Look through what is new, then ask about what nobody was asked about. None where no finder is placed."""
    try:
        finder = service_of("finding_service", at=at, via="job")
    except NotThere:
        return None
    with acting_as(finder):
        made = actions.find(finder, whole=whole, at=at)
    ask_about(finder, at=at)
    return made


def ask_about(finder: Actor, *, at: datetime) -> int:
    """Ask, about each prompt nobody was asked about, one worker who may see all its facts: of the roles its rule
    names, the first; among those, whoever has fewest. A prompt nobody may see whole waits. Returns how many were asked.
    """
    with acting_as(finder):
        waiting = queries.unasked(finder)
        load = dict(queries.open_counts(finder))
        readers = list(_readers(finder, {rule_id for _, rule_id in waiting})) if waiting else []
    sees = {placement: _sees(placement, [key for key, _ in waiting], at) for placement, _ in readers}
    asked: dict[UUID, list[UUID]] = {}
    for key, rule_id in waiting:
        able = [
            (book.finding(rule_id).goes_to.index(role), load.get(placement, 0), str(placement), placement)
            for placement, role in readers
            if role in book.finding(rule_id).goes_to and key in sees[placement]
        ]
        if able:
            chosen = min(able)[3]
            load[chosen] = load.get(chosen, 0) + 1
            asked.setdefault(chosen, []).append(key)
    with acting_as(finder):
        return sum(actions.ask_somebody(finder, prompt_ids=keys, of=who, at=at) for who, keys in asked.items())


def _readers(finder: Actor, rule_ids: set[str]) -> Iterator[tuple[UUID, str]]:
    """Who may be asked: everybody with a live place in a role some rule names, by role."""
    everywhere = {one.id for one in agencies(finder)}
    for role in dict.fromkeys(role for rule_id in sorted(rule_ids) for role in book.finding(rule_id).goes_to):
        for one in working_in(finder, everywhere, roles={role})[:MOST_READERS]:
            yield one.placement_id, role


def _sees(placement_id: UUID, prompt_ids: list[UUID], at: datetime) -> set[UUID]:
    """Which of these prompts this worker may see, asked as herself."""
    try:
        reader = actor_for(placement_id, at=at, via="job")
    except (Denied, NotThere):
        return set()
    with acting_as(reader):
        return queries.seen_among(reader, prompt_ids)
