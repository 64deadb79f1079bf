"""A contact at the front door, what was said in it, and each step, rating, decision and sign-off as its own
row.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kingfisher.kernel.base import AppendOnly, ByFolder, Row


class Contact(Row):
    """One approach to the front door about one or more children: what was said, and where it has got to.

    `provisional` is the urgency it is treated as until a worker rates it. `decide_by` is copied from its
    clock
    each time that is started or rated anew, so that the queue is read in its order by one index; once it is
    decided it says by when the referrer should hear.
    `earlier_contacts` counts contacts about the same child in the twelve months before.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    arrival = models.OneToOneField("postroom.Arrival", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=30)
    received_at = models.DateTimeField()
    door = models.CharField(max_length=20)
    from_organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_by = models.UUIDField(null=True, help_text="placement of the sender, where she has one")
    owner = models.ForeignKey("organisations.Worker", null=True, on_delete=models.PROTECT, related_name="+")

    categories = ArrayField(models.CharField(max_length=40), default=list)
    source_code = models.CharField(max_length=4)
    what_happened = models.TextField(blank=True)
    happened_when = models.CharField(max_length=200, blank=True, help_text="as it was said")
    happened_on = models.DateField(null=True)
    happened_where = models.CharField(max_length=300, blank=True)
    how_known = models.CharField(max_length=20, blank=True)
    childs_words = models.TextField(blank=True)
    danger_now = models.CharField(max_length=20, blank=True, help_text="yes, no or not_known")
    safety = models.TextField(blank=True)
    tried = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    exploitation = models.JSONField(default=dict)
    more = models.JSONField(default=dict, help_text="what was said and has no field of its own")

    referrer_kind = models.CharField(max_length=20, help_text="professional or public")
    referrer_name = models.CharField(max_length=200, blank=True)
    referrer_role = models.CharField(max_length=200, blank=True)
    referrer_agency = models.CharField(max_length=200, blank=True)
    referrer_phone = models.CharField(max_length=60, blank=True)
    referrer_email = models.CharField(max_length=254, blank=True)
    referrer_relationship = models.CharField(max_length=200, blank=True)
    referrer_anonymous = models.BooleanField(default=False)
    identity_withheld = models.BooleanField(default=False)
    withheld_why = models.TextField(blank=True)

    family_told = models.CharField(max_length=20, blank=True)
    family_not_told_why = models.TextField(blank=True)
    agreement_sought = models.BooleanField(null=True)
    agreement_given = models.CharField(max_length=20, blank=True, help_text="yes, no or partial")
    agreement_by = models.CharField(max_length=20, blank=True)
    dispensed = models.BooleanField(default=False)
    dispense_reason = models.CharField(max_length=40, blank=True)
    dispense_why = models.TextField(blank=True)

    rating = models.CharField(max_length=20, blank=True)
    provisional = models.CharField(max_length=20)
    decide_by = models.DateTimeField()
    need_level = models.CharField(max_length=4, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    exploitation_pathway = models.BooleanField(default=False)
    earlier_contacts = models.PositiveSmallIntegerField(default=0)
    duplicate_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    news_at = models.DateTimeField(null=True, help_text="something was added that nobody has read yet")
    recorded_afterwards = models.BooleanField(default=False, help_text="received_at is when it was known, not written")
    in_queue = models.BooleanField(default=True, help_text="somebody at the front door still has to act")

    protection = ByFolder()
    retention = "contact"

    class Meta:
        indexes = [
            models.Index(fields=["decide_by", "id"], name="contact_queue", condition=Q(in_queue=True)),
            models.Index(fields=["folder"], name="contact_folder"),
            models.Index(fields=["sent_by"], name="contact_sender", condition=Q(sent_by__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="contact_withheld_identity_has_a_reason",
                condition=Q(identity_withheld=False) | ~Q(withheld_why=""),
            ),
            models.CheckConstraint(
                name="contact_decided_has_an_outcome",
                condition=~Q(state="decided") | ~Q(outcome=""),
            ),
        ]


class ContactPerson(AppendOnly):
    """Somebody named in a contact: the statement made of them, and their part in it."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, help_text="child, family, other or worry")
    name_said = models.CharField(max_length=400)
    relationship = models.CharField(max_length=40, blank=True)
    place = models.PositiveSmallIntegerField(help_text="the order in which they were named")

    protection = ByFolder(append_only=True)
    retention = "contact"

    class Meta:
        verbose_name_plural = "contact people"
        constraints = [models.UniqueConstraint(fields=["contact", "person"], name="named_once_in_a_contact")]


class OfContact(AppendOnly):
    """A row of a contact's history."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="%(class)ss")

    protection = ByFolder(append_only=True)
    retention = "contact"

    class Meta:
        abstract = True


class Step(OfContact):
    """One move from state to state, and why where a reason was asked for."""

    move = models.CharField(max_length=30)
    from_state = models.CharField(max_length=30)
    to_state = models.CharField(max_length=30)
    why = models.TextField(blank=True)


class RagRating(OfContact):
    """One rating: what it was, what it became, and why."""

    was = models.CharField(max_length=20, blank=True)
    rating = models.CharField(max_length=20)
    why = models.TextField()


class DecisionProposed(OfContact):
    """What a worker proposes should happen, for a manager to sign off or send back."""

    outcome = models.CharField(max_length=40)
    need_level = models.CharField(max_length=4)
    exploitation_pathway = models.BooleanField(default=False)
    reasons = models.TextField()
    second_pair_of_eyes = models.BooleanField(default=False)


class SignOff(OfContact):
    """A manager's answer to a proposal: signed off, or sent back with what is missing."""

    proposal = models.OneToOneField(DecisionProposed, on_delete=models.PROTECT, related_name="answered")
    answer = models.CharField(max_length=20, help_text="signed_off or sent_back")
    why = models.TextField(blank=True)


class Decision(OfContact):
    """What was decided, as it was signed off. Reopening adds another; this one stays."""

    sign_off = models.OneToOneField(SignOff, on_delete=models.PROTECT, related_name="decided")
    outcome = models.CharField(max_length=40)
    need_level = models.CharField(max_length=4)
    exploitation_pathway = models.BooleanField(default=False)
    reasons = models.TextField()


class Passed(Row):
    """A contact about a child somebody works with already, passed to that worker and her manager.

    `because` says how it was known: a plan, or a worker named for the child. Either of the two takes it over.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="passed")
    worker = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey("organisations.Placement", on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.UUIDField(null=True, help_text="placement of whoever took it over")
    answer = models.TextField(blank=True, help_text="what she does next")

    protection = ByFolder()
    retention = "contact"

    class Meta:
        verbose_name_plural = "passed contacts"
        indexes = [
            models.Index(fields=["worker"], name="passed_to_worker", condition=Q(taken_at__isnull=True)),
            models.Index(fields=["manager"], name="passed_to_manager", condition=Q(taken_at__isnull=True)),
            models.Index(fields=["contact"], name="passed_of_contact"),
        ]
        constraints = [
            models.CheckConstraint(
                name="passed_taken_at_and_by_go_together",
                condition=Q(taken_at__isnull=True, taken_by__isnull=True)
                | (Q(taken_at__isnull=False, taken_by__isnull=False) & ~Q(answer="")),
            )
        ]


class Note(OfContact):
    """Something written on a contact: by a worker, or added later by whoever raised it."""

    kind = models.CharField(max_length=20, help_text="note, addition or telephone")
    words = models.TextField()
    author = models.CharField(max_length=200, blank=True)


class Feedback(OfContact):
    """What the referrer was told, how and when."""

    way = models.CharField(max_length=20, help_text="hub, receipt, telephone, letter or none")
    outcome = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    because = models.TextField(blank=True, help_text="why nobody was told, or why a member of the public safely was")
    departure = models.ForeignKey("postroom.Departure", null=True, on_delete=models.PROTECT, related_name="+")
