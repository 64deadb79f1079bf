"""Folders, who has been let into them, and who is kept out."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kingfisher.kernel.base import EXISTS, ByCondition, ByFolder, Row

_SEALED = "(SELECT access_is_sealed())"
_MINE = "(SELECT access_my_organisation())"


class Folder(Row):
    """One organisation's papers of one category about one person, contact, request or arrival.

    The unit of access. `marking` narrows it to those cleared. `sealed` shuts it to all but those with a key, to
    protect somebody; `restricted` does too, but it says that it exists and opens in an emergency. `team_only` papers
    are read by the teams and workers they are opened to, not by everybody of the owner's.
    """

    owner = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    category = models.CharField(max_length=40)
    marking = models.CharField(max_length=40, blank=True)
    sealed = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False)
    sealed_for = models.CharField(max_length=40, blank=True, help_text="rulebook code list seal_reason")
    sealed_why = models.CharField(max_length=200, blank=True)
    team_only = models.BooleanField(default=False)

    protection = ByFolder(level=EXISTS, folder="id")
    retention = "child_record"


class Grant(Row):
    """One folder opened to an organisation, a team or one placement; with its basis and its end.

    `key` opens a sealed folder as well. `writes` lets the receiver write there (a team's own working folder).
    `clears` are markings this worker may read in this folder, whatever her role.
    """

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="grants")
    to_organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    to_team = models.ForeignKey("organisations.Team", null=True, on_delete=models.PROTECT, related_name="+")
    to_placement = models.ForeignKey("organisations.Placement", null=True, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    writes = models.BooleanField(default=False)
    key = models.BooleanField(default=False)
    clears = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    basis = models.CharField(max_length=80)
    because = models.CharField(max_length=200, help_text="the decision that caused it, in words")
    because_kind = models.CharField(max_length=60, blank=True)
    because_id = models.UUIDField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)

    protection = ByFolder(level=EXISTS)
    retention = "grant"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_has_one_receiver",
                condition=models.Q(to_organisation__isnull=False, to_team__isnull=True, to_placement__isnull=True)
                | models.Q(to_organisation__isnull=True, to_team__isnull=False, to_placement__isnull=True)
                | models.Q(to_organisation__isnull=True, to_team__isnull=True, to_placement__isnull=False),
            ),
            models.CheckConstraint(
                name="grant_ended_at_and_by_go_together",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]


class StandingGrant(Row):
    """Every folder of one category of one owner opened by a standing agreement, while the agreement lives."""

    owner = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=40)
    to_organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    to_team = models.ForeignKey("organisations.Team", null=True, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    agreement_ref = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    protection = ByCondition(read="true", write=f"owner_id = {_MINE} AND {_SEALED}")
    retention = "agreement"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="standing_grant_has_one_receiver",
                condition=models.Q(to_organisation__isnull=False, to_team__isnull=True)
                | models.Q(to_organisation__isnull=True, to_team__isnull=False),
            ),
            models.CheckConstraint(
                name="standing_grant_ended_at_and_by_go_together",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]


class Bar(Row):
    """A worker kept out of a folder whatever else would let her in: a conflict of interest.

    Laid by hand, or by PostgreSQL itself for every folder about somebody a conflict was declared with.
    """

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="bars")
    worker = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="+")
    conflict = models.ForeignKey("access.Conflict", null=True, on_delete=models.PROTECT, related_name="bars")
    why = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    protection = ByFolder(level=EXISTS)
    retention = "grant"

    class Meta:
        indexes = [models.Index(fields=["conflict", "folder"], name="bar_of_conflict")]
