"""Agencies, teams, workers and placements. Nothing here says anything of a child."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from kingfisher.kernel.base import Row, Shared


class Organisation(Row):
    """A council, force, trust, school, charity: a controller of its own records."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    phone = models.CharField(max_length=40, blank=True)
    answers_checks = models.BooleanField(default=False, help_text="front door may ask it for a check")

    protection = Shared()
    retention = "organisation"

    class Meta:
        constraints = [models.CheckConstraint(name="organisation_has_a_name", condition=~models.Q(name=""))]

    def __str__(self) -> str:
        return self.short_name


class Team(Row):
    """People who work as one, often from several organisations: the front door, the Kingfisher team."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")

    protection = Shared()
    retention = "organisation"


class Worker(Row):
    """A person who works in safeguarding, or a system that acts for an agency (`is_service`)."""

    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_service = models.BooleanField(default=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="worker"
    )
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_by = models.UUIDField(null=True, blank=True)

    protection = Shared()
    retention = "placement"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="worker_suspended_at_and_by_go_together",
                condition=models.Q(suspended_at__isnull=True, suspended_by__isnull=True)
                | models.Q(suspended_at__isnull=False, suspended_by__isnull=False),
            )
        ]


class Placement(Row):
    """A worker in an organisation in a role, from a moment to a moment. This is what an Actor is.

    `own_level` (0 to 3) is how far the role reaches into its own organisation's folders; `clearances` are the
    markings it may read. Both are copied from the role when the place is given, so the policy needs one row.
    A place that `reads_only` writes nothing, has an end, and says what it was given for: an inspector's, a
    scrutineer's. PostgreSQL holds it to that (access/places.sql).
    """

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="placements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="placements")
    role = models.CharField(max_length=60)
    job_title = models.CharField(max_length=120, blank=True)
    own_level = models.PositiveSmallIntegerField(default=0)
    clearances = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    training_valid_until = models.DateTimeField(null=True, blank=True)
    vetting_valid_until = models.DateTimeField(null=True, blank=True)
    reads_only = models.BooleanField(default=False)
    given_for = models.CharField(max_length=120, blank=True, help_text="why a visitor was let in, as on every page")

    protection = Shared()
    retention = "placement"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="placement_that_reads_only_ends_and_says_why",
                condition=models.Q(reads_only=False) | (models.Q(ends_at__isnull=False) & ~models.Q(given_for="")),
            )
        ]


class Membership(Row):
    """A placement in a team."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="memberships")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    protection = Shared()
    retention = "placement"
