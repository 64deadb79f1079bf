"""A disagreement between two agencies about a child, its steps, and what the safeguarding partners are shown of it.

Where a row lies decides who knows who raised it. The disagreement and its steps lie in a folder of the agency that
raised it, opened to the other agency. From the fourth stage the partners work in a case of its own, written by the
hub's service, in which nobody is named.
"""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row, Shared

_ENDED = Q(ended_at__isnull=True, ended_by__isnull=True) | Q(ended_at__isnull=False, ended_by__isnull=False)


class Escalation(Row):
    """One disagreement. `about` is what both sides call it: a contact's or receipt's reference, a child's name."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    raising = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    receiving = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=200)
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True)
    topic = models.CharField(max_length=40, help_text="list escalation_topic")
    is_immediate = models.BooleanField(default=False)
    disagreement = models.TextField()
    wanted = models.TextField(help_text="what should happen instead, and by when")
    stage = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20)
    outcome_words = models.TextField(blank=True)
    learning = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    protection = ByFolder()
    retention = "escalation"

    class Meta:
        constraints = [
            models.CheckConstraint(name="escalation_ended_at_and_by_go_together", condition=_ENDED),
            models.CheckConstraint(name="escalation_is_between_two", condition=~Q(raising=models.F("receiving"))),
            models.CheckConstraint(name="escalation_stage_is_one_of_five", condition=Q(stage__gte=1, stage__lte=5)),
        ]


class Step(AppendOnly):
    """What was said or done at a stage, by which side. In a case (`in_case`) no side's worker is named."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    escalation_id = models.UUIDField(db_index=True)
    stage = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, help_text="raised, said, moved_up, or how it ended")
    side = models.CharField(max_length=20, help_text="raising, receiving or partners")
    words = models.TextField()
    happened_at = models.DateTimeField()
    in_case = models.BooleanField(default=False)

    protection = ByFolder(append_only=True)
    retention = "escalation"


class Case(Row):
    """What the safeguarding partners are given at the fourth stage: agencies and words, no names of workers."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    escalation_id = models.UUIDField(unique=True)
    ref = models.CharField(max_length=20)
    raising = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    receiving = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=200)
    topic = models.CharField(max_length=40)
    is_immediate = models.BooleanField(default=False)
    disagreement = models.TextField()
    wanted = models.TextField()
    stage = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20)
    outcome_words = models.TextField(blank=True)
    learning = models.TextField(blank=True)

    protection = ByFolder()
    retention = "escalation"


class Theme(Row):
    """What the board sees of one disagreement: codes and days. Nothing of a child, a worker or an agency by name."""

    escalation_id = models.UUIDField(unique=True)
    topic = models.CharField(max_length=40)
    raising_kind = models.CharField(max_length=40)
    receiving_kind = models.CharField(max_length=40)
    highest_stage = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20)
    raised_on = models.DateField()
    ended_on = models.DateField(null=True)

    protection = Shared()
    retention = "escalation"
