"""The line written whenever anyone looks, and what a changed row said before."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kingfisher.access.models.folders import Folder
from kingfisher.kernel.base import ByCondition, ByFolder

_SEALED = "(SELECT access_is_sealed())"
_MINE = "(SELECT access_my_organisation())"
_ME = "(SELECT access_me())"


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
    written_by_readers = True

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
