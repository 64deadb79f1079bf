"""Folders, who has been let in, who is kept out, and the line written whenever anyone looks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kingfisher.kernel.base import EXISTS, ByCondition, ByFolder, Row

_SEALED = "(SELECT access_is_sealed())"
_MINE = "(SELECT access_my_organisation())"
_ME = "(SELECT access_me())"


class Folder(Row):
    """One organisation's papers of one category about one person, contact, request or arrival.

    The unit of access. `marking` narrows it to those cleared; `sealed` shuts it to all but those with a key.
    """

    owner = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    category = models.CharField(max_length=40)
    marking = models.CharField(max_length=40, blank=True)
    sealed = models.BooleanField(default=False)
    sealed_why = models.CharField(max_length=200, blank=True)

    protection = ByFolder(level=EXISTS, folder="id")
    retention = "child_record"


class Grant(Row):
    """One folder opened to an organisation, a team or one placement; with its basis and its end.

    `key` opens a sealed folder as well. `writes` lets the receiver write there (a team's own working folder).
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
    """A worker kept out of a folder whatever else would let her in: a conflict of interest."""

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="bars")
    worker = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    protection = ByFolder(level=EXISTS)
    retention = "grant"


class AuditLine(models.Model):
    """Who did or opened what, why, from where. Codes and keys only: never a child's name.

    No foreign keys, so it never holds back live rows; the key is the order of writing within the log.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=80)
    placement_id = models.UUIDField()
    worker_id = models.UUIDField()
    organisation_id = models.UUIDField()
    purpose = models.CharField(max_length=60, blank=True)
    via = models.CharField(max_length=20)
    door = models.CharField(max_length=120, blank=True)
    folder_ids = ArrayField(models.UUIDField(), default=list)
    facts = models.JSONField(default=dict)

    protection = ByCondition(
        read=f"placement_id = {_ME} OR (organisation_id = {_MINE} AND (SELECT access_reads_audit()))",
        write=f"placement_id = {_ME} AND {_SEALED}",
        append_only=True,
    )
    retention = "audit"

    class Meta:
        indexes = [models.Index(fields=["placement_id", "-at"], name="audit_by_placement")]


class PastRow(models.Model):
    """What a changed row said before: written by PostgreSQL itself at every UPDATE, read as its folder is."""

    id = models.BigAutoField(primary_key=True)
    table = models.CharField(max_length=80)
    row_id = models.UUIDField()
    folder = models.ForeignKey(Folder, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    was = models.JSONField()

    protection = ByFolder(append_only=True)
    retention = "child_record"

    class Meta:
        indexes = [models.Index(fields=["row_id", "-id"], name="past_row_of")]


class MachineKey(Row):
    """What an agency's own system shows to be let in. Only a hash is kept; it is shown once."""

    placement = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    # Looked up before there is an actor, by the digest of what was shown: nothing else can be learned here.
    protection = ByCondition(
        read="digest = NULLIF(current_setting('kingfisher.shown_key', true), '')",
        write="(SELECT access_gives_places())",
    )
    retention = "placement"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="machine_key_ended_at_and_by_go_together",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            )
        ]
