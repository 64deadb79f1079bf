"""Decisions to share unasked or by word of mouth, or not to share; what was given, and who has had it.

The decision lies in a folder of the agency that decided. What was given lies in two more: an outline that stays open
to the receiver for good, and the content, which shuts when it is retracted or its time is over.
"""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row, Shared

_SHARES_ON_A_BASIS = Q(decision__in=("refuse", "defer")) | ~(Q(purpose="") | Q(gateway="") | Q(art6=""))


class SharingDecision(Row):
    """What one agency decided about sharing what it holds of one person: how much, with whom, on which basis, why."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    subject_name = models.CharField(max_length=300)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    to_organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    to_other = models.CharField(max_length=200, blank=True, help_text="somebody who does not use the hub")
    decision = models.CharField(max_length=20, help_text="list sharing_decision")
    method = models.CharField(max_length=20, blank=True, help_text="list sharing_method")
    happened_at = models.DateTimeField()
    purpose = models.CharField(max_length=60, blank=True)
    gateway = models.CharField(max_length=60, blank=True)
    art6 = models.CharField(max_length=60, blank=True)
    art9 = models.CharField(max_length=60, blank=True)
    sch1 = models.CharField(max_length=60, blank=True)
    basis_answers = models.JSONField(default=list)
    duty_mode = models.CharField(max_length=20, help_text="power_only, or duty_commenced, on the day it was decided")
    why = models.TextField()
    necessity = models.TextField(blank=True)
    proportionality = models.TextField(blank=True)
    others_at_risk = models.TextField(blank=True, help_text="who could be harmed if it reached the wrong person")
    family_told = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=40, blank=True, help_text="why not, or not all: list decline_reason")
    greater_harm = models.TextField(blank=True)
    withheld = models.TextField(blank=True, help_text="what was taken out, and why")
    decided_by = models.CharField(max_length=200)
    second_approver = models.CharField(max_length=200, blank=True)
    review_on = models.DateField(null=True)
    state = models.CharField(max_length=20, default="stands")
    outline_id = models.UUIDField(null=True)

    protection = ByFolder()
    retention = "disclosure"

    class Meta:
        indexes = [models.Index(fields=["person", "-happened_at"], name="sharing_decision_about")]
        constraints = [models.CheckConstraint(name="shared_only_on_a_basis", condition=_SHARES_ON_A_BASIS)]


class Outline(Row):
    """That something was given: by whom, to whom, about whom, until when; and whether it still stands."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20)
    giver = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey("organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    to_other = models.CharField(max_length=200, blank=True)
    subject_name = models.CharField(max_length=300)
    method = models.CharField(max_length=20)
    happened_at = models.DateTimeField()
    conditions = models.TextField(blank=True)
    until_on = models.DateField(null=True)
    state = models.CharField(max_length=20, default="stands")
    retracted_why = models.TextField(blank=True)
    content_folder_id = models.UUIDField()

    protection = ByFolder()
    retention = "disclosure"


class Given(AppendOnly):
    """A frozen copy of what was given, with its digest. A correction is one more beside it."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    outline_id = models.UUIDField(db_index=True)
    number = models.PositiveSmallIntegerField()
    summary = models.TextField(blank=True)
    summary_is = models.CharField(max_length=20, help_text="fact, opinion or third_hand")
    lines = models.JSONField(default=list)
    purpose = models.CharField(max_length=60)
    gateway = models.CharField(max_length=60)
    bases = models.JSONField(default=list)
    what_was_wrong = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    protection = ByFolder(append_only=True)
    retention = "disclosure"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outline_id", "number"], name="given_once_of_each_number")]


class Had(AppendOnly):
    """Somebody at the receiver has opened it, as it stood then (`number`), or its retraction (0)."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    outline = models.ForeignKey(Outline, on_delete=models.PROTECT, related_name="had")
    number = models.PositiveSmallIntegerField()

    protection = ByFolder(append_only=True)
    retention = "disclosure"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outline", "number", "created_by"], name="had_once_a_place")]


class SharingTally(Row):
    """For counting by agency: what was decided and why not. Nothing of a child or of whom it was about."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=20)
    reason = models.CharField(max_length=40, blank=True)
    decided_on = models.DateField()

    protection = Shared()
    retention = "disclosure"
