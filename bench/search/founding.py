"""A partnership of four agencies whose front door may read a summary of what each holds: the policy as in life."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from demo.founding import as_owner
from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.kernel.base import SUMMARY

CODES = {"police": "police", "council": "council", "health": "health", "schools": "education"}
CATEGORY = "general"


@dataclass(frozen=True)
class Founded:
    """Placements: the worker who searches, and each agency's own system that brings its extract in."""

    worker: UUID
    systems: dict[str, UUID]

    def written(self) -> dict:
        return asdict(self)


def found(now: datetime) -> Founded:
    """Found it through the product's own actions."""
    at = now - timedelta(days=400)
    with as_owner():
        installer_id = access.found_partnership(name="Measured partnership", at=at)
    installer = actor_for(installer_id, at=at, via="command")
    with acting_as(installer):
        for code, kind in CODES.items():
            access.add_agency(installer, code=code, name=code.title(), short_name=code.title(), kind=kind,
                              phone="01632 960100", answers_checks=True, at=at)  # fmt: skip
        team = access.add_team(installer, code="front_door", name="Front door", organisation_code="council", at=at)
        systems = {code: _place(installer, f"{code} system", code, "agency_system", at) for code in CODES}
        signers = {code: _place(installer, f"{code} lead", code, "information_governance_lead", at) for code in CODES}
        worker = _place(installer, "Triage", "council", "triage_social_worker", at, "front_door")
        _place(installer, "Matching service", "hub", "matching_service", at)
    for placement in signers.values():
        signer = actor_for(placement, at=at, via="command")
        with acting_as(signer):
            access.give_standing(
                signer, category=CATEGORY, to=access.Receiver(team_id=team), level=SUMMARY, agreement_ref="ISA-1",
                starts_at=at, ends_at=None, at=at,
            )  # fmt: skip
    return Founded(worker, systems)


def _place(installer, name: str, agency: str, role: str, at: datetime, team: str = "") -> UUID:
    worker = access.add_worker(
        installer, name=name, email="", phone="", username="", is_service=role in ("agency_system", "matching_service"),
        at=at,
    )  # fmt: skip
    return access.give_place(
        installer, worker_id=worker, organisation_code=agency, role_code=role, team_codes=[team] if team else [], at=at
    )
