"""Who learns, and for whom she works. One record follows her: posts end and begin, what she learned stays.

An agency's training lead sees those who work for her agency and its parts now, and nobody else.
"""

from django.db import models
from django.db.models import Q

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import ByCondition, Row
from kingfisher.learning.models.catalogue import COUNTS, KEEPS

_ME = "(SELECT access_my_worker()) AND (SELECT access_is_sealed())"
LEADS = asker_may(Permission.LEARNING_LEAD)
# As a list worked out once a statement: as a question it would be asked again for each learner.
_MY_AGENCY = (
    "ANY ((SELECT ARRAY(SELECT o.id FROM organisations_organisation o "
    "WHERE o.id = access_my_organisation() OR o.parent_id = access_my_organisation()))::uuid[])"
)
OF_MY_AGENCY = f"({LEADS} AND TABLE.organisation_id = {_MY_AGENCY})"
# Rows of a learner the asker may see: PostgreSQL asks the learner's own policy.
OF_MY_LEARNERS = "(SELECT l.id FROM learning_learner l)"


class Learner(Row):
    """Somebody at one e-mail address. Booked under another one later, the older continues as the newer.

    `worker_id` is set once she has signed in as a worker of the hub: nobody else can say that the address is hers.
    """

    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    worker_id = models.UUIDField(null=True, db_index=True)
    continues_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="before")

    protection = ByCondition(
        read=(
            f"{KEEPS} OR (TABLE.worker_id = {_ME}) OR EXISTS (SELECT 1 FROM learning_post p WHERE {LEADS} AND "  # noqa: S608
            f"p.learner_id IN (TABLE.id, TABLE.continues_as_id) AND p.ended_on IS NULL "
            f"AND p.organisation_id = {_MY_AGENCY})"
        ),
        write=KEEPS,
    )
    retention = "training"

    class Meta:
        indexes = [models.Index(fields=["name", "id"], name="learner_by_name")]


class Post(Row):
    """What a learner does for whom, from a day to a day. `organisation` is empty where no agency of the hub fits."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    employer = models.CharField(max_length=200, help_text="as she wrote it, or the agency's name")
    role = models.CharField(max_length=40, help_text="list training_role")
    worker_id = models.UUIDField(null=True, help_text="the learner's, so that she reads her own")
    begins_on = models.DateField()
    ended_on = models.DateField(null=True)

    protection = ByCondition(read=f"{KEEPS} OR {COUNTS} OR {OF_MY_AGENCY} OR (TABLE.worker_id = {_ME})", write=KEEPS)
    retention = "training"

    class Meta:
        indexes = [models.Index(fields=["organisation", "ended_on"], name="post_by_agency")]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "employer"], condition=Q(ended_on=None), name="post_once_with_an_employer"
            )
        ]


class Hold(Row):
    """A worker's place that closes with her training: when she was told, and the day it closes unless she trains."""

    placement_id = models.UUIDField(unique=True)
    worker_id = models.UUIDField(db_index=True)
    told_on = models.DateField()
    closes_on = models.DateField()
    is_put = models.BooleanField(default=False, help_text="whether the place has been given this end")

    protection = ByCondition(read=f"{KEEPS} OR (TABLE.worker_id = {_ME})", write=KEEPS)
    retention = "training"
