"""Reading imports: the runs of one's own agency, what each turned away, and which rows were met before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db.models.expressions import RawSQL

from kingfisher.access import audit
from kingfisher.exchange.models import ImportedRow, ImportReject, ImportRun
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.ui.paging import Ask, Page, keyed

audit.can_record(exchange__rejects__read="read the lines of a file that were turned away")


@dataclass(frozen=True, slots=True)
class RunShown:
    """One import as it stands. `counts` are numbers by name (see `actions.apply`)."""

    id: UUID
    ref: str
    source: str
    file_name: str
    size: int
    state: str
    why: str
    held_as: str
    created_by: UUID
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    mapping: dict[str, str] | None = None
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def goes_on(self) -> bool:
        return self.state in ("queued", "running")


@dataclass(frozen=True, slots=True)
class RemarkShown:
    id: UUID
    line: int
    part: str
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Met:
    """A row met before: what it became and where, and the digest of what it last said."""

    id: int
    became: UUID | None
    folder_id: UUID | None
    category: str
    fingerprint: str


def runs(actor: Actor, *, ask: Ask) -> Page[RunShown]:
    """The imports of the actor's own agency, newest first, a page at a time."""
    rows = ImportRun.objects.filter(organisation_id=actor.organisation_id)
    page = keyed(rows, ask, order=("-created_at", "-id"))
    return replace(page, rows=[_run(row) for row in page.rows])


def run(actor: Actor, run_id: UUID) -> RunShown:
    """One import; NotThere when it is another agency's or missing."""
    found = ImportRun.objects.filter(id=run_id).first()
    if found is None:
        raise NotThere
    return _run(found)


def people_of(actor: Actor, run_id: UUID) -> list[UUID]:
    """What the rows of an import became, people among them, where this import was the last to say something new."""
    rows = ImportedRow.objects.filter(run=run_id, became__isnull=False)
    return list(rows.order_by("id").values_list("became", flat=True))


def remarks(actor: Actor, run_id: UUID, *, let_in: bool = False, at_most: int = 100) -> list[RemarkShown]:
    """The lines turned away (or let in with a caution), in the order of the file. The reading is recorded."""
    found = ImportReject.objects.filter(run=run_id, let_in=let_in).order_by("id")[:at_most]
    audit.record(actor, "exchange.rejects.read", facts={"run": str(run_id), "let_in": let_in})
    return [RemarkShown(r.id, r.line, r.part, r.field, r.value, r.reason) for r in found]


def met_before(actor: Actor, keys: Iterable[str]) -> dict[str, dict[str, Met]]:
    """Of these digests of keys, those the actor's agency has brought in before, each by source, oldest first."""
    found: dict[str, dict[str, Met]] = {}
    wanted = RawSQL("SELECT unnest(%s::text[])", [list(keys)])  # one list: thousands of marks cost more than the rows
    rows = ImportedRow.objects.filter(organisation_id=actor.organisation_id, key__in=wanted).order_by("id")
    for id_, key, source, became, folder_id, category, print_ in rows.values_list(
        "id", "key", "source", "became", "folder_id", "category", "fingerprint"
    ):
        found.setdefault(key, {})[source] = Met(id_, became, folder_id, category, print_)
    return found


def _run(r: ImportRun) -> RunShown:
    return RunShown(
        r.id, r.ref, r.source, r.file_name, r.size, r.state, r.why, r.held_as, r.created_by, r.created_at,
        r.started_at, r.ended_at, r.mapping, r.counts,
    )  # fmt: skip
