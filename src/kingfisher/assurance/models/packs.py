"""Packs for inspectors: asked for, gathered part by part, frozen. Lists of children are opened to few."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import AppendOnly, ByCondition, Row, done_and_by

_READS, _WORKS = asker_may(Permission.PACK_READ), asker_may(Permission.ASSURANCE_WORK)
_GATHERS = asker_may(Permission.SCORECARD_FREEZE)  # the hub's own service
_CHILDREN = asker_may(Permission.PACK_CHILDREN)
_OURS = "TABLE.organisation_id = (SELECT access_my_organisation())"


class Pack(Row):
    """One pack: of which sort, of which days, how far it is gathered; once frozen, what it held as one hash."""

    ref = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=40, help_text="rulebook pack")
    title = models.CharField(max_length=160)
    first_day = models.DateField()
    last_day = models.DateField()
    rule_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=20)
    wanted = models.PositiveSmallIntegerField(help_text="how many parts there will be")
    why = models.CharField(max_length=300, blank=True, help_text="why it could not be gathered")
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.UUIDField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    protection = ByCondition(read=f"{_READS} OR {_GATHERS}", write=f"{_WORKS} OR {_GATHERS}")
    retention = "board"

    class Meta:
        constraints = [done_and_by("pack", "frozen")]


class Part(AppendOnly):
    """One list of a pack by its title, length and hash. `row_count` is null where the hub does not hold it: said so."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    note = models.CharField(max_length=400, blank=True)
    is_of_children = models.BooleanField()
    row_count = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    gathered_at = models.DateTimeField()

    protection = ByCondition(read=f"{_READS} OR {_GATHERS}", write=_GATHERS, append_only=True)
    retention = "board"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "code"], name="part_once_a_pack")]


class Lines(AppendOnly):
    """What stands in a part, as it was gathered. Lists of children: to those of the agency whose role opens them."""

    part = models.OneToOneField(Part, on_delete=models.PROTECT, related_name="lines")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    is_of_children = models.BooleanField()
    columns = models.JSONField()
    rows = models.JSONField()
    people = ArrayField(models.UUIDField(), default=list, help_text="whom it is about, for the guard")

    protection = ByCondition(
        read=f"{_GATHERS} OR ({_READS} AND NOT TABLE.is_of_children) OR ({_CHILDREN} AND {_OURS})",
        write=_GATHERS, append_only=True,
    )  # fmt: skip
    retention = "board"
