"""A place where children are harmed: referred, assessed, changed and measured in its own right, with no child named."""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row


class Place(Row):
    """A context. What is said of it is of the place: who looks after it, how it is built, who could step in."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, help_text="rulebook list place_kind")
    where = models.CharField(max_length=200, help_text="address, area, or the app's name")
    responsible = models.CharField(max_length=200, blank=True, help_text="owner, operator, authority")
    state = models.CharField(max_length=10)
    why = models.TextField(help_text="why it was referred")
    assessment = models.JSONField(default=dict, help_text="by question (rules.ASSESSMENT)")
    plan = models.TextField(blank=True, help_text="what will change about the place, by whom, by when")
    lead = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(blank=True, help_text="what is different, with the counts of then and now")
    closed_on = models.DateField(null=True)

    protection = ByFolder()
    retention = "intelligence"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="place_closed_says_what_changed",
                condition=~Q(state="closed") | (Q(closed_on__isnull=False) & ~Q(outcome="")),
            ),
        ]


class PlaceCount(AppendOnly):
    """How much happened there in some weeks, by whose count: the measure of change."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="counts")
    first_on = models.DateField()
    last_on = models.DateField()
    incidents = models.PositiveIntegerField()
    counted_by = models.CharField(max_length=200)

    protection = ByFolder(append_only=True)
    retention = "intelligence"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="place_count_ends_after_it_begins", condition=Q(last_on__gte=models.F("first_on"))
            )
        ]


class PlaceStep(AppendOnly):
    """A move of the place's work, or a visit to it, and what was seen."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20)
    happened_on = models.DateField()
    words = models.TextField(blank=True)

    protection = ByFolder(append_only=True)
    retention = "intelligence"
