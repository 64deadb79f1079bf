"""An operation: who commands it, what for, its numbered log of policy, what is tasked to whom. Restricted."""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row


class Operation(Row):
    """One operation. Its folder is restricted: only those holding its key read it."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    code_name = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, help_text="rulebook list operation_kind")
    state = models.CharField(max_length=10)
    gold = models.CharField(max_length=120, blank=True)
    silver = models.CharField(max_length=120, blank=True)
    bronze = models.CharField(max_length=120, blank=True)
    lead = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    pursue = models.TextField(blank=True)
    prevent = models.TextField(blank=True)
    protect = models.TextField(blank=True)
    prepare = models.TextField(blank=True)
    risk = models.TextField()
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)

    protection = ByFolder()
    retention = "intelligence"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="operation_closed_says_what_came",
                condition=~Q(state="closed") | (Q(ended_on__isnull=False) & ~Q(outcome="")),
            ),
        ]


class PolicyEntry(AppendOnly):
    """One decision of the policy log: numbered without a gap, timed, with its reasons. Never changed."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="policy")
    number = models.PositiveIntegerField()
    decided_at = models.DateTimeField()
    decision = models.TextField()
    reasons = models.TextField()

    protection = ByFolder(append_only=True)
    retention = "intelligence"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["operation", "number"], name="policy_entry_number_once")]


class Linked(Row):
    """A child, suspect or place the operation is about; `target` is the plan, place or person it points to."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=10, help_text="child, suspect or place")
    name_said = models.CharField(max_length=200)
    target_kind = models.CharField(max_length=40, blank=True)
    target_id = models.UUIDField(null=True)
    ended_on = models.DateField(null=True)

    protection = ByFolder()
    retention = "intelligence"


class Tasking(Row):
    """Who does what by when; never done without what came of it."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="tasks")
    words = models.TextField()
    owner = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    outcome = models.TextField(blank=True)
    done_on = models.DateField(null=True)

    protection = ByFolder()
    retention = "intelligence"

    class Meta:
        constraints = [
            models.CheckConstraint(name="tasking_done_says_what_came", condition=Q(done_on=None) | ~Q(outcome=""))
        ]
