"""Arrivals as they came, and departures with their receipts. Raw and immutable."""

from django.db import models

from kingfisher.kernel.base import AppendOnly, ByFolder, Row


class Arrival(AppendOnly):
    """What came in, byte for byte, committed before anybody tries to understand it."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=40, help_text="what it is meant to be, such as concern")
    door = models.CharField(max_length=20, help_text="public, page, api or telephone")
    from_organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    sender_name = models.CharField(max_length=200, blank=True)
    idempotency_key = models.CharField(max_length=120, blank=True)
    content_type = models.CharField(max_length=100)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    passphrase_digest = models.CharField(max_length=200, blank=True, help_text="for a sender without an account")
    adds_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="additions")

    protection = ByFolder(append_only=True)
    retention = "arrival"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["created_by", "idempotency_key"],
                name="the_same_key_once",
                condition=~models.Q(idempotency_key=""),
            )
        ]


class Reading(AppendOnly):
    """What came of an arrival: read into something, or not understood and waiting for a person."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="readings")
    outcome = models.CharField(max_length=20, help_text="received, unreadable or settled")
    problems = models.JSONField(default=list)
    became_kind = models.CharField(max_length=60, blank=True)
    became_id = models.UUIDField(null=True)
    note = models.TextField(blank=True)

    protection = ByFolder(append_only=True)
    retention = "arrival"


class Departure(Row):
    """What went out to somebody, by which way, and whether they have it."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=60)
    about_id = models.UUIDField()
    to_organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=254, blank=True, help_text="of an e-mail")
    way = models.CharField(max_length=20, help_text="hub, email, letter or telephone")
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)

    protection = ByFolder()
    retention = "departure"

    class Meta:
        indexes = [models.Index(fields=["about_kind", "about_id"], name="departure_about")]
        constraints = [
            models.CheckConstraint(
                name="departure_acknowledged_at_and_by_go_together",
                condition=models.Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | models.Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
            )
        ]
