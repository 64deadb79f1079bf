"""FHIR R4 patients (UK Core, Personal Demographics Service): JSON or XML, one or a Bundle of them.

Only patients are held; any other resource in a Bundle is rejected by its kind. A restricted or very
restricted record marks the person and every address of theirs as protected.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from . import gate
from .fhir_patient import patient
from .fhir_tree import Resource, Unread, from_json, from_xml
from .refusals import NotThisSource
from .remarks import Remarks
from .shapes import Read

_NAMESPACE = "http://hl7.org/fhir"
_NOT_FHIR = "There is no FHIR patient in this file: it should be a Patient, or a Bundle that holds patients."


def read(path: Path, *, limit: int = gate.LIMIT) -> Iterator[Read]:
    """This will check the file now (raising a named refusal) and read it as rows are asked for."""
    path = Path(path)
    passed = gate.check(path, accepts=(gate.JSON, gate.XML), limit=limit)
    root = ""
    if passed.kind == gate.XML:
        namespace, _, root = passed.root.rpartition("}")
        if namespace.lstrip("{") != _NAMESPACE or root not in ("Patient", "Bundle"):
            raise NotThisSource(_NOT_FHIR)
    first = next(_resources(path, root), None)
    if first is None or (isinstance(first, Unread) and first.ends):
        raise NotThisSource(_NOT_FHIR)
    if isinstance(first, Unread) and not root and not any(isinstance(one, Resource) for one in _resources(path, root)):
        raise NotThisSource(_NOT_FHIR)
    return _rows(path, root)


def _resources(path: Path, root: str) -> Iterator[Resource | Unread]:
    return from_xml(path, root) if root else from_json(path)


def _rows(path: Path, root: str) -> Iterator[Read]:
    seen: set[str] = set()
    for resource in _resources(path, root):
        kind = "resource" if isinstance(resource, Unread) else resource.kind
        notes = Remarks(kind, resource.line)
        if isinstance(resource, Unread):
            notes.reject("", "", resource.why)
        elif kind != "Patient":
            notes.reject("resourceType", kind, "only patients are held by this import")
        else:
            yield from _once(patient(resource, notes), seen, notes)
        yield from notes.taken()


def _once(rows: Iterator[Read], seen: set[str], notes: Remarks) -> Iterator[Read]:
    person = next(rows, None)
    if person is None:
        return
    local_id = getattr(person, "local_id", "")
    if local_id in seen:
        notes.taken()
        notes.reject("id", local_id, "this patient stands in the file twice; the first is kept")
        return
    seen.add(local_id)
    yield person
    yield from rows
