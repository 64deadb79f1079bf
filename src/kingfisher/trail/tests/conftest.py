"""The witness, as the nightly job is."""

import pytest

from kingfisher.access.entry import acting_as, service_of


@pytest.fixture
def witness(cast, now):
    """Acting as the hub's own witness of the record."""
    with acting_as(service_of("audit_witness", at=now, via="command")) as actor:
        yield actor
