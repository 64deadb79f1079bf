"""Share work among the machine's cores: each child works on one part with all that is in memory, and hands back
numbers.

Pure, as far as answers go: the same whatever the number of cores. A part whose child fails is done again here, so
that a machine short of memory is slow and not wrong.
"""

import os
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
WORTH_IT = 30_000  # pieces of work below which a child costs more than it saves
most_cores = 8  # one where others already share the machine (`on_spark`)


def over(total: int, work: Callable[[int, int], Array]) -> Array:
    """This will give `work(first, last)` of all of `range(total)`, its parts joined in order."""
    cores = _cores() if total >= WORTH_IT else 1
    edges = [total * i // cores for i in range(cores + 1)]
    tasks = [lambda a=a, b=b: work(a, b) for a, b in pairwise(edges)]
    return np.concatenate(side_by_side(tasks))


def side_by_side(tasks: Sequence[Callable[[], Array]]) -> list[Array]:
    """This will give what each task gives, in order; at once where the machine has cores for it."""
    if len(tasks) == 1 or _cores() == 1:
        return [task() for task in tasks]
    children = [_begun(task) for task in tasks[1:]]
    return [tasks[0](), *(_ended(child) for child in children)]


def _cores() -> int:
    if not hasattr(os, "fork"):
        return 1
    return min(most_cores, len(os.sched_getaffinity(0)))


def _begun(task: Callable[[], Array]) -> tuple[int, int, Callable[[], Array]]:
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader, task
    status = 1
    try:
        os.close(reader)
        with os.fdopen(writer, "wb") as out:
            np.save(out, task(), allow_pickle=False)
        status = 0
    finally:
        os._exit(status)  # the child is a copy of its parent and must not end as one


def _ended(begun: tuple[int, int, Callable[[], Array]]) -> Array:
    child, reader, task = begun
    with os.fdopen(reader, "rb") as file:
        said = file.read()
    _, status = os.waitpid(child, 0)
    if status:
        return task()
    found: Array = np.load(BytesIO(said), allow_pickle=False)
    return found


def unique(values: Array) -> Array:
    """This will give each value once, in order. (numpy's own is several times slower on millions of numbers.)"""
    if not len(values):
        return values
    values = np.sort(values)
    return values[np.r_[True, values[1:] != values[:-1]]]
