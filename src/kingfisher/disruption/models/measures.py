"""One of the law's tools at work on one person, place or business: weighed, refused or served, kept, broken, ended.

Each lies in a folder of its own, so that the officer who works it, a district's licensing officer say, sees it and
nothing of the plan: no child is named here.
"""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByCondition, ByFolder, Row

_RULING = "EXISTS (SELECT 1 FROM access_ruling r WHERE r.folder_id = TABLE.folder_id AND "
_ON_DUTY = (
    "(TABLE.on_the_street AND TABLE.owner_id = access_my_organisation() AND access_may('disruption:condition:check'))"
)


class Measure(Row):
    """One tool. `plan_id` is no key of the plan's table; who sees this need not see that."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    plan_id = models.UUIDField(db_index=True)
    power = models.CharField(max_length=40, help_text="rulebook power")
    power_hash = models.CharField(max_length=64)
    target_kind = models.CharField(max_length=10)
    target_name = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
    owner = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    rationale = models.TextField()
    proportionality = models.TextField()
    victims_view = models.TextField(blank=True)
    rejected_why = models.TextField(blank=True)
    hearing_on = models.DateField(null=True)
    granted_on = models.DateField(null=True)
    served_on = models.DateField(null=True)
    served_how = models.CharField(max_length=300, blank=True, help_text="by whom, where, how; what he said")
    expires_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    effect = models.TextField(blank=True, help_text="what changed because of it")

    protection = ByFolder()
    retention = "intelligence"

    class Meta:
        indexes = [models.Index(fields=["state", "expires_on"], name="measure_expires")]
        constraints = [
            models.CheckConstraint(
                name="measure_rejected_says_why", condition=~Q(state="rejected") | ~Q(rejected_why="")
            ),
            models.CheckConstraint(
                name="measure_served_says_when_and_how",
                condition=~Q(state__in=("served", "breached")) | (Q(served_on__isnull=False) & ~Q(served_how="")),
            ),
        ]


class Condition(Row):
    """What an order, notice or bail forbids or asks, to be found on the street.

    Once `on_the_street`, every officer of the force on duty reads it, with the holder's name and no more of the matter.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="conditions")
    owner = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    holder = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, help_text="rulebook list condition_kind")
    words = models.TextField()
    where = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=60, blank=True)
    power = models.CharField(max_length=40)
    on_the_street = models.BooleanField(default=False)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    protection = ByCondition(
        read=f"({_RULING}r.level >= 3) OR {_ON_DUTY})", write=f"{_RULING}r.level >= 3 AND r.holds_the_pen)"
    )
    retention = "intelligence"

    class Meta:
        indexes = [models.Index(fields=["until_on"], name="condition_on_street", condition=Q(on_the_street=True))]


class MeasureStep(AppendOnly):
    """One move of a tool from state to state: the day, and what is said of it."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    happened_on = models.DateField()
    words = models.TextField(blank=True)

    protection = ByFolder(append_only=True)
    retention = "intelligence"


class Breach(AppendOnly):
    """A condition broken: when, how it is known, what was done about it."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="breaches")
    happened_on = models.DateField()
    words = models.TextField()
    done = models.TextField(help_text="what was done: arrest, crime number, or why nothing")

    protection = ByFolder(append_only=True)
    retention = "intelligence"
