"""Actor: who is doing this, for whom, why, when and by which door. Passed to every query and action."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kingfisher.kernel.verdict import Denied


@dataclass(frozen=True, slots=True)
class Actor:
    """One worker in one placement. Made only by access.entry; never kept between requests.

    `at` is a moment in UTC; `purpose` is a rulebook purpose code, empty where none has been given yet;
    `via` is the door: page, api, job, command, demo or public. Whoever `reads_only` (an inspector) writes
    nothing, and every page she sees says who she is and what she was `given_for`. Whoever is `shut_out` (by her
    "training" or "vetting", which lapsed) keeps her place and sees no record.
    """

    placement_id: UUID
    worker_id: UUID
    worker_name: str
    organisation_id: UUID
    organisation_code: str
    organisation_name: str
    role: str
    permissions: frozenset[str]
    at: datetime
    purpose: str = ""
    via: str = "page"
    team_ids: tuple[UUID, ...] = ()
    door: str = ""
    reads_only: bool = False
    given_for: str = ""
    shut_out: str = ""

    def has(self, permission: str) -> bool:
        """Whether the role carries this permission; says nothing of any one folder."""
        return permission in self.permissions

    def must(self, permission: str) -> None:
        """Denied where the role does not carry this permission."""
        if not self.has(permission):
            raise Denied("Your role does not include this.", rule=f"permission:{permission}")

    def for_purpose(self, purpose: str) -> "Actor":
        return replace(self, purpose=purpose)

    def moved_to(self, at: datetime) -> "Actor":
        """The same worker at another moment; used where a story is played in order of time."""
        return replace(self, at=at)
