"""The line written whenever anyone looks, and what a changed row said before."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kingfisher.access.models.folders import Folder
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import ByCondition, ByFolder

_SEALED = "(SELECT access_is_sealed())"
_MINE = "(SELECT access_my_organisation())"
_ME = "(SELECT access_me())"
_KNOCKS = f"COALESCE({_ME}, (SELECT access_turned_away()))"  # or would, were her training in date

# Those of the asker's own organisation who work in one of her teams.
_TEAMMATE = (
    f"organisation_id = {_MINE} AND placement_id IN (SELECT m.placement_id FROM organisations_membership m "  # noqa: S608
    "WHERE m.team_id = ANY ((SELECT access_my_teams())::uuid[]))"
)
_KNOWN = "EXISTS (SELECT 1 FROM access_folder f WHERE f.id = TABLE.folder_id)"


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
    written_in = models.BigIntegerField(
        default=0, help_text="PostgreSQL's transaction: record.sql says it, nobody else"
    )

    protection = ByCondition(
        read=f"placement_id = {_KNOCKS} OR (organisation_id = {_MINE} AND (SELECT access_reads_audit())) "
        f"OR ({asker_may(Permission.WORKER_LOG_READ)} AND {_TEAMMATE}) OR {asker_may(Permission.AUDIT_WITNESS)}",
        write=f"placement_id = {_KNOCKS} AND {_SEALED}",
        append_only=True,
    )
    retention = "audit"
    written_by_readers = True

    class Meta:
        indexes = [
            models.Index(fields=["placement_id", "-at"], name="audit_by_placement"),
            models.Index(fields=["written_in", "id"], name="audit_as_settled"),
        ]


class Touch(models.Model):
    """One folder that one line of the record touched: for the folder's owner, whoever it was that looked.

    Written by PostgreSQL itself with the line (record.sql). The line's other folders and its facts are not in it. Of
    a folder sealed or barred to her its reader learns nothing: who looks is a sign of where somebody is.
    """

    id = models.BigAutoField(primary_key=True)
    line_id = models.BigIntegerField()
    at = models.DateTimeField()
    what = models.CharField(max_length=80)
    folder_id = models.UUIDField()
    owner_id = models.UUIDField()
    placement_id = models.UUIDField()
    organisation_id = models.UUIDField()
    purpose = models.CharField(max_length=60, blank=True)
    via = models.CharField(max_length=20)

    protection = ByCondition(
        read=f"owner_id = {_MINE} AND {asker_may(Permission.FOLDER_LOG_READ)} AND {_KNOWN}",
        write="false",
        append_only=True,
    )
    retention = "audit"

    class Meta:
        indexes = [
            models.Index(fields=["folder_id", "-at"], name="touch_of_folder"),
            models.Index(fields=["owner_id", "-at"], name="touch_of_owner"),
            models.Index(fields=["line_id"], name="touch_by_line"),
        ]


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
