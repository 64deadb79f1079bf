"""What agencies' own systems show to be let in."""

from django.db import models

from kingfisher.kernel.base import ByCondition, Row


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
