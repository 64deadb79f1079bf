"""Writing together what must be published: beginning, wording, commenting, asking others."""

from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Max
from django.utils.text import slugify

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import team
from kingfisher.partnership.actions.lacking import Lacking, _said
from kingfisher.partnership.models import Comment, Consulted, Edition, Part, Publication, Published, Shelf
from kingfisher.partnership.queries import KIND
from kingfisher.partnership.states import EDITION, WRITTEN_IN
from kingfisher.rulebook import published

audit.can_record(
    partnership__edition__begun="began an edition of what the partnership publishes",
    partnership__edition__written="wrote a section of what the partnership publishes",
    partnership__edition__commented="commented on what the partnership publishes",
    partnership__edition__consulted="asked somebody about what the partnership publishes, or kept the answer",
)
TEAMS = ("partnership", "safeguarding_partners")  # to whom the board's own folder is open
GATEWAY = "ca2004_s10"


def lay_shelf(actor: Actor, *, at: datetime) -> None:
    """The board's own folder, laid once by the hub's service and open to the office and the partners. Again does
    nothing.
    """
    actor.must(Permission.PUBLISHED_READ)
    if Shelf.objects.exists():
        return
    folder = access.open_folder(actor, kind="board", category="board", at=at)
    for key in filter(None, (team(actor, code) for code in TEAMS)):
        access.grant(actor, folder_id=folder, to=Receiver(team_id=key), level=FULL, writes=True, basis=GATEWAY,
                     because="The partnership's own papers, which name no child.", at=at)  # fmt: skip
    Shelf(id=new_id(), folder_id=folder, created_at=at, created_by=actor.placement_id).save(force_insert=True)
    audit.record(actor, "partnership.edition.begun", folders=[folder], facts={"shelf": True})


def _shelf_folder(actor: Actor) -> UUID:
    """The folder the board's files and clocks lie in."""
    found = Shelf.objects.order_by("created_at").first()
    if found is None:
        raise Lacking("The board's folder is not laid yet.", gaps=("Open “What we publish” once, then try again.",))
    return found.folder_id


