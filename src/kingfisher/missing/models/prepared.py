"""What is written before a child is missing: the card a carer keeps, and the plan for the first hour."""

from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row, done_and_by


class Profile(Row):
    """The card of one child (Philomena form), owned by whoever cares for the child; its words are in versions."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name_said = models.CharField(max_length=400)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1, help_text="of the version that stands")
    reviewed_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    protection = ByFolder()
    retention = "child_record"

    class Meta:
        constraints = [
            done_and_by("missing_profile", "ended"),
            models.UniqueConstraint(fields=["person"], name="one_card_in_use", condition=Q(ended_at=None)),
        ]


class ProfileVersion(AppendOnly):
    """What the card says, as it stood from one moment on."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    said = models.JSONField()
    by_name = models.CharField(max_length=200)

    protection = ByFolder(append_only=True)
    retention = "child_record"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "number"], name="card_version_once")]


class Release(AppendOnly):
    """The card given to the police: which version, what was added that day, and the recorded disclosure."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    to_organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    today = models.TextField(blank=True, help_text="what only today knows: clothes, where and when last seen")
    decision_id = models.UUIDField(help_text="room sharing: what, why, on which basis, to whom")
    decision_ref = models.CharField(max_length=20)
    by_name = models.CharField(max_length=200)

    protection = ByFolder(append_only=True)
    retention = "child_record"


class TriggerPlan(Row):
    """What is done in the first hour when this child is missing. It ends by itself unless somebody reviews it."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name_said = models.CharField(max_length=400)
    born_on = models.DateField(null=True)
    state = models.CharField(max_length=20)
    why = models.TextField(help_text="why this child needs one")
    first_hour = models.JSONField(default=list, help_text="lines, in order")
    ring = models.JSONField(default=list, help_text="name, number, what they are")
    places = models.JSONField(default=list)
    reach = models.JSONField(default=list, help_text="telephones, accounts")
    do_not = models.JSONField(default=list)
    from_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    authorised_at = models.DateTimeField(null=True)
    authorised_by = models.UUIDField(null=True)
    authorised_name = models.CharField(max_length=200, blank=True)
    reviewed = models.JSONField(default=list, help_text="each review: when, by whom, what changed")
    ended_why = models.TextField(blank=True)

    protection = ByFolder()
    retention = "child_record"

    class Meta:
        indexes = [models.Index(fields=["person"], name="trigger_plan_of_person")]
        constraints = [
            done_and_by("missing_trigger_plan", "authorised"),
            models.CheckConstraint(
                name="trigger_plan_in_force_has_an_end",
                condition=~Q(state="in_force") | Q(expires_at__isnull=False, authorised_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person"], name="one_trigger_plan_in_force", condition=~Q(state="ended")
            ),
        ]  # fmt: skip
