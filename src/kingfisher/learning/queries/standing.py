"""Who is trained for what she does: by agency, and within one agency by person."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

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
    """Every agency whose people the actor may count, by name; those of no agency of the hub together, last. Four
    questions, however many learn.
    """
    on = local_day(actor.at, ask.calendar())
    posts = list(Post.objects.filter(ended_on=None).values_list("learner_id", "organisation_id", "role"))
    done = _done()
    counts: dict[UUID | None, Counter[str]] = {}
    needs = {role: courses.need_of(role, on=on) for role in {p[2] for p in posts}}
    soon = max(courses.training_terms(on=on).due_days)
    for learner, agency, role in posts:
        state = rules.standing(needs[role], done.get(learner, ()), on=on, soon_days=soon).state
        counts.setdefault(agency, Counter())[state] += 1
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


def _done(learners: set[UUID] | None = None) -> dict[UUID, list[tuple[int, date]]]:
    """What these learners completed (or all): level and day."""
    rows = Completion.objects.filter(withdrawn_why="", level__gte=1)
    rows = rows if learners is None else rows.filter(learner_id__in=learners)
    found: dict[UUID, list[tuple[int, date]]] = {}
    for learner, level, on in rows.values_list("learner_id", "level", "completed_on"):
        found.setdefault(learner, []).append((level, on))
    return found
