"""Python's search for circles of objects, held back while much is made and nothing in circles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_OBJECTS = 1_000_000  # made and not given back before the youngest are searched; Python's own is 700


@contextmanager
def searched_rarely() -> Iterator[None]:
    """Work that makes millions of objects and holds no circles of them spends a quarter less time in here.

    What there already is is not searched at all; afterwards all is as it was. For the whole process, so not for
    the answer to one page.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
