"""Reading what is drafted and published: the board reads both, the public the frozen copies alone."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import colleagues
from kingfisher.partnership import rules
from kingfisher.partnership.models import (
    Comment,
    Edition,
    Figures,
    Part,
    Partner,
    Publication,
    Published,
    Shelf,
    Signature,
)
from kingfisher.partnership.rules import Bit
from kingfisher.partnership.states import PARTNER_KINDS, STATE_WORDS
from kingfisher.rulebook import published
from kingfisher.rulebook.publishing import PublicationKind, Topic

KIND = "partnership.edition"


@dataclass(frozen=True, slots=True)
class Said:
    """A comment on a section, and what was made of it."""

    id: UUID
    by: str
    said_at: datetime
    words: str
    answer: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One section as it stands. `seen` is what the next writer says she started from."""

    topic: Topic
    words: str
    seen: int
    by: str
    written_at: datetime | None
    beside: int
    comments: tuple[Said, ...]
    figures: tuple[tuple[str, str], ...]

    @property
    def is_written(self) -> bool:
        return len(self.words.strip()) >= rules.SHORTEST


@dataclass(frozen=True, slots=True)
class Signed:
    """One partner's place under the document. `counts` is false where words changed after she signed."""

    partner_id: UUID
    partner: str
    kind: str
    by: str
    signed_at: datetime | None
    counts: bool
    void_since: bool


@dataclass(frozen=True, slots=True)
class EditionShown:
    id: UUID
    publication_id: UUID
    kind: PublicationKind
    slug: str
    title: str
    number: int
    state: str
    changes: str
    first_day: date | None
    last_day: date | None
    sections: tuple[Section, ...]
    signatures: tuple[Signed, ...]
    words_hash: str
    gaps: tuple[str, ...]
    clock: ClockShown | None

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def is_signed(self) -> bool:
        return len(self.signatures) == rules.SIGNATURES and all(s.counts for s in self.signatures)


@dataclass(frozen=True, slots=True)
class Listed:
    """One publication on the shelf: what the public reads, and what is at work."""

    id: UUID
    title: str
    slug: str
    kind: str
    published_number: int | None
    published_on: date | None
    working_id: UUID | None
    working_state: str
    clock: ClockShown | None


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a section with what it changed in the one before."""

    number: int
    by: str
    written_at: datetime
    words: str
    beside: bool
    based_on: int
    bits: tuple[Bit, ...]


def has_shelf(actor: Actor) -> bool:
    """Whether the board's own folder is laid."""
    return Shelf.objects.exists()


def shelf(actor: Actor) -> list[Listed]:
    """Every publication, with what is published of it and what is being written."""
    rows = list(Publication.objects.order_by("kind", "-first_day"))
    editions = list(Edition.objects.filter(publication__in=rows))
    out = {p.edition_id: p for p in Published.objects.filter(edition__in=editions)}
    dues = clocks.with_due(actor, KIND, [e.id for e in editions]) if editions else {}
    found = []
    for p in rows:
        mine = [e for e in editions if e.publication_id == p.id]
        live = next((e for e in mine if e.state == "published"), None)
        work = next((e for e in mine if e.published_at is None), None)
        clock = dues.get(work.id) if work and work.id in dues else dues.get(live.id) if live else None
        found.append(Listed(
            p.id, p.title, p.slug, p.kind, live.number if live else None, out[live.id].published_on if live else None,
            work.id if work else None, STATE_WORDS[work.state] if work else "", clock,
        ))  # fmt: skip
    return found


