"""What agencies' own systems show to be let in: a long-lived key, or the short-lived token it was changed for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kingfisher.kernel.base import ByCondition, Row

# Looked up before there is an actor, by the digest of what was shown: nothing else can be learned so.
_SHOWN = "NULLIF(current_setting('kingfisher.shown_key', true), '')"
_IN_MY_CHARGE = (
    "placement_id IN (SELECT p.id FROM organisations_placement p "
    "WHERE p.organisation_id = ANY ((SELECT access_my_charges())::uuid[]))"
)


class MachineKey(Row):
    """What an agency's own system shows to be let in. Only a hash is kept; it is shown once.

    Its id is the client's name where the key is changed for a token (OAuth 2.0 client credentials). `scopes` are the
    permissions it may use of those its role has; empty means all of them.
    """

    placement = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    protection = ByCondition(read=f"digest = {_SHOWN} OR {_IN_MY_CHARGE}", write=_IN_MY_CHARGE)
    retention = "placement"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="machine_key_ended_at_and_by_go_together",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            )
        ]


class MachineToken(Row):
    """A key changed for minutes; it dies with its key, which it names by digest. `created_by` is the key's place."""

    digest = models.CharField(max_length=64, unique=True)
    key_digest = models.CharField(max_length=64, db_index=True)
    scopes = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    ends_at = models.DateTimeField()

    protection = ByCondition(read=f"digest = {_SHOWN} OR key_digest = {_SHOWN}", write=f"key_digest = {_SHOWN}")
    retention = "placement"
    derived = True
