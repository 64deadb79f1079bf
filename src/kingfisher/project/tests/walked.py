"""Which addresses are asked for while something runs: how a test is shown to open the address it is the walk of."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.urls import URLResolver


@contextmanager
def addresses_opened() -> Iterator[set[str]]:
    """The patterns of all addresses asked for while this lasts, as the matrix writes them."""
    opened: set[str] = set()
    resolve = URLResolver.resolve

    def noted(self, path):
        found = resolve(self, path)
        opened.add("/" + found.route)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(URLResolver, "resolve", noted)
        yield opened
