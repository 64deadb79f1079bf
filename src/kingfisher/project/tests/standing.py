"""Workers brought into one relation to every record of a world of the matrix, by those who keep the records."""

from datetime import timedelta
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.kernel.actor import Actor
from kingfisher.organisations import queries as places
from kingfisher.project.tests.reaching import TEAM, Worker, worker
from kingfisher.project.tests.world import World


def role_for(world: World, sort: str) -> str:
    """Of police papers an inspector, who is cleared for their marking; of all others a manager."""
    return "detective_inspector" if world.laid[sort].agency == "police" else "front_door_manager"


class Standing:
    """Workers made as they are needed, one of each role and agency, each brought into one relation to each record."""

    def __init__(self, world: World, relation: str) -> None:
        self.world, self.relation, self.made, self.shared = world, relation, {}, set()

    def to(self, sort: str) -> Worker:
        found, role = self.world.laid[sort], role_for(self.world, sort)
        who = self.made.get((role, found.agency))
        if who is None:
            who = worker(self.world.cast, self.world.now, role=role, relation=self.relation, at_home=found.agency,
                         called=found.agency)  # fmt: skip
            who.client.get("/desk")  # her first page notes that her session is alive; the ones compared do not
            self.made[role, found.agency] = who
        with self.world.lay.be(found.keeper) as owner:
            self._stand(owner, who, found.folder_id)
        if self.relation in ("shared", "break_glass"):
            self._share(found.agency, self.world.folder(sort)["category"])
        return who

    def _stand(self, owner: Actor, who: Worker, folder: UUID) -> None:
        now, relation = self.world.now, self.relation
        given = {"folder_id": folder, "level": 3, "basis": "ca2004_s10", "because": "a test", "at": now}
        agency = access.Receiver(organisation_id=self.world.cast.organisations["harbour"])
        if relation == "revoked":
            access.end_grant(owner, grant_id=access.grant(owner, to=agency, **given), why="over", at=now)
        elif relation == "expired":
            span = {"starts_at": now - timedelta(days=2), "ends_at": now - timedelta(days=1)}
            access.grant(owner, to=agency, **given, **span)
        elif relation == "disclosed":
            access.grant(owner, to=agency, **given)
        elif relation == "named":
            access.grant(owner, to=access.Receiver(placement_id=who.placement_id), **given)
        elif relation == "on_the_team":
            access.grant(owner, to=access.Receiver(team_id=places.team(owner, TEAM)), **given)
        elif relation == "conflict":
            access.bar(owner, folder_id=folder, worker_id=who.worker_id, why="a test", at=now)
        elif relation in ("sealed", "restricted"):
            access.seal(owner, folder_id=folder, why="a test", restricted=relation == "restricted",
                        key_holders=[owner.placement_id], at=now)  # fmt: skip

    def _share(self, agency: str, category: str) -> None:
        """An agreement by which its owner opens this sort of papers to the charity, once."""
        if (agency, category) in self.shared:
            return
        self.shared.add((agency, category))
        lead = worker(self.world.cast, self.world.now, role="information_governance_lead", relation="own_agency",
                      at_home=agency, called=f"{agency} {category}")  # fmt: skip
        with acting_as(actor_for(lead.placement_id, at=self.world.now)) as signer:
            access.give_standing(
                signer, category=category, level=2, agreement_ref="ISA-M", starts_at=self.world.now, ends_at=None,
                to=access.Receiver(organisation_id=self.world.cast.organisations["harbour"]), at=self.world.now,
            )  # fmt: skip
