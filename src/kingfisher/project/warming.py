"""Before the first page: read in everything pages share, then tell the garbage collector to leave it alone.

Without it the first visitor of each page waits for it to be put together, and now and then a visitor waits
while everything that never changes is searched for garbage (measured: 115 ms of a page's time).
"""

import gc
from pathlib import Path

from django.template import engines
from django.urls import get_resolver

import kingfisher
from kingfisher.rulebook import ask

TOP = Path(kingfisher.__file__).parent
NEW_OBJECTS = 20_000  # made and not given back before the youngest are searched; Python's own 700 is for small programs


def warm() -> None:
    """Read in rulebook, addresses and templates. Call once, before requests are answered (and before forking)."""
    ask.book()
    _ = get_resolver().url_patterns
    environment = engines["jinja2"].env
    for path in sorted(TOP.rglob("*.html")):
        environment.get_template(path.relative_to(TOP).as_posix())
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 10, 10)
