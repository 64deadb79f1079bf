"""What is learned: recommendations that name nobody, what is done about each, and whether it changed anything."""

from django.db import models
from django.db.models import F, Q

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import AppendOnly, ByCondition, Row, done_and_by

_READS = f"{asker_may(Permission.RECOMMENDATION_READ)} OR {asker_may(Permission.SCORECARD_FREEZE)}"
_WORKS = asker_may(Permission.REVIEW_WORK)
_MINE = "c.answerer = (SELECT access_me())"
_PROMISED_BY_ME = f"EXISTS (SELECT 1 FROM reviews_commitment c WHERE c.recommendation_id = TABLE.id AND {_MINE})"  # noqa: S608
_MY_PROMISE = f"EXISTS (SELECT 1 FROM reviews_commitment c WHERE c.id = TABLE.commitment_id AND {_MINE})"  # noqa: S608
_KEPT = ByCondition(read=_READS, write=_WORKS, append_only=True)


class Recommendation(Row):
    """One recommendation, from wherever it came. Its folder holds its time limits and the files that show it done."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    source = models.CharField(max_length=40, help_text="list recommendation_source")
    source_words = models.CharField(max_length=200)
    source_kind = models.CharField(max_length=60, blank=True)
    source_id = models.UUIDField(null=True)
    theme = models.CharField(max_length=40, help_text="list recommendation_theme")
    words = models.TextField()
    made_on = models.DateField()
    state = models.CharField(max_length=20)
    answer = models.TextField(blank=True, help_text="why it is accepted or not")
    carried_out_at = models.DateTimeField(null=True)
    carried_out_by = models.UUIDField(null=True)

    protection = ByCondition(read=f"{_READS} OR {_PROMISED_BY_ME}", write=_WORKS)
    retention = "board"

    class Meta:
        constraints = [done_and_by("recommendation", "carried_out")]


class Sameness(AppendOnly):
    """Somebody's answer to: is this the same as that earlier one? The newest of a pair stands."""

    one = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    is_same = models.BooleanField()
    words = models.CharField(max_length=300)
    judged_at = models.DateTimeField()

    protection = _KEPT
    retention = "board"

    class Meta:
        constraints = [models.CheckConstraint(name="sameness_is_of_two", condition=~Q(one=F("other")))]


class Commitment(Row):
    """What one agency does about a recommendation, by when, and what shows that it was done.

    `answerer` is the place of whoever answers for it herself, where somebody of the agency with an account does.
    """

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="commitments")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    owner = models.CharField(max_length=160)
    answerer = models.UUIDField(null=True)
    words = models.TextField()
    due_on = models.DateField()
    state = models.CharField(max_length=20)
    evidence = models.TextField(blank=True)
    sent_back = models.TextField(blank=True, help_text="why what was answered did not show it")
    sent_back_at = models.DateTimeField(null=True)
    sent_back_by = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    protection = ByCondition(read=f"{_READS} OR TABLE.answerer = (SELECT access_me())", write=_WORKS)
    retention = "board"

    class Meta:
        constraints = [done_and_by("commitment", "done"), done_and_by("commitment", "sent_back")]


class Answer(AppendOnly):
    """What whoever answers for a promise says shows that it was done. The office says whether it does."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="answers")
    words = models.TextField()
    said_at = models.DateTimeField()

    protection = ByCondition(read=f"{_READS} OR {_MY_PROMISE}", write=_MY_PROMISE, append_only=True)
    retention = "board"


class Impact(AppendOnly):
    """Whether it changed anything for children, looked at after so many months."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="impacts")
    months = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=20, help_text="list impact_answer")
    words = models.TextField()
    checked_at = models.DateTimeField()

    protection = _KEPT
    retention = "board"
