"""Standing agreements: what each party keeps open to the others without being asked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import SUMMARY, AppendOnly, ByCondition, Row
from kingfisher.sharing.models.asking import _together

_MINE = "(SELECT access_my_organisation())"
_ONE_RECEIVER = Q(to_organisation__isnull=True) ^ Q(to_team__isnull=True)

_A_PARTY = f"""drafted_by_id = {_MINE} OR {_MINE} IN (
    SELECT p.organisation_id FROM sharing_party p WHERE p.agreement_id = sharing_agreement.id
)"""  # noqa: S608 - our own words
_THE_DRAFTER = f"""{_MINE} = (
    SELECT a.drafted_by_id FROM sharing_agreement a WHERE a.id = agreement_id AND a.state = 'draft'
)"""  # noqa: S608 - our own words


class Agreement(Row):
    """A standing agreement: which agency opens which sorts of folder, to whom, for what, until when."""

    ref = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    plain = models.TextField(blank=True)
    drafted_by = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20)
    purposes = ArrayField(models.CharField(max_length=60))
    gateway = models.CharField(max_length=60)
    art6 = models.CharField(max_length=60)
    art9 = models.CharField(max_length=60, blank=True)
    sch1 = models.CharField(max_length=60, blank=True)
    starts_at = models.DateTimeField()
    review_by = models.DateField()
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_why = models.TextField(blank=True)

    protection = ByCondition(read="true", write=_A_PARTY)
    retention = "agreement"

    class Meta:
        constraints = [_together("agreement", "ended")]


class Party(AppendOnly):
    """An agency that is party to an agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")

    protection = ByCondition(read="true", write=_THE_DRAFTER, append_only=True)
    retention = "agreement"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "organisation"], name="a_party_once")]
        verbose_name_plural = "parties"


class Opening(AppendOnly):
    """One promise of one party: this sort of folder, to this team or organisation, at this level."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="openings")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=40)
    to_organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    to_team = models.ForeignKey("organisations.Team", null=True, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(default=SUMMARY)

    protection = ByCondition(read="true", write=_THE_DRAFTER, append_only=True)
    retention = "agreement"

    class Meta:
        constraints = [models.CheckConstraint(name="opening_has_one_receiver", condition=_ONE_RECEIVER)]


class Signature(AppendOnly):
    """A party signed, by whom. From then its folders stand open as it promised."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=120)

    protection = ByCondition(read="true", write=f"organisation_id = {_MINE}", append_only=True)
    retention = "agreement"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "organisation"], name="a_signature_once")]
