"""One line of a child's history: when it happened, when it was known, who says so, and how they know."""

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
