"""The small cast every test may call on, gathered once through the product's own actions."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.kernel.base import EXISTS, FULL, SUMMARY

LONG_AGO = datetime(2024, 1, 1, 9, 0, tzinfo=UTC)

AGENCIES = (
    # code, name, short name, kind, parent, answers checks
    ("council", "Saltmere County Council", "Council", "council", "", True),
    ("police", "Saltmere Police", "Police", "police", "", True),
    ("health", "Saltmere Integrated Care Board", "Health", "health", "", True),
    ("schools", "Saltmere Education", "Education", "education", "", True),
    ("otterbrook", "Otterbrook School", "Otterbrook School", "school", "schools", False),
    ("harbour", "Harbour Lights", "Harbour Lights", "charity", "", True),
    ("westfen", "West Fen District Council", "West Fen", "district", "", True),
)
PEOPLE = (
    # name to call, full name, agency, role, teams
    ("priya", "Priya Nair", "council", "triage_social_worker", ("front_door",)),
    ("ruth", "Ruth Calloway", "council", "front_door_manager", ("front_door",)),
    ("dele", "Dele Adeyemi", "council", "social_worker", ()),
    ("tom", "Tom Hargrave", "police", "police_researcher", ("front_door",)),
    ("ines", "Ines Duarte", "police", "detective", ()),
    ("asha", "Asha Karim", "health", "health_researcher", ("front_door",)),
    ("grace", "Grace Mensah", "health", "exploitation_nurse", ("front_door",)),
    ("lena", "Lena Hartwell", "police", "delegated_safeguarding_partner", ("safeguarding_partners",)),
    ("owen", "Owen Pryce", "schools", "education_researcher", ("front_door",)),
    ("marcus", "Marcus Bell", "otterbrook", "designated_safeguarding_lead", ()),
    ("hana", "Hana Novak", "harbour", "charity_worker", ()),
    ("maeve", "Maeve Rourke", "police", "detective_inspector", ()),
    ("callum", "Callum Frith", "police", "neighbourhood_officer", ()),
    ("nils", "Nils Abara", "police", "intelligence_analyst", ()),
    ("oskar", "Oskar Lindgren", "police", "intelligence_analyst", ()),
    ("lewis", "Lewis Tran", "westfen", "licensing_officer", ()),
    ("nadia", "Nadia Rahman", "council", "data_officer", ()),
    ("ig_council", "Col Merrow", "council", "information_governance_lead", ()),
    ("ig_police", "Bea Lock", "police", "information_governance_lead", ()),
    ("ig_health", "Wyn Farrow", "health", "information_governance_lead", ()),
    ("ig_schools", "Ada Quill", "schools", "information_governance_lead", ()),
    ("admin", "Sam Ferris", "hub", "system_administrator", ()),
    ("chief", "Joan Ellery", "council", "lead_safeguarding_partner", ("safeguarding_partners",)),
    ("chief_police", "Bram Osei", "police", "lead_safeguarding_partner", ("safeguarding_partners",)),
    ("chief_health", "Dilys Morgan", "health", "lead_safeguarding_partner", ("safeguarding_partners",)),
    ("terry", "Terry Lund", "council", "training_coordinator", ()),
    ("ivy", "Ivy Marsh", "schools", "training_lead", ()),
    ("office", "Bella Crane", "council", "business_manager", ("partnership",)),
)
SERVICES = (
    ("door", "Front door service", "council", "front_door_service", ("front_door",)),
    ("intelligence", "Intelligence service", "police", "intelligence_service", ()),
    ("finding", "Finding service", "hub", "finding_service", ("front_door",)),
    ("matching", "Matching service", "hub", "matching_service", ()),
    ("school_system", "Otterbrook's own system", "otterbrook", "agency_system", ()),
    *(
        (f"{code}_system", f"{code} system", code, "agency_system", ())
        for code in ("council", "police", "health", "schools")
    ),
)  # fmt: skip
# Under the standing agreement: who opens which category, to the front door's team, at which level.
STANDING = (
    ("police", "general", SUMMARY), ("police", "missing", FULL), ("police", "crime_and_safety", EXISTS),
    ("health", "general", SUMMARY), ("health", "urgent_care", FULL), ("health", "mental_health", EXISTS),
    ("schools", "general", SUMMARY), ("schools", "attendance", FULL),
    ("council", "general", SUMMARY), ("council", "child_protection", FULL),
)  # fmt: skip
# What each agency lets the hub's own matching service read, for weighing only.
MATCHED = ("general", "child_protection", "crime_and_safety", "mental_health", "missing", "urgent_care")


@dataclass
class Cast:
    placements: dict[str, UUID] = field(default_factory=dict)
    organisations: dict[str, UUID] = field(default_factory=dict)
    teams: dict[str, UUID] = field(default_factory=dict)

    def own(self) -> "Cast":
        """The same people in books of one's own: whoever a test adds to them goes with the test."""
        return Cast(dict(self.placements), dict(self.organisations), dict(self.teams))


