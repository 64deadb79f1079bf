"""Laying what hangs on persons: entries of a chronology, ties to others, workers who know them, and where else
they are known."""

from uuid import UUID

from kingfisher.chronology import actions as chronology
from kingfisher.exchange.actions.kept import _remember
from kingfisher.exchange.actions.laying import Lay, Layer, Place
from kingfisher.exchange.imports.coming import Coming
from kingfisher.exchange.imports.shapes import EventSaid, KnownSaid, TieSaid, WorkerSaid
from kingfisher.exchange.rules import cut, digest, filed
from kingfisher.people import actions as people
from kingfisher.people.rules import InvolvementSaid


def _events(layer: Layer, rows: list[Coming], again: bool) -> list[Place]:
    """A changed event is a correction: a new line beside the first, which stays."""
    folders = _folders_for(layer, rows)
    lines = [_line(layer, one, folder) for one, folder in zip(rows, folders, strict=True)]
    ids = chronology.note_many(layer.actor, lines=lines, at=layer.at)
    return [Place(entry_id, folder, "") for entry_id, folder in zip(ids, folders, strict=True)]


def _line(layer: Layer, one: Coming, folder_id: UUID) -> chronology.Line:
    event: EventSaid = one.row  # type: ignore[assignment]
    # what a file states without a day is dated by the day it was first brought in
    on = event.happened_on or (event.happened_at.date() if event.happened_at else layer.at.date())
    return chronology.Line(
        folder_id=folder_id,
        person_id=layer.people[one.about].person_id,
        kind=filed(event).kind,
        happened_on=on,
        happened_at=event.happened_at,
        ended_on=event.ended_on,
        title=cut(event.title, 200).strip() or "Event",
        detail=cut(event.detail, 33_000),
        basis="record",
        author_name=cut(event.worker, 120),
        author_role=cut(event.team, 120),
        reference=cut(f"{layer.source}:{event.reference}", 200),
        corrects=one.met.became if one.met else None,
    )


def _folders_for(layer: Layer, rows: list[Coming]) -> list[UUID]:
    """The folder of each event: one for each person and sort of paper, opened when first needed."""
    keys: list[str] = []
    missing: dict[str, str] = {}
    for one in rows:
        place = layer.people[one.about]
        category = filed(one.row).category  # type: ignore[arg-type]
        key = digest(f"folder|{place.person_id}|{category}")
        keys.append(key)
        if place.category == category:
            layer.folders[key] = place.folder_id
        elif key not in layer.folders:
            missing[key] = category
    for key, by_source in layer._met(set(missing)).items():
        layer.folders[key] = next(iter(by_source.values())).folder_id
        del missing[key]
    opened = layer._open(list(missing.values()))
    layer.folders.update(zip(missing, opened, strict=True))
    _remember(
        layer.actor,
        layer.run_id,
        [
            {"key": key, "source": "", "fingerprint": "", "became": None, "folder_id": folder, "category": category}
            for (key, category), folder in zip(missing.items(), opened, strict=True)
        ],
    )
    return [layer.folders[key] for key in keys]


def _ties(layer: Layer, rows: list[Coming], again: bool) -> list[Place]:
    places, ties = [layer.people[one.about] for one in rows], []
    for one, place in zip(rows, places, strict=True):
        tie: TieSaid = one.row  # type: ignore[assignment]
        other = layer.people.get(one.other)
        ties.append(
            people.Tied(
                place.person_id,
                cut(tie.relationship, 40),
                other.person_id if other else None,
                "" if other else cut(tie.other_name or tie.other_local_id, 200),
                tie.lives_together,
                tie.parental_responsibility,
                from_on=tie.from_on,
                until_on=tie.to_on,
            )
        )
    (people.replace_ties if again else people.add_ties)(layer.actor, ties=ties, at=layer.at)
    return [Place(place.person_id, place.folder_id, "") for place in places]


def _workers(layer: Layer, rows: list[Coming], again: bool) -> list[Place]:
    places, known = [layer.people[one.about] for one in rows], []
    for one, place in zip(rows, places, strict=True):
        worker: WorkerSaid = one.row  # type: ignore[assignment]
        said = InvolvementSaid(
            cut(worker.worker or worker.team, 120),
            cut(worker.team, 120),
            cut(worker.role, 120),
            cut(worker.phone, 40),
            worker.from_on,
            worker.to_on,
        )
        known.append(people.Known(place.person_id, place.folder_id, said))
    (people.replace_known_by if again else people.add_known_by)(layer.actor, known=known, at=layer.at)
    return [Place(place.person_id, place.folder_id, "") for place in places]


def _known(layer: Layer, rows: list[Coming], again: bool) -> list[Place]:
    places, told = [layer.people[one.about] for one in rows], []
    for one, place in zip(rows, places, strict=True):
        row: KnownSaid = one.row  # type: ignore[assignment]
        told.append(
            people.KnownTo(place.person_id, place.folder_id, layer.agencies[row.known_to], row.reference, row.likely)
        )
    people.tell_known_elsewhere(layer.actor, told=told, at=layer.at)
    return [Place(place.person_id, place.folder_id, "") for place in places]


LAY: dict[str, Lay] = {"entries": _events, "ties": _ties, "workers": _workers, "known": _known}
