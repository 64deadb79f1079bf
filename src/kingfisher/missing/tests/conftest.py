"""Signing in as one of the cast, and a home whose carer keeps cards."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from tests.cast import LONG_AGO, gather


@pytest.fixture
def carer(cast) -> Iterator[UUID]:
    """Bryn of Reed House: a place as a carer in a children's home that the hub knows."""
    installer = actor_for(gather.founded, at=LONG_AGO, via="command")
    with acting_as(installer):
        access.add_agency(
            installer, code="reed-house", name="Reed House", short_name="Reed House", kind="other", parent_code="",
            phone="01632 960770", answers_checks=False, at=LONG_AGO,
        )  # fmt: skip
        bryn = access.add_worker(installer, name="Bryn Askew", username="bryn", email="bryn@reed.example",
                                 phone="01632 960771", at=LONG_AGO)  # fmt: skip
        cast.placements["bryn"] = access.give_place(
            installer, worker_id=bryn, organisation_code="reed-house", role_code="carer", at=LONG_AGO
        )
    yield cast.placements["bryn"]
    del cast.placements["bryn"]
