"""People, objects, places and events, what links them, and pictures taken of it.

Nothing said of a link is changed: it is taken back by another row, and both stay. A person known by a nickname alone
is a thing like any other until somebody says, with a reason, who she is; that is taken back in the same way.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kingfisher.kernel.base import EXISTS, AppendOnly, ByCondition, ByFolder, Row

_SEES_ALL = (
    "NOT EXISTS (SELECT 1 FROM unnest(TABLE.folder_ids) AS shown(folder_id) WHERE NOT EXISTS "
    "(SELECT 1 FROM access_ruling r WHERE r.folder_id = shown.folder_id AND r.level >= 3))"
)


class Register(Row):
    """An agency's own folder of things and links; one without a marking, one for each marking it uses."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    marking = models.CharField(max_length=40, blank=True)

    protection = ByFolder(level=EXISTS)
    retention = "intelligence"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "marking"], name="one_register_of_a_marking")]


class _Lies(models.Model):
    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Thing(Row, _Lies):
    """Somebody, an object, a place or an event. `key` is its own number as it is compared: a plate, a telephone.

    `x` and `y` are metres on the partnership's own grid, for drawing a map without anybody else's.
    """

    kind = models.CharField(max_length=10, help_text="person, object, place or event")
    sort = models.CharField(max_length=30, help_text="rulebook list thing_sort")
    label = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    key = models.CharField(max_length=80, blank=True)
    happened_on = models.DateField(null=True)
    x = models.IntegerField(null=True)
    y = models.IntegerField(null=True)

    protection = ByFolder()
    retention = "intelligence"

    class Meta:
        indexes = [models.Index(fields=["kind", "key"], name="thing_by_key")]
        constraints = [
            models.CheckConstraint(
                name="thing_is_of_a_kind", condition=Q(kind__in=("person", "object", "place", "event")) & ~Q(label="")
            ),
            models.CheckConstraint(
                name="thing_event_has_a_day", condition=~Q(kind="event") | Q(happened_on__isnull=False)
            ),
        ]


class Link(AppendOnly, _Lies):
    """Two things and what joins them: on which basis, since when, how sure, who says so."""

    left = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, help_text="rulebook list link_kind")
    basis = models.CharField(max_length=20, help_text="rulebook list link_basis")
    grade = models.CharField(max_length=10, blank=True, help_text="3x5x2, where it rests on intelligence")
    confidence = models.CharField(max_length=10, help_text="confirmed, likely or possible")
    first_on = models.DateField()
    last_on = models.DateField()
    asserted_by = models.CharField(max_length=200)
    source_ref = models.CharField(max_length=80, blank=True)

    protection = ByFolder(append_only=True)
    retention = "intelligence"

    class Meta:
        constraints = [
            models.CheckConstraint(name="link_is_of_two", condition=~Q(left=F("right"))),
            models.CheckConstraint(name="link_seen_last_after_first", condition=Q(last_on__gte=F("first_on"))),
            models.CheckConstraint(
                name="link_of_intelligence_is_graded", condition=~Q(basis="intelligence") | ~Q(grade="")
            ),
        ]


class TakenBack(AppendOnly, _Lies):
    """A link that is not so after all, or an identification: what it was stays to be read."""

    link = models.OneToOneField(Link, null=True, on_delete=models.PROTECT, related_name="taken_back")
    identified = models.OneToOneField(
        "intelligence.Identified", null=True, on_delete=models.PROTECT, related_name="taken_back"
    )
    why = models.TextField()

    protection = ByFolder(append_only=True)
    retention = "intelligence"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="taken_back_is_one_thing",
                condition=Q(link__isnull=True, identified__isnull=False)
                | Q(link__isnull=False, identified__isnull=True),
            )
        ]


class Identified(AppendOnly, _Lies):
    """A thing of kind person said to be somebody an agency holds a statement of, and why."""

    thing = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    why = models.TextField()

    protection = ByFolder(append_only=True)
    retention = "intelligence"


class Role(AppendOnly, _Lies):
    """What somebody is in this, from a day to a day: a child we protect, a suspect, a witness."""

    thing = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, help_text="rulebook list network_role")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    why = models.CharField(max_length=300)

    protection = ByFolder(append_only=True)
    retention = "intelligence"


class Chart(AppendOnly):
    """A picture as it was on a day, frozen: what was drawn, and a hash of it. Seen by whoever may read all it shows."""

    ref = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    why = models.TextField()
    taken_at = models.DateTimeField()
    drawn = models.JSONField()
    digest = models.CharField(max_length=64)
    folder_ids = ArrayField(models.UUIDField())

    protection = ByCondition(
        read=_SEES_ALL, write=f"created_by = (SELECT access_me()) AND {_SEES_ALL}", append_only=True
    )
    retention = "intelligence"

    class Meta:
        constraints = [models.CheckConstraint(name="chart_shows_something", condition=~Q(folder_ids=[]))]
