"""Rows made ready ahead of the database: read, checked and worked out while PostgreSQL is busy with those before.

A large file is read by a process of its own, so that two processors work on one file; a small one by a thread,
which starts at once. Either way no more than one batch waits.
"""

import gc
import pickle
import subprocess
import sys
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from subprocess import PIPE
from typing import IO, cast

from kingfisher.exchange.imports import sources
from kingfisher.exchange.imports.coming import Coming, coming_of
from kingfisher.exchange.imports.shapes import Caution, PersonSaid, Read, Reject, RowSaid

AT_ONCE = 2_000
LARGE = 2_000_000  # bytes; a process takes about a second to start

Batch = list[Coming | Reject | Caution]


@dataclass(frozen=True, slots=True)
class File:
    """What to read, and how; `on` is the day by which an age is reckoned, `limit` is in bytes."""

    source: str
    path: Path
    mapping: Mapping[str, str] | None
    limit: int
    on: date


class ReadingStopped(RuntimeError):
    """The process that read the file ended before the file did."""


def of_file(file: File) -> Iterator[Batch]:
    """This will check the file now, raising a named `Refused`, and give its rows batch by batch."""
    rows = sources.read(file.source, file.path, mapping=file.mapping, limit=file.limit)
    if file.path.is_file() and file.path.stat().st_size > LARGE:
        return _one_ahead(_by_a_process(file))
    return of_rows(rows, source=file.source, on=file.on)


def of_rows(rows: Iterable[Read], *, source: str, on: date) -> Iterator[Batch]:
    """The rows batch by batch, the next batch made ready by a thread."""
    return _one_ahead(_batches(rows, source, on))


def _one_ahead(batches: Generator[Batch, None, None]) -> Iterator[Batch]:
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="import") as one:
        coming = one.submit(next, batches, None)
        try:
            while (batch := coming.result()) is not None:
                coming = one.submit(next, batches, None)
                yield batch
        finally:
            with suppress(Exception):  # nobody reads on: what the thread holds is let go before its source is
                coming.result()
            batches.close()


def _batches(rows: Iterable[Read], source: str, on: date) -> Generator[Batch, None, None]:
    coming = iter(rows)
    while batch := list(islice(coming, AT_ONCE)):
        yield [row if isinstance(row, Reject | Caution) else coming_of(row, source=source, on=on) for row in batch]


def _by_a_process(file: File) -> Generator[Batch, None, None]:
    # a fresh one, not a copy of this: a copy would hold this one's database connection
    reader = subprocess.Popen([sys.executable, "-c", _READ], stdin=PIPE, stdout=PIPE)
    told, said = cast("IO[bytes]", reader.stdin), cast("IO[bytes]", reader.stdout)
    try:
        told.write(pickle.dumps(file))
        told.close()
        while (batch := pickle.load(said)) is not None:  # noqa: S301 - from a process of our own
            if isinstance(batch, Exception):
                raise batch
            yield batch
    except (EOFError, BrokenPipeError, pickle.UnpicklingError):
        raise ReadingStopped("the process that read the file was ended") from None
    finally:
        reader.kill()
        said.close()
        reader.wait()


_READ = f"from {__name__} import read_for_another; read_for_another()"


def read_for_another() -> None:
    """What the process does: read the file named on its input and write the batches to its output, then None."""
    gc.disable()  # it holds nothing in circles, ends with the file, and would spend a quarter of its time looking
    file: File = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    give = sys.stdout.buffer
    with suppress(BrokenPipeError):  # whoever asked has gone
        try:
            rows = sources.read(file.source, file.path, mapping=file.mapping, limit=file.limit)
            for batch in _batches(rows, file.source, file.on):
                pickle.dump([_light(one) for one in batch], give, pickle.HIGHEST_PROTOCOL)
                give.flush()
            pickle.dump(None, give)
        except BrokenPipeError:
            raise
        except Exception as fault:
            pickle.dump(fault, give)
        give.flush()


def _light(one: Coming | Reject | Caution) -> Coming | Reject | Caution:
    """The row without what has been worked out of it already: less to hand over."""
    if isinstance(one, Coming):
        one.row = _bare(one.row)
    return one


def _bare(row: RowSaid) -> RowSaid:
    if isinstance(row, PersonSaid):
        return PersonSaid(
            row.local_id, passing=row.passing, folder_category=row.folder_category, line=row.line, part=row.part
        )
    return replace(row, said={})
