"""Conflicts of interest that nobody declared: what a worker says of her own home, what that suggests, the answer.

A suggestion is read by those who mind conflicts in her agency and may know of the record; never by the worker herself.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kingfisher.kernel.base import AppendOnly, ByCondition, Row

_SEALED = "(SELECT access_is_sealed())"
_WORKER = "(SELECT access_my_worker())"
_MINDS = "(organisation_id = (SELECT access_my_organisation()) AND (SELECT access_may('access:conflict:mind')))"
_SUGGESTS = "(SELECT access_may('access:conflict:suggest'))"
_KNOWN = "EXISTS (SELECT 1 FROM access_ruling r WHERE r.folder_id = people_nearsuggestion.folder_id AND r.level >= 1)"


class OwnLife(Row):
    """What a worker says of her own home, so that nearness is noticed: where she lives, her telephone, one of her kin.

    Read by herself and by those who mind conflicts in her agency; compared with records by the matching service.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, help_text="home, telephone or kin")
    given_name = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    born_on = models.DateField(null=True)
    school = models.CharField(max_length=200, blank=True)
    lines = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    protection = ByCondition(
        read=f"worker_id = {_WORKER} OR {_MINDS} OR {_SUGGESTS}",
        write=f"{_SEALED} AND worker_id = {_WORKER} AND organisation_id = (SELECT access_my_organisation())",
    )
    retention = "placement"

    class Meta:
        indexes = [models.Index(fields=["worker"], name="own_life_of_worker")]


class NearSuggestion(AppendOnly):
    """A rule found a worker near to somebody in a record: which facts are the same, as codes, and no name."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="+")
    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    own = models.ForeignKey(OwnLife, null=True, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=60)
    rule_hash = models.CharField(max_length=64)
    facts = ArrayField(models.CharField(max_length=40))

    protection = ByCondition(
        read=f"({_SUGGESTS} OR ({_MINDS} AND worker_id <> {_WORKER})) AND {_KNOWN}",
        write=f"{_SEALED} AND {_SUGGESTS} AND {_KNOWN}",
        append_only=True,
    )
    retention = "placement"

    class Meta:
        indexes = [models.Index(fields=["organisation", "-created_at"], name="near_of_organisation")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "worker", "organisation", "rule"], name="one_suggestion_of_each_rule"
            )
        ]


class NearAnswer(AppendOnly):
    """What somebody else than the worker decided about a suggestion, and why."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="+")
    suggestion = models.OneToOneField(NearSuggestion, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=20, help_text="declared or dismissed")
    why = models.CharField(max_length=300)

    protection = ByCondition(
        read=f"{_MINDS} AND worker_id <> {_WORKER}",
        write=f"{_SEALED} AND {_MINDS} AND worker_id <> {_WORKER} AND EXISTS (SELECT 1 FROM people_nearsuggestion s "  # noqa: S608
        "WHERE s.id = suggestion_id AND s.worker_id = people_nearanswer.worker_id "
        "AND s.organisation_id = people_nearanswer.organisation_id)",
        append_only=True,
    )
    retention = "placement"

    class Meta:
        constraints = [models.CheckConstraint(name="near_answer_says_why", condition=~models.Q(why=""))]
