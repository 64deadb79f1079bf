"""What the partnership must publish: drafted together, consulted on, signed by three, published, never lost.

Drafts are the board's; the public reads `Published` alone, which is a frozen copy and never changes.
"""

from django.db import models
from django.db.models import Q

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import asker_may
from kingfisher.kernel.base import AppendOnly, ByCondition, Row, done_and_by
from kingfisher.partnership.models.who import READS, WORKS

_DRAFTS = asker_may(Permission.PUBLICATION_DRAFT)
_SIGNS = asker_may(Permission.PUBLICATION_SIGN)
_KEEPS = asker_may(Permission.PUBLISHED_READ)
_BY_ME = "created_by = (SELECT access_me())"
_PUBLIC = f"{asker_may(Permission.PUBLISHED_READ)} OR {READS}"


class Shelf(AppendOnly):
    """The one folder the board's papers and clocks lie in."""

    folder_id = models.UUIDField(unique=True)

    protection = ByCondition(read=f"{READS} OR {_KEEPS}", write=_KEEPS, append_only=True)
    retention = "board"


class Publication(Row):
    """One thing to be published, at one address for good: the arrangements, the threshold document, a year's report."""

    kind = models.CharField(max_length=30, help_text="rulebook publication")
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    first_day = models.DateField(null=True, help_text="of a report: the period it is about")
    last_day = models.DateField(null=True)

    protection = ByCondition(read=READS, write=WORKS)
    retention = "board"


class Edition(Row):
    """One edition from its first draft until the next replaces it."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20)
    changes = models.TextField(blank=True, help_text="what changes and why, as the public reads it")
    published_at = models.DateTimeField(null=True)
    published_by = models.UUIDField(null=True)

    protection = ByCondition(read=READS, write=_DRAFTS)
    retention = "board"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "number"], name="edition_number_once"),
            models.UniqueConstraint(fields=["publication"], condition=Q(published_at=None), name="edition_one_at_work"),
            done_and_by("edition", "published"),
        ]


class Part(AppendOnly):
    """One wording of one section. `beside` is one that was written while somebody else saved: kept, not current."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="parts")
    section = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField()
    words = models.TextField()
    beside = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    protection = ByCondition(read=READS, write=f"{_DRAFTS} AND {_BY_ME}", append_only=True)
    retention = "board"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "section", "number"], name="part_number_once")]


class Comment(Row):
    """What somebody said about a section, and what was made of it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="comments")
    section = models.CharField(max_length=40)
    words = models.TextField()
    answer = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)

    protection = ByCondition(read=READS, write=_DRAFTS)
    retention = "board"

    class Meta:
        constraints = [done_and_by("comment", "settled")]


class Consulted(Row):
    """Somebody asked about an edition, what she answered, and what was done about it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="consulted")
    whom = models.CharField(max_length=200)
    relevant = models.ForeignKey("partnership.Relevant", null=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answer_by = models.DateField()
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    made_of_it = models.TextField(blank=True)

    protection = ByCondition(read=READS, write=WORKS)
    retention = "board"


class Signature(AppendOnly):
    """A lead partner's signature under exactly these words: `words_hash` says which. Others and it counts no more."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="signatures")
    partner = models.ForeignKey("partnership.Partner", on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey("partnership.Seat", on_delete=models.PROTECT, related_name="+")
    words_hash = models.CharField(max_length=64)
    proved_by = models.CharField(max_length=40, help_text="the second factor shown again")
    signed_at = models.DateTimeField()

    protection = ByCondition(read=READS, write=f"{_SIGNS} AND {_BY_ME}", append_only=True)
    retention = "board"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "partner", "words_hash"], name="signature_once_under_these_words"
            )
        ]


class Figures(AppendOnly):
    """What the hub held for a section of a report on the day it was put to signature, frozen with it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="figures")
    section = models.CharField(max_length=40)
    rows = models.JSONField(default=list)
    held_at = models.DateTimeField()

    protection = ByCondition(read=READS, write=WORKS, append_only=True)
    retention = "board"


class Published(AppendOnly):
    """What the public reads: a whole edition as it was signed, frozen."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField()
    changes = models.TextField(blank=True)
    sections = models.JSONField()
    signed = models.JSONField()
    words_hash = models.CharField(max_length=64)
    published_on = models.DateField()
    review_on = models.DateField(null=True)

    protection = ByCondition(read=_PUBLIC, write=WORKS, append_only=True)
    retention = "board"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "number"], name="published_number_once")]


class Notice(Row):
    """Somebody who must be sent a published edition, and when and how that was done."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="notices")
    to = models.CharField(max_length=200)
    because = models.CharField(max_length=300)
    sent_on = models.DateField(null=True)
    how = models.CharField(max_length=200, blank=True)

    protection = ByCondition(read=READS, write=WORKS)
    retention = "board"
