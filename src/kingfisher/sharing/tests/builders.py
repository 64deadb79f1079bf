"""Reaching a state through actions: a mention, a request, an answer, an agreement."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from kingfisher.access import actions as access
from kingfisher.chronology import actions as chronology
from kingfisher.kernel.base import FULL
from kingfisher.people import actions as people
from kingfisher.people.rules import Said
from kingfisher.sharing import actions
from kingfisher.sharing.actions import Told
from kingfisher.sharing.queries import subjects_from

MAYA = Said(given_name="Maya", family_name="Reed", born_on=date(2012, 5, 3))


def a_mention(actor, cast, at, said=MAYA) -> UUID:
    """Maya as a concern named her, in a folder the front door's team works in."""
    folder = access.open_folder(actor, kind="contact", category="front_door", at=at)
    access.grant(
        actor, folder_id=folder, to=access.Receiver(team_id=cast.teams["front_door"]), level=FULL,
        writes=True,
        basis="ca2004_s10", because="the front door works in it", at=at,
    )  # fmt: skip
    own = access.Receiver(placement_id=actor.placement_id)
    access.grant(
        actor, folder_id=folder, to=own, level=FULL, writes=True, basis="ca2004_s10", because="took it in", at=at
    )
    access.keep_to_team(actor, folder_id=folder, at=at)
    return people.state_person(actor, folder_id=folder, said=said, origin="mention", at=at)


def own_person(actor, at, said=MAYA, category="general") -> UUID:
    """Maya as the actor's own agency knows her, in its own folder."""
    folder = access.open_folder(actor, kind="person", category=category, at=at)
    return people.state_person(actor, folder_id=folder, said=said, at=at)


def own_line(actor, person_id, at, title="Found at the station at midnight", days_ago=30) -> UUID:
    from kingfisher.people.queries import statement

    folder = statement(actor, person_id).folder_id
    line = chronology.Line(
        folder_id=folder, person_id=person_id, kind="missing", title=title, 
        detail="Alone, cold, without a coat.",
        happened_on=(at - timedelta(days=days_ago)).date(), author_name="PC A Marsh",
    )  # fmt: skip
    return chronology.note(actor, line=line, at=at)


def a_request(actor, cast, at, holder="police", **said) -> UUID:
    """The front door asks an agency about Maya, by one click: nothing given but why."""
    mention = said.pop("mention", None) or a_mention(actor, cast, at)
    return actions.ask(
        actor, holder_id=cast.organisations[holder], about=said.pop("about", ("people.mention", uuid4())),
        subjects=subjects_from(actor, [mention]), why="A teacher saw bruises.", at=at, **said,
    )  # fmt: skip


def an_agreement(actor, cast, at, **said) -> UUID:
    """The police open housing papers to the front door in full; the council is the other party."""
    terms = actions.OpeningTerms(
        cast.organisations["police"],
        said.pop("category", "youth_justice"),
        FULL,
        to_team_id=cast.teams["front_door"],
    )
    return actions.draft_agreement(
        actor, title="Youth justice at the front door", parties=[cast.organisations[o] for o in ("council",
        "police")],
        openings=[terms], starts_at=said.pop("starts_at", at), review_by=(at + timedelta(days=365)).date(),
        at=at, **said,
    )  # fmt: skip


FURTHER = Told(summary="Two calls to the address this year.", strengths="Grandmother is close by.")
TEAM = Told(concerns="The mother's partner is under investigation.")


def a_told_request(be, cast, now, **said):
    """The police have answered the front door in both tiers; returns the request's key."""
    with be("priya") as priya:
        request = a_request(priya, cast, now, **said)
    with be("tom") as tom:
        actions.answer(tom, request_id=request, status="known", further=FURTHER, team_only=TEAM, at=now)
    return request
