"""Settle who may see what: agreements signed, records of one person linked, some sealed, some workers kept out."""

from datetime import timedelta

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as
from kingfisher.kernel.base import EXISTS, FULL, SUMMARY
from kingfisher.kernel.timing import add_months
from kingfisher.people import actions as people
from kingfisher.scorecard import actions as scorecard
from kingfisher.sharing import actions as sharing
from kingfisher.sharing.rules import OpeningTerms

from .filling import Filler, Held
from .founding import Places
from .place import HUB
from .shapes import AgreementSeed, OpeningSeed, PersonSeed
from .world import World

WEIGHED_AT_FIRST = 300  # statements: those of the stories and of the first families
LEVELS = {"exists": EXISTS, "summary": SUMMARY, "full": FULL}
REVIEW_BEFORE_END_DAYS = 30
LINKED_BY, LINKED_WHY = (
    "megan",
    "Same child: names, birth date and address agree; checked with each agency by telephone.",
)
KEPT_OUT_WHY = "A relative of the worker"
KEYHOLDERS = ("callum",)  # of social care's sealed records


def sign_agreements(world: World, places: Places) -> int:
    """Draft each agreement as the council, or the hub, and have every party sign on its first day."""
    for agreement in world.agreements:
        sign(world, places, agreement)
    return len(world.agreements)


def sign(world: World, places: Places, agreement: AgreementSeed) -> None:
    hosts = {team.code: team.host for team in world.teams}
    receivers = {hosts.get(opening.to, opening.to) for opening in agreement.openings}
    parties = sorted({opening.holder for opening in agreement.openings} | receivers)
    at = agreement.began.at(world.now)
    ends = agreement.ends.at(world.now)
    drafter = HUB if HUB in parties else next(party for party in ("council", *parties) if party in parties)
    with acting_as(places.signer(drafter, at=at)) as actor:
        agreement_id = sharing.draft_agreement(
            actor, ref=agreement.ref, title=agreement.title, gateway=agreement.gateway,
            parties=[places.organisations[party] for party in parties],
            openings=[terms(places, opening) for opening in agreement.openings],
            starts_at=at, review_by=(ends - timedelta(days=REVIEW_BEFORE_END_DAYS)).date(), ends_at=ends, at=at,
        )  # fmt: skip
    for party in parties:
        with acting_as(places.signer(party, at=at)) as actor:
            sharing.sign(actor, agreement_id=agreement_id, at=at)


def terms(places: Places, opening: OpeningSeed) -> OpeningTerms:
    team = places.teams.get(opening.to)
    return OpeningTerms(
        places.organisations[opening.holder], opening.category, LEVELS[opening.level], to_team_id=team,
        to_organisation_id=None if team else places.organisations[opening.to],
    )  # fmt: skip


def link_by_number(world: World, places: Places) -> int:
    """Let the matching service link what carries one verified number and one birth date."""
    with acting_as(places.service("matching_service", at=world.now)) as actor:
        return people.link_decisive(actor, at=world.now - timedelta(days=1))


def propose_pairs(world: World, places: Places) -> int:
    """Have the matching service weigh the stories' records and some others; the rest is weighed while the hub runs."""
    with acting_as(places.service("matching_service", at=world.now)) as actor:
        return people.propose(actor, at_most=WEIGHED_AT_FIRST, at=world.now).found


def count_figures(world: World, places: Places) -> None:
    """Have the matching service count how the matching does this month."""
    with acting_as(places.service("matching_service", at=world.now)) as actor:
        people.count_figures(actor, month=world.now.date().replace(day=1), at=world.now)


def freeze_quarters(world: World, places: Places, *, quarters: int = 9) -> int:
    """Have the hub's service freeze the board's figures of the last quarters; returns how many figures."""
    made, day = 0, world.now.date()
    with acting_as(places.service("front_door_service", at=world.now)) as actor:
        for _ in range(quarters):
            day = add_months(day, -3)
            made += scorecard.freeze(actor, first=day, at=world.now)
    return made


def link_stories(world: World, places: Places, filler: Filler) -> int:
    """Link each told person's records, except in stories about records nobody has linked yet."""
    made = 0
    at = world.now - timedelta(days=1)
    with acting_as(places.worker(LINKED_BY, at=at)) as actor:
        for story in world.stories:
            for person in story.people if story.linked else ():
                first, *others = held_of(filler, person)
                for other in others:
                    people.judge(
                        actor, left_id=first.person_id, left_folder_id=first.folder_id,
                        right_id=other.person_id, right_folder_id=other.folder_id, answer="same",
                        why=LINKED_WHY, at=at,
                    )  # fmt: skip
                    made += 1
    return made


def held_of(filler: Filler, person: PersonSeed) -> list[Held | None]:
    """The person's records, the first of them (None where nobody holds one) before the others."""
    return [filler.held[person.key, code] for code in person.statements] or [None]


def close_records(world: World, places: Places, filler: Filler) -> None:
    """Seal what is sealed and keep out whom a record is closed to, each organisation its own folders."""
    for story in world.stories:
        for person in story.people:
            if person.sealed or person.closed_to:
                close(world, places, filler, person, {e.author: e.organisation for e in story.entries})


def close(world: World, places: Places, filler: Filler, person: PersonSeed, authors: dict[str, str]) -> None:
    at = world.now - timedelta(days=1)
    mine = [(code, folder) for (key, code, _), folder in filler.folders.items() if key == person.key]
    for code, folder in mine:
        with acting_as(places.system(code, at=at)) as actor:
            for username in person.closed_to:
                access.bar(actor, folder_id=folder, worker_id=places.workers[username], why=KEPT_OUT_WHY, at=at)
            if person.sealed:
                keys = [places.placements[name] for name, where in authors.items() if where == code]
                keys = keys or [places.placements[name] for name in KEYHOLDERS if code == "council"]
                access.seal(actor, folder_id=folder, why=person.sealed, key_holders=keys or [actor.placement_id], at=at)
