"""What anybody may read: published editions, frozen, and what changed from one to the next. And the rest of an
edition's life: who was asked, and who must be sent it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.partnership import rules
from kingfisher.partnership.models import Consulted, Notice, Published
from kingfisher.partnership.rules import Bit


@dataclass(frozen=True, slots=True)
class PublishedShown:
    """One edition as it was signed. `sections` are (code, title, words, figures)."""

    slug: str
    kind: str
    title: str
    number: int
    changes: str
    sections: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...]
    signed: tuple[tuple[str, str, str], ...]
    words_hash: str
    published_on: date
    review_on: date | None
    is_newest: bool


@dataclass(frozen=True, slots=True)
class EditionNamed:
    slug: str
    title: str
    kind: str
    number: int
    published_on: date
    changes: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One section that differs between two editions."""

    title: str
    bits: tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class ConsultedShown:
    id: UUID
    whom: str
    asked_on: date
    answer_by: date
    answered_on: date | None
    answer: str
    made_of_it: str


@dataclass(frozen=True, slots=True)
class NoticeShown:
    id: UUID
    to: str
    because: str
    sent_on: date | None
    how: str


def published(actor: Actor, slug: str, *, number: int = 0) -> PublishedShown:
    """The newest edition, or the numbered one, of what lives at this address. NotThere where there is none."""
    rows = list(Published.objects.filter(slug=slug).order_by("-number"))
    row = next((r for r in rows if not number or r.number == number), None)
    if row is None:
        raise NotThere
    sections = tuple((s["code"], s["title"], s["words"], tuple((a, b) for a, b in s["figures"])) for s in row.sections)
    return PublishedShown(
        row.slug, row.kind, row.title, row.number, row.changes, sections,
        tuple((s["partner"], s["by"], s["on"]) for s in row.signed), row.words_hash, row.published_on, row.review_on,
        row is rows[0],
    )  # fmt: skip


def editions_of(actor: Actor, slug: str = "") -> list[EditionNamed]:
    """Every published edition, newest first: of one address, or the newest of each where none is named."""
    rows = Published.objects.order_by("kind", "-published_on", "-number").defer("sections", "signed")
    found, seen = [], set()
    for r in rows.filter(slug=slug) if slug else rows:
        if slug or r.slug not in seen:
            seen.add(r.slug)
            found.append(EditionNamed(r.slug, r.title, r.kind, r.number, r.published_on, r.changes))
    return found


def changed(actor: Actor, slug: str, number: int) -> list[Changed]:
    """What the numbered edition changed in the one before, section by section."""
    now = published(actor, slug, number=number)
    before = {code: words for code, _, words, _ in published(actor, slug, number=number - 1).sections}
    return [
        Changed(title, rules.differences(before.get(code, ""), words))
        for code, title, words, _ in now.sections
        if words != before.get(code, "")
    ]


def consulted(actor: Actor, edition_id: UUID) -> list[ConsultedShown]:
    """Who was asked about an edition: those who have not answered first."""
    rows = Consulted.objects.filter(edition_id=edition_id).order_by("answered_on", "whom")
    return sorted(
        (ConsultedShown(c.id, c.whom, c.asked_on, c.answer_by, c.answered_on, c.answer, c.made_of_it) for c in rows),
        key=lambda c: (c.answered_on is not None, c.whom),
    )


def notices(actor: Actor, edition_id: UUID) -> list[NoticeShown]:
    """Who must be sent a published edition, and when each was."""
    rows = Notice.objects.filter(edition_id=edition_id).order_by("sent_on", "to")
    return [NoticeShown(n.id, n.to, n.because, n.sent_on, n.how) for n in rows]
