"""Judgements that two statements are one person, what was proposed for judging, and second opinions. No statement
is touched by any of it.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kingfisher.kernel.base import AppendOnly, ByCondition, Row

_BOTH = (
    "EXISTS (SELECT 1 FROM access_ruling r WHERE r.folder_id = left_folder_id AND r.level >= 1) AND "
    "EXISTS (SELECT 1 FROM access_ruling r WHERE r.folder_id = right_folder_id AND r.level >= 1)"
)
# What the machine works out is written by the matching service alone.
_MATCHER = (
    "EXISTS (SELECT 1 FROM organisations_placement p WHERE p.id = (SELECT access_me()) AND p.role = 'matching_service')"
)


class _Pair(models.Model):
    """Two statements and the folders they lie in."""

    left = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="%(class)s_left")
    right = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="%(class)s_right")
    left_folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    right_folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Judgement(AppendOnly, _Pair):
    """Somebody's answer, with reasons, to: are these two statements one person? The newest of a pair stands.

    What takes a judgement back says again what stood before it, and names it (`takes_back`).
    """

    answer = models.CharField(max_length=20, help_text="same, different, unsure, kept_apart, withdrawn")
    why = models.TextField()
    evidence = models.JSONField(default=list)
    probability = models.FloatField(null=True)
    rule = models.CharField(max_length=60, blank=True, help_text="the rule, where no person judged")
    takes_back = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="taken_back")

    protection = ByCondition(read=_BOTH, write=_BOTH, append_only=True)
    retention = "identity_judgement"

    class Meta:
        indexes = [
            models.Index(fields=["left", "-created_at"], name="judgement_left"),
            models.Index(fields=["right", "-created_at"], name="judgement_right"),
        ]
        constraints = [models.CheckConstraint(name="judgement_is_of_two", condition=~models.Q(left=models.F("right")))]


class Weighed(models.Model):
    """Which version of a statement was last weighed against the others, so that none is weighed twice or missed."""

    person = models.OneToOneField("people.Person", primary_key=True, on_delete=models.PROTECT, related_name="weighed")
    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    derived = True

    _KNOWN = "EXISTS (SELECT 1 FROM access_ruling r WHERE r.folder_id = TABLE.folder_id AND r.level >= 1)"
    protection = ByCondition(read=_KNOWN, write=f"{_MATCHER} AND {_KNOWN}")
    retention = "person_statement"


class Proposal(_Pair):
    """Two statements the matching service found likely, and not decisive: a person is to judge. `left` sorts first.

    Worked out from the statements, so replaced when they change; what a person answered is a Judgement.
    """

    id = models.BigAutoField(primary_key=True)
    probability = models.FloatField()
    bits = models.FloatField(help_text="the whole weight of the evidence")
    reasons = models.JSONField(default=list, help_text="comparison, sentence and bits of each reason")
    about_child = models.BooleanField()
    found_at = models.DateTimeField()
    derived = True

    protection = ByCondition(read=_BOTH, write=f"{_MATCHER} AND {_BOTH}")
    retention = "identity_judgement"

    class Meta:
        indexes = [models.Index(fields=["-probability", "id"], name="proposal_likeliest")]
        constraints = [models.UniqueConstraint(fields=["left", "right"], name="one_proposal_of_a_pair")]


class SecondLook(Row, _Pair):
    """A pair put before a second person, who answers without knowing the first answer."""

    asked_of = models.UUIDField(null=True, help_text="placement; empty when anybody else may answer")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    agreed = models.BooleanField(null=True)

    protection = ByCondition(read=_BOTH, write=_BOTH)
    retention = "identity_judgement"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="second_look_closed_at_and_by_go_together",
                condition=models.Q(closed_at__isnull=True, closed_by__isnull=True, agreed__isnull=True)
                | models.Q(closed_at__isnull=False, closed_by__isnull=False, agreed__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["left", "right"], condition=models.Q(closed_at__isnull=True), name="one_open_look_at_a_pair"
            ),
        ]


class Opinion(AppendOnly):
    """One of two independent answers about a pair. PostgreSQL shows it to nobody else until both are given."""

    look = models.ForeignKey(SecondLook, on_delete=models.PROTECT, related_name="opinions")
    left_folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    right_folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(help_text="1 for who asked, 2 for who was asked")
    worker = models.UUIDField()
    answer = models.CharField(max_length=20)
    why = models.TextField()
    evidence = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    probability = models.FloatField(null=True)

    _GIVEN = "EXISTS (SELECT 1 FROM people_secondlook s WHERE s.id = look_id AND s.closed_at IS NOT NULL)"
    protection = ByCondition(
        read=f"created_by = (SELECT access_me()) OR ({_BOTH} AND {_GIVEN})",
        write=f"created_by = (SELECT access_me()) AND {_BOTH}",
        append_only=True,
    )
    retention = "identity_judgement"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["look", "place"], name="one_opinion_in_each_place"),
            models.UniqueConstraint(fields=["look", "worker"], name="two_opinions_of_two_workers"),
        ]
