"""Laying a report beside what is known: the child, the absence it tells of, and what follows. By the hub's service."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.moves import step
from kingfisher.kernel.timing import local_day
from kingfisher.missing import rules
from kingfisher.missing.actions.following import keep_up
from kingfisher.missing.actions.moving import GATEWAY, note_step, recorded, tell
from kingfisher.missing.models import Episode, Profile, Report, Risk
from kingfisher.missing.queries import rows_of_child
from kingfisher.missing.rules import Span
from kingfisher.missing.said import Told
from kingfisher.missing.states import BACK, MISTAKE, OPEN
from kingfisher.missing.states import EPISODE as EPISODE_MOVES
from kingfisher.organisations.queries import agencies, team
from kingfisher.people import actions as people_actions
from kingfisher.people import queries as people
from kingfisher.people.rules import Said
from kingfisher.postroom import queries as arrivals
from kingfisher.postroom.queries import Came
from kingfisher.rulebook import absences, ask

TEAMS = ("front_door", "kingfisher")
# Filled in by whoever says it first; what a later report says otherwise is kept in the history, never laid over it.
FILLED = ("police_ref", "last_seen_place", "wearing", "worry", "companions", "legal_status", "home", "placed_by",
          "found_place", "found_how", "found_with", "condition", "harm", "prevention_words",
          "prevention_name")  # fmt: skip


class NoSuchReport(LookupError):
    """Cancels a report nobody holds; says so in words for the sender."""


@dataclass(frozen=True, slots=True)
class Laid:
    episode_id: UUID
    ref: str
    joined: bool


def lay(actor: Actor, *, told: Told, came: Came, person_id: UUID | None, known_to: Actor | None, at: datetime) -> Laid:
    """Find the child and the absence this report tells of, or begin one; then see what it calls for.

    NoSuchReport when it cancels what the hub does not hold.
    """
    actor.must(Permission.MISSING_REPORT)
    row = _of_police_ref(told)
    if told.what == "cancelled":
        return _cancelled(actor, row, told, came, at)
    person = row.person_id if row else person_id or _person(actor, told, at)
    since = told.last_seen_at or told.found_at or told.reported_at or came.received_at
    until = told.found_at or ((told.reported_at or came.received_at) if told.what == "back" else None)
    same = row or _same(actor, person, since, until, told)
    row = same or _begin(actor, told, came, person, since, at)
    by = _sender(told, came)
    if same:
        _fill(actor, row, told, since, by, at)
    else:
        note_step(actor, row, "reported", _as_told(told), at, by=by)
    _risk(actor, row, told, by, at)
    _prevention(actor, row, told, at)
    if until and row.state == OPEN:
        _back(actor, row, told, until, by, at)
    row.save()
    recorded(actor, "missing.episode.reported", row, told=told.what, source=told.source or "other")
    keep_up(actor, episode_id=row.id, at=at)
    return Laid(row.id, row.ref, same is not None)


def _cancelled(actor: Actor, row: Episode | None, told: Told, came: Came, at: datetime) -> Laid:
    """A sender takes its own report back. It ends the absence only where nobody else reported it: that a carer is
    still looking for the child is not police's to take back."""
    if row is None:
        raise NoSuchReport("It cancels a report we do not hold. Give the police_ref it was sent under.")
    others = [name for name, agency in _senders(actor, row) if agency != came.from_organisation_id]
    why = told.worry or told.risk_why or "Cancelled by whoever reported it."
    if others or row.state not in (OPEN, BACK):
        words = f"{why} It stands: also reported by {', '.join(others)}." if others else why
        note_step(actor, row, "cancelled", words, at, by=_sender(told, came))
    else:
        row.state = step(EPISODE_MOVES, "mistake", row.state)
        row.save(update_fields=["state"])
        note_step(actor, row, "mistake", why, at, by=_sender(told, came))
    recorded(actor, "missing.episode.reported", row, told=told.what, source=told.source or "other")
    keep_up(actor, episode_id=row.id, at=at)
    return Laid(row.id, row.ref, True)


def _senders(actor: Actor, row: Episode) -> list[tuple[str, UUID | None]]:
    """Who reported this absence: the sender's name, and its agency."""
    reports = list(Report.objects.filter(episode_id=row.id).exclude(what="cancelled").order_by("id"))
    agencies_of = arrivals.senders_of(actor, [r.arrival_id for r in reports])
    return [(r.sender, agencies_of.get(r.arrival_id)) for r in reports]


def _sender(told: Told, came: Came) -> str:
    name = told.reporter_name or came.sender_name or "Whoever reported"
    return f"{name}, {told.reporter_phone}" if told.reporter_phone else name


def _as_told(told: Told) -> str:
    seen = f"Last seen {told.last_seen_place}. " if told.last_seen_place else ""
    return f"{seen}{told.worry}".strip()


def _of_police_ref(told: Told) -> Episode | None:
    rows = Episode.objects.select_for_update(of=("self",)).exclude(state=MISTAKE)
    return rows.filter(police_ref=told.police_ref).order_by("-started_at").first() if told.police_ref else None


def _person(actor: Actor, told: Told, at: datetime) -> UUID:
    """The child as the hub knows them: by card, by an earlier absence under the same name and birth date; else new."""
    if told.card_ref:
        card = Profile.objects.filter(ref=told.card_ref.upper(), ended_at=None).first()
        if card:
            return card.person_id
    if told.born_on and told.called:
        before = Episode.objects.filter(name_said__iexact=told.called, born_on=told.born_on).order_by("-started_at")
        if earlier := before.values_list("person_id", flat=True).first():
            return earlier
    given, _, family = told.called.rpartition(" ")
    said = Said(given_name=told.given_name or given, family_name=told.family_name or family, born_on=told.born_on)
    folder = access.open_folder(actor, kind="person", category="missing", at=at)
    return people_actions.state_person(actor, folder_id=folder, said=said, origin="mention", at=at)


