"""The talk on return: offered to every child, held by somebody independent. In a folder of its own."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row


class Interview(Row):
    """One talk after one absence. It lies apart from the absence: a child may speak of the home itself."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    episode_id = models.UUIDField(unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name_said = models.CharField(max_length=400)
    returned_at = models.DateTimeField(help_text="the 72 hours count from here")
    state = models.CharField(max_length=20)
    interviewer = models.ForeignKey("organisations.Placement", null=True, on_delete=models.PROTECT, related_name="+")
    interviewer_name = models.CharField(max_length=200, blank=True)
    independent_why = models.CharField(max_length=300, blank=True, help_text="what makes her independent")
    held_at = models.DateTimeField(null=True)
    held_by = models.UUIDField(null=True)
    place = models.CharField(max_length=200, blank=True)
    alone = models.BooleanField(default=False)
    words = models.TextField(blank=True, help_text="the child's own words")
    push = models.TextField(blank=True, help_text="what the child went away from")
    pull = models.TextField(blank=True, help_text="what drew the child")
    where = models.TextField(blank=True)
    with_whom = models.TextField(blank=True)
    travelled = models.TextField(blank=True)
    harm = models.TextField(blank=True)
    wants = models.TextField(blank=True, help_text="what the child wants to happen")
    signs = ArrayField(models.CharField(max_length=40), default=list)
    safer = models.TextField(blank=True, help_text="what would make it safer next time, and who does it")
    decision_id = models.UUIDField(null=True, help_text="the recorded disclosure by which it was shared on")
    shared_at = models.DateTimeField(null=True)
    shared_by = models.UUIDField(null=True)
    report_id = models.UUIDField(null=True, help_text="the intelligence report drafted from it")
    ended_why = models.TextField(blank=True)

    protection = ByFolder()
    retention = "child_record"

    class Meta:
        indexes = [models.Index(fields=["state", "returned_at"], name="interview_to_offer")]
        constraints = [
            models.CheckConstraint(
                name="interview_held_at_and_by_go_together",
                condition=Q(held_at=None, held_by=None) | Q(held_at__isnull=False, held_by__isnull=False),
            ),
            models.CheckConstraint(
                name="interview_shared_at_and_by_go_together",
                condition=Q(shared_at=None, shared_by=None) | Q(shared_at__isnull=False, shared_by__isnull=False),
            ),
            models.CheckConstraint(
                name="interview_held_says_by_whom",
                condition=~Q(state="held") | (Q(held_at__isnull=False) & ~Q(interviewer_name="")
                                              & ~Q(independent_why="")),
            ),
        ]  # fmt: skip


class Offer(AppendOnly):
    """One offer of a talk, and what the child said to it."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="offers")
    offered_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    way = models.CharField(max_length=30, help_text="rulebook list missing_offer_way")
    answer = models.CharField(max_length=20, help_text="rulebook list missing_offer_answer")
    words = models.TextField(blank=True, help_text="what the child said, and what would make a talk possible")

    protection = ByFolder(append_only=True)
    retention = "child_record"
