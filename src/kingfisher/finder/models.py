"""What the finder asks somebody to look at, and each of its rounds.

A prompt holds no words about anybody: keys of the facts and of the folders they lie in. PostgreSQL shows it only to
whoever may read every one of those folders whole and may know of each person it is about, so that a prompt never
widens access.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import AppendOnly, ByCondition, Row, done_and_by

_FINDS = asker_may(Permission.FINDER_RUN)
_SEES_ALL = (
    "NOT EXISTS (SELECT 1 FROM unnest(TABLE.folder_ids) AS fact(folder_id) WHERE NOT EXISTS "
    "(SELECT 1 FROM access_ruling r WHERE r.folder_id = fact.folder_id AND r.level >= 3))"
)
# Of a person another agency holds, the facts may be open and she herself not.
_KNOWS_ALL = (
    "NOT EXISTS (SELECT 1 FROM unnest(TABLE.person_ids) AS about(person_id) WHERE NOT EXISTS "
    "(SELECT 1 FROM people_person p WHERE p.id = about.person_id))"
)
_WORKS = f"({asker_may(Permission.FINDER_WORK)} AND {_SEES_ALL} AND {_KNOWS_ALL})"


class Prompt(Row):
    """One rule met by some facts. `facts` are kinds, keys, folders, days, codes; `fact_key` names them at once."""

    ref = models.CharField(max_length=20, unique=True)
    rule_id = models.CharField(max_length=40)
    rule_hash = models.CharField(max_length=64)
    is_alert = models.BooleanField(default=False)
    state = models.CharField(max_length=20)
    facts = models.JSONField()
    fact_ids = ArrayField(models.UUIDField())
    fact_key = models.CharField(max_length=64, unique=True)
    folder_ids = ArrayField(models.UUIDField())
    person_ids = ArrayField(models.UUIDField())
    first_on = models.DateField()
    last_on = models.DateField()
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    asked_of = models.ForeignKey("organisations.Placement", null=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True, help_text="rulebook list finding_outcome")
    words = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)

    protection = ByCondition(read=f"{_FINDS} OR {_WORKS}", write=f"{_FINDS} OR {_WORKS}")
    retention = "finding"

    class Meta:
        indexes = [
            models.Index(fields=["rule_id", "state"], name="prompt_of_rule"),
            models.Index(fields=["asked_of"], name="prompt_open_of", condition=Q(state="open")),
        ]
        constraints = [
            done_and_by("prompt", "settled"),
            models.CheckConstraint(
                name="prompt_settled_says_what_it_came_to",
                condition=~Q(state="settled") | (~Q(outcome="") & ~Q(words="")),
            ),
            models.CheckConstraint(name="prompt_rests_on_facts", condition=~Q(fact_ids=[]) & ~Q(folder_ids=[])),
        ]


class Round(AppendOnly):
    """One round of the finder: up to which moment it had read, and how much it found. Counts only."""

    read_until = models.DateTimeField()
    was_whole = models.BooleanField(help_text="everything was read, not only what is new")
    book_hash = models.CharField(max_length=64)
    facts = models.PositiveIntegerField()
    made = models.PositiveIntegerField()
    replaced = models.PositiveIntegerField()
    known = models.PositiveIntegerField()

    protection = ByCondition(read=_FINDS, write=_FINDS, append_only=True)
    retention = "finding"
