"""What follows of an absence by itself: thresholds, authorities to tell, the talk on return. Again changes nothing."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.timing import local_day
from kingfisher.missing import rules
from kingfisher.missing.actions.moving import GATEWAY, recorded
from kingfisher.missing.models import Crossing, Episode, Interview, Notice
from kingfisher.missing.queries import INTERVIEW, rows_of_child
from kingfisher.missing.queries.reading import spans_of
from kingfisher.missing.states import BACK, DUE, HELD, MISTAKE, OPEN
from kingfisher.organisations.queries import agencies, team
from kingfisher.people.rules import age_on
from kingfisher.postroom import actions as postroom
from kingfisher.rulebook import absences, ask

TEAMS = ("front_door", "kingfisher")
NOTICE = "A child you are responsible for was reported missing"


def keep_up(actor: Actor, *, episode_id: UUID, at: datetime) -> None:
    """Done by the hub's own service after every step, and hourly while a child is missing."""
    actor.must(Permission.MISSING_WORK)
    row = locked(Episode, episode_id)
    if row.joined_into_id is None and row.state != MISTAKE:
        _thresholds(actor, row, at)
        _notices(actor, row, at)
    _talk(actor, row, at)
    recorded(actor, "missing.episode.kept_up", row, state=row.state)


def _thresholds(actor: Actor, row: Episode, at: datetime) -> None:
    day = local_day(row.started_at, ask.calendar())
    spans = spans_of(rows_of_child(actor, row.person_id))
    newest = next((s for s in rules.absences(spans) if s.key == str(row.id)), None)
    if newest is None:
        return
    found = rules.crossed(
        spans, newest, age=age_on(row.born_on, day), rules=absences.thresholds(on=day),
        figures=absences.missing_figures(on=day), at=at,
    )  # fmt: skip
    known = set(Crossing.objects.filter(episode=row).values_list("rule_id", flat=True))
    for one in found:
        if one.rule.id not in known:
            Crossing(
                id=new_id(), folder_id=row.folder_id, episode=row, rule_id=one.rule.id, rule_hash=one.rule.hash,
                calls_for=one.rule.calls_for, facts=one.facts, crossed_at=at, created_at=at,
                created_by=actor.placement_id,
            ).save(force_insert=True)  # fmt: skip


def _notices(actor: Actor, row: Episode, at: datetime) -> None:
    """A child placed here by another area: the placing authority and the host are both told."""
    if not row.placed_by or Notice.objects.filter(episode=row).exists():
        return
    known = agencies(actor)
    placing = next((a for a in known if a.kind == "council" and row.placed_by.lower() in a.name.lower()), None)
    host = next((a for a in known if a.id == actor.organisation_id), None)
    for part, name, agency in (("placing", row.placed_by, placing), ("host", host.name if host else "", host)):
        sent = None
        if agency and part == "placing":
            sent = postroom.send(
                actor, kind="missing_notice", about=("missing.episode", row.id), title=NOTICE,
                body=f"{row.name_said}, {row.ref}. Ring {host.phone if host else 'us'}.",
                to_organisation_id=agency.id, about_people=[row.person_id], about_folders=[row.folder_id], at=at,
            )  # fmt: skip
        done = sent is not None or part == "host"  # the host is this council: the board it reads is the notice
        Notice(
            id=new_id(), folder_id=row.folder_id, episode=row, part=part, authority=name[:120],
            organisation_id=agency.id if agency else None, departure_id=sent, told_at=at if done else None,
            told_by=actor.placement_id if done else None,
            told_whom=("On the board of who is missing" if part == "host" else "Here, by a notice") if done else "",
            created_at=at, created_by=actor.placement_id,
        ).save(force_insert=True)  # fmt: skip


def _talk(actor: Actor, row: Episode, at: datetime) -> None:
    """Every child who is back is offered a talk. One who is missing again, or never was, is not waited for."""
    talk = Interview.objects.select_for_update(of=("self",)).filter(episode_id=row.id).first()
    wanted = row.state == BACK and row.joined_into_id is None and row.found_at is not None
    if talk is None and wanted:
        _offer_due(actor, row, at)
    elif talk and talk.state == DUE and row.state in (OPEN, MISTAKE):
        clocks.stop(actor, subject=(INTERVIEW, talk.id), outcome="not_needed", at=at)
    elif talk and talk.state != HELD and wanted and talk.returned_at != row.found_at:
        talk.returned_at = row.found_at
        talk.save(update_fields=["returned_at"])
        clocks.stop(actor, subject=(INTERVIEW, talk.id), outcome="not_needed", at=at)
        clocks.start(actor, rule="rhi", subject=(INTERVIEW, talk.id), folder=talk.folder_id, since=row.found_at, at=at)


def _offer_due(actor: Actor, row: Episode, at: datetime) -> None:
    folder = access.open_folder(actor, kind="missing", category="missing", at=at)
    for to in (Receiver(team_id=key) for code in TEAMS if (key := team(actor, code))):
        access.grant(actor, folder_id=folder, to=to, level=FULL, writes=True, basis=GATEWAY,
                     because="The talk on return with a child who was missing.", at=at)  # fmt: skip
    talk = Interview(
        id=new_id(), folder_id=folder, ref=new_ref("RT"), episode_id=row.id, person_id=row.person_id,
        name_said=row.name_said, returned_at=row.found_at, state=DUE, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    talk.save(force_insert=True)
    clocks.start(actor, rule="rhi", subject=(INTERVIEW, talk.id), folder=folder, since=row.found_at, at=at)
