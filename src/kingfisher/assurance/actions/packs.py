"""Packs for inspectors: asked for by the office, gathered part by part, and frozen by the hub's own service."""

from datetime import date, datetime
from uuid import UUID

from procrastinate.contrib.django import app

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.assurance import rules
from kingfisher.assurance.actions.lacking import said
from kingfisher.assurance.models import Lines, Pack, Part
from kingfisher.assurance.states import PACK
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.listed import Listed
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import step
from kingfisher.kernel.timing import LONDON
from kingfisher.rulebook import assured
from kingfisher.rulebook.assuring import PackItem

audit.can_record(
    assurance__pack__asked="asked for a pack for inspectors",
    assurance__pack__moved="moved a pack for inspectors on",
    assurance__pack__gathered="gathered a part of a pack for inspectors",
)
NOT_HELD = "Not held in the hub: ask the agency whose own system holds it."


def ask_pack(
    actor: Actor, *, kind: str, title: str, first_day: date, last_day: date, at: datetime
) -> UUID:  # fmt: skip
    """Ask for a pack; it is gathered by a job made in the same transaction, as whoever asked and as the service."""
    actor.must(Permission.ASSURANCE_WORK)
    on = at.astimezone(LONDON).date()
    rule = assured.pack(kind, on=on)
    said((title, "Say what it is for, for example the inspection and its day."),
         (first_day <= last_day, "The last day is before the first."),
         (last_day <= on, "The last day is in the future."))  # fmt: skip
    row = Pack(
        id=new_id(), ref=new_ref("IP"), kind=kind, title=title.strip()[:160], first_day=first_day, last_day=last_day,
        rule_hash=rule.hash, state="waiting", wanted=len(rule.item), created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    app.configure_task("assurance.gather", allow_unknown=True).defer(
        pack_id=str(row.id), placement_id=str(actor.placement_id)
    )
    audit.record(actor, "assurance.pack.asked", facts={"ref": row.ref, "kind": kind})
    return row.id


def begin_pack(actor: Actor, *, pack_id: UUID, at: datetime) -> None:
    """The service begins; parts already gathered stay, so that a job cut off goes on where it was."""
    row = _by_service(actor, pack_id)
    if row.state != "gathering":
        row.state, row.why = step(PACK, "gather", row.state), ""
        row.save(update_fields=["state", "why"])
    audit.record(actor, "assurance.pack.moved", facts={"ref": row.ref, "how": "gather"})


def keep_part(actor: Actor, *, pack_id: UUID, number: int, item: PackItem, told: Listed | None, at: datetime) -> None:
    """Keep one list as it stands. None: the hub does not hold it, which the pack says."""
    row = _by_service(actor, pack_id)
    content = "" if told is None else rules.as_csv(told.columns, told.rows)
    part = Part(
        id=new_id(), pack=row, number=number, code=item.code, title=item.title, is_of_children=item.of_children,
        note=item.limits or (NOT_HELD if told is None else ""), row_count=None if told is None else len(told.rows),
        sha256=rules.sha(content) if told is not None else "", gathered_at=at, created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    part.save(force_insert=True)
    if told is not None:
        Lines(
            id=new_id(), part=part, organisation_id=actor.organisation_id, is_of_children=item.of_children,
            columns=list(told.columns), rows=[list(r) for r in told.rows], people=list(told.people), created_at=at,
            created_by=actor.placement_id,
        ).save(force_insert=True)  # fmt: skip
    audit.record(actor, "assurance.pack.gathered", facts={"ref": row.ref, "part": item.code, "count": part.row_count})


def freeze_pack(actor: Actor, *, pack_id: UUID, at: datetime) -> str:
    """Freeze it: from now on nothing of it changes. Returns the hash of the whole."""
    row = _by_service(actor, pack_id)
    row.state = step(PACK, "freeze", row.state)
    parts = list(Part.objects.filter(pack=row).order_by("number"))
    said((len(parts) == row.wanted, "Some of its parts are not gathered."))
    row.sha256 = rules.overall((p.code, p.sha256) for p in parts)
    row.frozen_at, row.frozen_by = at, actor.placement_id
    row.save(update_fields=["state", "sha256", "frozen_at", "frozen_by"])
    audit.record(actor, "assurance.pack.moved", facts={"ref": row.ref, "how": "freeze", "sha256": row.sha256})
    return row.sha256


def fail_pack(actor: Actor, *, pack_id: UUID, why: str, at: datetime) -> None:
    """Something of ours went wrong: said on the pack, which can be gathered again."""
    row = _by_service(actor, pack_id)
    row.state, row.why = step(PACK, "fail", row.state), why[:300]
    row.save(update_fields=["state", "why"])
    audit.record(actor, "assurance.pack.moved", facts={"ref": row.ref, "how": "fail"})


def gather_again(actor: Actor, *, pack_id: UUID, at: datetime) -> None:
    """Ask again for a pack that could not be gathered."""
    actor.must(Permission.ASSURANCE_WORK)
    row = locked(Pack, pack_id)
    step(PACK, "gather", row.state)
    app.configure_task("assurance.gather", allow_unknown=True).defer(
        pack_id=str(row.id), placement_id=str(actor.placement_id)
    )
    audit.record(actor, "assurance.pack.asked", facts={"ref": row.ref, "again": True})


def _by_service(actor: Actor, pack_id: UUID) -> Pack:
    actor.must(Permission.SCORECARD_FREEZE)
    return locked(Pack, pack_id)