class Gather:
    """`found()` is run as the database's owner; the rest as the application, like everything afterwards."""

    founded: UUID
    cast: Cast

    def found(self) -> UUID:
        return access.found_partnership(name="Saltmere Safeguarding Partnership", at=LONG_AGO)

    def __call__(self) -> None:
        cast = self.cast = Cast()
        installer = actor_for(self.founded, at=LONG_AGO, via="command")
        with acting_as(installer):
            for code, name, short, kind, parent, answers in AGENCIES:
                cast.organisations[code] = access.add_agency(
                    installer, code=code, name=name, short_name=short, kind=kind, parent_code=parent,
                    phone="01632 960100", answers_checks=answers, at=LONG_AGO,
                )  # fmt: skip
            cast.teams["front_door"] = access.add_team(
                installer, code="front_door", name="Front door", organisation_code="council", at=LONG_AGO
            )
            cast.teams["safeguarding_partners"] = access.add_team(
                installer, code="safeguarding_partners", name="Safeguarding partners", organisation_code="council",
                at=LONG_AGO,
            )  # fmt: skip
            cast.teams["partnership"] = access.add_team(
                installer, code="partnership", name="Partnership office", organisation_code="council", at=LONG_AGO
            )
            for called, name, agency, role, teams in (*PEOPLE, *SERVICES):
                worker = access.add_worker(
                    installer, name=name, email=f"{called}@{agency}.example", phone="01632 960123",
                    username="" if (called, name, agency, role, teams) in SERVICES else called,
                    is_service=(called, name, agency, role, teams) in SERVICES, at=LONG_AGO,
                )  # fmt: skip
                cast.placements[called] = access.give_place(
                    installer, worker_id=worker, organisation_code=agency, role_code=role, team_codes=teams,
                    at=LONG_AGO,
                )  # fmt: skip
        self._agree(cast)

    def _agree(self, cast: Cast) -> None:
        hub = access.Receiver(organisation_id=actor_for(self.founded, at=LONG_AGO).organisation_id)
        team = access.Receiver(team_id=cast.teams["front_door"])
        for agency in ("council", "police", "health", "schools"):
            signer = actor_for(cast.placements[f"ig_{agency}"], at=LONG_AGO, via="command")
            with acting_as(signer):
                for owner, category, level in STANDING:
                    if owner == agency:
                        access.give_standing(
                            signer, category=category, to=team, level=level, agreement_ref="ISA-1",
                            starts_at=LONG_AGO, ends_at=None, at=LONG_AGO,
                        )  # fmt: skip
                for category in MATCHED:
                    access.give_standing(
                        signer, category=category, to=hub, level=SUMMARY, agreement_ref="ISA-0",
                        starts_at=LONG_AGO, ends_at=None, at=LONG_AGO,
                    )  # fmt: skip


gather = Gather()
