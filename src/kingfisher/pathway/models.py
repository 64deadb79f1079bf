"""The steps of one child's help and protection. What is about protection lies in a folder of its own."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row, done_and_by


class Episode(Row):
    """One child's time with children's social care, from the referral until help ends.

    Its assessment counts from `received_at`; `carried` was said before it, `protection_folder` opened with a strategy.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    protection_folder = models.ForeignKey("access.Folder", null=True, on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name_said = models.CharField(max_length=400)
    state = models.CharField(max_length=20)
    pathway = models.CharField(max_length=20, help_text="rulebook list protection_pathway")
    worker = models.ForeignKey("organisations.Placement", null=True, on_delete=models.PROTECT, related_name="+")
    because_kind = models.CharField(max_length=60, blank=True)
    because_id = models.UUIDField(null=True)
    carried = models.JSONField(default=list)
    received_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    close_reason = models.CharField(max_length=40, blank=True)
    reduced_risk = models.TextField(blank=True)

    protection = ByFolder()
    retention = "child_protection"

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="episode_of_person"),
            models.Index(fields=["worker"], name="episode_of_worker", condition=Q(state="open")),
            models.Index(fields=["because_id"], name="episode_because"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person"], name="one_open_episode", condition=Q(state="open")),
            models.CheckConstraint(
                name="episode_closed_says_what_reduced_the_risk",
                condition=Q(state="open") | (~Q(close_reason="") & ~Q(reduced_risk="")),
            ),
            done_and_by("episode", "closed"),
        ]


class _OfEpisode(models.Model):
    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="%(class)ss")

    protection = ByFolder()
    retention = "child_protection"

    class Meta:
        abstract = True


class Step(_OfEpisode, AppendOnly):
    """One move of one thing, and why."""

    thing = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    move = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    why = models.TextField(blank=True)

    protection = ByFolder(append_only=True)


class Assessment(_OfEpisode, Row):
    """A child and family assessment: what the child needs, and what the manager agreed."""

    state = models.CharField(max_length=20)
    seen_on = models.DateField(null=True)
    seen_alone = models.BooleanField(default=False)
    not_seen_why = models.TextField(blank=True)
    daily_life = models.TextField(blank=True, help_text="what life is like, in the child's own words")
    parents_view = models.TextField(blank=True)
    needs = models.TextField(blank=True)
    keeps_safe = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    factors = ArrayField(models.CharField(max_length=10), default=list)
    outcome = models.CharField(max_length=40, blank=True)
    authorised_at = models.DateTimeField(null=True)
    authorised_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            done_and_by("assessment", "authorised"),
            models.CheckConstraint(
                name="assessment_authorised_has_an_outcome", condition=~Q(state="authorised") | ~Q(outcome="")
            ),
        ]


class Strategy(_OfEpisode, Row):
    """A strategy discussion's decision. What was said there stands in the minutes of its meeting, once."""

    state = models.CharField(max_length=20)
    meeting = models.ForeignKey("meetings.Meeting", null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=40, blank=True)
    harm = models.CharField(max_length=20, blank=True, help_text="actual, likely or neither")
    also_considered = models.TextField(blank=True, help_text="brothers, sisters and friends considered as well")
    sees_child = models.TextField(blank=True, help_text="who sees the child")
    seen_by = models.DateField(null=True)
    medical = models.TextField(blank=True)
    interview = models.TextField(blank=True)
    disruption = models.TextField(blank=True, help_text="what was considered against the person or the place")
    nrm = models.CharField(max_length=10, blank=True, help_text="referred, or why not")
    nrm_why_not = models.TextField(blank=True)
    missing_plan = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        verbose_name_plural = "strategies"
        constraints = [
            done_and_by("strategy", "decided"),
            models.CheckConstraint(
                name="strategy_decided_considered_disruption",
                condition=~Q(state="decided") | (~Q(decision="") & ~Q(disruption="")),
            ),
            models.CheckConstraint(
                name="strategy_without_referral_says_why", condition=~Q(nrm="no") | ~Q(nrm_why_not="")
            ),
        ]


class Section47(_OfEpisode, Row):
    """An enquiry under section 47, by social care, police or both."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="enquiries")
    state = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    child_seen_on = models.DateField(null=True)
    child_seen_alone = models.BooleanField(default=False)
    childs_account = models.TextField(blank=True)
    findings = models.TextField(blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            done_and_by("section47", "concluded"),
            models.CheckConstraint(
                name="section47_concluded_has_an_outcome", condition=~Q(state="concluded") | ~Q(outcome="")
            ),
        ]


class Conference(_OfEpisode, AppendOnly):
    """What a child protection conference decided for this child."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    outcome = models.CharField(max_length=40)
    category = models.CharField(max_length=20, blank=True)
    exploitation_types = ArrayField(models.CharField(max_length=40), default=list)
    reasons = models.TextField()
    plan_id = models.UUIDField(null=True)

    protection = ByFolder(append_only=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "episode"], name="one_outcome_of_a_conference")]


class FamilyMeeting(_OfEpisode, Row):
    """The offer of a family's own decision-making meeting, what they answered, and what they decided."""

    offered_on = models.DateField()
    answer = models.CharField(max_length=20)
    said = models.TextField(blank=True)
    held_on = models.DateField(null=True)
    decided = models.TextField(blank=True)


class Proceedings(_OfEpisode, Row):
    """Pre-proceedings or court, as an outcome: when, by which letter, and what came of it."""

    kind = models.CharField(max_length=20, help_text="pre_proceedings or court")
    decided_on = models.DateField()
    letter_sent_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)


class Transfer(_OfEpisode, Row):
    """A child who moves between councils, with or without a plan; and the other council's yes."""

    direction = models.CharField(max_length=5, help_text="in or out")
    state = models.CharField(max_length=20)
    other_council = models.CharField(max_length=200)
    with_plan = models.BooleanField(default=False)
    told_on = models.DateField()
    summary = models.TextField(blank=True)
    acknowledged_on = models.DateField(null=True)
    acknowledged_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="transfer_acknowledged_by_somebody",
                condition=Q(acknowledged_on__isnull=True) | ~Q(acknowledged_name=""),
            )
        ]


class Complex(Row):
    """An enquiry into abuse of many children by one or more people: who leads it, and its strategies."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=120, help_text="a name that tells nothing of anybody")
    lead = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    families = models.TextField(help_text="how children and families are stood by")
    media = models.TextField(blank=True)
    exit = models.TextField(blank=True, help_text="when and how it ends")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    learned = models.TextField(blank=True)

    protection = ByFolder()
    retention = "child_protection"

    class Meta:
        constraints = [done_and_by("complex", "ended")]


class ComplexChild(AppendOnly):
    """One child of a complex enquiry, and why. One with a `kept_folder` is told, and counted, to its key holders."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Complex, on_delete=models.PROTECT, related_name="children")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="complexes")
    why = models.TextField()
    kept_folder = models.ForeignKey("access.Folder", null=True, on_delete=models.PROTECT, related_name="+")

    protection = ByFolder(append_only=True, and_folder="kept_folder_id")
    retention = "child_protection"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enquiry", "episode"], name="child_once_in_a_complex_enquiry")]
