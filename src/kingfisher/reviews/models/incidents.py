"""A serious incident and its review, in a folder that only those who work on the review may open."""

from django.db import models

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import AppendOnly, ByCondition, ByFolder, Row, done_and_by

_LEARNS = asker_may(Permission.RECOMMENDATION_READ)
_COUNTS = asker_may(Permission.SCORECARD_FREEZE)
_TAKES_PART = " OR ".join(
    asker_may(p) for p in (Permission.REVIEW_RAISE, Permission.REVIEW_WORK, Permission.REVIEW_DECIDE)
)


class Incident(Row):
    """One serious incident, from the day somebody knew of it to the end of its review."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    child_called = models.CharField(max_length=120)
    born_on = models.DateField(null=True)
    kind = models.CharField(max_length=40, help_text="list incident_kind")
    happened_on = models.DateField()
    aware_at = models.DateTimeField()
    in_area = models.BooleanField(default=True)
    in_care = models.BooleanField(default=False)
    what_happened = models.TextField()
    safe_now = models.TextField(help_text="what was done at once for this child and others")
    state = models.CharField(max_length=20)
    notified_at = models.DateTimeField(null=True)
    notified_by = models.UUIDField(null=True)
    panel_ref = models.CharField(max_length=60, blank=True)
    others_told = models.CharField(max_length=300, blank=True)
    set_aside_why = models.TextField(blank=True)
    facts = models.TextField(blank=True, help_text="of the rapid review")
    learning = models.TextField(blank=True)
    decided = models.CharField(max_length=20, blank=True, help_text="practice_review or none")
    rapid_at = models.DateTimeField(null=True)
    rapid_by = models.UUIDField(null=True)
    panel_answer = models.CharField(max_length=20, blank=True, help_text="list panel_answer")
    panel_words = models.TextField(blank=True)
    panel_on = models.DateField(null=True)
    terms = models.TextField(blank=True)
    reviewer = models.CharField(max_length=200, blank=True)
    family_words = models.TextField(blank=True, help_text="how the child and family take part")
    parallel = models.TextField(blank=True, help_text="criminal case, inquest, employer")
    publish_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    report_title = models.CharField(max_length=200, blank=True)
    report_address = models.URLField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_words = models.TextField(blank=True, help_text="why it was not published, or what was learned")

    protection = ByFolder()
    retention = "review"

    class Meta:
        constraints = [
            done_and_by("incident", "notified"), done_and_by("incident", "rapid"), done_and_by("incident", "ended"),
        ]  # fmt: skip


class Summary(Row):
    """What one agency is asked to tell a rapid review, in a folder of its own opened to the one who writes it."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="summaries")
    ref = models.CharField(max_length=20)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    child_called = models.CharField(max_length=120)
    born_on = models.DateField(null=True)
    asks = models.TextField()
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    writer = models.UUIDField(help_text="the placement it is asked of")
    chased = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=20)
    known = models.TextField(blank=True)
    safe = models.TextField(blank=True)
    learning = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)

    protection = ByFolder()
    retention = "review"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "organisation"], name="summary_once_an_agency"),
            done_and_by("summary", "sent"),
        ]


class Decision(AppendOnly):
    """What one of the three partners says should follow; the newest of each stands."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="decisions")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    partner = models.CharField(max_length=20, help_text="council, police or health")
    answer = models.CharField(max_length=20, help_text="practice_review or none")
    words = models.TextField()
    said_at = models.DateTimeField()

    protection = ByFolder(append_only=True)
    retention = "review"


class Outline(Row):
    """What the board sees of one review: a reference, days and states. Nothing of a child."""

    incident_id = models.UUIDField(unique=True)
    ref = models.CharField(max_length=20)
    aware_on = models.DateField()
    state = models.CharField(max_length=20)
    notified_in_time = models.CharField(max_length=3, blank=True)
    rapid_in_time = models.CharField(max_length=3, blank=True)
    decided = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200, blank=True, help_text="of a published report")
    address = models.URLField(blank=True)
    published_on = models.DateField(null=True)

    protection = ByCondition(read=f"{_LEARNS} OR {_COUNTS} OR {_TAKES_PART}", write=_TAKES_PART)
    retention = "review"