def begin(
    actor: Actor, *, kind: str, title: str, first_day: date | None = None, last_day: date | None = None, at: datetime
) -> UUID:  # fmt: skip
    """Begin a document that has no edition yet; returns the edition. A yearly report's clock runs from its last day."""
    actor.must(Permission.BOARD_WORK)
    rule = published.publication(kind)
    days = bool(first_day and last_day and first_day < last_day)
    _said(title=(title, "Say what it is called."), days=(days or not rule.per_year, "Say from which day to which."))
    slug = slugify(f"{kind} {first_day:%Y}-{last_day:%y}" if rule.per_year else kind)
    if Publication.objects.filter(slug=slug).exists():
        raise Lacking("There is one already.", gaps=("Begin a new edition of it instead.",))
    pub = Publication(
        id=new_id(), kind=kind, slug=slug, title=title.strip(), first_day=first_day if rule.per_year else None,
        last_day=last_day if rule.per_year else None, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    pub.save(force_insert=True)
    key = _edition(actor, pub, 1, at)
    if rule.publish_clock:
        since = datetime.combine(pub.last_day, time(12), LONDON)
        clocks.start(actor, rule=rule.publish_clock, subject=(KIND, key), folder=_shelf_folder(actor),
                     since=since, at=at)  # fmt: skip
    return key


def begin_next(actor: Actor, *, publication_id: UUID, at: datetime) -> UUID:
    """Begin the next edition from the words of the one that stands."""
    actor.must(Permission.BOARD_WORK)
    pub = Publication.objects.select_for_update().filter(id=publication_id).first()
    if pub is None:
        raise NotThere
    if Edition.objects.filter(publication=pub, published_at=None).exists():
        raise Lacking("An edition is being written.", gaps=("Go on with that one.",))
    last = Published.objects.filter(slug=pub.slug).order_by("-number").first()
    key = _edition(actor, pub, last.number + 1 if last else 1, at)
    for s in last.sections if last else ():
        _part(actor, key, s["code"], 1, 0, s["words"], at)
    return key


def write(
    actor: Actor, *, edition_id: UUID, section: str, words: str, seen: int, at: datetime
) -> bool:  # fmt: skip
    """Keep a wording of a section, started from number `seen`. True when it now stands; False when somebody saved
    meanwhile: then both are kept, and it waits beside the other to be brought together. Signatures under other
    words count no more, and what waited for them goes back to being written.
    """
    actor.must(Permission.PUBLICATION_DRAFT)
    row = _at_work(edition_id)
    if section not in {t.code for t in published.publication(row.publication.kind).topic}:
        raise NotThere
    mine = Part.objects.filter(edition=row, section=section)
    newest = mine.aggregate(most=Max("number"))["most"] or 0
    standing = mine.filter(beside=False).order_by("-number").first()
    if standing and standing.words == words and newest == standing.number:
        return True
    _part(actor, row.id, section, newest + 1, min(seen, newest), words, at, beside=seen < newest)
    _reopen(row)
    audit.record(actor, "partnership.edition.written", facts={"edition": str(row.id), "section": section})
    return seen >= newest


def say_changes(actor: Actor, *, edition_id: UUID, changes: str, at: datetime) -> None:
    """What changed since the last edition, as the public will read it."""
    actor.must(Permission.PUBLICATION_DRAFT)
    row = _at_work(edition_id)
    if row.changes != changes.strip():
        row.changes = changes.strip()
        row.save(update_fields=["changes"])
        _reopen(row)
    audit.record(actor, "partnership.edition.written", facts={"edition": str(row.id), "section": "changes"})


def comment(actor: Actor, *, edition_id: UUID, section: str, words: str, at: datetime) -> UUID:
    """Say something about a section; it must be answered or settled before the document is signed."""
    actor.must(Permission.PUBLICATION_DRAFT)
    row = _at_work(edition_id)
    _said(words=(words, "Write your comment."))
    made = Comment(id=new_id(), edition=row, section=section, words=words.strip(), created_at=at,
                   created_by=actor.placement_id)  # fmt: skip
    made.save(force_insert=True)
    audit.record(actor, "partnership.edition.commented", facts={"edition": str(row.id), "section": section})
    return made.id


def settle(actor: Actor, *, comment_id: UUID, answer: str, at: datetime) -> None:
    """Answer a comment; both stay to be read."""
    actor.must(Permission.PUBLICATION_DRAFT)
    row = Comment.objects.select_for_update().filter(id=comment_id, settled_at=None).first()
    if row is None:
        raise NotThere
    _said(answer=(answer, "Say what was made of it."))
    row.answer, row.settled_at, row.settled_by = answer.strip(), at, actor.placement_id
    row.save(update_fields=["answer", "settled_at", "settled_by"])
    audit.record(actor, "partnership.edition.commented", facts={"comment": str(row.id), "settled": True})


def consult(
    actor: Actor, *, edition_id: UUID, whom: str, answer_by: date, relevant_id: UUID | None = None, at: datetime
) -> UUID:  # fmt: skip
    """Note that somebody was asked about it, and by when she should answer."""
    actor.must(Permission.BOARD_WORK)
    row = _at_work(edition_id)
    _said(whom=(whom, "Say who was asked."))
    if row.state == "drafting":
        row.state = step(EDITION, "consult", row.state)
        row.save(update_fields=["state"])
    made = Consulted(
        id=new_id(), edition=row, whom=whom.strip(), relevant_id=relevant_id, asked_on=at.astimezone(LONDON).date(),
        answer_by=answer_by, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record(actor, "partnership.edition.consulted", facts={"edition": str(row.id)})
    return made.id


def keep_answer(actor: Actor, *, consulted_id: UUID, answer: str, made_of_it: str, at: datetime) -> None:
    """What somebody answered, and what was made of it. "Nothing to say" is an answer; silence is not."""
    actor.must(Permission.BOARD_WORK)
    row = Consulted.objects.select_for_update().filter(id=consulted_id).first()
    if row is None:
        raise NotThere
    _said(answer=(answer, "Say what was answered."), made=(made_of_it, "Say what was made of it."))
    row.answered_on, row.answer, row.made_of_it = at.astimezone(LONDON).date(), answer.strip(), made_of_it.strip()
    row.save(update_fields=["answered_on", "answer", "made_of_it"])
    audit.record(actor, "partnership.edition.consulted", facts={"consulted": str(row.id), "answered": True})


def _edition(actor: Actor, pub: Publication, number: int, at: datetime) -> UUID:
    row = Edition(id=new_id(), publication=pub, number=number, state="drafting", created_at=at,
                  created_by=actor.placement_id)  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "partnership.edition.begun", facts={"slug": pub.slug, "number": number})
    return row.id


def _part(
    actor: Actor, edition_id: UUID, section: str, number: int, based_on: int, words: str, at: datetime,
    beside: bool = False,
) -> None:  # fmt: skip
    Part(id=new_id(), edition_id=edition_id, section=section, number=number, based_on=based_on, words=words,
         beside=beside, written_at=at, created_at=at,
         created_by=actor.placement_id).save(force_insert=True)  # fmt: skip


def _at_work(edition_id: UUID) -> Edition:
    row = Edition.objects.select_related("publication").select_for_update(of=("self",)).filter(id=edition_id).first()
    if row is None:
        raise NotThere
    if row.state not in WRITTEN_IN:
        raise NotNow("This edition is published and never changes. Begin the next one.")
    return row


def _reopen(row: Edition) -> None:
    if row.state == "signing":
        row.state = step(EDITION, "reopen", row.state)
        row.save(update_fields=["state"])
