"""Who is missing now, what waits, and the picture at seven in the morning."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F, Q, Value

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import LONDON, local_day
from kingfisher.kernel.waiting import Waiting
from kingfisher.missing.models import Crossing, Episode, Interview, Notice, Overnight, OvernightLine, TriggerPlan
from kingfisher.missing.queries.reading import EPISODE, crossings_of, shown
from kingfisher.missing.queries.shown import CrossingShown, EpisodeShown, InterviewShown
from kingfisher.missing.queries.talks import INTERVIEW, due_of, talks_after
from kingfisher.missing.states import IN_FORCE, INTERVIEW_WORDS, OPEN, WAITING
from kingfisher.people import queries as people
from kingfisher.rulebook import absences, ask

audit.can_record(
    missing__overnight__opened="looked at the picture at seven",
    missing__overnight__printed="printed the picture at seven",
)
RISKS = ("high", "medium", "low", "none", "")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One child who is missing now."""

    episode: EpisodeShown
    times: int  # absences in the days the rulebook gathers, this one included
    crossings: tuple[CrossingShown, ...]
    plan_id: UUID | None
    untold: int


def missing_now(actor: Actor, *, at_most: int = 100) -> list[BoardRow]:
    """Who is missing now as far as this actor may see, the greatest risk and the longest away first. Recorded."""
    rows = list(Episode.objects.filter(state=OPEN, joined_into=None).order_by("started_at")[:at_most])
    audit.record(actor, "missing.board.opened", folders=[r.folder_id for r in rows][:20], facts={"count": len(rows)})
    counted = _times(actor, rows)
    crossed = crossings_of(actor, [r.id for r in rows], waiting_only=True)
    plans = _plans(actor, rows)
    untold = list(Notice.objects.filter(episode__in=rows, told_at=None).values_list("episode_id", flat=True))
    found = [
        BoardRow(shown(r, actor.at), counted[r.id], tuple(c for c in crossed if c.episode_id == r.id),
                 plans.get(r.person_id), untold.count(r.id))
        for r in rows
    ]  # fmt: skip
    return sorted(found, key=lambda b: (b.episode.kind == "absent", RISKS.index(b.episode.risk or ""),
                                        b.episode.started_at))  # fmt: skip


def lately_back(actor: Actor, *, days: int = 3, at_most: int = 50) -> list[tuple[EpisodeShown, InterviewShown | None]]:
    """Children who came back in the last days, each with the talk on return as it stands."""
    since = actor.at - timedelta(days=days)
    rows = Episode.objects.filter(found_at__gte=since, joined_into=None).exclude(state="mistake")
    found = list(rows.order_by("-found_at")[:at_most])
    talks = talks_after(actor, [r.id for r in found])
    return [(shown(r, actor.at), talks.get(r.id)) for r in found]


def crossings_waiting(actor: Actor, *, at_most: int = 50) -> list[tuple[EpisodeShown, CrossingShown]]:
    """Thresholds nobody has answered yet, the oldest first."""
    ids = Crossing.objects.filter(answered_at=None).order_by("crossed_at").values_list("episode_id", flat=True)
    rows = {r.id: shown(r, actor.at) for r in Episode.objects.filter(id__in=list(ids[:at_most]))}
    return [(rows[c.episode_id], c) for c in crossings_of(actor, rows, waiting_only=True)]


def _times(actor: Actor, rows: list[Episode]) -> dict[UUID, int]:
    gathered = absences.missing_figures(on=local_day(actor.at, ask.calendar())).gather_days
    members = people.clusters(actor, {r.person_id for r in rows}) if rows else {}
    every = [p for ids in members.values() for p in ids]
    since = actor.at - timedelta(days=gathered)
    earlier = Episode.objects.filter(person_id__in=every, joined_into=None, started_at__gte=since)
    counted = list(earlier.exclude(state="mistake").values_list("person_id", flat=True)) if rows else []
    return {r.id: sum(p in members[r.person_id] for p in counted) for r in rows}


def _plans(actor: Actor, rows: list[Episode]) -> dict[UUID, UUID]:
    members = people.clusters(actor, {r.person_id for r in rows}) if rows else {}
    every = {p: person for person, ids in members.items() for p in ids}
    plans = TriggerPlan.objects.filter(person_id__in=list(every), state=IN_FORCE, expires_at__gt=actor.at)
    return {every[p.person_id]: p.id for p in plans}


@dataclass(frozen=True, slots=True)
class OvernightRow:
    """One child on one morning: missing, back, or waiting for a talk. Plain values, kept as they were."""

    episode_id: str
    name: str
    age: int | None
    now: str  # missing, back or talk
    risk: str
    since: str
    until: str
    hours: int
    where: str
    times: int
    companions: str
    talk: str
    talk_due: str
    thresholds: tuple[str, ...]
    unanswered: int

    @property
    def since_at(self) -> datetime:
        return datetime.fromisoformat(self.since)

    @property
    def until_at(self) -> datetime | None:
        return datetime.fromisoformat(self.until) if self.until else None

    @property
    def due_at(self) -> datetime | None:
        return datetime.fromisoformat(self.talk_due) if self.talk_due else None


@dataclass(frozen=True, slots=True)
class OvernightShown:
    """A morning's picture. `frozen` once the job has kept it; before that it is how things stand."""

    day: date
    since_at: datetime
    until_at: datetime
    frozen: bool
    rows: tuple[OvernightRow, ...]


def morning_of(actor: Actor, day: date) -> datetime:
    """Seven in the morning in London on that day (rulebook `picture_at_hour`)."""
    hour = absences.missing_figures(on=day).picture_at_hour
    return datetime.combine(day, time(hour), LONDON)


