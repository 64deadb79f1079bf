"""Places: who has one, who waits, who came; what was earned by it; and the letters that tell them.

A booking names nobody: who the learner is stands in her own record, what was typed in the application.
"""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import ByCondition, Row
from kingfisher.learning.models.catalogue import COUNTS, KEEPS, Event
from kingfisher.learning.models.learners import OF_MY_AGENCY, OF_MY_LEARNERS, Learner

_PLACE = ByCondition(read=f"{KEEPS} OR {COUNTS} OR {OF_MY_AGENCY} OR TABLE.learner_id IN {OF_MY_LEARNERS}", write=KEEPS)
LIVE = ("waiting", "booked")


class Booking(Row):
    """One learner's place, or her place in the queue for one. `hold_until` is set until her e-mail is confirmed."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="bookings")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="bookings")
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    ref = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=20)
    hold_until = models.DateTimeField(null=True)
    is_free = models.BooleanField(default=False, help_text="may be given back late: it came late, or was changed")
    minutes_there = models.PositiveSmallIntegerField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0, help_text="how many reminders went out")
    fee_pence = models.PositiveIntegerField(default=0)
    fee_waived_why = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    protection = _PLACE
    retention = "training"

    class Meta:
        indexes = [models.Index(fields=["event", "state", "created_at"], name="booking_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "learner"], condition=Q(state__in=LIVE), name="booking_once_at_an_event"
            ),
            models.CheckConstraint(
                name="booking_ended_at_and_by_go_together",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]


class Application(Row):
    """What was typed for a booking. What she needs to take part is read by those who run it, and nobody else."""

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="application")
    name = models.CharField(max_length=120)
    employer = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    manager_name = models.CharField(max_length=120, blank=True)
    manager_email = models.EmailField(blank=True)
    needs = models.TextField(blank=True)

    protection = ByCondition(read=KEEPS, write=KEEPS)
    retention = "training"


class Completion(Row):
    """A course a learner completed, here or elsewhere. A mistake is withdrawn with its reason, never taken away."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="completions")
    booking = models.OneToOneField(Booking, null=True, on_delete=models.PROTECT, related_name="completion")
    ref = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    level = models.PositiveSmallIntegerField()
    completed_on = models.DateField()
    elsewhere = models.CharField(max_length=300, blank=True, help_text="where, and what shows it")
    withdrawn_why = models.CharField(max_length=300, blank=True)

    protection = ByCondition(read=f"{KEEPS} OR {COUNTS} OR TABLE.learner_id IN {OF_MY_LEARNERS}", write=KEEPS)
    retention = "training"

    class Meta:
        indexes = [models.Index(fields=["learner", "-completed_on"], name="completion_of")]


class Letter(Row):
    """A letter to a learner, her manager or a trainer, on its way to the postroom, which sends and keeps it."""

    kind = models.CharField(max_length=30)
    about_kind = models.CharField(max_length=60)
    about_id = models.UUIDField()
    to_name = models.CharField(max_length=120)
    to_address = models.EmailField()
    title = models.CharField(max_length=200)
    body = models.TextField(help_text="{site} stands for the hub's address")
    handed_on = models.DateField(null=True, help_text="when the postroom took it")
    departure_id = models.UUIDField(null=True)

    protection = ByCondition(read=KEEPS, write=KEEPS)
    retention = "training"

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], condition=Q(handed_on=None), name="letter_to_hand_over"),
            models.Index(fields=["about_id", "kind"], name="letter_about"),
        ]
