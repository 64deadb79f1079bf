"""What the desk pulls: requests to answer, answers to read. Titles carry nothing of a child."""

from django.db.models import Exists, OuterRef, Q

from kingfisher.access.permissions import Permission
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.waiting import Waiting
from kingfisher.sharing.models import Answer, Receipt, Request
from kingfisher.sharing.queries.decisions import not_had
from kingfisher.sharing.queries.requests import KIND
from kingfisher.sharing.states import WAITING


def work_waiting(actor: Actor, *, at_most: int = 50) -> list[Waiting]:
    """What the actor can do here now: answer what her agency is asked, read what came back for her.

    The soonest due first, then what has no time limit by its age.
    """
    out = _to_answer(actor, at_most) if actor.has(Permission.REQUEST_ANSWER) else []
    out += _to_read(actor, at_most) if actor.has(Permission.REQUEST_READ) else []
    if actor.has(Permission.REQUEST_READ):
        out += [
            Waiting(f"{o.giver.short_name} gave us: {o.ref}", url_for("sharing.disclosure", o.id) or "", None, "", "",
                    o.created_at)
            for o in not_had(actor)
        ]  # fmt: skip
    return sorted(out, key=lambda one: (one.due_at is None, one.due_at or one.since, one.title))


def _to_answer(actor: Actor, at_most: int) -> list[Waiting]:
    rows = list(
        Request.objects.filter(holder_id=actor.organisation_id, state__in=WAITING)
        .select_related("asker").order_by("created_at")[:at_most]
    )  # fmt: skip
    dues = clocks.with_due(actor, KIND, [row.id for row in rows])
    return [
        Waiting(f"Answer {row.asker.short_name}: {row.ref}", url_for(KIND, row.id) or "",
                dues[row.id].due_at if row.id in dues else None, dues[row.id].state if row.id in dues else "",
                row.rag, row.created_at)
        for row in rows
    ]  # fmt: skip


def _to_read(actor: Actor, at_most: int) -> list[Waiting]:
    """Answers nobody on the asking side has opened, corrections included: to the one who asked, and to her own
    agency's part of the team. Workers other agencies lend to the team are not told to read each other's answers.
    """
    newer = Answer.objects.filter(request=OuterRef("request"), number__gt=OuterRef("number"))
    had = Receipt.objects.filter(answer=OuterRef("pk"))
    teams = Q(request__team_id__in=actor.team_ids, request__asker_id=actor.organisation_id)
    ours = Q(request__created_by=actor.placement_id) | teams
    rows = (
        Answer.objects.filter(ours)
        .exclude(Q(request__holder_id=actor.organisation_id) & ~Q(request__created_by=actor.placement_id))
        .filter(~Exists(newer), ~Exists(had))
        .select_related("request__holder").order_by("created_at")[:at_most]
    )  # fmt: skip
    return [
        Waiting(_title(row), url_for(KIND, row.request_id) or "", None, "", row.request.rag, row.created_at)
        for row in rows
    ]  # fmt: skip


def _title(row: Answer) -> str:
    said = "corrected its answer" if row.number > 1 else "answered"
    return f"{row.request.holder.short_name} {said}: {row.request.ref}"
