"""Signing in as one of the cast, through the door a browser uses; bringing a file in, and finding what it became."""

from functools import partial

import pytest

from kingfisher.access.entry import acting_as
from kingfisher.exchange import actions, queries
from kingfisher.exchange.imports.recognising import content_key
from kingfisher.exchange.imports.shapes import PersonSaid
from kingfisher.exchange.rules import digest
from kingfisher.people import queries as people


@pytest.fixture
def bring(be, now, tmp_path):
    """`bring("csv", text)` brings a file in as the council's data officer; returns the counts by name."""

    def brought(source: str, text: str | bytes, *, who: str = "nadia", name: str = "file.csv", **more):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with be(who) as actor:
            brought.run_id = run_id = actions.begin(
                actor, source=source, file_name=name, size=path.stat().st_size, at=now
            )
            tally = actions.carry_out(
                actor, run_id=run_id, source=source, path=path, mapping=more.get("mapping"), limit=10_000_000,
                step=partial(acting_as, actor), at=now,
            )  # fmt: skip
            return dict(tally)

    return brought


@pytest.fixture
def found(be):
    """The statements of the person with this number, as the council's data officer reads them."""

    def find(local_id: str, who: str = "nadia"):
        key = digest(content_key(PersonSaid(local_id)))
        with be(who) as actor:
            met = queries.met_before(actor, [key]).get(key, {})
            return list(people.statements(actor, {one.became for one in met.values()}).values())

    return find