def _same(actor: Actor, person: UUID, since: datetime, until: datetime | None, told: Told) -> Episode | None:
    """The absence of this child that overlaps with what was told, or that it follows or precedes within the gap."""
    gap = absences.missing_figures(on=local_day(since, ask.calendar())).join_gap_minutes
    here = Span("", since, until)
    for row in reversed(rows_of_child(actor, person)):
        if row.state == MISTAKE:
            continue
        main = row.joined_into or row
        if rules.is_same_absence(Span("", main.started_at, main.found_at), here, gap_minutes=gap):
            return Episode.objects.select_for_update(of=("self",)).get(id=main.id)
        if told.what == "back" and row.state == OPEN:
            return Episode.objects.select_for_update(of=("self",)).get(id=main.id)
    return None


def _begin(actor: Actor, told: Told, came: Came, person: UUID, since: datetime, at: datetime) -> Episode:
    folder = access.open_folder(actor, kind="missing", category="missing", at=at)
    open_to_searchers(actor, folder_id=folder, at=at)
    seen = people.statements(actor, {person}).get(person)
    row = Episode(
        id=new_id(), folder_id=folder, ref=new_ref("ME"), person_id=person,
        name_said=(told.called or (seen.name if seen else "") or named_on_card(came, told) or told.nameless)[:400],
        born_on=told.born_on or (seen.said.born_on if seen else None), kind=told.kind or "missing", state=OPEN,
        started_at=since, reported_at=told.reported_at or came.received_at,
        created_at=at, created_by=actor.placement_id,
        **{n: getattr(told, n)[:Episode._meta.get_field(n).max_length] for n in FILLED if n in _WHEN_MISSING},
    )  # fmt: skip
    row.save(force_insert=True)
    tell(actor, row, "Reported missing" if row.kind == "missing" else "Reported away without authorisation", since,
         _as_told(told), at, basis="told")  # fmt: skip
    return row


_WHEN_MISSING = ("police_ref", "last_seen_place", "wearing", "worry", "companions", "legal_status", "home", "placed_by")


def open_to_searchers(actor: Actor, *, folder_id: UUID, at: datetime) -> None:
    """Police, who search, and the teams that stand by the child. The home that reported sees its own report only."""
    police = [Receiver(organisation_id=a.id) for a in agencies(actor) if a.kind == "police"]
    ours = [Receiver(team_id=key) for code in TEAMS if (key := team(actor, code))]
    for to in (*police, *ours):
        access.grant(actor, folder_id=folder_id, to=to, level=FULL, writes=True, basis=GATEWAY,
                     because="A child reported missing is searched for together.", at=at)  # fmt: skip


def _fill(actor: Actor, row: Episode, told: Told, since: datetime, by: str, at: datetime) -> None:
    """What a further report adds to a known absence; what it says otherwise is kept beside it."""
    otherwise = []
    for name in FILLED:
        said, stands = getattr(told, name), getattr(row, name)
        if said and not stands:
            setattr(row, name, said[: Episode._meta.get_field(name).max_length])
        elif said and said.lower() != stands.lower():
            otherwise.append(f"{name.replace('_', ' ')}: {said}")
    reopened = row.state == BACK and told.what == "missing" and row.found_at and since >= row.found_at
    if reopened and not told.found_at:
        otherwise.append(f"back at {row.found_at.isoformat(timespec='minutes')} and gone again within the hour")
        row.state, row.found_at, row.found_by = OPEN, None, None
    row.started_at = min(row.started_at, since)
    if told.born_on and row.born_on is None:
        row.born_on = told.born_on
    note_step(actor, row, "reported_again", "; ".join(otherwise), at, by=by)


def _risk(actor: Actor, row: Episode, told: Told, by: str, at: datetime) -> None:
    when, held = told.changed_at or at, Risk.objects.filter(episode=row)
    later = held.filter(happened_at__gt=when).exists()  # an older list, sent late
    known = held.filter(risk=told.risk, happened_at=when).exists()
    if told.risk and told.risk != row.risk and not known:
        row.risk = row.risk if later else told.risk
        Risk(id=new_id(), folder_id=row.folder_id, episode=row, risk=told.risk, why=told.risk_why or "As reported.",
             happened_at=when, by_name=by[:200], created_at=at, created_by=actor.placement_id).save(
            force_insert=True
        )  # fmt: skip


def _prevention(actor: Actor, row: Episode, told: Told, at: datetime) -> None:
    if told.prevention_at and row.prevention_at is None:
        row.prevention_at, row.prevention_by = told.prevention_at, actor.placement_id


def _back(actor: Actor, row: Episode, told: Told, until: datetime, by: str, at: datetime) -> None:
    row.state, row.found_at, row.found_by = BACK, max(until, row.started_at), actor.placement_id
    for name in ("found_place", "found_how", "found_with", "condition", "harm"):
        said = getattr(told, name)
        if said:
            setattr(row, name, said[: Episode._meta.get_field(name).max_length])
    words = f"Found: {row.found_place}" if row.found_place else ""
    note_step(actor, row, "find", words, at, by=by)
    tell(actor, row, "Back after being missing", row.found_at, words, at, kind="missing_back", basis="told")


def named_on_card(came: Came, told: Told) -> str:
    """The name on the card, for the home that keeps it; to anybody else a card's number gives no name away."""
    if not (told.card_ref and came.from_organisation_id):
        return ""
    own = Profile.objects.filter(ref=told.card_ref.upper(), organisation_id=came.from_organisation_id, ended_at=None)
    return own.values_list("name_said", flat=True).first() or ""
