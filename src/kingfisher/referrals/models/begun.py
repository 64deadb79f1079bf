"""Concerns begun and not yet sent, and tries at the public doors."""

from django.db import models

from kingfisher.kernel.base import ByCondition, Row

_MINE = "created_by = (SELECT placement_id FROM access_actor)"


class Draft(Row):
    """A concern begun and not yet sent: sealed, read only by whoever began it, gone once it is sent.

    Only visitors', and words sent after a session has ended: what a signed-in worker types is kept in room `drafts`.
    A visitor's draft is the front door service's own row; she shows its reference and pass words to return.
    """

    ref = models.CharField(max_length=20, unique=True)
    passphrase_digest = models.CharField(max_length=200, blank=True)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    derived = True

    protection = ByCondition(read=_MINE, write=_MINE)
    retention = "draft"


class Attempt(models.Model):
    """One try at a public door, by a keyed hash of where it came from; kept an hour, to slow down
    guessing.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    origin = models.CharField(max_length=64)
    at = models.DateTimeField()
    derived = True

    protection = ByCondition(read="EXISTS (SELECT 1 FROM access_actor)", write="EXISTS (SELECT 1 FROM access_actor)")
    retention = "attempt"

    class Meta:
        indexes = [models.Index(fields=["kind", "origin", "at"], name="attempt_recent")]
