"""Prevention: campaigns, and visits to places. Reach is counted; no child is named, and no column could hold one."""

from django.db import models
from django.db.models import Q

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import ByCondition, Row

_WORKS = asker_may(Permission.PREVENTION_WORK)
_READS = f"{_WORKS} OR {asker_may(Permission.BOARD_READ)}"


class Campaign(Row):
    """Something a number of people should come to know."""

    title = models.CharField(max_length=160)
    aim = models.TextField()
    audience = models.CharField(max_length=200)
    begins_on = models.DateField()
    ends_on = models.DateField()
    came_of_it = models.TextField(blank=True)

    protection = ByCondition(read=_READS, write=_WORKS)
    retention = "board"


class Place(Row):
    """A place that is visited: a school, a hotel, a taxi office."""

    sort = models.CharField(max_length=40, help_text="rulebook list visited_place")
    name = models.CharField(max_length=160)
    district = models.CharField(max_length=120)

    protection = ByCondition(read=_READS, write=_WORKS)
    retention = "board"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "district"], name="visited_place_once")]


class Outreach(Row):
    """One visit: who was reached, what was left there, and what must follow."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="visits")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="visits")
    visited_on = models.DateField()
    by = models.CharField(max_length=160)
    topic = models.CharField(max_length=160)
    reached = models.PositiveIntegerField()
    materials = models.CharField(max_length=200, blank=True)
    follow_up = models.CharField(max_length=300, blank=True)
    follow_up_on = models.DateField(null=True)
    followed_up_on = models.DateField(null=True)
    followed_up_words = models.TextField(blank=True)

    protection = ByCondition(read=_READS, write=_WORKS)
    retention = "board"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outreach_follow_up_has_a_day", condition=Q(follow_up="") | Q(follow_up_on__isnull=False)
            )
        ]
