"""A meeting, who is asked, what was said and decided. Closed parts lie in a folder the family's paper never reads."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row, done_and_by


class Meeting(Row):
    """One meeting. `about` is what it was called for; its clocks lie in `about_folder`.

    `folder` opens to everyone invited from the hub, `closed_folder` to those who may hear the closed parts.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    closed_folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=30, help_text="rulebook meeting")
    state = models.CharField(max_length=20)
    purpose = models.TextField()
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True)
    about_folder = models.UUIDField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    sequence = models.PositiveSmallIntegerField(default=0, help_text="how often the invitation changed")
    chair = models.ForeignKey("organisations.Placement", null=True, on_delete=models.PROTECT, related_name="+")
    minute_taker = models.ForeignKey("organisations.Placement", null=True, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField(null=True)
    held_by = models.UUIDField(null=True)
    also_guarded = ArrayField(
        models.UUIDField(), default=list, help_text="children some readers may not know: no paper finds their homes"
    )
    short_of_quorum = models.TextField(blank=True, help_text="why it was held without everyone who must be there")
    issued_at = models.DateTimeField(null=True, help_text="decisions sent out")
    issued_by = models.UUIDField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)

    protection = ByFolder()
    retention = "meeting"

    class Meta:
        indexes = [
            models.Index(fields=["starts_at"], name="meeting_by_time"),
            models.Index(fields=["about_id"], name="meeting_about"),
        ]
        constraints = [
            models.CheckConstraint(name="meeting_ends_after_it_starts", condition=Q(ends_at__gt=models.F("starts_at"))),
            done_and_by("meeting", "held"),
            done_and_by("meeting", "issued"),
            done_and_by("meeting", "signed"),
        ]


class _OfMeeting(AppendOnly):
    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="%(class)ss")

    protection = ByFolder(append_only=True)
    retention = "meeting"

    class Meta:
        abstract = True


class Child(_OfMeeting):
    """A child the meeting is about. `kept_folder` is the sealed or restricted one of her papers: of several children
    discussed, such a one is named to nobody to whom that folder is not open, though they come to the same meeting.

    `about` is what the meeting was called for about this child, where it is not the meeting's own.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name_said = models.CharField(max_length=400)
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True)
    about_folder = models.UUIDField(null=True)
    kept_folder = models.ForeignKey("access.Folder", null=True, on_delete=models.PROTECT, related_name="+")

    protection = ByFolder(append_only=True, and_folder="kept_folder_id")

    class Meta:
        indexes = [models.Index(fields=["person"], name="meeting_child")]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="child_once_in_a_meeting")]


class Step(_OfMeeting):
    """One move from state to state, and why."""

    move = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    why = models.TextField(blank=True)


class Decision(_OfMeeting):
    """What the meeting decided, numbered. Never changed: a later decision stands beside it."""

    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    family_safe = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="decision_number_once")]


class Dissent(_OfMeeting):
    """Somebody who does not agree, in her own words. Whoever was asked may write it, also afterwards."""

    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="dissents")
    who = models.CharField(max_length=200)
    agency = models.CharField(max_length=60, blank=True)
    words = models.TextField()


class Aside(_OfMeeting):
    """What somebody typed into a part of the minutes while somebody else changed it. Both are kept."""

    section = models.CharField(max_length=30)
    words = models.TextField()
    typed_on = models.PositiveIntegerField(help_text="the revision it was typed on")


class Version(_OfMeeting):
    """The minutes as they were sent round, or signed: the open parts, or (in the closed folder) the closed ones."""

    number = models.PositiveSmallIntegerField()
    closed = models.BooleanField()
    content = models.JSONField()
    why = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number", "closed"], name="version_once")]


class Invitation(Row):
    """Somebody asked to come: a worker of the hub (`placement`), or a person by name, family among them.

    `decision_maker` is said when attendance is taken; `whole` opens the closed parts.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    placement = models.ForeignKey("organisations.Placement", null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    part = models.CharField(max_length=200, blank=True, help_text="what they are to the child")
    family = models.BooleanField(default=False)
    whole = models.BooleanField(default=False)
    availability = models.CharField(max_length=20, blank=True)
    said = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    attendance = models.CharField(max_length=20, blank=True)
    decision_maker = models.BooleanField(default=False)
    brought_information = models.BooleanField(null=True)
    grant_ids = models.JSONField(default=list)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)

    protection = ByFolder()
    retention = "meeting"

    class Meta:
        indexes = [models.Index(fields=["placement"], name="invitation_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "placement"], name="invited_once", condition=Q(withdrawn_at=None)
            ),
            models.CheckConstraint(name="family_hears_no_closed_part", condition=Q(family=False) | Q(whole=False)),
            done_and_by("invitation", "answered"),
            done_and_by("invitation", "withdrawn"),
        ]


class MinutePart(Row):
    """One part of the minutes as it stands; every word it ever held is kept by the database."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="parts")
    section = models.CharField(max_length=30)
    words = models.TextField(blank=True)
    family_safe = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.UUIDField()

    protection = ByFolder()
    retention = "meeting"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "section"], name="part_once_in_a_meeting")]


class Task(Row):
    """An action: who does what by when. Never without a person, never done without words. Once it is late it stands
    on its owner's desk and the chair's, of whichever agency they are, until it is settled."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="tasks")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    owner = models.ForeignKey("organisations.Placement", null=True, on_delete=models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=200)
    due_on = models.DateField()
    family_safe = models.BooleanField(default=False)
    state = models.CharField(max_length=20, default="open", help_text="open, done or given_up")
    outcome = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)

    protection = ByFolder()
    retention = "meeting"

    class Meta:
        indexes = [
            models.Index(fields=["owner", "due_on"], name="meeting_task_open", condition=Q(state="open")),
            models.Index(fields=["due_on"], name="meeting_task_late", condition=Q(state="open")),
        ]
        constraints = [
            models.CheckConstraint(name="meeting_task_has_a_person", condition=~Q(owner_name="")),
            models.CheckConstraint(name="meeting_task_settled_says_how", condition=Q(state="open") | ~Q(outcome="")),
            done_and_by("meeting_task", "settled"),
        ]
