"""The picture at seven in the morning, kept as it was. Each line lies in the absence's own folder."""

from django.db import models

from kingfisher.kernel.base import AppendOnly, ByFolder, Shared


class Overnight(AppendOnly):
    """One morning's picture: which day, and what it covers. Holds nothing of any child."""

    day = models.DateField(unique=True)
    since_at = models.DateTimeField()
    until_at = models.DateTimeField()

    protection = Shared(append_only=True)
    retention = "child_record"


class OvernightLine(AppendOnly):
    """One child on one morning."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    day = models.DateField(db_index=True)
    episode_id = models.UUIDField()
    line = models.JSONField()

    protection = ByFolder(append_only=True)
    retention = "child_record"
