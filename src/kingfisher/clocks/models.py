"""A running time limit: what it is on, under which rule, when it is due, and what became of it."""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import SUMMARY, AppendOnly, ByFolder, Row


class Clock(Row):
    """One limit on one thing. `due_at` is written when it is worked out and never worked out again.

    `rule_id`, `rule_hash` and `title` are the rule as it was; `started_at` is the moment it counts from.
    A day limit is due by the end of `due_on` in London; an hour limit at `due_at`.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    rule_id = models.CharField(max_length=60)
    rule_hash = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    unit = models.CharField(max_length=20)
    calendar_id = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_on = models.DateField()
    owner_organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    owner_worker = models.ForeignKey("organisations.Worker", null=True, on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    explained_at = models.DateTimeField(null=True)
    explained_by = models.UUIDField(null=True)
    missed_reason = models.CharField(max_length=40, blank=True)
    missed_words = models.TextField(blank=True)

    protection = ByFolder(level=SUMMARY)
    retention = "clock"

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "rule_id"], name="clock_of_subject"),
            models.Index(fields=["folder"], name="clock_open_in_folder", condition=Q(stopped_at=None)),
            models.Index(
                fields=["owner_organisation", "due_at"],
                name="clock_open_by_due",
                condition=Q(stopped_at=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "rule_id"],
                name="clock_runs_once_on_a_thing",
                condition=Q(stopped_at=None),
            ),
            models.CheckConstraint(
                name="clock_stopped_at_and_by_go_together",
                condition=Q(stopped_at=None, stopped_by=None, outcome="")
                | (Q(stopped_at__isnull=False, stopped_by__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="clock_explained_at_and_by_go_together",
                condition=Q(explained_at=None, explained_by=None, missed_reason="")
                | (Q(explained_at__isnull=False, explained_by__isnull=False) & ~Q(missed_reason="")),
            ),
        ]


class Pause(Row):
    """A time in which a clock stood still, and why. `resumed_at` is empty while it still does."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="pauses")
    paused_at = models.DateTimeField()
    reason = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    resumed_at = models.DateTimeField(null=True)
    resumed_by = models.UUIDField(null=True)

    protection = ByFolder(level=SUMMARY)
    retention = "clock"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], name="clock_is_paused_once_at_a_time", condition=Q(resumed_at=None)
            ),
            models.CheckConstraint(
                name="pause_resumed_at_and_by_go_together",
                condition=Q(resumed_at=None, resumed_by=None)
                | Q(resumed_at__isnull=False, resumed_by__isnull=False, resumed_at__gte=models.F("paused_at")),
            ),
        ]


class ClockChange(AppendOnly):
    """A due moment that moved: under which rule it was due when, before and after, who moved it and why."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="changes")
    changed_at = models.DateTimeField()
    because = models.CharField(max_length=20, help_text="rerated or resumed")
    why = models.TextField(blank=True)
    rule_before = models.CharField(max_length=60)
    rule_after = models.CharField(max_length=60)
    due_before = models.DateTimeField()
    due_after = models.DateTimeField()

    protection = ByFolder(level=SUMMARY, append_only=True)
    retention = "clock"
