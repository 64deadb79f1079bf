"""One enquiry over many children: begun, planned together, and one of its children known to key holders alone."""

from datetime import datetime, timedelta
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as
from kingfisher.kernel.actor import Actor
from kingfisher.pathway import actions as pathway
from kingfisher.pathway import queries as steps
from kingfisher.people import actions as people
from kingfisher.people import queries as known
from kingfisher.people.rules import Said

from .founding import Places
from .meeting import Meets
from .world import World


def stated(actor: Actor, world: World, said: dict, at: datetime) -> UUID:
    """A child social care had not known until now, as she is known to it; `age` is in years and days."""
    years, days = said["age"]
    born = world.now.date() - timedelta(days=round(years * 365.25) + days)
    folder = access.open_folder(actor, kind="person", category="general", at=at)
    names = Said(given_name=said["given"], family_name=said["family"], sex=said["sex"], born_on=born)
    return people.state_person(actor, folder_id=folder, said=names, at=at)


class Enquires(Meets):
    """An enquiry over several of the children social care helps."""

    def __init__(self, world: World, places: Places, row: dict, begun: dict[str, UUID]) -> None:
        super().__init__(world, places, row)
        self.begun = begun

    def play(self) -> None:
        """Seal whom the row seals, begin, put the children under it, and hold its first planning meeting."""
        at, row = self.moment(row_day := self.row["d"]), self.row
        children = [(child, why) for child, why in row["children"] if child in self.begun]
        with acting_as(self.who(self.manager, at)) as actor:
            for child in (child for child, _ in children if child in row["sealed"]):
                self.seal(actor, self.begun[child], row["sealed"][child], at)
            key = pathway.begin_complex(
                actor, title=row["title"], families=row["families"], media=row["media"],
                exit_words=row["exit_words"], at=at,
            )  # fmt: skip
            for child, why in children:
                pathway.add_child(actor, complex_id=key, episode_id=self.begun[child], why=why, at=at)
            met, clock = row["meeting"], row["meeting"]["t"]
            starts = self.moment(met["d"], clock)
            assert met["d"] <= row_day, "planned after it began"
            meeting = pathway.call_complex_meeting(
                actor, complex_id=key, starts_at=starts, place="Ebbourne House, room 2", at=at
            )
        self.hold(meeting, met, starts, self.manager)

    def seal(self, actor: Actor, episode: UUID, why: str, at: datetime) -> None:
        """Shut what is held of her to all but those who work with her."""
        file = steps.episode_file(actor, episode)
        keys = [actor.placement_id, *filter(None, (file.worker_id,))]
        for folder in {file.folder_id, known.statement(actor, file.person_id).folder_id}:
            access.seal(actor, folder_id=folder, why=why, key_holders=keys, at=at)
