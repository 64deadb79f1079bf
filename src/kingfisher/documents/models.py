"""Files, each in a folder. The bytes are encrypted on disk; the row says what and where."""

from django.db import models

from kingfisher.kernel.base import AppendOnly, ByFolder


class Document(AppendOnly):
    """A file as it was kept. Replacing it keeps a new row that names the old."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    about_kind = models.CharField(max_length=60)
    about_id = models.UUIDField()
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    protection = ByFolder(append_only=True)
    retention = "document"

    class Meta:
        indexes = [models.Index(fields=["about_kind", "about_id"], name="document_about")]
