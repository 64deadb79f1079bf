"""Reading looks from outside: past grades by agency, what was found, who answered, what came of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kingfisher.assurance.models import Finding, FollowUp, Look, Response
from kingfisher.assurance.states import SORTS, STATE_WORDS
from kingfisher.documents.queries import FileShown, files_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import Colleague, colleagues
from kingfisher.rulebook import ask

LOOK, RESPONSE = "assurance.look", "assurance.response"


@dataclass(frozen=True, slots=True)
class ResponseShown:
    row: Response
    agency: str
    writer: Colleague | None
    is_mine: bool
    on: date

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def is_late(self) -> bool:
        """Not answered in time, or promised and not done by its day."""
        if self.row.answered_at is None:
            return self.row.answer_by < self.on
        return bool(self.row.due_on and self.row.done_at is None and self.row.due_on < self.on)

    @property
    def state_words(self) -> str:
        if self.row.answered_at is None:
            return "Late" if self.is_late else "Asked"
        if not self.row.is_accepted:
            return "Not accepted"
        return "Done" if self.row.done_at else "Promised, late" if self.is_late else "Promised"


@dataclass(frozen=True, slots=True)
class FindingShown:
    row: Finding
    responses: tuple[ResponseShown, ...]
    follow_ups: tuple[tuple[FollowUp, str], ...]

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.row.state]


@dataclass(frozen=True, slots=True)
class LookShown:
    """One look from outside. In a list `findings` holds counts alone: `open_count` of `count`."""

    row: Look
    agency: str
    findings: tuple[FindingShown, ...]
    files: tuple[FileShown, ...]
    count: int
    open_count: int

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def by(self) -> str:
        who = ask.label("inspected_by", self.row.by)
        return f"{who}: {self.row.by_name}" if self.row.by_name else who

    @property
    def sort(self) -> str:
        return SORTS[self.row.sort]


def looks(actor: Actor, *, at_most: int = 200) -> list[LookShown]:
    """Every look from outside, the latest first."""
    rows = list(Look.objects.select_related("organisation").order_by("-began_on", "-created_at")[:at_most])
    counted: dict[UUID, list[str]] = {}
    for look, state in Finding.objects.filter(look__in=rows).values_list("look_id", "state"):
        counted.setdefault(look, []).append(state)
    return [
        LookShown(r, _agency(r), (), (), len(counted.get(r.id, ())), counted.get(r.id, []).count("open")) for r in rows
    ]


def look_of(actor: Actor, look_id: UUID) -> LookShown:
    """One look with everything found, answered and looked at again. NotThere when unseen."""
    row = Look.objects.select_related("organisation").filter(id=look_id).first()
    if row is None:
        raise NotThere
    found = _findings(actor, list(Finding.objects.filter(look=row).order_by("number")))
    open_count = sum(f.row.state == "open" for f in found)
    return LookShown(row, _agency(row), found, tuple(files_of(actor, (LOOK, row.id))), len(found), open_count)


def response_of(actor: Actor, response_id: UUID) -> tuple[LookShown, FindingShown, ResponseShown]:
    """What one agency is asked about a finding, for whoever answers. NotThere when unseen."""
    row = Response.objects.select_related("finding__look__organisation").filter(id=response_id).first()
    if row is None:
        raise NotThere
    look = row.finding.look
    one = _findings(actor, [row.finding])[0]
    mine = next(r for r in one.responses if r.id == row.id)
    return LookShown(look, _agency(look), (), (), 0, 0), one, mine


def _agency(row: Look) -> str:
    return row.organisation.name if row.organisation else "The partnership"


def _findings(actor: Actor, rows: list[Finding]) -> tuple[FindingShown, ...]:
    asked: dict[UUID, list[Response]] = {}
    for r in Response.objects.filter(finding__in=rows).select_related("organisation").order_by("created_at"):
        asked.setdefault(r.finding_id, []).append(r)
    who = colleagues(actor, {r.writer for many in asked.values() for r in many}) if asked else {}
    seen: dict[UUID, list[tuple[FollowUp, str]]] = {}
    for f in FollowUp.objects.filter(finding__in=rows).order_by("looked_on", "created_at"):
        seen.setdefault(f.finding_id, []).append((f, ask.label("follow_up_answer", f.answer)))
    on = actor.at.astimezone(LONDON).date()
    return tuple(
        FindingShown(
            f, tuple(ResponseShown(r, r.organisation.name, who.get(r.writer), r.writer == actor.placement_id, on)
                     for r in asked.get(f.id, ())),
            tuple(seen.get(f.id, ())),
        )
        for f in rows
    )  # fmt: skip
