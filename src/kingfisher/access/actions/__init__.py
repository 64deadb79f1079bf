"""Opening folders, letting people in, keeping people out, giving places. Each is recorded in the audit."""

from kingfisher.access.actions.conflicts import About, NotEnough, declare_by_rule, declare_conflict, end_conflict
from kingfisher.access.actions.emergency import (
    MonthRuns,
    NeverOpens,
    NotAllReviewed,
    NotNeeded,
    NotYourOwn,
    SayMore,
    break_glass,
    end_emergency,
    review_emergency,
    sign_off_month,
)
from kingfisher.access.actions.folders import (
    NotYours,
    Receiver,
    bar,
    end_grant,
    end_grants_of,
    end_standing,
    give_standing,
    grant,
    keep_to_team,
    open_folder,
    open_folders,
    seal,
    unseal,
)
from kingfisher.access.actions.joining import (
    NotJoined,
    answer_ask,
    ask_to_join,
    end_membership,
    withdraw_ask,
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
    set_validity,
    suspend_worker,
    training_holds,
)
from kingfisher.access.actions.services import add_missing_services

__all__ = [
    "About", "MonthRuns", "NeverOpens", "NotAllReviewed", "NotEnough", "NotJoined", "NotNeeded", "NotYourOwn",
    "NotYours", "Receiver", "SayMore", "add_agency", "add_missing_services", "add_team", "add_worker", "answer_ask",
    "ask_to_join", "bar", "break_glass", "declare_by_rule", "declare_conflict", "end_conflict", "end_emergency",
    "end_grant", "end_grants_of", "end_machine_key", "end_membership", "end_place", "end_standing",
    "found_partnership", "give_place", "give_standing", "grant", "keep_to_team", "lift_suspension",
    "make_machine_key", "open_folder", "open_folders", "review_emergency", "rotate_machine_key", "seal",
    "set_validity", "sign_off_month", "suspend_worker", "training_holds", "unseal", "withdraw_ask",
]  # fmt: skip
