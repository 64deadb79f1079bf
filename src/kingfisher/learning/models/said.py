"""What was asked and said of an event: on the day, and three months later by the learner and by her manager.

An answer is kept apart from whoever gave it: it holds the event and a month, no learner and no booking.
"""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByCondition, Row
from kingfisher.learning.models.bookings import Booking
from kingfisher.learning.models.catalogue import COUNTS, KEEPS, Event

KINDS = ("day", "later", "manager")


class Asked(Row):
    """One question to one person, answered once by the link she was sent."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="asked")
    kind = models.CharField(max_length=10)
    is_answered = models.BooleanField(default=False)

    protection = ByCondition(read=f"{KEEPS} OR {COUNTS}", write=KEEPS)
    retention = "training"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "kind"], name="asked_once"),
            models.CheckConstraint(name="asked_is_of_three_kinds", condition=Q(kind__in=KINDS)),
        ]


class Said(AppendOnly):
    """One answer. `before` and `after` are how sure she is of what was taught, from 1 to 5."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="said")
    kind = models.CharField(max_length=10)
    before = models.PositiveSmallIntegerField(null=True)
    after = models.PositiveSmallIntegerField(null=True)
    useful = models.PositiveSmallIntegerField(null=True)
    changed = models.CharField(max_length=20, blank=True, help_text="list training_changed")
    words = models.TextField(blank=True)
    month = models.DateField(help_text="the first of the month it was said in")

    protection = ByCondition(read=f"{KEEPS} OR {COUNTS}", write=KEEPS, append_only=True)
    retention = "training"
