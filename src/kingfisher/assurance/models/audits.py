"""Audits of cases: what is drawn, by which seed, and what two people say of each without seeing each other's answer."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import AppendOnly, ByCondition, Row, done_and_by

_READS, _WORKS = asker_may(Permission.ASSURANCE_READ), asker_may(Permission.ASSURANCE_WORK)
_DRAWS = asker_may(Permission.SCORECARD_FREEZE)  # the hub's own service, which sees the cases to draw from
_ME = "(SELECT access_me())"
_MINE = f"{_ME} IN (TABLE.first_grader, TABLE.second_grader)"
_BY_ME = f"TABLE.created_by = {_ME}"
# Seen through assurance_case's own policy: the board's readers, and the two who read the case.
_BOTH_IN = "EXISTS (SELECT 1 FROM assurance_case c WHERE c.id = TABLE.case_id AND c.graded >= 2)"
_MY_CASE = (
    "EXISTS (SELECT 1 FROM assurance_case c WHERE c.id = TABLE.case_id "  # noqa: S608
    f"AND {_ME} IN (c.first_grader, c.second_grader))"
)


class Audit(Row):
    """One audit: what it asks, what it draws from, by which seed; who reads the cases, apart from each other."""

    ref = models.CharField(max_length=20, unique=True)
    theme = models.CharField(max_length=160)
    questions = ArrayField(models.CharField(max_length=200), help_text="each reader grades every one")
    population = models.CharField(max_length=20, help_text="see states.POPULATIONS")
    first_day = models.DateField()
    last_day = models.DateField()
    wanted = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=40)
    first_grader = models.UUIDField()
    second_grader = models.UUIDField()
    state = models.CharField(max_length=20)
    population_size = models.PositiveIntegerField(null=True)
    population_hash = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.UUIDField(null=True)
    learning = models.TextField(blank=True)
    again_on = models.DateField(null=True, help_text="when the same is asked again")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    protection = ByCondition(read=f"{_READS} OR {_DRAWS} OR {_MINE}", write=f"{_WORKS} OR {_DRAWS}")
    retention = "board"

    class Meta:
        constraints = [
            done_and_by("audit", "ended"), done_and_by("audit", "drawn"),
            models.CheckConstraint(name="audit_two_graders", condition=~Q(first_grader=F("second_grader"))),
        ]  # fmt: skip


class Case(Row):
    """One case by its place in the sample: how many have graded it, and what they agreed on. It names nothing."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="cases")
    place = models.PositiveSmallIntegerField()
    first_grader = models.UUIDField()
    second_grader = models.UUIDField()
    graded = models.PositiveSmallIntegerField(default=0)
    agreed = ArrayField(models.CharField(max_length=30), default=list, help_text="list audit_grade, by question")
    agreed_words = models.TextField(blank=True)

    protection = ByCondition(
        read=f"{_READS} OR {_DRAWS} OR {_MINE}", write=f"{_WORKS} OR {_DRAWS} OR {_MINE}"
    )  # fmt: skip
    retention = "board"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audit", "place"], name="case_has_a_place")]


class Drawn(Row):
    """Which record a case is: known to the two who read it and the service that drew it, and to nobody else."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="drawn")
    kind = models.CharField(max_length=60)
    thing = models.UUIDField()
    grants = ArrayField(models.UUIDField(), default=list, help_text="what opened its folder to the two readers")

    protection = ByCondition(read=f"{_DRAWS} OR {_MY_CASE}", write=_DRAWS)
    retention = "board"


class Grading(AppendOnly):
    """What one reader says of one case. PostgreSQL shows it to nobody else before both are in."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="gradings")
    grades = ArrayField(models.CharField(max_length=30), help_text="list audit_grade, by question")
    words = models.TextField()
    graded_at = models.DateTimeField()

    protection = ByCondition(read=f"{_BY_ME} OR {_BOTH_IN}", write=f"{_BY_ME} AND {_MY_CASE}", append_only=True)
    retention = "board"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "created_by"], name="grading_once_a_reader")]
