"""A plan for one child: what is said in it, its goals, actions, visits and reviews. Every row lies in its folder."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row


class Plan(Row):
    """One plan. `started_on` is the day it counts from: the conference's for a protection plan.

    `carried` is what was said before it, word for word with its source, as it stood when the plan was drafted.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name_said = models.CharField(max_length=400)
    kind = models.CharField(max_length=20, help_text="rulebook list plan_kind")
    state = models.CharField(max_length=20)
    category = models.CharField(max_length=20, blank=True, help_text="of harm; only a protection plan has one")
    latest_category = models.CharField(max_length=20, blank=True)
    exploitation_types = ArrayField(models.CharField(max_length=40), default=list)
    pathway = models.CharField(max_length=20, help_text="rulebook list protection_pathway")
    key_worker = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    because_kind = models.CharField(max_length=60, blank=True)
    because_id = models.UUIDField(null=True)
    carried = models.JSONField(default=list)
    started_on = models.DateField()
    last_seen_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=40, blank=True)
    reduced_risk = models.TextField(blank=True, help_text="what has reduced the risk")

    protection = ByFolder()
    retention = "plan"

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="plan_of_person"),
            models.Index(fields=["key_worker"], name="plan_of_key_worker", condition=~Q(state="ended")),
            models.Index(fields=["because_id"], name="plan_because"),
        ]
        constraints = [
            models.CheckConstraint(
                name="plan_category_belongs_to_protection",
                condition=Q(kind="child_protection") ^ Q(category=""),
            ),
            models.CheckConstraint(
                name="plan_ends_with_what_reduced_the_risk",
                condition=~Q(state="ended") | (Q(ended_on__isnull=False) & ~Q(end_reason="") & ~Q(reduced_risk="")),
            ),
            models.UniqueConstraint(
                fields=["person", "kind"], name="one_open_plan_of_a_kind", condition=~Q(state="ended")
            ),
        ]


class _OfPlan(AppendOnly):
    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="%(class)ss")

    protection = ByFolder(append_only=True)
    retention = "plan"

    class Meta:
        abstract = True


class Step(_OfPlan):
    """One move from state to state, and why."""

    move = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    why = models.TextField(blank=True)


class Statement(_OfPlan):
    """Something said in the plan under one of its headings. A newer one stands; the earlier are kept."""

    heading = models.CharField(max_length=20)
    words = models.TextField()
    said_by = models.CharField(max_length=200, blank=True)
    said_on = models.DateField()


class Visit(_OfPlan):
    """One visit: whether the child was seen, and alone; if not, why not."""

    visited_on = models.DateField()
    child_seen = models.BooleanField()
    alone = models.BooleanField(default=False)
    where = models.CharField(max_length=200, blank=True)
    why_not = models.TextField(blank=True)
    childs_words = models.TextField(blank=True)
    noticed = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="visit_not_seen_says_why", condition=Q(child_seen=True) | ~Q(why_not="")),
            models.CheckConstraint(name="visit_alone_is_seen", condition=Q(alone=False) | Q(child_seen=True)),
        ]


class Review(_OfPlan):
    """One review: what has changed, what has not, and whether the plan goes on."""

    held_on = models.DateField()
    changed = models.TextField()
    unchanged = models.TextField(blank=True)
    goes_on = models.BooleanField()
    meeting_id = models.UUIDField(null=True)


class Goal(Row):
    """What must change for the child, in words the family can use."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    how_known = models.TextField(blank=True, help_text="how we shall know")
    state = models.CharField(max_length=20, default="open", help_text="open, met or given_up")
    outcome = models.TextField(blank=True)

    protection = ByFolder()
    retention = "plan"

    class Meta:
        constraints = [
            models.CheckConstraint(name="goal_settled_says_how", condition=Q(state="open") | ~Q(outcome="")),
            models.UniqueConstraint(fields=["plan", "number"], name="goal_number_once_in_a_plan"),
        ]


class Task(Row):
    """One action: who does what by when, and what came of it. Never without a person, never done without words."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    goal = models.ForeignKey(Goal, null=True, on_delete=models.PROTECT, related_name="tasks")
    words = models.TextField()
    owner = models.ForeignKey("organisations.Placement", null=True, on_delete=models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=200)
    due_on = models.DateField()
    state = models.CharField(max_length=20, default="open", help_text="open, done or given_up")
    outcome = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)

    protection = ByFolder()
    retention = "plan"

    class Meta:
        indexes = [models.Index(fields=["owner", "due_on"], name="task_open_of_owner", condition=Q(state="open"))]
        constraints = [
            models.CheckConstraint(name="task_has_a_person", condition=~Q(owner_name="")),
            models.CheckConstraint(name="task_settled_says_how", condition=Q(state="open") | ~Q(outcome="")),
            models.CheckConstraint(
                name="task_settled_at_and_by_go_together",
                condition=Q(settled_at=None, settled_by=None) | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]


class Member(Row):
    """Somebody of the core group or the team around the child; `grant_id` is what opens the plan to her."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="members")
    placement = models.ForeignKey("organisations.Placement", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    part = models.CharField(max_length=200, blank=True, help_text="what she is to the child")
    grant_id = models.UUIDField(null=True)
    left_on = models.DateField(null=True)

    protection = ByFolder()
    retention = "plan"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "placement"], name="member_once", condition=Q(left_on=None)),
        ]
