"""What agencies say of themselves: a round of asking, each agency's return, what a peer doubts, what will be better."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import ByCondition, Row, done_and_by

_READS, _WORKS = asker_may(Permission.ASSURANCE_READ), asker_may(Permission.ASSURANCE_WORK)
_ANSWERS = asker_may(Permission.RETURN_ANSWER)
_COUNTS = asker_may(Permission.SCORECARD_FREEZE)
_ME = "(SELECT access_me())"
_WRITES = f"({_ME} = TABLE.lead OR {_ME} = ANY (TABLE.helpers))"
_SEES_RETURN = f"{_READS} OR {_COUNTS} OR {_WRITES} OR {_ME} = TABLE.peer"
# Of a return: who writes it reads it always; the board and the peer from the moment it is sent.
_OF_MINE = (
    "EXISTS (SELECT 1 FROM assurance_return r WHERE r.id = TABLE.of_id "  # noqa: S608
    f"AND ({_ME} = r.lead OR {_ME} = ANY (r.helpers)))"
)
_OF_SENT = (
    "EXISTS (SELECT 1 FROM assurance_return r WHERE r.id = TABLE.of_id AND r.state <> 'asked' "  # noqa: S608
    f"AND ({_READS} OR {_ME} = r.peer))"
)
# Of a school that answers by its link: the hub's own service, at whose door she stands.
_DOOR = asker_may(Permission.RETURN_DOOR)
_OF_LINK = f"({_DOOR} AND EXISTS (SELECT 1 FROM assurance_return r WHERE r.id = TABLE.of_id AND r.lead IS NULL))"  # noqa: S608
_OF_LINK_OPEN = _OF_LINK[:-2] + " AND r.state = 'asked'))"
_MINE_OPEN = _OF_MINE[:-1] + " AND r.state = 'asked')"
_OF_PEER = f"EXISTS (SELECT 1 FROM assurance_return r WHERE r.id = TABLE.of_id AND {_ME} = r.peer)"  # noqa: S608


class Round(Row):
    """One time that agencies are asked. `standards` are the questions as the rulebook had them on that day."""

    ref = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=40, help_text="rulebook assessment")
    title = models.CharField(max_length=160)
    due_on = models.DateField()
    rule_hash = models.CharField(max_length=64)
    standards = models.JSONField(help_text="code, title, asks, law of each")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    closed_words = models.TextField(blank=True, help_text="what was learned from all of them together")

    protection = ByCondition(read=f"{_READS} OR {_ANSWERS} OR {_COUNTS}", write=_WORKS)
    retention = "board"

    class Meta:
        constraints = [done_and_by("round", "closed")]


class Return(Row):
    """What one agency is asked, through the one who leads it and those she lets help; its folder holds the evidence."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="returns")
    ref = models.CharField(max_length=20, unique=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    body = models.CharField(max_length=160, blank=True, help_text="its name, where the hub knows no such agency")
    body_kind = models.CharField(max_length=40, blank=True, help_text="list agency_kind, beside `body`")
    lead = models.UUIDField(null=True, help_text="placement of whoever answers; empty: by a link, without a place")
    helpers = ArrayField(models.UUIDField(), default=list, help_text="placements who may write in it")
    state = models.CharField(max_length=20)
    chased = models.PositiveSmallIntegerField(default=0)
    chased_on = models.DateField(null=True)
    signed_off = models.CharField(max_length=200, blank=True, help_text="who of the agency stands behind it")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)
    given_back_why = models.TextField(blank=True)
    peer = models.UUIDField(null=True, help_text="placement, of another agency")
    peer_words = models.TextField(blank=True, help_text="what the peer says of the whole")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.UUIDField(null=True)
    agreed_words = models.TextField(blank=True)

    protection = ByCondition(
        read=_SEES_RETURN, write=f"{_WORKS} OR {_WRITES} OR {_ME} = TABLE.peer OR ({_DOOR} AND TABLE.lead IS NULL)"
    )
    retention = "board"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="return_once_an_agency"),
            models.UniqueConstraint("round", Lower("body"), name="return_once_a_body", condition=~Q(body="")),
            models.CheckConstraint(
                name="return_of_an_agency_or_a_body", condition=Q(organisation=None) ^ Q(body="")
            ),
            done_and_by("return", "sent"), done_and_by("return", "agreed"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["lead"], name="return_of_lead", condition=~Q(state="agreed"))]

    @property
    def whose(self) -> str:
        return self.organisation.name if self.organisation else self.body

    @property
    def short_whose(self) -> str:
        return self.organisation.short_name if self.organisation else self.body

    @property
    def whose_kind(self) -> str:
        return self.organisation.kind if self.organisation else self.body_kind


class Invitation(Row):
    """The link by which somebody without a place in the hub answers: who holds it, and the key that it carries."""

    of = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="invitation")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    key = models.UUIDField(unique=True, default=uuid4, help_text="a new one, and the link before it opens nothing")
    told = models.CharField(max_length=30, blank=True, help_text="what the last letter was about; empty: none yet")

    protection = ByCondition(read=f"{_WORKS} OR {_DOOR}", write=f"{_WORKS} OR {_DOOR}")
    retention = "board"


class Answer(Row):
    """What an agency says of itself under one standard; no one else reads it before the return is sent."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="answers")
    standard = models.CharField(max_length=40)
    grade = models.CharField(max_length=20, blank=True, help_text="list standard_grade")
    words = models.TextField(blank=True, help_text="what makes it so")
    evidence = models.TextField(blank=True, help_text="what shows it, beside the files")
    improve = models.TextField(blank=True, help_text="what will be done better")
    improve_owner = models.CharField(max_length=160, blank=True)
    improve_by = models.DateField(null=True)

    protection = ByCondition(read=f"{_OF_MINE} OR {_OF_SENT} OR {_OF_LINK}", write=f"{_MINE_OPEN} OR {_OF_LINK_OPEN}")
    retention = "board"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "standard"], name="answer_once_a_standard")]


class Challenge(Row):
    """What somebody of another agency doubts in a return, and what is answered. Both stay."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="challenges")
    standard = models.CharField(max_length=40)
    grade = models.CharField(max_length=20, help_text="as the peer would grade it")
    words = models.TextField()
    is_accepted = models.BooleanField(null=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.UUIDField(null=True)

    protection = ByCondition(
        read=f"{_OF_MINE} OR {_OF_SENT} OR {_OF_LINK}", write=f"{_OF_PEER} OR {_OF_MINE} OR {_OF_LINK}"
    )
    retention = "board"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "standard"], name="challenge_once_a_standard"),
            done_and_by("challenge", "replied"),
        ]


class Improvement(Row):
    """What an agency will do better, from its return; done with what shows it."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="improvements")
    standard = models.CharField(max_length=40)
    words = models.TextField()
    owner = models.CharField(max_length=160)
    due_on = models.DateField()
    evidence = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    protection = ByCondition(
        read=f"{_OF_MINE} OR {_OF_SENT} OR {_OF_LINK}", write=f"{_OF_MINE} OR {_WORKS} OR {_OF_LINK}"
    )
    retention = "board"

    class Meta:
        constraints = [done_and_by("improvement", "done")]
