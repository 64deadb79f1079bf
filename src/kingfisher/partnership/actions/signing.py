"""Three signatures, publication, and telling those who must be told."""

from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.clocks import queries as clock_queries
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.partnership import facts, rules
from kingfisher.partnership.actions.lacking import Lacking, _said
from kingfisher.partnership.actions.publishing import _shelf_folder
from kingfisher.partnership.models import Edition, Figures, Notice, Published, Signature
from kingfisher.partnership.queries import KIND, EditionShown, edition, lead_seat_of
from kingfisher.partnership.states import EDITION

audit.can_record(
    partnership__edition__put="put what the partnership publishes to the three to sign",
    partnership__edition__signed="signed what the partnership publishes, as a lead safeguarding partner",
    partnership__edition__published="published an edition for everybody",
    partnership__notice__sent="sent what was published to somebody who must have it",
)


class OtherWords(Refused):
    """The words changed between reading and signing."""

    rule = "signature_under_other_words"


def put_to_signature(actor: Actor, *, edition_id: UUID, at: datetime) -> None:
    """Freeze the hub's figures and put the edition to the three. Lacking says what is missing."""
    actor.must(Permission.BOARD_WORK)
    row = _locked(edition_id)
    state = step(EDITION, "put_to_signature", row.state)
    shown = edition(actor, edition_id)
    if shown.gaps:
        raise Lacking("It cannot be put to signature yet.", gaps=shown.gaps)
    on = at.astimezone(LONDON).date()
    for s in shown.sections:
        if s.topic.gathers:
            rows = facts.gathered(
                actor, s.topic.gathers, first=shown.first_day or date(on.year - 1, on.month, 1),
                last=shown.last_day or on,
            )  # fmt: skip
            Figures(id=new_id(), edition=row, section=s.topic.code, rows=rows or [], held_at=at, created_at=at,
                    created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    row.state = state
    row.save(update_fields=["state"])
    audit.record(actor, "partnership.edition.put", facts={"edition": str(row.id)})


def reopen(actor: Actor, *, edition_id: UUID, at: datetime) -> None:
    """Take it back to be changed. Signatures stay on record; under other words they count no more."""
    actor.must(Permission.BOARD_WORK)
    row = _locked(edition_id)
    row.state = step(EDITION, "reopen", row.state)
    row.save(update_fields=["state"])
    audit.record(actor, "partnership.edition.written", facts={"edition": str(row.id), "section": "reopened"})


def sign(actor: Actor, *, edition_id: UUID, words_hash: str, proved_by: str, at: datetime) -> None:
    """Sign exactly these words, as the lead partner whose seat the actor holds on this day. `proved_by` is the
    second factor she showed again just now. OtherWords when they changed since she opened them.
    """
    actor.must(Permission.PUBLICATION_SIGN)
    mine = lead_seat_of(actor)
    if mine is None:
        raise Denied("Only a lead safeguarding partner signs, from her own seat.", rule="signs_from_own_seat")
    if not proved_by:
        raise Denied("Show your second factor again to sign.", rule="second_factor_again")
    row = _locked(edition_id)
    if row.state != "signing":
        raise NotNow("This is not waiting for signatures now. Somebody may have changed it: look at it again.")
    shown = edition(actor, edition_id)
    if shown.words_hash != words_hash:
        raise OtherWords("The words changed after you opened them. Read them again, then sign.")
    seat, partner = mine
    if any(s.partner_id == partner and s.counts for s in shown.signatures):
        raise NotNow("You have signed this already.")
    Signature(
        id=new_id(), edition=row, partner_id=partner, seat_id=seat, words_hash=words_hash, proved_by=proved_by,
        signed_at=at, created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    audit.record(actor, "partnership.edition.signed", facts={"edition": str(row.id), "hash": words_hash})


def publish(actor: Actor, *, edition_id: UUID, at: datetime) -> None:
    """Publish what all three signed: a frozen copy for everybody, clocks for sending and review, the notices due."""
    actor.must(Permission.BOARD_WORK)
    row = _locked(edition_id)
    state = step(EDITION, "publish", row.state)
    shown = edition(actor, edition_id)
    if not shown.is_signed:
        signed = [s.kind for s in shown.signatures if s.counts]
        gaps = rules.signature_gaps([s.kind for s in shown.signatures], signed)
        raise Lacking("It is not signed by all three.", gaps=gaps or ("Name all three safeguarding partners.",))
    for old in Edition.objects.filter(publication_id=row.publication_id, state="published"):
        old.state = step(EDITION, "replace", old.state)
        old.save(update_fields=["state"])
        clocks.stop(actor, subject=(KIND, old.id), at=at)
    row.state, row.published_at, row.published_by = state, at, actor.placement_id
    row.save(update_fields=["state", "published_at", "published_by"])
    clocks.stop(actor, subject=(KIND, row.id), at=at)
    _freeze(actor, row, shown, _start_clocks(actor, shown, at), at)
    for sending in shown.kind.sending:
        Notice(id=new_id(), edition=row, to=sending.to, because=sending.because, created_at=at,
               created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    audit.record(actor, "partnership.edition.published", facts={"edition": str(row.id), "hash": shown.words_hash})


def note_sent(actor: Actor, *, notice_id: UUID, how: str, at: datetime) -> None:
    """Somebody who must have it was sent it. When the last one was, the clock stops."""
    actor.must(Permission.BOARD_WORK)
    row = Notice.objects.select_for_update().filter(id=notice_id, sent_on=None).first()
    if row is None:
        raise NotThere
    _said(how=(how, "Say how it was sent."))
    row.sent_on, row.how = at.astimezone(LONDON).date(), how.strip()
    row.save(update_fields=["sent_on", "how"])
    if not Notice.objects.filter(edition_id=row.edition_id, sent_on=None).exists():
        clocks.stop(actor, subject=(KIND, row.edition_id), rule="publication_sent", at=at)
    audit.record(actor, "partnership.notice.sent", facts={"notice": str(row.id)})


def _locked(edition_id: UUID) -> Edition:
    row = Edition.objects.select_for_update().filter(id=edition_id).first()
    if row is None:
        raise NotThere
    return row


def _start_clocks(actor: Actor, shown: EditionShown, at: datetime) -> date | None:
    """The clocks of a published edition; returns the day by which it is reviewed."""
    folder = _shelf_folder(actor)
    for rule in filter(None, (shown.kind.send_clock, shown.kind.review_clock)):
        clocks.start(actor, rule=rule, subject=(KIND, shown.id), folder=folder, at=at)
    running = clock_queries.for_subject(actor, (KIND, shown.id), open_only=True)
    return next((c.due_on for c in running if c.rule_id == shown.kind.review_clock), None)


def _freeze(actor: Actor, row: Edition, shown: EditionShown, review_on: date | None, at: datetime) -> None:
    sections = [
        {"code": s.topic.code, "title": s.topic.title, "words": s.words, "figures": [list(f) for f in s.figures]}
        for s in shown.sections if s.words.strip() or s.figures
    ]  # fmt: skip
    signed = [
        {"partner": s.partner, "by": s.by, "on": f"{s.signed_at.astimezone(LONDON):%-d %B %Y}"}
        for s in shown.signatures
    ]  # fmt: skip
    Published(
        id=new_id(), edition=row, slug=shown.slug, kind=shown.kind.id, title=shown.title, number=shown.number,
        changes=shown.changes, sections=sections, signed=signed, words_hash=shown.words_hash,
        published_on=at.astimezone(LONDON).date(), review_on=review_on, created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
