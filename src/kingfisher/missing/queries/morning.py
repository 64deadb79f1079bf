"""What this room has for the morning's briefing: who is missing, who came back, which talks are due."""

from datetime import datetime, timedelta

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.morning import Line
from kingfisher.kernel.timing import LONDON
from kingfisher.missing.queries.board import lately_back, missing_now
from kingfisher.missing.queries.reading import EPISODE
from kingfisher.missing.queries.talks import INTERVIEW, talks_waiting


def for_briefing(actor: Actor, *, since: datetime) -> list[Line]:
    """Missing now, the greatest risk first; back since then; talks due within a day. As far as the actor may see."""
    if not actor.has(Permission.MISSING_READ):
        return []
    away = [
        Line("missing", f"{b.episode.name}, since {_said(b.episode.started_at)}", url_for(EPISODE, b.episode.id) or "",
             b.episode.started_at, "red", b.episode.risk or "not rated", b.episode.person_id)
        for b in missing_now(actor)
    ]  # fmt: skip
    back = [
        Line("missing", f"{e.name}, back {_said(e.found_at)}", url_for(EPISODE, e.id) or "", e.found_at, "quiet",
             "Back", e.person_id)
        for e, _ in lately_back(actor, days=max(1, (actor.at - since).days + 1)) if e.found_at and e.found_at >= since
    ]  # fmt: skip
    talks = [
        Line("interviews", f"{t.name}, by {_said(t.due_at)}", url_for(INTERVIEW, t.id) or "", t.due_at,
             "red" if t.due_at < actor.at else "amber", "late" if t.due_at < actor.at else "due", t.person_id)
        for t in talks_waiting(actor) if t.is_waiting and t.due_at < actor.at + timedelta(days=1)
    ]  # fmt: skip
    return away + back + talks


def _said(moment: datetime) -> str:
    """Such as "24 November 21:40"."""
    local = moment.astimezone(LONDON)
    return f"{local:%-d %B %H:%M}"
