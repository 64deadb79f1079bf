"""A run of an import from its file to its end: waiting, queued, running; then done, refused or failed."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.exchange.models import ImportRun
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.verdict import Denied, NotThere, Refused

audit.can_record(
    exchange__import__begun="sent in a file to be brought in",
    exchange__import__mapped="said which column of a file is which",
    exchange__import__lined_up="asked for a file to be brought in",
    exchange__import__started="began to bring a file in",
    exchange__import__finished="brought a file in",
    exchange__import__refused="had a file turned away",
    exchange__import__failed="could not bring a file in to its end",
)

# from which states a run may go on to this one
_MAY_FOLLOW = {
    "queued": ("waiting", "failed"),
    "running": ("waiting", "queued", "failed", "running"),
    "done": ("running",),
    "refused": ("waiting", "queued", "running"),
    "failed": ("queued", "running"),
}


class NotNow(Refused):
    """A step that this run is past, or has not come to."""

    rule = "import_run_state"


def begin(
    actor: Actor, *, source: str, file_name: str, size: int, sha256: str = "", held_as: str = "",
    mapping: Mapping[str, str] | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Note that a file of the actor's own agency is here, waiting to be looked at; returns the run's key."""
    if not actor.has(Permission.IMPORT_RUN):
        raise Denied("Your role does not include bringing files in.", rule=f"permission:{Permission.IMPORT_RUN}")
    run = ImportRun(
        id=new_id(), organisation_id=actor.organisation_id, ref=new_ref("IM"), source=source,
        file_name=file_name[:200], size=size, sha256=sha256, held_as=held_as, state="waiting",
        mapping=dict(mapping) if mapping else None, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    run.save(force_insert=True)
    audit.record(actor, "exchange.import.begun", facts={"run": run.ref, "source": source, "bytes": size})
    return run.id


def set_mapping(actor: Actor, *, run_id: UUID, mapping: Mapping[str, str], at: datetime) -> None:
    """Say which of their columns is which of ours, before the file is brought in."""
    run = _run(actor, run_id)
    if run.state not in ("waiting", "failed"):
        raise NotNow("This file is already being brought in.")
    run.mapping = {theirs: ours for theirs, ours in mapping.items() if ours}
    run.save(update_fields=["mapping"])
    audit.record(actor, "exchange.import.mapped", facts={"run": run.ref, "columns": len(run.mapping)})


def line_up(actor: Actor, *, run_id: UUID, at: datetime) -> None:
    """Ask for the file to be brought in, behind those already waiting; the job is made in the same transaction."""
    run = _move(actor, run_id, "queued")
    job = app.configure_task("exchange.bring_in", queue="imports", allow_unknown=True)
    job.defer(run_id=str(run_id), placement_id=str(actor.placement_id))
    audit.record(actor, "exchange.import.lined_up", facts={"run": run.ref})


def start(actor: Actor, *, run_id: UUID, at: datetime) -> ImportRun:
    """Begin; the counts start again from nothing. A run that was cut off may be started again: rows already in
    are recognised."""
    run = _move(actor, run_id, "running", started_at=at, ended_at=None, why="", counts={})
    audit.record(actor, "exchange.import.started", facts={"run": run.ref})
    return run


def finish(actor: Actor, *, run_id: UUID, counts: Mapping[str, int], at: datetime) -> None:
    """The file is in: its counts are kept, and the file itself is no longer needed."""
    run = _move(actor, run_id, "done", ended_at=at, counts=dict(counts), held_as="")
    audit.record(actor, "exchange.import.finished", facts={"run": run.ref, "counts": dict(counts)})


def refuse(actor: Actor, *, run_id: UUID, why: str, at: datetime) -> None:
    """The file is not what it claims: nothing of it was taken in."""
    run = _move(actor, run_id, "refused", ended_at=at, why=why[:400], held_as="")
    audit.record(actor, "exchange.import.refused", facts={"run": run.ref})


def fail(actor: Actor, *, run_id: UUID, why: str, at: datetime) -> None:
    """Something of ours went wrong. What was brought in stays in; the file is kept so that it can be tried again."""
    run = _move(actor, run_id, "failed", ended_at=at, why=why[:400])
    audit.record(actor, "exchange.import.failed", facts={"run": run.ref})


def _run(actor: Actor, run_id: UUID) -> ImportRun:
    if not actor.has(Permission.IMPORT_RUN):
        raise Denied("Your role does not include bringing files in.", rule=f"permission:{Permission.IMPORT_RUN}")
    run = ImportRun.objects.select_for_update().filter(id=run_id).first()
    if run is None:
        raise NotThere
    return run


def _move(actor: Actor, run_id: UUID, state: str, **more: object) -> ImportRun:
    run = _run(actor, run_id)
    if run.state not in _MAY_FOLLOW[state]:
        raise NotNow(f"This import is {run.state}; it cannot be {state} from there.")
    for name, value in {"state": state, **more}.items():
        setattr(run, name, value)
    run.save(update_fields=["state", *more])
    return run
