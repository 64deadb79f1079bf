"""What is offered: courses, the days they are held on, and who teaches them. No child and no learner is here.

Everybody reads what is offered; the coordinator writes it, and the training service keeps count of the places.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import ByCondition, Row

RUNS, DOOR = asker_may(Permission.LEARNING_RUN), asker_may(Permission.LEARNING_DOOR)
KEEPS = f"{RUNS} OR {DOOR}"
BOOKS, COUNTS = asker_may(Permission.LEARNING_BOOK), asker_may(Permission.LEARNING_FIGURES)
_OFFERED = ByCondition(read=f"{BOOKS} OR {KEEPS} OR {COUNTS}", write=KEEPS)


class Course(Row):
    """One course of the catalogue. `level` 0 is one subject without a level; it meets no requirement of a level."""

    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    level = models.PositiveSmallIntegerField(default=0)
    audience = ArrayField(models.CharField(max_length=40), default=list, help_text="list training_role; empty: all")
    about = models.TextField()
    minutes_long = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField(help_text="as a rule")
    is_offered = models.BooleanField(default=True)

    protection = _OFFERED
    retention = "training"

    class Meta:
        constraints = [models.CheckConstraint(name="course_level_is_0_to_3", condition=Q(level__lte=3))]


class Event(Row):
    """A course on one day, in a room or online. `taken` and `waiting` are counts kept beside the bookings.

    How to join is told to those who have a place, and lies with the letters and the booking's own page.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="events")
    ref = models.CharField(max_length=20, unique=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    way = models.CharField(max_length=10, help_text="room or online")
    place = models.CharField(max_length=200, help_text="the room's address; of one online, what it is held with")
    places = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20)
    taken = models.PositiveSmallIntegerField(default=0)
    waiting = models.PositiveSmallIntegerField(default=0)
    ended_why = models.CharField(max_length=300, blank=True)
    held_on = models.DateField(null=True)

    protection = _OFFERED
    retention = "training"

    class Meta:
        indexes = [models.Index(fields=["starts_at", "id"], name="event_by_day")]
        constraints = [
            models.CheckConstraint(name="event_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="event_is_not_overfull", condition=Q(taken__lte=F("places"))),
        ]


class Joining(Row):
    """How to join one event: read by those who run it and written into letters to those who have a place."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    protection = ByCondition(read=KEEPS, write=KEEPS)
    retention = "training"


class Trainer(Row):
    """Somebody of the pool: mostly front-line workers, watched teaching before they teach a course by themselves."""

    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    employer = models.CharField(max_length=200)
    courses = ArrayField(models.CharField(max_length=40), default=list, help_text="codes of those she may teach")
    watched_on = models.DateField(null=True, help_text="when somebody last watched her teach")
    watched_who = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(null=True)

    protection = ByCondition(read=KEEPS, write=RUNS)
    retention = "training"


class Teaching(Row):
    """A trainer at an event, and what she claimed for it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="teaching")
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="teaching")
    expenses_pence = models.PositiveIntegerField(default=0)

    protection = ByCondition(read=KEEPS, write=RUNS)
    retention = "training"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "trainer"], name="teaching_once")]
