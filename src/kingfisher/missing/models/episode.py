"""One absence of one child: what was reported of it, its risk, how it ended, and what it called for."""

from django.db import models
from django.db.models import F, Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row, done_and_by


class Episode(Row):
    """One absence, however many reported it. It counts from `started_at`: when the child was last seen.

    `joined_into` is set when somebody found that it was part of another absence: then only that one counts.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name_said = models.CharField(max_length=400)
    born_on = models.DateField(null=True)
    kind = models.CharField(max_length=20, help_text="rulebook list missing_kind: missing, or absent")
    state = models.CharField(max_length=20)
    risk = models.CharField(max_length=20, blank=True, help_text="rulebook list missing_risk")
    started_at = models.DateTimeField(help_text="last seen; else when it was reported")
    reported_at = models.DateTimeField()
    last_seen_place = models.CharField(max_length=300, blank=True)
    wearing = models.CharField(max_length=300, blank=True)
    worry = models.TextField(blank=True, help_text="why whoever reported is worried this time")
    companions = models.CharField(max_length=300, blank=True, help_text="missing with whom, as reported")
    police_ref = models.CharField(max_length=60, blank=True)
    legal_status = models.CharField(max_length=40, blank=True, help_text="rulebook list missing_legal_status")
    home = models.CharField(max_length=200, blank=True, help_text="missing from where")
    placed_by = models.CharField(max_length=120, blank=True, help_text="the authority that placed the child here")
    found_at = models.DateTimeField(null=True)
    found_by = models.UUIDField(null=True, help_text="placement of whoever recorded it")
    found_place = models.CharField(max_length=300, blank=True)
    found_how = models.CharField(max_length=40, blank=True, help_text="rulebook list missing_found_how")
    found_with = models.CharField(max_length=300, blank=True)
    condition = models.TextField(blank=True, help_text="how the child was on return")
    harm = models.TextField(blank=True, help_text="what happened to the child while away")
    prevention_at = models.DateTimeField(null=True)
    prevention_by = models.UUIDField(null=True)
    prevention_name = models.CharField(max_length=200, blank=True)
    prevention_words = models.TextField(blank=True, help_text="the police's talk on return")
    joined_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")

    protection = ByFolder()
    retention = "child_record"

    class Meta:
        indexes = [
            models.Index(fields=["person", "-started_at"], name="episode_missing_of_person"),
            models.Index(fields=["state", "started_at"], name="episode_missing_open"),
            models.Index(fields=["found_at"], name="episode_missing_found"),
            models.Index(fields=["police_ref"], name="episode_police_ref", condition=~Q(police_ref="")),
        ]
        constraints = [
            done_and_by("missing_episode", "found"),
            done_and_by("missing_episode", "prevention"),
            models.CheckConstraint(
                name="missing_found_after_it_began", condition=Q(found_at=None) | Q(found_at__gte=F("started_at"))
            ),
            models.CheckConstraint(name="missing_not_part_of_itself", condition=~Q(joined_into=F("id"))),
            models.CheckConstraint(
                name="missing_open_is_not_found", condition=~Q(state="open") | Q(found_at=None)
            ),
        ]  # fmt: skip


class Report(AppendOnly):
    """What one sender said of an absence, as it was read; in the sender's own folder, beside the arrival itself."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    arrival_id = models.UUIDField(unique=True)
    arrival_ref = models.CharField(max_length=20)
    episode_id = models.UUIDField(db_index=True)
    episode_ref = models.CharField(max_length=20)
    name_said = models.CharField(max_length=400)
    sender = models.CharField(max_length=200)
    what = models.CharField(max_length=20, help_text="missing or back")
    source = models.CharField(max_length=20, help_text="rulebook list missing_source")
    said = models.JSONField()
    reported_at = models.DateTimeField()

    protection = ByFolder(append_only=True)
    retention = "child_record"


class _OfEpisode(AppendOnly):
    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="%(class)ss")
    happened_at = models.DateTimeField()

    protection = ByFolder(append_only=True)
    retention = "child_record"

    class Meta:
        abstract = True


class Step(_OfEpisode):
    """One thing that happened to the record of an absence: reported again, found, joined to another, taken apart."""

    what = models.CharField(max_length=30)
    words = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)


class Risk(_OfEpisode):
    """How great the police held the risk to be from one moment on, and why. All are kept."""

    risk = models.CharField(max_length=20)
    why = models.TextField()
    by_name = models.CharField(max_length=200)


class Crossing(Row):
    """A threshold that was crossed with an absence: what it calls for, and what somebody did about it."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="crossings")
    rule_id = models.CharField(max_length=60)
    rule_hash = models.CharField(max_length=80)
    calls_for = models.CharField(max_length=30)
    facts = models.CharField(max_length=300, help_text="what was counted, in words")
    crossed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answer = models.CharField(max_length=30, blank=True, help_text="rulebook list missing_answer")
    answer_words = models.TextField(blank=True)

    protection = ByFolder()
    retention = "child_record"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode", "rule_id"], name="threshold_crossed_once_in_an_absence"),
            done_and_by("missing_crossing", "answered"),
        ]


class Notice(Row):
    """That another authority must know: the one that placed the child, and the one where the child lives."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="notices")
    part = models.CharField(max_length=20, help_text="placing or host")
    authority = models.CharField(max_length=120)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    departure_id = models.UUIDField(null=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.UUIDField(null=True)
    told_whom = models.CharField(max_length=200, blank=True)

    protection = ByFolder()
    retention = "child_record"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode", "part"], name="each_authority_once"),
            done_and_by("missing_notice", "told"),
        ]
