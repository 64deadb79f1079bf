"""Advice given without a name: who asked, what about, what was advised. There is no child in it to find."""

from django.db import models

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import AppendOnly, ByCondition

_AT_THE_DOOR = f"organisation_id = (SELECT access_my_organisation()) AND {asker_may(Permission.CONTACT_TRIAGE)}"


class Consultation(AppendOnly):
    """One talk in which no child was named. `from_agency` is who asked, where they are of the partnership."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    held_at = models.DateTimeField()
    from_agency = models.ForeignKey("organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    from_words = models.CharField(max_length=120, blank=True, help_text="who asked, where they are of no agency here")
    asked_by = models.CharField(max_length=120, help_text="the role of whoever asked, never a name")
    category = models.CharField(max_length=40, help_text="rulebook list concern_category")
    question = models.TextField()
    advice = models.TextField()
    advised_to_refer = models.BooleanField()

    protection = ByCondition(read=_AT_THE_DOOR, write=_AT_THE_DOOR, append_only=True)
    retention = "consultation"

    class Meta:
        indexes = [models.Index(fields=["organisation", "held_at"], name="consultation_when")]
        constraints = [
            models.CheckConstraint(
                name="consultation_says_who_asked",
                condition=models.Q(from_agency__isnull=False) | ~models.Q(from_words=""),
            )
        ]
