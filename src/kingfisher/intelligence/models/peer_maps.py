"""Maps of children who know each other and the adults around them: why, who is on one, its reviews, its end.

Each lies in a restricted folder of its own, with whomever was written down for it alone, and the links said on it.
"""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row


class PeerMap(Row):
    """One map: why it is necessary, why less would not do, and the day after which it is no longer drawn."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    necessity = models.TextField()
    less_would_not_do = models.TextField(help_text="why less, or asking the children, would not do")
    review_on = models.DateField()
    state = models.CharField(max_length=10, default="open", help_text="open or closed")

    protection = ByFolder()
    retention = "intelligence"

    class Meta:
        constraints = [models.CheckConstraint(name="peer_map_is_necessary", condition=~Q(necessity=""))]


class OnMap(Row):
    """A child or an adult on a map, and why; taken off again with a reason, and still to be read."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    map = models.ForeignKey(PeerMap, on_delete=models.PROTECT, related_name="people")
    thing = models.ForeignKey("intelligence.Thing", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=30, help_text="rulebook list peer_map_part")
    because = models.TextField()
    off_on = models.DateField(null=True)
    off_why = models.TextField(blank=True)

    protection = ByFolder()
    retention = "intelligence"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["map", "thing"], name="on_a_map_once", condition=Q(off_on=None)),
            models.CheckConstraint(name="on_map_because", condition=~Q(because="")),
            models.CheckConstraint(name="off_map_why", condition=Q(off_on=None) | ~Q(off_why="")),
        ]


class MapReview(AppendOnly):
    """What a map has led to, and until when it goes on; its end, where it goes on no further."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    map = models.ForeignKey(PeerMap, on_delete=models.PROTECT, related_name="reviews")
    words = models.TextField()
    next_on = models.DateField(null=True, help_text="empty where the map was closed")

    protection = ByFolder(append_only=True)
    retention = "intelligence"
