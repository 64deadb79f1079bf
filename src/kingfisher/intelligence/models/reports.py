"""Reports, their sources, the receipts of those who told, and what was let go.

A report lies in a folder of its own, marked for police alone. Who told it lies in a table of its own that asks for a
permission of its own. What was let go is a copy, in yet another folder, opened by name.
"""

from django.db import models
from django.db.models import F, Q

from kingfisher.kernel.base import AppendOnly, ByCondition, ByFolder, Row, done_and_by

_SEEN = "EXISTS (SELECT 1 FROM access_ruling r WHERE r.folder_id = TABLE.folder_id AND r.level >= 3)"
_WRITES = "EXISTS (SELECT 1 FROM access_ruling r WHERE r.folder_id = TABLE.folder_id AND r.holds_the_pen)"
_REGISTER = "access_may('intelligence:source:read')"
_TOLD_IT = "(TABLE.placement_id = access_me() AND access_is_sealed())"


class Report(Row):
    """One report of one source with one grade. `original` is what came; nobody outside the desk reads it.

    `grading_scheme` says which grades these are: a report graded 5x5x5 keeps its own (`old_grade`), never converted.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=20)
    original = models.TextField()
    particulars = models.JSONField(default=dict, help_text="people, vehicles, phones, places, risk, as told")
    happened_on = models.DateField(null=True)
    happened_where = models.CharField(max_length=200, blank=True)
    known_on = models.DateField(help_text="the day whoever told it learned it")
    priority = models.CharField(max_length=10, help_text="rulebook list intelligence_priority")
    grading_scheme = models.CharField(max_length=10, default="3x5x2")
    source_grade = models.CharField(max_length=2, blank=True)
    information_grade = models.CharField(max_length=2, blank=True)
    handling = models.CharField(max_length=2, blank=True)
    conditions = models.TextField(blank=True, help_text="what handling C asks of whoever reads it")
    old_grade = models.CharField(max_length=20, blank=True)
    classification = models.CharField(max_length=30, default="OFFICIAL-SENSITIVE")
    necessity = models.TextField(blank=True, help_text="police purpose; why necessary and proportionate")
    risk_to_life = models.TextField(blank=True, help_text="Article 2: is a life at risk if this is used or not used?")
    graded_at = models.DateTimeField(null=True)
    graded_by = models.UUIDField(null=True)
    sanitised = models.TextField(blank=True)
    sanitised_at = models.DateTimeField(null=True)
    sanitised_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    split_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")

    protection = ByFolder()
    retention = "intelligence"

    class Meta:
        indexes = [models.Index(fields=["state", "priority"], name="report_state_priority")]
        constraints = [
            done_and_by("report", "graded"),
            done_and_by("report", "sanitised"),
            done_and_by("report", "approved"),
            models.CheckConstraint(
                name="report_approved_by_somebody_else",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("sanitised_by")),
            ),
            models.CheckConstraint(
                name="report_conditions_when_handling_c", condition=~Q(handling="C") | ~Q(conditions="")
            ),
            models.CheckConstraint(
                name="report_within_the_ceiling", condition=Q(classification__in=("OFFICIAL", "OFFICIAL-SENSITIVE"))
            ),
        ]


class Source(Row):
    """Who told a report and how they know: the register. Read with a permission of its own; each look is recorded."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    agency = models.CharField(max_length=200, blank=True)
    placement_id = models.UUIDField(null=True, help_text="of the worker who told it, if one did")
    contact = models.CharField(max_length=200, blank=True)
    may_be_contacted = models.BooleanField(default=True)
    provenance = models.TextField(help_text="how they know; never let go")
    who_else_knows = models.TextField(blank=True)
    if_shared = models.TextField(blank=True, help_text="what could happen to them if it went further")

    protection = ByCondition(
        read=f"{_REGISTER} AND {_SEEN}",
        write=f"(access_may('intelligence:source:keep') OR {_REGISTER}) AND {_WRITES}",
    )
    retention = "intelligence"


class Receipt(Row):
    """What whoever told it keeps: that it came, and what the desk says back. Nothing of what it said."""

    report_ref = models.CharField(max_length=20)
    ref = models.CharField(max_length=20, unique=True)
    placement_id = models.UUIDField()
    received_at = models.DateTimeField()
    feedback = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.UUIDField(null=True)

    protection = ByCondition(
        read=f"{_TOLD_IT} OR {_REGISTER}",
        write=f"access_may('intelligence:source:keep') OR {_REGISTER}",
    )
    retention = "intelligence"

    class Meta:
        constraints = [done_and_by("receipt", "told")]


class Step(AppendOnly):
    """One move of a report from state to state, and why."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    why = models.TextField(blank=True)

    protection = ByFolder(append_only=True)
    retention = "intelligence"


class Product(AppendOnly):
    """Sanitised text as it was let go to one worker: recipient, purpose, handling, day. A frozen copy.

    `report_id` is no key of the report's table, so that nothing of the report is reached from here.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    report_id = models.UUIDField(db_index=True)
    text = models.TextField()
    grade = models.CharField(max_length=10)
    conditions = models.TextField(blank=True)
    classification = models.CharField(max_length=30)
    to = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField(help_text="what it is given for, and what may be done with it")
    basis = models.CharField(max_length=60)

    protection = ByFolder(append_only=True)
    retention = "intelligence"

    class Meta:
        indexes = [models.Index(fields=["to"], name="product_to")]
