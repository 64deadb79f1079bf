"""One referral to the national mechanism: what was gathered for it, and each decision on it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row, done_and_by


class Referral(Row):
    """One referral of one child. `gathered` is what was held, each with its source; `own` what a worker adds.

    No consent is kept: a child needs none. Nothing is sent from here; `given_ref` is what the mechanism answered.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name_said = models.CharField(max_length=400)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    responder_name = models.CharField(max_length=200)
    route = models.CharField(max_length=20, help_text="rulebook list nrm_route")
    state = models.CharField(max_length=20)
    types = ArrayField(models.CharField(max_length=40), default=list, help_text="list exploitation_type")
    gathered = models.JSONField(default=dict, help_text="question to the lines held, each with its source")
    gathered_at = models.DateTimeField()
    own = models.JSONField(default=dict, help_text="question to what a worker wrote")
    given_ref = models.CharField(max_length=60, blank=True, help_text="the mechanism's own reference")
    crime_ref = models.CharField(max_length=60, blank=True, help_text="the crime police recorded on the referral")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)
    guardian_on = models.DateField(null=True, help_text="referred to an independent guardian")

    protection = ByFolder()
    retention = "child_protection"

    class Meta:
        indexes = [models.Index(fields=["person"], name="national_referral_of_person")]
        constraints = [
            done_and_by("national_referral", "sent"),
            models.CheckConstraint(
                name="national_referral_sent_has_its_reference",
                condition=Q(state__in=("draft", "withdrawn")) | (Q(sent_at__isnull=False) & ~Q(given_ref="")),
            ),
            models.UniqueConstraint(fields=["person"], name="one_referral_in_hand", condition=Q(state="draft")),
        ]


class Step(AppendOnly):
    """One decision or event, on its own day, with the words of the letter or of the worker."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=30)
    to_state = models.CharField(max_length=20)
    happened_on = models.DateField()
    words = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)

    protection = ByFolder(append_only=True)
    retention = "child_protection"