def edition(actor: Actor, edition_id: UUID) -> EditionShown:
    """One edition, as the board works on it; NotThere when missing or not the actor's to read."""
    row = Edition.objects.select_related("publication").filter(id=edition_id).first()
    if row is None:
        raise NotThere
    kind = published.publication(row.publication.kind)
    parts = list(Part.objects.filter(edition=row).order_by("number"))
    comments = list(Comment.objects.filter(edition=row).order_by("created_at"))
    who = colleagues(actor, {p.created_by for p in parts} | {c.created_by for c in comments})
    frozen = {f.section: f for f in Figures.objects.filter(edition=row).order_by("held_at")}
    sections = tuple(_section(t, parts, comments, who, frozen) for t in kind.topic)
    now = hash_of(row.publication.title, row.changes, sections)
    gaps = rules.publish_gaps(
        [(t.code, t.title) for t in kind.topic if t.needed], {s.topic.code: s.words for s in sections},
        changes=row.changes, number=row.number, beside=sum(s.beside for s in sections),
        unanswered=sum(c.settled_at is None for c in comments),
    )  # fmt: skip
    pub = row.publication
    return EditionShown(
        row.id, pub.id, kind, pub.slug, pub.title, row.number, row.state, row.changes, pub.first_day, pub.last_day,
        sections, _signatures(row, now), now, gaps, clocks.with_due(actor, KIND, [row.id]).get(row.id),
    )  # fmt: skip


def hash_of(title: str, changes: str, sections: tuple[Section, ...]) -> str:
    """The hash of all that would be published."""
    words = {s.topic.code: s.words for s in sections}
    return rules.words_hash(title, changes, words, {s.topic.code: s.figures for s in sections if s.figures})


def _section(topic: Topic, parts: list, comments: list, who: dict, frozen: dict) -> Section:
    mine = [p for p in parts if p.section == topic.code]
    now = next((p for p in reversed(mine) if not p.beside), None)
    beside = [p for p in mine if p.beside and (now is None or p.number > now.number)]
    said = tuple(
        Said(c.id, _name(who, c.created_by), c.created_at, c.words, c.answer, c.settled_at is None)
        for c in comments if c.section == topic.code
    )  # fmt: skip
    figures = tuple((label, value) for label, value in (frozen[topic.code].rows if topic.code in frozen else ()))
    return Section(
        topic, now.words if now else "", mine[-1].number if mine else 0, _name(who, now.created_by) if now else "",
        now.written_at if now else None, len(beside), said, figures,
    )  # fmt: skip


def _signatures(row: Edition, now: str) -> tuple[Signed, ...]:
    signed = list(Signature.objects.filter(edition=row).select_related("seat__holder").order_by("signed_at"))
    found = []
    for p in Partner.objects.filter(ends_on=None).order_by("kind"):
        mine = [s for s in signed if s.partner_id == p.id]
        good = next((s for s in mine if s.words_hash == now), None)
        last = good or (mine[-1] if mine else None)
        by = f"{last.seat.holder.name}, {last.seat.holder.job_title}" if last else ""
        found.append(Signed(
            p.id, p.name, PARTNER_KINDS[p.kind], by, last.signed_at if last else None, good is not None,
            last is not None and good is None,
        ))  # fmt: skip
    return tuple(found)


def wordings(actor: Actor, edition_id: UUID, section: str) -> list[Wording]:
    """Every wording of a section, newest first, each with its differences from the one it was written from."""
    parts = list(Part.objects.filter(edition_id=edition_id, section=section).order_by("number"))
    by_number = {p.number: p for p in parts}
    who = colleagues(actor, {p.created_by for p in parts})
    found = []
    for p in reversed(parts):
        before = by_number.get(p.based_on)
        bits = rules.differences(before.words if before else "", p.words)
        found.append(Wording(p.number, _name(who, p.created_by), p.written_at, p.words, p.beside, p.based_on, bits))
    return found


def _name(who: dict, placement: UUID) -> str:
    return who[placement].name if placement in who else "Somebody"


def to_sign(actor: Actor) -> list[EditionShown]:
    """Editions waiting for signatures, for the three."""
    ids = Edition.objects.filter(state="signing").order_by("created_at").values_list("id", flat=True)
    return [edition(actor, i) for i in ids]
