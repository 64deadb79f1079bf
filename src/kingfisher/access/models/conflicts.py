"""Conflicts of interest: who declared that a worker is too near to somebody, and to whom."""

from django.db import models

from kingfisher.kernel.base import AppendOnly, ByCondition

_SEALED = "(SELECT access_is_sealed())"
_MINE = "(SELECT access_my_organisation())"
_WORKER = "(SELECT access_my_worker())"
_SUGGESTS = "(SELECT access_may('access:conflict:suggest'))"
_MINDS = f"(organisation_id = {_MINE} AND (SELECT access_may('access:conflict:mind')))"


class Conflict(AppendOnly):
    """A worker is family, colleague or neighbour of somebody, or is that person: declared by herself or her manager.

    Whoever it is, is said by name and birth date, or by an address; `people/conflicts.sql` keeps her out of every
    folder about them, those laid later included. The keys are what is compared, worked out when it is declared.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="conflicts")
    relation = models.CharField(max_length=20, help_text="rulebook code list conflict_relation")
    given_name = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    born_on = models.DateField(null=True)
    lines = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    given_key = models.CharField(max_length=200, blank=True)
    family_key = models.CharField(max_length=200, blank=True)
    house_key = models.CharField(max_length=20, blank=True)
    postcode_key = models.CharField(max_length=12, blank=True)
    why = models.CharField(max_length=300)
    quiet = models.BooleanField(default=False, help_text="came of a suggestion: not shown to the worker herself")

    protection = ByCondition(
        read=f"(worker_id = {_WORKER} AND NOT quiet) OR ({_MINDS} AND (NOT quiet OR worker_id <> {_WORKER})) "
        f"OR (quiet AND {_SUGGESTS})",
        write=f"{_SEALED} AND ((organisation_id = {_MINE} AND (worker_id = {_WORKER} OR {_MINDS})) "
        f"OR (quiet AND {_SUGGESTS}))",
        append_only=True,
    )
    retention = "placement"

    class Meta:
        indexes = [models.Index(fields=["worker"], name="conflict_of_worker")]
        constraints = [
            models.CheckConstraint(
                name="conflict_names_a_person_or_an_address",
                condition=~models.Q(given_key="", family_key="") & models.Q(born_on__isnull=False)
                | ~models.Q(postcode_key="") & ~models.Q(house_key=""),
            )
        ]


class ConflictEnded(AppendOnly):
    """A conflict that is over, or was declared by mistake: said by a manager, never by the worker herself."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    conflict = models.OneToOneField(Conflict, on_delete=models.PROTECT, related_name="ended")
    worker = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)

    protection = ByCondition(
        read=f"(worker_id = {_WORKER} OR {_MINDS}) AND EXISTS "  # noqa: S608
        "(SELECT 1 FROM access_conflict c WHERE c.id = conflict_id)",
        write=f"{_SEALED} AND {_MINDS} AND worker_id <> {_WORKER} AND EXISTS "  # noqa: S608
        "(SELECT 1 FROM access_conflict c WHERE c.id = conflict_id AND c.worker_id = access_conflictended.worker_id "
        "AND c.organisation_id = access_conflictended.organisation_id)",
        append_only=True,
    )
    retention = "placement"
