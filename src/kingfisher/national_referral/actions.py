"""Preparing a referral, recording that it was sent, and every decision on it. Nothing is sent by the hub itself."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.chronology import actions as chronology
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import step
from kingfisher.kernel.timing import end_of, local_day
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.national_referral import rules
from kingfisher.national_referral.models import Referral, Step
from kingfisher.national_referral.queries import KIND, gather, is_first_responder
from kingfisher.national_referral.states import DRAFT, REFERRAL
from kingfisher.organisations.queries import team
from kingfisher.people import queries as people
from kingfisher.rulebook import ask

audit.can_record(
    national_referral__referral__prepared="gathered a referral to the national mechanism",
    national_referral__referral__written="wrote in a referral to the national mechanism",
    national_referral__referral__sent="recorded that a referral to the national mechanism was sent",
    national_referral__referral__moved="recorded a decision on a referral to the national mechanism",
)
GATEWAY = "ca2004_s11"
# What others decide or ask, recorded here; and which rule's clock a decision starts.
DECISIONS = ("ask_more", "give_more", "rg_yes", "rg_no", "cg_yes", "cg_no", "ask_again", "suspend", "withdraw")
STARTS = {"rg_yes": "nrm_recovery_period", "rg_no": "nrm_reconsideration", "cg_no": "nrm_reconsideration"}


class Lacking(Refused):
    """Something is not said yet; `gaps` say what."""

    rule = "national_referral_gaps"


def prepare(actor: Actor, *, person_id: UUID, at: datetime) -> UUID:
    """Begin a referral, every answer gathered from what is held; returns its key, or the one in hand already."""
    _may(actor)
    child = people.statements(actor, {person_id}).get(person_id)
    if child is None:
        raise NotThere
    before = Referral.objects.filter(person_id__in=people.cluster_ids(actor, person_id), state=DRAFT).first()
    if before:
        return before.id
    folder = access.open_folder(actor, kind="referral", category="child_protection", at=at)
    if key := team(actor, "kingfisher"):
        access.grant(actor, folder_id=folder, to=Receiver(team_id=key), level=FULL, writes=True, basis=GATEWAY,
                     because="A child who may be a victim of trafficking.", at=at)  # fmt: skip
    devolved = ask.is_on("nrm_devolved", on=local_day(at, ask.calendar()))
    row = Referral(
        id=new_id(), folder_id=folder, ref=new_ref("NR"), person_id=person_id, name_said=child.name[:400],
        organisation_id=actor.organisation_id, responder_name=actor.worker_name, state=DRAFT,
        route="devolved_panel" if devolved else "sca", gathered=gather(actor, person_id), gathered_at=at,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    _recorded(actor, "prepared", row)
    return row.id


def gather_again(actor: Actor, *, referral_id: UUID, at: datetime) -> None:
    """Gather anew what is held by now. What a worker wrote stays."""
    row = _row(actor, referral_id, draft=True)
    row.gathered, row.gathered_at = gather(actor, row.person_id), at
    row.save(update_fields=["gathered", "gathered_at"])
    _recorded(actor, "prepared", row)


def write(
    actor: Actor, *, referral_id: UUID, code: str = "", words: str = "", types: Iterable[str] | None = None,
    at: datetime,
) -> None:  # fmt: skip
    """Write under one question, or choose the types of exploitation."""
    row = _row(actor, referral_id, draft=True)
    if types is not None:
        row.types = [t for t in types if t in dict(ask.codes("exploitation_type").choices())]
        code, words = "types", ", ".join(ask.label("exploitation_type", t) for t in row.types)
    if code not in {c for c, *_ in rules.QUESTIONS}:
        raise NotThere
    row.own = {**row.own, code: words.strip()}
    row.save(update_fields=["own", "types"])
    _recorded(actor, "written", row)


def send(actor: Actor, *, referral_id: UUID, given_ref: str, crime_ref: str = "", at: datetime) -> None:
    """Record that a person sent it, under the reference the mechanism gave. Gaps never hold it up; consent neither."""
    row = _row(actor, referral_id)
    state = step(REFERRAL, "send", row.state)
    if gaps := rules.send_gaps(may=is_first_responder(actor), given_ref=given_ref, types=row.types):
        raise Lacking("This cannot be recorded yet.", gaps=gaps)
    row.state, row.given_ref, row.crime_ref = state, given_ref.strip()[:60], crime_ref.strip()[:60]
    row.sent_at, row.sent_by = at, actor.placement_id
    row.save()
    rule = rules.CLOCK_OF_ROUTE[row.route]
    clocks.start(actor, rule=rule, subject=(KIND, row.id), folder=row.folder_id, at=at)
    _step(actor, row, "send", local_day(at, ask.calendar()), f"Reference {row.given_ref}", at)
    _recorded(actor, "sent", row)


def move(
    actor: Actor, *, referral_id: UUID, name: str, happened_on: date | None, words: str = "", at: datetime
) -> None:
    """Record what was decided or asked, on its own day. Clocks follow: recovery, or the time to ask again."""
    row = _row(actor, referral_id)
    today = local_day(at, ask.calendar())
    if name not in DECISIONS or happened_on is None or happened_on > today:
        raise Lacking("This cannot be recorded yet.", gaps=("Choose what happened, and the day: not in the future.",))
    if name in ("ask_again", "withdraw", "suspend") and not words.strip():
        raise Lacking("This cannot be recorded yet.", gaps=("Say why, in a sentence others can use.",))
    row.state = step(REFERRAL, name, row.state)
    row.save(update_fields=["state"])
    since = min(at, end_of(happened_on, ask.calendar()))
    if name not in ("ask_more", "give_more"):
        clocks.stop(actor, subject=(KIND, row.id), at=since)
    if rule := STARTS.get(name):
        clocks.start(actor, rule=rule, subject=(KIND, row.id), folder=row.folder_id, since=since, at=at)
    _step(actor, row, name, happened_on, words, at)
    _recorded(actor, "moved", row, move=name)


def guardian(actor: Actor, *, referral_id: UUID, on: date, at: datetime) -> None:
    """Keep that the child was referred to an independent guardian."""
    row = _row(actor, referral_id)
    row.guardian_on = on
    row.save(update_fields=["guardian_on"])
    _recorded(actor, "written", row)


def _may(actor: Actor) -> None:
    if not actor.has(Permission.NRM_WORK):
        raise Denied("Your role does not include referrals to the national mechanism.", rule="permission:nrm")


def _row(actor: Actor, referral_id: UUID, *, draft: bool = False) -> Referral:
    _may(actor)
    row = locked(Referral, referral_id)
    if draft and row.state != DRAFT:
        raise Lacking("It was sent.", gaps=("What was sent stays as it was. Send what is new as an addition.",))
    return row


def _step(actor: Actor, row: Referral, name: str, on: date, words: str, at: datetime) -> None:
    label = next(m.label for m in REFERRAL if m.name == name)
    Step(id=new_id(), folder_id=row.folder_id, referral=row, move=name, to_state=row.state, happened_on=on,
         words=words.strip(), by_name=actor.worker_name, created_at=at, created_by=actor.placement_id).save(
        force_insert=True
    )  # fmt: skip
    line = chronology.Line(
        folder_id=row.folder_id, person_id=row.person_id, kind="decision", happened_on=on,
        title=f"National referral: {label.lower()}", about=(KIND, row.id), reference=row.ref,
    )  # fmt: skip
    chronology.note(actor, line=line, at=at)


def _recorded(actor: Actor, what: str, row: Referral, **facts: str) -> None:
    audit.record(actor, f"national_referral.referral.{what}", folders=[row.folder_id], facts={"ref": row.ref, **facts})
