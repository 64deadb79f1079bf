"""Who is who: statutory partners, named relevant agencies, groups, and the people who hold seats.

What is here is published: `Open` lets the public page read it, and only the partnership's office write it.
"""

from django.db import models
from django.db.models import Q

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import ByCondition, Row

READS, WORKS = asker_may(Permission.BOARD_READ), asker_may(Permission.BOARD_WORK)
_OPEN = ByCondition(read=f"{asker_may(Permission.PUBLISHED_READ)} OR {READS}", write=WORKS)


class Partner(Row):
    """One statutory safeguarding partner from a day to a day. `follows` is the body whose duties it took over."""

    kind = models.CharField(max_length=20, help_text="council, police or health")
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)

    protection = _OPEN
    retention = "board"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(ends_on=None), name="partner_one_of_each_kind"),
            models.CheckConstraint(
                name="partner_ends_after_it_begins", condition=Q(ends_on=None) | Q(ends_on__gte=models.F("begins_on"))
            ),
        ]


class Relevant(Row):
    """An agency, or a cluster of them, named in the arrangements as bound to act by them."""

    sort = models.CharField(max_length=40, help_text="rulebook list relevant_agency_sort")
    name = models.CharField(max_length=200)
    covers = models.CharField(max_length=300, blank=True, help_text="of a cluster: whom it stands for")
    part_played = models.TextField(blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    protection = _OPEN
    retention = "board"


class Group(Row):
    """The lead partners, the executive, the board, a sub-group."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    tier = models.PositiveSmallIntegerField(help_text="1 lead partners, 2 executive, 3 board, 4 sub-group")
    remit = models.TextField()
    quorum = models.CharField(max_length=300, blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    protection = _OPEN
    retention = "board"


class Holder(Row):
    """A person who holds seats. Not every one has a login (`worker`)."""

    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=160)
    of = models.CharField(max_length=200, help_text="the agency, as it is called; or lay member")
    worker = models.ForeignKey("organisations.Worker", null=True, on_delete=models.PROTECT, related_name="+")

    protection = _OPEN
    retention = "board"


class Seat(Row):
    """One person in one seat from a day to a day. A person may hold several."""

    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=40, help_text="see states.SEATS")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="seats")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="seats")
    relevant = models.ForeignKey(Relevant, null=True, on_delete=models.PROTECT, related_name="seats")
    delegated_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="delegates")
    delegated_what = models.TextField(blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    protection = _OPEN
    retention = "board"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="seat_of_a_partner_names_it",
                condition=~Q(role__in=["lead_partner", "delegated_partner"]) | Q(partner__isnull=False),
            ),
            models.CheckConstraint(
                name="seat_delegated_says_what", condition=Q(delegated_from=None) | ~Q(delegated_what="")
            ),
            models.UniqueConstraint(
                fields=["partner"], condition=Q(role="lead_partner", ends_on=None), name="seat_one_lead_a_partner"
            ),
        ]
