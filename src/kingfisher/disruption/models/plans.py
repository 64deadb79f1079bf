"""A plan to stop one person, or what happens at one place; and the children it protects, who stand nowhere else."""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row, done_and_by


class Plan(Row):
    """One plan. About a person: how he stands in law, where he may be met, what he holds and whom he can reach."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    about = models.CharField(max_length=10, help_text="person or place")
    name_said = models.CharField(max_length=200)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("disruption.Place", null=True, on_delete=models.PROTECT, related_name="plans")
    state = models.CharField(max_length=10, default="open")
    status = models.CharField(max_length=20, blank=True, help_text="rulebook list suspect_status; people only")
    harm = models.TextField(help_text="what harm to children, and how it is known")
    victims_view = models.TextField(blank=True, help_text="what those harmed want, in their own words")
    no_view_why = models.TextField(blank=True, help_text="why nobody has asked them yet")
    lead = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    bail_until = models.DateField(null=True)
    necessity = models.TextField(help_text="why holding this about them is necessary and proportionate")
    particulars = models.JSONField(default=dict, help_text="addresses, vehicles, work with children, licences, travel")
    next_action = models.TextField(blank=True)
    reported_to_dpo_at = models.DateTimeField(null=True)
    reported_to_dpo_by = models.UUIDField(null=True)
    outcome = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)

    protection = ByFolder()
    retention = "intelligence"

    class Meta:
        db_table = "disruption_plan"
        indexes = [models.Index(fields=["lead"], name="disruption_lead", condition=Q(state="open"))]
        constraints = [
            done_and_by("disruption_plan", "closed"),
            done_and_by("disruption_plan", "reported_to_dpo"),
            models.CheckConstraint(name="disruption_closed_says_what_came", condition=Q(state="open") | ~Q(outcome="")),
            models.CheckConstraint(
                name="disruption_of_a_person_or_a_place",
                condition=Q(about="person", place=None) | Q(about="place", person=None, place__isnull=False),
            ),
        ]


class Protected(Row):
    """A child this plan protects. Lies with the plan alone: whoever works a tool of it is told no child."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="children")
    name_said = models.CharField(max_length=200)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    wants = models.TextField(blank=True, help_text="what the child wants done")

    protection = ByFolder()
    retention = "intelligence"


class Occurrence(AppendOnly):
    """Something he did, or that happened there: its day and how grave, for an open list of recency and frequency."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="occurrences")
    happened_on = models.DateField()
    severity = models.PositiveSmallIntegerField(help_text="1 slight to 4 gravest")
    words = models.TextField()

    protection = ByFolder(append_only=True)
    retention = "intelligence"

    class Meta:
        constraints = [models.CheckConstraint(name="occurrence_severity", condition=Q(severity__range=(1, 4)))]


class PlanStep(AppendOnly):
    """What was done with the plan: begun, reviewed, reported, closed; and the words of it."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20)
    words = models.TextField(blank=True)

    protection = ByFolder(append_only=True)
    retention = "intelligence"
