"""Each line of the record as a leaf of the log, the log's heads, and to which agency each head was handed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import ByCondition, Row

_MINE = "(SELECT access_my_organisation())"
_WITNESS = asker_may(Permission.AUDIT_WITNESS)


class Leaf(models.Model):
    """One line's place in the log, counted from 1 without gaps, and its hash when it was given that place."""

    number = models.BigIntegerField(primary_key=True)
    line_id = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    logged_at = models.DateTimeField()

    protection = ByCondition(read=_WITNESS, write=_WITNESS, append_only=True)
    retention = "audit"


class Growth(models.Model):
    """The tree after some lines were added: enough to add the next, and the mark up to which lines were taken."""

    id = models.BigAutoField(primary_key=True)
    size = models.BigIntegerField()
    peaks = ArrayField(models.CharField(max_length=64))
    bead = models.CharField(max_length=64)
    until_transaction = models.BigIntegerField()
    until_line = models.BigIntegerField()
    logged_at = models.DateTimeField()

    protection = ByCondition(read=_WITNESS, write=_WITNESS, append_only=True)
    retention = "audit"


class Head(Row):
    """A signed head, published: without its marks, which are worked out again when somebody fetches it."""

    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    said = models.JSONField(help_text="the head as it was signed, without its marks")

    protection = ByCondition(read=f"{asker_may(Permission.HEAD_READ)} OR {_WITNESS}", write=_WITNESS, append_only=True)
    retention = "audit"

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="head_newest")]


class Handing(Row):
    """A head handed to one agency, and whether somebody there has fetched it."""

    head = models.ForeignKey(Head, on_delete=models.PROTECT, related_name="handings")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    fetched_at = models.DateTimeField(null=True)
    fetched_by = models.UUIDField(null=True)

    protection = ByCondition(
        read=f"organisation_id = {_MINE} OR {_WITNESS}",
        write=f"{_WITNESS} OR (organisation_id = {_MINE} AND {asker_may(Permission.HEAD_READ)})",
    )
    retention = "audit"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["head", "organisation"], name="a_head_is_handed_once"),
            models.CheckConstraint(
                name="handing_fetched_at_and_by_go_together",
                condition=models.Q(fetched_at__isnull=True, fetched_by__isnull=True)
                | models.Q(fetched_at__isnull=False, fetched_by__isnull=False),
            ),
        ]
