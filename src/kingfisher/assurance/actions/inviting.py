"""Asking those who have no place in the hub: a school answers by a link, and is chased and scored like any agency."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.assurance.actions.lacking import Lacking, said
from kingfisher.assurance.models import Invitation, Return, Round
from kingfisher.assurance.queries import INVITED, RETURN
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.tokens import token_of
from kingfisher.postroom import actions as postroom
from kingfisher.ui.filters import counted, day

audit.can_record(
    assurance__return__invited="asked somebody without a place in the hub about her agency",
    assurance__letters__written="wrote to those who answer about their agency by a link",
)
AT_A_TIME = 200
OWN = "The link is for you alone: whoever holds it can write in the answers. A colleague may help beside you."
# By the state a return is in: the title, and the words.
LETTERS = {
    "asked": (
        "{title}: please answer for {body}",
        "The safeguarding partnership asks {body} how it keeps children safe. {again}Please answer by {due}.\n\n"
        "{link}\n\nYou need no account. What you write is kept as you go, and nobody else reads it before you send it. "
        + OWN,
    ),
    "challenged": (
        "{title}: a peer has read your answers",
        "Somebody of another agency has read what {body} wrote. Please read what she or he makes of it, and answer "
        "where something is doubted.\n\n{link}",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is asked: the agency the hub knows, or the name and kind of a body it does not; who answers, and where."""

    body: str
    name: str
    email: str
    kind: str = ""
    organisation_id: UUID | None = None


def invite(actor: Actor, *, round_id: UUID, invited: Invited, folder: UUID, at: datetime) -> UUID:
    """Ask a body through somebody who has no place in the hub; her letter goes out by itself."""
    actor.must(Permission.ASSURANCE_WORK)
    row = locked(Round, round_id)
    if row.closed_at:
        raise NotNow("This round is closed: nobody is asked any more.")
    said((invited.body, "Say which school."), (invited.name, "Say who answers."), ("@" in invited.email, "Say where."))
    known = invited.organisation_id
    same = Return.objects.filter(round=row)
    if (same.filter(organisation_id=known) if known else same.filter(body__iexact=invited.body)).exists():
        raise Lacking(
            "It is asked already.", gaps=(f"{invited.body} is asked already: chase it, or send the link anew.",)
        )
    made = Return(
        id=new_id(), folder_id=folder, round=row, ref=new_ref("SR"), organisation_id=known, lead=None, state="asked",
        body="" if known else invited.body, body_kind="" if known else invited.kind, created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    made.save(force_insert=True)
    Invitation(id=new_id(), of=made, name=invited.name, email=invited.email, created_at=at,
               created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    audit.record(actor, "assurance.return.invited", folders=[folder], facts={"ref": made.ref})
    return made.id


def invite_again(actor: Actor, *, return_id: UUID, name: str, email: str, at: datetime) -> None:
    """A new link, to the same person or to somebody else; the one before opens nothing any more."""
    actor.must(Permission.ASSURANCE_WORK)
    row = locked(Return, return_id)
    if row.lead or row.round.closed_at:
        raise NotNow("A link is sent where nobody of the hub answers, while the round is open.")
    said((name.strip(), "Say who answers."), ("@" in email, "Say at which address."))
    kept = {"name": name.strip()[:120], "email": email.strip().lower(), "key": uuid4(), "told": ""}
    Invitation.objects.filter(of=row).update(**kept)
    audit.record(actor, "assurance.return.invited", folders=[row.folder_id], facts={"ref": row.ref, "again": True})


def write_letters(actor: Actor, *, site: str, at: datetime) -> int:
    """Write once to everybody who holds a link about how it stands now; returns how many. `site`: the hub's address."""
    actor.must(Permission.RETURN_DOOR)
    rows = Invitation.objects.select_for_update(skip_locked=True, of=("self",)).select_related(
        "of__round", "of__organisation"
    )
    sent = 0
    for one in rows.filter(of__lead=None, of__round__closed_at=None, of__state__in=tuple(LETTERS)).order_by(
        "created_at"
    ):
        about = f"{one.of.state} {one.of.chased}"
        if one.told == about or sent >= AT_A_TIME:
            continue
        title, body = _letter(one, site)
        postroom.send(actor, kind="self_assessment", about=(RETURN, one.of_id), title=title, body=body, way="email",
                      to_name=one.name, to_address=one.email, about_people=(), at=at)  # fmt: skip
        one.told, sent = about, sent + 1
        one.save(update_fields=["told"])
    if sent:
        audit.record(actor, "assurance.letters.written", facts={"count": sent})
    return sent


def _letter(one: Invitation, site: str) -> tuple[str, str]:
    title, body = LETTERS[one.of.state]
    again = f"We have asked {counted(one.of.chased, 'time', 'times')} before. " if one.of.chased else ""
    given_back = f"It came back to you: {one.of.given_back_why} " if one.of.given_back_why else ""
    words = {
        "title": one.of.round.title, "body": one.of.whose, "due": day(one.of.round.due_on), "again": again + given_back,
        "link": f"{site.rstrip('/')}/self-assessment/{token_of(one.key, INVITED)}",
    }  # fmt: skip
    return title.format(**words)[:200], f"Dear {one.name},\n\n{body.format(**words)}\n"
