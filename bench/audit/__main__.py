"""What a line of the record costs a page: python -m bench.audit, on the demonstration of this home.

Writes lines as pages do (one for an opening with twelve folders, one for a search), within a transaction that is
undone, and prints the median and the 95th percentile of a line by the wall clock and by processor time.
"""

import json
import os
import statistics
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
os.environ.setdefault("KINGFISHER_DEMO", "1")

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from kingfisher.access import audit  # noqa: E402
from kingfisher.access.entry import acting_as, service_of  # noqa: E402
from kingfisher.chronology import queries as _chronology  # noqa: E402, F401 - declares its lines
from kingfisher.people import queries as _people  # noqa: E402, F401 - declares its lines
from kingfisher.project import database  # noqa: E402

LIMIT_MS, TIMES = 5.0, 300


def measured(actor, folders) -> dict[str, float]:
    wall, processor = [], []
    for n in range(TIMES):
        began, worked = time.perf_counter(), time.process_time()
        if n % 2:
            audit.record(actor, "people.person.opened", folders=folders)
        else:
            audit.record(actor, "people.person.searched", folders=folders, facts={"words": "Lacey Strand", "shown": 12})
        wall.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - worked) * 1000)
    return {
        "lines": TIMES, "median_ms": round(statistics.median(wall), 2),
        "p95_ms": round(statistics.quantiles(wall, n=20)[18], 2),
        "p95_processor_ms": round(statistics.quantiles(processor, n=20)[18], 2),
    }  # fmt: skip


def main() -> int:
    from kingfisher.access.models import Folder

    with database.in_use():
        door = service_of("front_door_service", at=timezone.now(), via="command")
        with acting_as(door):
            folders = list(Folder.objects.values_list("id", flat=True)[:12])
            found = measured(door, folders)
            transaction.set_rollback(True)
    print(json.dumps(found))
    return 0 if found["p95_ms"] <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
