"""The board at work: meetings, decisions, actions that chase, risks with their history, money. No child is here."""

from django.db import models
from django.db.models import Q

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import AppendOnly, ByCondition, Row, done_and_by
from kingfisher.partnership.models.who import READS, WORKS

_BOARD = ByCondition(read=READS, write=WORKS)
_KEPT = ByCondition(read=READS, write=WORKS, append_only=True)
_CHIEFS = asker_may(Permission.ESCALATION_SETTLE)


class Sitting(Row):
    """One meeting of a group. Minutes are versions; `agreed` says they were confirmed."""

    group = models.ForeignKey("partnership.Group", on_delete=models.PROTECT, related_name="sittings")
    ref = models.CharField(max_length=20, unique=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    state = models.CharField(max_length=20)

    protection = _BOARD
    retention = "board"


class Item(Row):
    """Something for a group's agenda. Without a sitting it waits on the forward plan, for a month."""

    group = models.ForeignKey("partnership.Group", on_delete=models.PROTECT, related_name="items")
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.PROTECT, related_name="items")
    month = models.DateField(help_text="the first of the month it is planned for")
    place = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    wanted = models.CharField(max_length=20, help_text="decide, discuss or note")
    brought_by = models.CharField(max_length=120)
    minutes_long = models.PositiveSmallIntegerField(default=10)
    paper = models.TextField(blank=True, help_text="the paper itself, or what the attached one asks")

    protection = _BOARD
    retention = "board"


class Minute(AppendOnly):
    """One wording of what was said under an item; the newest stands."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="minutes")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="minutes")
    words = models.TextField()
    written_at = models.DateTimeField()

    protection = _KEPT
    retention = "board"


class Resolved(AppendOnly):
    """A decision of a sitting."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="resolved")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()

    protection = _KEPT
    retention = "board"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "number"], name="resolved_number_once")]


class Attended(Row):
    """How one seat was filled at one sitting."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="attended")
    seat = models.ForeignKey("partnership.Seat", on_delete=models.PROTECT, related_name="+")
    was = models.CharField(max_length=20, help_text="there, deputy, apologies or absent")

    protection = _BOARD
    retention = "board"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "seat"], name="attended_once")]


class Undertaking(Row):
    """An action: what, who, by when; from a meeting, a risk, a chief, a visit."""

    ref = models.CharField(max_length=20, unique=True)
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.PROTECT, related_name="undertakings")
    words = models.TextField()
    owner = models.ForeignKey("partnership.Holder", on_delete=models.PROTECT, related_name="undertakings")
    due_on = models.DateField()
    state = models.CharField(max_length=20)
    outcome = models.TextField(blank=True)
    chased = models.PositiveSmallIntegerField(default=0)
    chased_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    protection = ByCondition(read=READS, write=f"{WORKS} OR {_CHIEFS}")
    retention = "board"

    class Meta:
        constraints = [done_and_by("undertaking", "ended")]


class Risk(Row):
    """Something that could keep the partnership from keeping children safe."""

    title = models.CharField(max_length=200)
    cause_and_effect = models.TextField()
    owner = models.ForeignKey("partnership.Holder", on_delete=models.PROTECT, related_name="risks")
    controls = models.TextField()
    limit = models.PositiveSmallIntegerField(help_text="the score the partners will live with")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)

    protection = _BOARD
    retention = "board"

    class Meta:
        constraints = [done_and_by("risk", "closed")]


class Scored(AppendOnly):
    """A risk's score on a day, and why."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="scored")
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    why = models.TextField()
    scored_on = models.DateField()

    protection = _KEPT
    retention = "board"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="scored_from_1_to_5", condition=Q(likelihood__range=(1, 5)) & Q(impact__range=(1, 5))
            )
        ]


class Money(Row):
    """One line of a year's money, in pence: given in cash, given in kind, planned, spent."""

    year = models.PositiveSmallIntegerField(help_text="the April it begins in")
    sort = models.CharField(max_length=10, help_text="cash, kind, budget or spent")
    who = models.CharField(max_length=200, help_text="who gives; or the heading it is spent under")
    pence = models.BigIntegerField()
    words = models.CharField(max_length=300, blank=True)
    on = models.DateField(null=True)

    protection = _BOARD
    retention = "board"

    class Meta:
        constraints = [models.CheckConstraint(name="money_is_not_negative", condition=Q(pence__gte=0))]


class Answered(AppendOnly):
    """What a chief did about something put before the three: accepted, answered or given to somebody."""

    about = models.CharField(max_length=120, help_text="the thing's kind and key")
    did = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    undertaking = models.ForeignKey(Undertaking, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    protection = ByCondition(read=READS, write=_CHIEFS, append_only=True)
    retention = "board"
