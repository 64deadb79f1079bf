"""What was done at once, before anything was written down: 999, police protection, an order of the court."""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import ByFolder, Row
from kingfisher.referrals.models.contact import Contact


class Emergency(Row):
    """A measure taken at `done_at` and recorded later (`created_at`). Its own clock runs until it ends."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="emergencies")
    measure = models.CharField(max_length=30, help_text="rulebook list emergency_measure")
    done_at = models.DateTimeField()
    done_by = models.CharField(max_length=200, help_text="who did it: officer and number, court, crew")
    words = models.TextField(help_text="what was done, and where the child is now")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    end_words = models.TextField(blank=True)

    protection = ByFolder()
    retention = "contact"

    class Meta:
        verbose_name_plural = "emergencies"
        indexes = [models.Index(fields=["contact"], name="emergency_of_contact")]
        constraints = [
            models.CheckConstraint(
                name="emergency_ends_with_words",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_words="")),
            ),
            models.CheckConstraint(
                name="emergency_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("done_at")),
            ),
        ]