def overnight(actor: Actor, day: date, *, printed: bool = False) -> OvernightShown:
    """The picture of a morning as it was kept; today's, before it is kept, as it stands. Recorded."""
    kept = Overnight.objects.filter(day=day).first()
    if kept:
        lines = OvernightLine.objects.filter(day=day).order_by("id")
        folders = [line.folder_id for line in lines]
        rows = [OvernightRow(**{**line.line, "thresholds": tuple(line.line["thresholds"])}) for line in lines]
    else:
        found = overnight_lines(actor, day)
        folders, rows = [folder for folder, _ in found], [row for _, row in found]
    what = "missing.overnight.printed" if printed else "missing.overnight.opened"
    audit.record(actor, what, folders=folders[:20], facts={"day": day.isoformat(), "count": len(rows)})
    until = morning_of(actor, day)
    return OvernightShown(day, morning_of(actor, day - timedelta(days=1)), until, kept is not None, _ordered(rows))


def _ordered(rows: Iterable[OvernightRow]) -> tuple[OvernightRow, ...]:
    order = ("missing", "back", "talk")
    return tuple(sorted(rows, key=lambda r: (order.index(r.now), RISKS.index(r.risk), r.since)))


def overnight_lines(actor: Actor, day: date) -> list[tuple[UUID, OvernightRow]]:
    """What the picture of this morning says, one line for each child, with the folder it lies in."""
    since, until = morning_of(actor, day - timedelta(days=1)), min(morning_of(actor, day), actor.at)
    talks = list(Interview.objects.filter(state__in=WAITING).values_list("episode_id", flat=True))
    rows = list(
        Episode.objects.filter(Q(state=OPEN, started_at__lte=until) | Q(found_at__gte=since, found_at__lte=until)
                               | Q(id__in=talks), joined_into=None)
        .exclude(state="mistake").order_by("-started_at")
    )  # fmt: skip
    counted, crossed = _times(actor, rows), crossings_of(actor, [r.id for r in rows])
    known = talks_after(actor, [r.id for r in rows])
    members = people.clusters(actor, {r.person_id for r in rows}) if rows else {}
    lines: dict[UUID, tuple[UUID, OvernightRow]] = {}
    for row in rows:
        child = min(members[row.person_id])
        line = _line(row, known.get(row.id), counted[row.id], [c for c in crossed if c.episode_id == row.id], since,
                     actor.at)  # fmt: skip
        if child not in lines or (line.now != "talk" and lines[child][1].now == "talk"):
            lines[child] = (row.folder_id, line)
    return list(lines.values())


def _line(
    row: Episode, talk: InterviewShown | None, times: int, crossed: list[CrossingShown], since: datetime, at: datetime
) -> OvernightRow:
    one = shown(row, at)
    now = "missing" if one.is_open else "back" if one.found_at and one.found_at >= since else "talk"
    waits = talk is not None and talk.is_waiting
    return OvernightRow(
        str(row.id), one.name, one.age, now, one.risk, one.started_at.isoformat(),
        one.found_at.isoformat() if one.found_at else "", int(one.length.total_seconds() // 3600),
        one.found_place if one.found_at else one.last_seen_place, times, one.found_with or one.companions,
        talk.state_words if talk else "", talk.due_at.isoformat() if talk and waits else "",
        tuple(c.title for c in crossed), sum(not c.is_answered for c in crossed),
    )  # fmt: skip


def whom_shown(actor: Actor, episode_ids: Iterable[str]) -> tuple[list[UUID], list[UUID]]:
    """The people and folders these absences are about, for the guard of what leaves."""
    rows = list(Episode.objects.filter(id__in=list(episode_ids)).values_list("person_id", "folder_id"))
    return [person for person, _ in rows], [folder for _, folder in rows]


def as_json(row: OvernightRow) -> dict:
    """The line as plain values, to keep."""
    return asdict(row)


def work_waiting(actor: Actor, *, at_most: int = 40) -> list[Waiting]:
    """For the desk: talks of mine or nobody's, and thresholds to answer. No child's name. One question."""
    columns = ("what", "thing", "ref", "since", "stands")
    nobody_or_me = Q(interviewer=None) | Q(interviewer_id=actor.placement_id)
    talks = Interview.objects.filter(nobody_or_me, state__in=WAITING).values_list(
        Value("talk"), F("id"), F("ref"), F("returned_at"), F("state")
    )
    crossed = Crossing.objects.filter(answered_at=None).values_list(
        Value("threshold"), F("episode_id"), F("episode__ref"), F("crossed_at"), F("calls_for")
    )
    asked = [rows for permission, rows in ((Permission.INTERVIEW_HOLD, talks), (Permission.MISSING_WORK, crossed))
             if actor.has(permission)]  # fmt: skip
    if not asked:
        return []
    rows = asked[0] if len(asked) == 1 else asked[0].union(asked[1], all=True)
    return [_waiting(actor, **dict(zip(columns, row, strict=True))) for row in rows[:at_most]]


def _waiting(actor: Actor, *, what: str, thing: UUID, ref: str, since: datetime, stands: str) -> Waiting:
    if what == "threshold":
        tone = "red" if stands == "senior_alert" else "amber"
        if stands == "strategy_meeting" and actor.has(Permission.MEETING_CONVENE):
            title = f"Call the meeting: threshold crossed with {ref}"
            return Waiting(title, url_for("meetings.for_absence", thing) or "", None, "", tone, since)
        return Waiting(f"Threshold crossed with {ref}", url_for(EPISODE, thing) or "", None, "", tone, since)
    due = due_of(since)
    state = "late" if actor.at > due else "due_soon" if actor.at > due - timedelta(hours=24) else "running"
    words = INTERVIEW_WORDS[stands].lower()
    return Waiting(f"Talk on return {ref}: {words}", url_for(INTERVIEW, thing) or "", due, state, "", since)
