"""Giving lines their place in the log: in order, without gaps, none twice, and none lost that is written late.

Lines are written by many transactions at once, so a line with a lower key may become visible after a higher one.
PostgreSQL says the oldest transaction still running; lines of earlier ones are all there, or never will be. So lines
are taken in the order of (transaction, key) up to that one, from where the last round stopped.
"""

from datetime import datetime
from itertools import count

from django.db import connection

from kingfisher.access.queries import Line, lines_by_key, lines_settled, settled_before, unlogged
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.bulk import insert_many
from kingfisher.trail.merkle.lines import written
from kingfisher.trail.merkle.tree import Tree, leaf_hash
from kingfisher.trail.models import Growth, Leaf

ONE_AT_A_TIME = 481517  # an advisory lock: two rounds at once would give one place twice
AT_ONCE = 5000


def newest(actor: Actor) -> Growth | None:
    """The last round that added lines."""
    return Growth.objects.order_by("-id").first()


def tree_of(growth: Growth | None) -> Tree:
    """The tree as that round left it."""
    if growth is None:
        return Tree()
    return Tree(growth.size, [bytes.fromhex(p) for p in growth.peaks], bytes.fromhex(growth.bead))


def grow(actor: Actor, *, at: datetime, at_most: int = 1_000_000) -> int:
    """Log every line whose transaction is over; returns how many. Another round running at once leaves it to that one.

    Acts as the witness. Writes no line itself: a record of recording would never end.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        if not cursor.fetchone()[0]:
            return 0
    before = settled_before(actor)
    logged = 0
    while logged < at_most:
        added = _round(actor, before, at)
        logged += added
        if not added:
            break
    return logged


def _round(actor: Actor, before: int, at: datetime) -> int:
    last = newest(actor)
    after = (last.until_transaction, last.until_line) if last else (0, 0)
    if last and last.until_transaction >= before:
        lines = _after_a_restore(actor)  # this server counts from lower: the log was brought from another
        mark = (before - 1, 2**62)
    else:
        lines = lines_settled(actor, after=after, before=before, at_most=AT_ONCE)
        mark = (lines[-1].written_in, lines[-1].id) if lines else after
        there = set(Leaf.objects.filter(line_id__in=[line.id for line in lines]).values_list("line_id", flat=True))
        lines = [line for line in lines if line.id not in there]
    if not lines and mark == after:
        return 0
    tree = tree_of(last)
    logged_at = max(at, last.logged_at) if last else at
    insert_many(Leaf, _leaves(lines, tree, logged_at))
    Growth.objects.create(
        size=tree.size, peaks=[p.hex() for p in tree.peaks], bead=tree.bead.hex(), until_transaction=mark[0],
        until_line=mark[1], logged_at=logged_at,
    )  # fmt: skip
    return len(lines)


def _leaves(lines: list[Line], tree: Tree, logged_at: datetime):
    numbers = count(tree.size + 1)
    for line, number in zip(lines, numbers, strict=False):
        leaf = leaf_hash(written(line, number=number, logged_at=logged_at))
        tree.add(leaf)
        yield {"number": number, "line_id": line.id, "hash": leaf.hex(), "logged_at": logged_at}


def _after_a_restore(actor: Actor) -> list[Line]:
    """Every line there is that has no place yet, whatever transaction of whichever server wrote it."""
    keys = unlogged(actor, logged=Leaf.objects.values("line_id"))
    found = lines_by_key(actor, keys)
    return [found[key] for key in keys]
