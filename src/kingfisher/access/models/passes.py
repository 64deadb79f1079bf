"""Opening one folder in an emergency ("break glass"): the use, its end, its review, and the month's sign-off."""

from django.db import models
from django.db.models import Q

from kingfisher.access.models.folders import Folder
from kingfisher.kernel.base import AppendOnly, ByCondition

_SEALED = "(SELECT access_is_sealed())"
_MINE = "(SELECT access_my_organisation())"
_ME = "(SELECT access_me())"
_WORKER = "(SELECT access_my_worker())"
_REVIEWS = (
    f"(({{0}}owner_id = {_MINE} OR {{0}}by_organisation_id = {_MINE}) AND "
    "(SELECT access_may('access:emergency:review')))"
)
_OF_USE = "EXISTS (SELECT 1 FROM access_pass u WHERE u.id = use_id AND {0})"


class Pass(AppendOnly):
    """One worker opened one folder in an emergency, saying why, until a moment. It ends by itself."""

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    placement = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="+")
    by_organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=60)
    why = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    rule = models.CharField(max_length=60)
    rule_hash = models.CharField(max_length=64)

    # Only of a folder she knows of, and of its true owner: the ruling is asked, as for any other row.
    protection = ByCondition(
        read=f"placement_id = {_ME} OR " + _REVIEWS.format(""),
        write=f"placement_id = {_ME} AND worker_id = {_WORKER} AND by_organisation_id = {_MINE} AND EXISTS "  # noqa: S608
        "(SELECT 1 FROM access_ruling r WHERE r.folder_id = access_pass.folder_id AND r.level >= 1 "
        "AND r.owner_id = access_pass.owner_id)",
        append_only=True,
    )
    retention = "audit"

    class Meta:
        indexes = [
            models.Index(fields=["placement", "ends_at"], name="pass_of_placement"),
            models.Index(fields=["owner", "starts_at"], name="pass_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(name="pass_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="pass_ends_within_a_day",
                condition=Q(ends_at__gt=models.F("starts_at"))
                & Q(ends_at__lte=models.F("starts_at") + models.Value("24:00:00", output_field=models.DurationField())),
            ),
        ]


class PassEnded(AppendOnly):
    """A pass ended before its time, by whoever used it or by a reviewer."""

    use = models.OneToOneField(Pass, on_delete=models.PROTECT, related_name="ended")

    protection = ByCondition(
        read=_OF_USE.format("true"), write=f"{_SEALED} AND " + _OF_USE.format("true"), append_only=True
    )
    retention = "audit"


class PassReview(AppendOnly):
    """A second person's judgement of one use. Never by the worker who used it, in whatever place."""

    use = models.OneToOneField(Pass, on_delete=models.PROTECT, related_name="review")
    outcome = models.CharField(max_length=40, help_text="rulebook code list emergency_outcome")
    words = models.TextField()
    worker = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="+")

    protection = ByCondition(
        read=_OF_USE.format("true"),
        write=f"{_SEALED} AND worker_id = {_WORKER} AND "
        + _OF_USE.format(f"u.worker_id <> {_WORKER} AND " + _REVIEWS.format("u.")),
        append_only=True,
    )
    retention = "audit"


class MonthSignedOff(AppendOnly):
    """An agency's month, signed off: every emergency use of its folders in it has been reviewed.

    PostgreSQL refuses it while one has not, or while the month still runs.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="its first day")
    uses = models.PositiveIntegerField()
    words = models.TextField(blank=True)

    protection = ByCondition(
        read=f"organisation_id = {_MINE}",
        write=f"{_SEALED} AND organisation_id = {_MINE} AND (SELECT access_may('access:emergency:review')) "  # noqa: S608
        "AND (SELECT access_may('access:emergency:sign_off')) AND "
        "(month + interval '1 month') AT TIME ZONE 'Europe/London' <= now() AND NOT EXISTS "
        "(SELECT 1 FROM access_pass u LEFT JOIN access_passreview v ON v.use_id = u.id "
        "WHERE u.owner_id = access_monthsignedoff.organisation_id AND v.id IS NULL "
        "AND u.starts_at >= month::timestamp AT TIME ZONE 'Europe/London' "
        "AND u.starts_at < (month + interval '1 month') AT TIME ZONE 'Europe/London')",
        append_only=True,
    )
    retention = "audit"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "month"], name="one_sign_off_a_month")]
