"""The child a review is about, stated in the review's own folder: a conflict of interest shuts the review too."""

from datetime import date, datetime
from uuid import UUID

from django.db import ProgrammingError, transaction
from psycopg.errors import InsufficientPrivilege

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.people.actions import state_person
from kingfisher.people.queries import statements
from kingfisher.reviews import rules

TOO_NEAR = Denied(
    "You declared a conflict of interest about this child. Ask a colleague to tell of it, now.",
    rule="conflict_of_interest",
)


def state_child(
    actor: Actor, *, called: str, born_on: date | None, record: UUID | None, folder: UUID, at: datetime
) -> UUID:  # fmt: skip
    """State her as she was told of, where no search comes upon it; `record` is hers that the actor sees, if any.

    Whoever may know that the folder exists must not learn whose it is: nothing is judged to be the same person.
    """
    if record and record not in statements(actor, {record}):
        raise NotThere
    try:
        with transaction.atomic():
            return state_person(actor, folder_id=folder, said=rules.said_of(called, born_on), origin="mention",
                                source="review", findable=False, at=at)  # fmt: skip
    except ProgrammingError as refused:  # the moment she is stated, the folder shuts to whoever is too near her
        if not isinstance(refused.__cause__, InsufficientPrivilege):
            raise
        raise TOO_NEAR from None
