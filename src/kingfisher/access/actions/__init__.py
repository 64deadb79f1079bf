"""Opening folders, letting people in, keeping people out, giving places. Each is recorded in the audit."""

from kingfisher.access.actions.folders import (
    Receiver,
    bar,
    end_grant,
    end_standing,
    give_standing,
    grant,
    open_folder,
    open_folders,
    seal,
)
from kingfisher.access.actions.keys import end_machine_key, make_machine_key, rotate_machine_key
from kingfisher.access.actions.places import (
    add_agency,
    add_team,
    add_worker,
    end_place,
    found_partnership,
    give_place,
    lift_suspension,
    suspend_worker,
)

__all__ = [
    "Receiver", "add_agency", "add_team", "add_worker", "bar", "end_grant", "end_machine_key", "end_place",
    "end_standing", "found_partnership", "give_place", "give_standing", "grant", "lift_suspension",
    "make_machine_key", "open_folder", "open_folders", "rotate_machine_key", "seal", "suspend_worker",
]  # fmt: skip
