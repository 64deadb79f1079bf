"""A pattern that a worker raised, and what was said to it. It needs no child's name."""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row, done_and_by


class Pattern(Row):
    """One pattern. `with_lead` once it has gone up, unanswered or not settled by the answer."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, help_text="rulebook list pattern_kind")
    title = models.CharField(max_length=200)
    seen = models.TextField(help_text="what was seen, how often, since when")
    wanted = models.TextField(help_text="what should happen")
    state = models.CharField(max_length=20)
    with_lead = models.BooleanField(default=False)
    answer = models.CharField(max_length=20, blank=True, help_text="rulebook list pattern_answer")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    protection = ByFolder()
    retention = "escalation"

    class Meta:
        constraints = [
            done_and_by("pattern", "answered"),
            models.CheckConstraint(name="pattern_answered_says_what", condition=~Q(state="answered") | ~Q(answer="")),
        ]


class Word(AppendOnly):
    """What was said: when it was raised, answered, taken up, or had no answer in time."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    pattern = models.ForeignKey(Pattern, on_delete=models.PROTECT, related_name="said")
    kind = models.CharField(max_length=20, help_text="raised, answered, taken_up, unanswered, withdrawn")
    words = models.TextField()
    happened_at = models.DateTimeField()

    protection = ByFolder(append_only=True)
    retention = "escalation"
