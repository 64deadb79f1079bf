"""One line of a child's history: when it happened, when it was known, who says so, and how they know."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kingfisher.kernel.base import AppendOnly, ByFolder, Marked


class Entry(AppendOnly):
    """Never changed. A correction is a new entry that names the one it corrects; both are kept."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    happened_on = models.DateField()
    happened_at = models.DateTimeField(null=True, help_text="where the time of day is known")
    ended_on = models.DateField(null=True)
    known_at = models.DateTimeField(help_text="when the agency came to know")
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    assertion = models.CharField(max_length=20, default="fact", help_text="fact, opinion or third_hand")
    basis = models.CharField(max_length=20, default="record", help_text="seen, told, record or judgement")
    author_name = models.CharField(max_length=120)
    author_role = models.CharField(max_length=120, blank=True)
    marking = models.CharField(max_length=40, blank=True, help_text="a field class: who may read this one line")
    warning = models.CharField(max_length=120, blank=True, help_text="shown before distressing text")
    reference = models.CharField(max_length=200, blank=True, help_text="the source's own key")
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    withdrawn = models.BooleanField(default=False, help_text="this correction withdraws what it corrects")

    protection = ByFolder(append_only=True, marked=(Marked("marking"),))
    retention = "chronology"

    class Meta:
        indexes = [
            models.Index(fields=["person", "-happened_on"], name="entry_of_person"),
            models.Index(fields=["folder", "reference"], name="entry_reference"),
        ]
        verbose_name_plural = "entries"


class Analysis(AppendOnly):
    """What an author makes of the lines, in a paragraph of its own, apart from them. A change is the next version.

    `rests_on` are the lines it speaks of. One that is taken back stands struck through, with why.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    heading = models.CharField(max_length=200)
    words = models.TextField()
    written_on = models.DateField()
    author_name = models.CharField(max_length=120)
    author_role = models.CharField(max_length=120, blank=True)
    rests_on = ArrayField(models.UUIDField(), default=list)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    withdrawn = models.BooleanField(default=False)

    protection = ByFolder(append_only=True)
    retention = "chronology"

    class Meta:
        indexes = [models.Index(fields=["person", "-written_on"], name="analysis_of_person")]
        verbose_name_plural = "analyses"


class Prepared(AppendOnly):
    """A chronology as it was prepared for court: what it held, word for word, on that day.

    It lies in a folder of its own, kept to whoever prepared it and those it is opened to by name.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    made_for = models.CharField(max_length=200, blank=True)
    author_name = models.CharField(max_length=120)
    author_role = models.CharField(max_length=120, blank=True)
    held = models.JSONField(help_text="paragraphs, analyses, sources and gaps as they stood")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what it holds")

    protection = ByFolder(append_only=True)
    retention = "chronology"

    class Meta:
        indexes = [models.Index(fields=["person", "-created_at"], name="prepared_of_person")]
        verbose_name_plural = "prepared"
