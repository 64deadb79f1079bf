"""Figures as they were frozen. What was counted lies apart from what is shown, so that no page can show too much."""

from django.db import models

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import AppendOnly, ByCondition

_READ = f"{asker_may(Permission.SCORECARD_READ)} OR {asker_may(Permission.SCORECARD_FREEZE)}"
_FREEZE = asker_may(Permission.SCORECARD_FREEZE)
_OPEN = (
    f"{_FREEZE} OR ({asker_may(Permission.SCORECARD_READ)} AND EXISTS (SELECT 1 FROM access_ruling r "  # noqa: S608
    "WHERE r.folder_id = TABLE.folder_id AND r.level >= 2))"
)


class Frozen(AppendOnly):
    """One measure in one quarter, counted once. What was counted stays with the freezing service."""

    measure_id = models.CharField(max_length=60)
    measure_hash = models.CharField(max_length=64)
    first = models.DateField()
    last = models.DateField()
    cells = models.JSONField(help_text="[split, code, counted, out of], the whole first")
    left_out = models.PositiveIntegerField()
    missing = models.PositiveIntegerField(help_text="nobody said; in neither number")
    source = models.CharField(max_length=200, blank=True, help_text="who counted, where the hub did not")

    protection = ByCondition(read=_FREEZE, write=_FREEZE, append_only=True)
    retention = "figure"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure_id", "first"], name="a_quarter_is_frozen_once"),
        ]


class Figure(AppendOnly):
    """What may be shown of it: protected once, when it was frozen. Pages, paper and CSV read this alone."""

    frozen_id = models.UUIDField(unique=True)
    measure_id = models.CharField(max_length=60)
    first = models.DateField()
    last = models.DateField()
    cells = models.JSONField(help_text="[split, code, counted or null, out of or null], the whole first")
    left_out = models.CharField(max_length=20)
    missing = models.CharField(max_length=20)
    source = models.CharField(max_length=200, blank=True, help_text="who counted, where the hub did not")

    protection = ByCondition(read=_READ, write=_FREEZE, append_only=True)
    retention = "figure"

    class Meta:
        indexes = [models.Index(fields=["measure_id", "first"], name="figure_of_measure")]


class Given(AppendOnly):
    """What an agency counted of a measure in its own system, as it was brought in. Read by the freezing service alone:
    what may be shown of it is worked out like everything else.
    """

    measure_id = models.CharField(max_length=60)
    first = models.DateField()
    cells = models.JSONField(help_text="[split, code, counted, out of], the whole first")
    left_out = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    protection = ByCondition(read=_FREEZE, write=asker_may(Permission.SCORECARD_KEEP), append_only=True)
    retention = "figure"


class FigureRow(AppendOnly):
    """One record a figure was counted from, seen only by those its folder is open to."""

    frozen_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=60)
    thing_id = models.UUIDField()
    folder_id = models.UUIDField()
    on = models.DateField()
    counted = models.CharField(max_length=10, help_text="yes, no, left_out or missing")

    protection = ByCondition(read=_OPEN, write=_FREEZE, append_only=True)
    retention = "figure"


class Neighbour(AppendOnly):
    """What another area published of a measure in a quarter: a whole percentage, and where it stands."""

    measure_id = models.CharField(max_length=60)
    area = models.CharField(max_length=120)
    first = models.DateField()
    percent = models.DecimalField(max_digits=5, decimal_places=1)
    source = models.CharField(max_length=300)

    protection = ByCondition(read=_READ, write=asker_may(Permission.SCORECARD_KEEP), append_only=True)
    retention = "figure"
