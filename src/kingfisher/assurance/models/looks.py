"""Looks from outside: scrutiny and inspections, what was found, what each agency answers, what came of it."""

from django.db import models
from django.db.models import Q

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import AppendOnly, ByCondition, Row, done_and_by

_READS, _WORKS = asker_may(Permission.ASSURANCE_READ), asker_may(Permission.ASSURANCE_WORK)
_ANSWERS = asker_may(Permission.RETURN_ANSWER)
_ME = "(SELECT access_me())"
# The scrutineer's own: what a visitor, whose place reads only, may write all the same.
_FINDS = asker_may(Permission.FINDING_WRITE)
_SCRUTINY = f"({_FINDS} AND TABLE.sort = 'scrutiny')"
_OF_SCRUTINY = (
    f"({_FINDS} AND EXISTS (SELECT 1 FROM assurance_look l WHERE l.id = TABLE.look_id AND l.sort = 'scrutiny'))"  # noqa: S608
)
_OF_FOUND = (
    f"({_FINDS} AND EXISTS (SELECT 1 FROM assurance_finding f JOIN assurance_look l ON l.id = f.look_id "  # noqa: S608
    "WHERE f.id = TABLE.finding_id AND l.sort = 'scrutiny'))"
)
# The policy of findings looks at answers already, so this one looks at no finding: the action asks whose it is.
_ASKED_BY_ME = f"({_FINDS} AND TABLE.created_by = {_ME})"
_ASKED_ME = (
    "EXISTS (SELECT 1 FROM assurance_response r WHERE r.finding_id = TABLE.{} "  # noqa: S608
    f"AND r.writer = {_ME})"
)


class Look(Row):
    """One look from outside: by whom, at whom (nobody named: the partnership), with which grade. Its folder holds
    the report.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    sort = models.CharField(max_length=20, help_text="scrutiny or inspection")
    by = models.CharField(max_length=40, help_text="list inspected_by")
    by_name = models.CharField(max_length=160, blank=True)
    title = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    began_on = models.DateField()
    published_on = models.DateField(null=True)
    grade = models.CharField(max_length=120, blank=True, help_text="in the words of whoever gave it")
    address = models.URLField(blank=True)
    summary = models.TextField(blank=True)

    protection = ByCondition(read=f"{_READS} OR {_ANSWERS}", write=f"{_WORKS} OR {_SCRUTINY}")
    written_by_readers = True
    retention = "board"


class Finding(Row):
    """One thing found, or asked for. It names no child."""

    look = models.ForeignKey(Look, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    state = models.CharField(max_length=20)

    protection = ByCondition(read=f"{_READS} OR {_ASKED_ME.format('id')}", write=f"{_WORKS} OR {_OF_SCRUTINY}")
    written_by_readers = True
    retention = "board"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["look", "number"], name="finding_has_a_number")]


class Response(Row):
    """What one agency is asked about a finding, answers, promises and does."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="responses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    writer = models.UUIDField(help_text="the placement it is asked of")
    answer_by = models.DateField()
    chased = models.PositiveSmallIntegerField(default=0)
    is_accepted = models.BooleanField(null=True)
    words = models.TextField(blank=True)
    owner = models.CharField(max_length=160, blank=True)
    due_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    evidence = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    protection = ByCondition(
        read=f"{_READS} OR {_ME} = TABLE.writer",
        write=f"{_WORKS} OR ({_ME} = TABLE.writer AND NOT (SELECT access_reads_only())) OR {_ASKED_BY_ME}",
    )
    written_by_readers = True
    retention = "board"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "organisation"], name="response_once_an_agency"),
            done_and_by("response", "answered"), done_and_by("response", "done"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["writer"], name="response_of_writer", condition=Q(answered_at=None))]


class FollowUp(AppendOnly):
    """Whether it was done and whether it helped, in the judgement of whoever found it."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="follow_ups")
    answer = models.CharField(max_length=20, help_text="list follow_up_answer")
    words = models.TextField()
    said_by = models.CharField(max_length=160)
    looked_on = models.DateField()

    protection = ByCondition(
        read=f"{_READS} OR {_ASKED_ME.format('finding_id')}", write=f"{_WORKS} OR {_OF_FOUND}", append_only=True
    )
    written_by_readers = True
    retention = "board"
