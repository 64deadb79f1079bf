"""Crimes as the partnership tracks them: not the crime file, but what must not be forgotten about it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row


class Crime(Row):
    """One crime. That a victim no longer supports it is said, and closes nothing."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    number = models.CharField(max_length=40, blank=True, help_text="the force's crime number")
    offence = models.CharField(max_length=200)
    reported_at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    flags = ArrayField(models.CharField(max_length=20), default=list, help_text="rulebook list crime_flag")
    team = models.CharField(max_length=80, help_text="for completeness by team")
    officer = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12)
    unsupported_since = models.DateField(null=True)
    outcome = models.CharField(max_length=30, blank=True, help_text="rulebook list crime_outcome")
    outcome_words = models.TextField(blank=True)
    plan_id = models.UUIDField(null=True)
    operation_id = models.UUIDField(null=True)

    protection = ByFolder()
    retention = "intelligence"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="crime_finished_says_how",
                condition=~Q(state="finished") | (~Q(outcome="") & ~Q(outcome_words="")),
            ),
        ]


class Party(Row):
    """A victim or suspect: ethnicity and nationality each with whose statement it is. What is missing shows."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    crime = models.ForeignKey(Crime, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=10, help_text="victim or suspect")
    name_said = models.CharField(max_length=200)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    is_child = models.BooleanField(default=False)
    ethnicity = models.CharField(max_length=20, blank=True, help_text="rulebook list ethnicity")
    ethnicity_basis = models.CharField(max_length=20, blank=True, help_text="rulebook list ethnicity_basis")
    nationality = models.CharField(max_length=60, blank=True)
    nationality_basis = models.CharField(max_length=20, blank=True)
    bail_until = models.DateField(null=True)

    protection = ByFolder()
    retention = "intelligence"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="party_ethnicity_says_whose", condition=Q(ethnicity="") | ~Q(ethnicity_basis="")
            ),
            models.CheckConstraint(
                name="party_nationality_says_whose", condition=Q(nationality="") | ~Q(nationality_basis="")
            ),
        ]


class CrimeStep(AppendOnly):
    """One step of the crime: interview, arrest, bail, advice, charge, hearing, verdict; and what comes next, when."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    crime = models.ForeignKey(Crime, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, help_text="rulebook list crime_step")
    happened_on = models.DateField()
    words = models.TextField(blank=True)
    next_on = models.DateField(null=True, help_text="the hearing, bail return or answer that follows")

    protection = ByFolder(append_only=True)
    retention = "intelligence"

    class Meta:
        indexes = [models.Index(fields=["next_on"], name="crime_step_next")]


class MaterialRequest(Row):
    """A request for what others hold of a victim: what is needed, with notice to her, the rest tried first."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    crime = models.ForeignKey(Crime, on_delete=models.PROTECT, related_name="requests")
    holder = models.CharField(max_length=200)
    what = models.TextField()
    why_needed = models.TextField()
    others_tried = models.TextField()
    first_on = models.DateField()
    last_on = models.DateField()
    notice_given_on = models.DateField(null=True)
    no_notice_why = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    protection = ByFolder()
    retention = "intelligence"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="material_request_gives_notice_or_says_why_not",
                condition=Q(notice_given_on__isnull=False) | ~Q(no_notice_why=""),
            ),
        ]
