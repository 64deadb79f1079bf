"""What was brought in, what was turned away and why, and how a row is recognised when it comes again."""

from django.db import models

from kingfisher.kernel.base import AppendOnly, ByCondition, Row

# An import belongs to the agency whose file it is, and holds what its file says of children: it is read and
# written by those of that agency who may read its own folders in full.
_OWN = "organisation_id = (SELECT access_my_organisation()) AND (SELECT access_my_own_level()) >= 3"
_OWN_LINE = "EXISTS (SELECT 1 FROM exchange_importrun n WHERE n.id = run_id)"  # which shows only one's own


class ImportRun(Row):
    """One file of one agency: where it stands, how far it has come, what it gave.

    `held_as` names the file while it waits, in a private folder of this installation; it is deleted when the run
    ends. `counts` are numbers by name.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    source = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    held_as = models.CharField(max_length=120, blank=True)
    mapping = models.JSONField(null=True, help_text="their heading to our column, where somebody said so")
    state = models.CharField(max_length=12, help_text="waiting, queued, running, done, refused or failed")
    why = models.CharField(max_length=400, blank=True, help_text="why it was refused or failed, in a sentence")
    counts = models.JSONField(default=dict)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    protection = ByCondition(read=_OWN, write=_OWN)
    retention = "import_run"

    class Meta:
        indexes = [models.Index(fields=["organisation", "-created_at"], name="import_run_of")]


class ImportReject(AppendOnly):
    """A line that was not let in, or (`let_in`) was let in as said though something about it looks wrong."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rejects")
    line = models.PositiveIntegerField()
    part = models.CharField(max_length=120, blank=True)
    field = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300)
    let_in = models.BooleanField(default=False)

    protection = ByCondition(read=_OWN_LINE, write=_OWN_LINE, append_only=True)
    retention = "import_run"

    class Meta:
        indexes = [models.Index(fields=["run", "let_in", "id"], name="import_reject_of")]


class ImportedRow(models.Model):
    """What a key of a file became here, and the digest of what it last said: how the same row is recognised.

    `key` is a digest of the row's content key. The same person may be known from several sources; a folder of a
    person's papers of one sort is remembered in the same way (source "").
    """

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    source = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=40, blank=True)
    became = models.UUIDField(null=True)
    folder = models.ForeignKey("access.Folder", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    category = models.CharField(max_length=40, blank=True, help_text="of the folder, where it is a person's own")
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")

    protection = ByCondition(read=_OWN, write=_OWN)
    retention = "import_run"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key", "source"], name="imported_once")]
