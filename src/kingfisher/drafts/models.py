"""Forms begun and not yet sent, each window's by itself, sealed, and read by whoever typed them alone."""

from django.db import models

from kingfisher.kernel.base import ByCondition, Row

_MINE = "created_by = (SELECT access_me())"


class Draft(Row):
    """What one window (browser tab) has typed into one form. Two windows never write over each other.

    `form` is the page's address and which form of it; `sealed` holds the page's title (it may name
    a child) and the answers. Removed when it is sent.
    """

    form = models.CharField(max_length=300)
    window = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    # Past its end a draft is fit only to be removed, by whoever comes by; what it holds stays sealed.
    protection = ByCondition(read=f"{_MINE} OR ends_at < now()", write=f"{_MINE} OR ends_at < now()")
    derived = True
    retention = "draft"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["created_by", "form", "window"], name="one_draft_of_a_window")]
        indexes = [models.Index(fields=["created_by", "-saved_at"], name="draft_of")]
