"""Requests from one agency to another, answers in two tiers, and agreements that open folders beforehand.

Where a row lies decides who sees it: a request, and the outline of each answer, in the asker's folder, opened
to the agency asked and to the deciding team; each part of an answer in a folder of the agency that answers.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row

_ME = "(SELECT access_me())"
_HAS_BASIS = ~(Q(purpose="") | Q(gateway="") | Q(art6="") | Q(why=""))
_HELD_BACK_SAYS_WHY = ~Q(status__in=("declined", "partial")) | ~Q(reason="")


def _together(table: str, done: str) -> models.CheckConstraint:
    at, by = f"{done}_at__isnull", f"{done}_by__isnull"
    both = Q(**{at: True, by: True}) | Q(**{at: False, by: False})
    return models.CheckConstraint(name=f"{table}_{done}_at_and_by_go_together", condition=both)


class Request(Row):
    """One agency asks another about a thing and the people in it, for a purpose and on a lawful basis."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    asker = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("organisations.Team", on_delete=models.PROTECT, related_name="+")
    about_kind = models.CharField(max_length=60)
    about_id = models.UUIDField()
    state = models.CharField(max_length=20)
    rag = models.CharField(max_length=20, blank=True)
    questions = models.JSONField(default=list)
    purpose = models.CharField(max_length=60)
    gateway = models.CharField(max_length=60)
    art6 = models.CharField(max_length=60)
    art9 = models.CharField(max_length=60, blank=True)
    sch1 = models.CharField(max_length=60, blank=True)
    basis_answers = models.JSONField(default=list, help_text="[question, answer] of each basis")
    why = models.TextField()
    holder_grant = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True, help_text="first opened by the agency asked")
    opened_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_why = models.TextField(blank=True)

    protection = ByFolder()
    retention = "request"

    class Meta:
        indexes = [models.Index(fields=["about_id"], name="request_about")] + [
            models.Index(fields=[who, "-created_at"], name=f"request_of_{who}") for who in ("holder", "asker", "team")
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(name="request_has_purpose_basis_and_reason", condition=_HAS_BASIS),
            _together("request", "opened"),
            _together("request", "withdrawn"),
            models.UniqueConstraint(
                fields=["asker", "holder", "about_kind", "about_id"], name="request_waits_once",
                condition=Q(state__in=("asked", "opened")),
            ),
        ]  # fmt: skip


class _OfRequest(AppendOnly):
    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="%(class)ss")
    retention = "request"

    class Meta:
        abstract = True


class Subject(_OfRequest):
    """A frozen copy of who is asked about, as said, with the asker's own key for the person if any."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=300)
    born_on = models.DateField(null=True)
    born_said = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=400, blank=True)
    more = models.CharField(max_length=400, blank=True, help_text="other names, numbers: what helps to find")

    protection = ByFolder(append_only=True)

    class Meta:
        indexes = [models.Index(fields=["person"], name="subject_person")]


class Answer(_OfRequest):
    """The outline of one answer: known or not, where was looked. A correction is one more beside it."""

    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20, help_text="known, not_known, partial or declined")
    systems = ArrayField(models.CharField(max_length=120), default=list)
    covers_from = models.DateField(null=True)
    covers_until = models.DateField(null=True)
    last_seen_on = models.DateField(null=True)
    speak_to = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=40, blank=True, help_text="why not, or not all: list decline_reason")
    reason_words = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    greater_harm = models.TextField(blank=True, help_text="why sharing would harm the child more")
    correcting = models.TextField(blank=True, help_text="what was wrong before")
    person_ids = ArrayField(models.UUIDField(), default=list, help_text="the agency's own keys")

    protection = ByFolder(append_only=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="one_answer_of_each_number"),
            models.CheckConstraint(name="answer_held_back_says_why", condition=_HELD_BACK_SAYS_WHY),
        ]


class Part(_OfRequest):
    """What an answer says, in one of two tiers, each in its own folder of the agency that answers.

    Tier `team` is opened to the deciding team alone; tier `further` to the asker's organisation as well.
    `lines` are frozen copies of lines of the agency's own history, as said, each with its source.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="parts")
    tier = models.CharField(max_length=10, help_text="team or further")
    summary = models.TextField(blank=True)
    concerns = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    lines = models.JSONField(default=list)

    protection = ByFolder(append_only=True)
    retention = "disclosure"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "tier"], name="one_part_of_each_tier")]


class Receipt(_OfRequest):
    """Somebody on the asking side opened an answer: it has been had."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="receipts")

    protection = ByFolder(append_only=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "created_by"], name="one_receipt_a_place")]


class Chaser(_OfRequest):
    """The agency asked was reminded: by a person, or by the hub once an answer was overdue."""

    by_rule = models.BooleanField(default=False)

    protection = ByFolder(append_only=True)
