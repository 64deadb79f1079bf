"""What passes between the front door and others who carry on: another council, and the duty team at night."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import AppendOnly, ByCondition, ByFolder, Row
from kingfisher.referrals.models.contact import Contact

_AT_THE_DOOR = f"organisation_id = (SELECT access_my_organisation()) AND {asker_may(Permission.CONTACT_TRIAGE)}"


class Transfer(Row):
    """A contact passed to another council (`way` out) or from one (in). What was sent lies in its departure."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="transfers")
    way = models.CharField(max_length=3, help_text="out or in")
    council = models.CharField(max_length=200)
    person = models.CharField(max_length=200, help_text="who there has it, or passed it to us, and how to reach them")
    words = models.TextField(help_text="what was sent, or what came with it")
    how = models.CharField(max_length=20, blank=True, help_text="telephone, email or letter, of what went out")
    their_ref = models.CharField(max_length=60, blank=True)
    departure = models.ForeignKey("postroom.Departure", null=True, on_delete=models.PROTECT, related_name="+")
    chased = ArrayField(models.DateTimeField(), default=list)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True, help_text="placement of whoever recorded it")
    acknowledged_words = models.CharField(max_length=300, blank=True)

    protection = ByFolder()
    retention = "contact"

    class Meta:
        indexes = [
            models.Index(fields=["contact"], name="transfer_of_contact"),
            models.Index(fields=["created_at"], name="transfer_waiting", condition=Q(acknowledged_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="transfer_acknowledged_at_and_by_go_together",
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | (Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False) & ~Q(acknowledged_words="")),
            )
        ]


class HandoverRead(AppendOnly):
    """Somebody has read one handover: `part` evening (to the duty team) or morning (back), of a day. No child in it."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10)
    day = models.DateField()

    protection = ByCondition(read=_AT_THE_DOOR, write=_AT_THE_DOOR, append_only=True)
    retention = "contact"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "part", "day", "created_by"], name="handover_read_once")
        ]
