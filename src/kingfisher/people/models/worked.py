"""Work that follows from knowing who somebody is: workers elsewhere to be spoken to; and figures of the matching."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import ROLES
from kingfisher.kernel.base import ByCondition, ByFolder, Row
from kingfisher.people.models.judged import _MATCHER


class Call(Row):
    """A worker or service elsewhere that knows the child, to be spoken to, and what became of it.

    Lies in a folder of whoever is to speak to them; holds where to reach them and nothing of their work.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=120, blank=True)
    worker_name = models.CharField(max_length=120, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    since_on = models.DateField(null=True)
    is_certain = models.BooleanField(help_text="whether the record it comes from is judged to be this child's")
    mark = models.CharField(max_length=64, help_text="the same for the same worker of the same service")
    owner = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="+")
    rule_id = models.CharField(max_length=60)
    rule_hash = models.CharField(max_length=64)
    due_on = models.DateField()
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)
    outcome_words = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    chased = ArrayField(models.DateTimeField(), default=list, blank=True)

    protection = ByFolder()
    retention = "request"

    class Meta:
        indexes = [models.Index(fields=["owner", "due_at"], name="call_open", condition=models.Q(closed_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["folder", "mark"], name="one_call_to_each_worker"),
            models.CheckConstraint(
                name="call_closed_at_and_by_go_together",
                condition=models.Q(closed_at__isnull=True, closed_by__isnull=True, outcome="")
                | (models.Q(closed_at__isnull=False, closed_by__isnull=False) & ~models.Q(outcome="")),
            ),
        ]


def _read_by(permission: Permission) -> str:
    roles = ",".join(code for code, role in ROLES.items() if permission in role.permissions)
    return (
        "EXISTS (SELECT 1 FROM organisations_placement p WHERE p.id = (SELECT access_me()) "  # noqa: S608 - our own
        f"AND p.role = ANY ('{{{roles}}}'::text[]))"
    )


class MonthFigure(models.Model):
    """One figure of the matching in one month, for one agency or (empty) for all. Counts: nobody's name or key."""

    id = models.BigAutoField(primary_key=True)
    month = models.DateField()
    agency = models.CharField(max_length=40, blank=True)
    measure = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    counted_at = models.DateTimeField()
    derived = True

    protection = ByCondition(read=f"{_read_by(Permission.MATCHING_READ)} OR {_MATCHER}", write=_MATCHER)
    retention = "figure"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "agency", "measure"], name="one_figure_of_each")]
