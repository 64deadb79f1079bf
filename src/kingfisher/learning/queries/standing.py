"""Who is trained for what she does: by agency, and within one agency by person."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.waiting import ForPartners
from kingfisher.learning import rules
from kingfisher.learning.models import Completion, Post
from kingfisher.learning.rules import Standing
from kingfisher.learning.states import STANDING
from kingfisher.organisations import queries as places
from kingfisher.rulebook import ask, courses
from kingfisher.ui.paging import Ask, Page, keyed

_STANDING = """
WITH need AS (SELECT * FROM unnest(%(roles)s::text[], %(levels)s::int[], %(months)s::int[]) AS n(role, level, months)),
done AS (SELECT learner_id, level, max(completed_on) AS day FROM learning_completion
         WHERE withdrawn_why = '' AND level >= 1 GROUP BY learner_id, level),
stands AS (SELECT p.organisation_id, n.role IS NOT NULL AS asked,
                  (max(d.day) + make_interval(months => n.months))::date AS until
           FROM learning_post p LEFT JOIN need n ON n.role = p.role
           LEFT JOIN done d ON d.learner_id = p.learner_id AND d.level >= n.level
           WHERE p.ended_on IS NULL GROUP BY p.id, p.organisation_id, n.role, n.months)
SELECT organisation_id, CASE WHEN NOT asked THEN 'not_asked' WHEN until IS NULL THEN 'never'
       WHEN until < %(on)s THEN 'lapsed' WHEN until <= %(soon)s THEN 'due_soon' ELSE 'in_date' END AS state, count(*)
FROM stands GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class AgencyStanding:
    """How many of an agency's people are trained for what they do. `asked` are those whose role needs training."""

    organisation_id: UUID | None
    name: str
    asked: int
    in_date: int
    due_soon: int
    lapsed: int
    never: int

    @property
    def share(self) -> str:
        return rules.share(self.in_date + self.due_soon, self.asked)


@dataclass(frozen=True, slots=True)
class PersonStanding:
    post_id: UUID
    learner_id: UUID
    name: str
    role: str
    employer: str
    standing: Standing

    @property
    def role_words(self) -> str:
        return ask.label("training_role", self.role)

    @property
    def words(self) -> tuple[str, str]:
        return STANDING[self.standing.state]


def for_partners(actor: Actor) -> list[ForPartners]:
    """Agencies in which fewer than half of those whose role needs it are trained."""
    if not actor.has(Permission.LEARNING_FIGURES):
        return []
    return [
        ForPartners(
            f"learning.agency/{a.organisation_id}", f"{a.name}: {a.share} trained for what they do",
            f"{a.lapsed} lapsed and {a.never} not yet trained, of {a.asked}.",
            url_for("learning.standing", a.organisation_id) or "",
        )
        for a in agencies_standing(actor)
        if a.organisation_id and a.asked >= rules.FEW and 2 * (a.in_date + a.due_soon) < a.asked
    ]  # fmt: skip


def agencies_standing(actor: Actor) -> list[AgencyStanding]:
    """Every agency whose people the actor may count, by name; those of no agency of the hub together, last. Counted
    by PostgreSQL, in two questions, however many learn.
    """
    counts = _counts(local_day(actor.at, ask.calendar()))
    names = places.agencies_by_id(actor, {a for a in counts if a})
    rows = [
        AgencyStanding(
            agency, names[agency].name if agency in names else "Other employers",
            sum(n for state, n in c.items() if state != "not_asked"), c["in_date"], c["due_soon"],
            c["lapsed"], c["never"],
        )
        for agency, c in counts.items()
    ]  # fmt: skip
    rows = sorted(rows, key=lambda r: (r.organisation_id is None, r.name))
    return rows if actor.has(Permission.LEARNING_RUN) else _few_together(rows)


def _counts(on: date) -> dict[UUID | None, Counter[str]]:
    """Of each agency, how many stand how (`rules.standing`, as one question)."""
    known = {role: courses.need_of(role, on=on) for need in courses.training_needs(on=on) for role in need.roles}
    needs = [(role, need.level, need.valid_months) for role, need in known.items() if need]
    roles, levels, months = ([n[k] for n in needs] for k in range(3))
    soon = on + timedelta(days=max(courses.training_terms(on=on).due_days))
    counts: dict[UUID | None, Counter[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"roles": roles, "levels": levels, "months": months, "on": on, "soon": soon})
        for agency, state, n in cursor.fetchall():
            counts.setdefault(agency, Counter())[state] += n
    return counts


def _few_together(rows: list[AgencyStanding]) -> list[AgencyStanding]:
    """For those who do not run it: agencies of few people are counted together, and never one by itself."""
    few = [r for r in rows if r.asked < rules.FEW]
    if not few:
        return rows
    rest = sorted((r for r in rows if r not in few), key=lambda r: r.asked)
    while rest and sum(r.asked for r in few) < rules.FEW:
        few.append(rest.pop(0))
    sums = [sum(getattr(r, name) for r in few) for name in ("asked", "in_date", "due_soon", "lapsed", "never")]
    together = AgencyStanding(None, "Agencies with few people, together", *sums)
    return [r for r in rows if r not in few] + ([together] if sums[0] >= rules.FEW else [])


def people_standing(
    actor: Actor, *, words: str = "", agency: UUID | None = None, ask_page: Ask
) -> Page[PersonStanding]:
    """People whose learning the actor may see, by name, a page at a time, each in what she does for one employer."""
    rows = Post.objects.filter(ended_on=None).select_related("learner")
    if agency:
        rows = rows.filter(organisation_id=agency)
    if words:
        rows = rows.filter(learner__name__icontains=words)
    page = keyed(rows, ask_page, order=("learner__name", "id"))
    done, on = _done({p.learner_id for p in page.rows}), local_day(actor.at, ask.calendar())
    soon = max(courses.training_terms(on=on).due_days)
    return replace(page, rows=[
        PersonStanding(
            p.id, p.learner_id, p.learner.name, p.role, p.employer,
            rules.standing(courses.need_of(p.role, on=on), done.get(p.learner_id, ()), on=on, soon_days=soon),
        )
        for p in page.rows
    ])  # fmt: skip


def _done(learners: set[UUID]) -> dict[UUID, list[tuple[int, date]]]:
    """What these learners completed: level and day."""
    rows = Completion.objects.filter(withdrawn_why="", level__gte=1, learner_id__in=learners)
    found: dict[UUID, list[tuple[int, date]]] = {}
    for learner, level, on in rows.values_list("learner_id", "level", "completed_on"):
        found.setdefault(learner, []).append((level, on))
    return found
