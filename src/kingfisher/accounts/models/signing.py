"""Tries, devices, one-use links, forms kept while their writer signs in again, and the counting of visitors."""

from django.db import models

from kingfisher.kernel.base import ByCondition, Row, Shared

# What somebody on her way in has shown (access.entry.knocking): the digest of a name, or of a link.
_SHOWN = "NULLIF(current_setting('kingfisher.knocking', true), '')"
_IN_MY_CHARGE = (
    "worker_id IN (SELECT p.worker_id FROM organisations_placement p "
    "WHERE p.organisation_id = ANY ((SELECT access_my_charges())::uuid[]))"
)
_MINE = "worker_id = (SELECT access_my_worker())"


class Attempt(models.Model):
    """One try at signing in, right or wrong: what locks an account, and the evidence afterwards.

    The name is kept as a keyed digest only: people type passwords into that box. `worker_id` is empty where nobody
    has such a name.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    name_digest = models.CharField(max_length=64)
    worker_id = models.UUIDField(null=True)
    step = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10)
    address = models.GenericIPAddressField(null=True)

    protection = ByCondition(
        read=f"name_digest = {_SHOWN} OR {_MINE} OR {_IN_MY_CHARGE}",
        write=f"name_digest = {_SHOWN}",
        append_only=True,
    )
    retention = "sign_in"
    written_by_readers = True

    class Meta:
        indexes = [models.Index(fields=["name_digest", "-at"], name="attempt_by_name")]


class Device(Row):
    """A browser somebody is signed in with: since when, how, seen when; until signed out, here or from elsewhere."""

    worker = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    told = models.CharField(max_length=80, blank=True, help_text="browser and system, in words")
    address = models.GenericIPAddressField(null=True)
    by = models.CharField(max_length=80)
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_why = models.CharField(max_length=40, blank=True)

    protection = ByCondition(read=f"{_MINE} OR {_IN_MY_CHARGE}", write=f"{_MINE} OR {_IN_MY_CHARGE}")
    retention = "sign_in"
    written_by_readers = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="device_ended_at_and_by_go_together",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            )
        ]


class Link(Row):
    """A one-use link with which somebody chooses her password: an invitation, or a way back in. Kept as a digest."""

    worker = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    protection = ByCondition(
        read=f"digest = {_SHOWN} OR {_IN_MY_CHARGE}", write=f"digest = {_SHOWN} OR {_IN_MY_CHARGE}"
    )
    retention = "sign_in"


class KeptForm(Row):
    """What somebody had written when her session ran out, sealed for her alone until she is back. Hours, not days."""

    worker = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=500)
    sealed = models.TextField()
    ends_at = models.DateTimeField()

    # Whoever comes by may clear away what is past its end: it is sealed, and it is to go.
    protection = ByCondition(read=f"{_MINE} OR ends_at < now()", write=f"{_MINE} OR ends_at < now()")
    retention = "draft"
    derived = True


class Tally(models.Model):
    """How often a door was knocked at from one slot of addresses in one window of time.

    Bounded by its make: a door has at most `limits.SLOTS` rows, whoever knocks.
    """

    place = models.CharField(primary_key=True, max_length=40)
    began_at = models.DateTimeField()
    times = models.PositiveIntegerField()

    protection = Shared()
    retention = "attempt"
    written_by_readers = True
