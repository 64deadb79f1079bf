"""An agency's own identity provider, and who is who there."""

from django.db import models

from kingfisher.kernel.base import ByCondition, Row

_IN_MY_CHARGE = "organisation_id = ANY ((SELECT access_my_charges())::uuid[])"
_SHOWN = "NULLIF(current_setting('kingfisher.knocking', true), '')"


class SignOn(Row):
    """Where an agency's workers may sign in with their agency's own account (OpenID Connect).

    `second_factor` says whose it is: `theirs` where the agency vouches that its provider asks for one, else `ours`.
    `secret` is sealed with this site's key.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60, help_text="as on the button: Saltmere Council account")
    issuer = models.URLField(max_length=300)
    client_id = models.CharField(max_length=200)
    secret = models.TextField()
    second_factor = models.CharField(max_length=10, default="ours")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    # The sign-in page offers the living ones to whoever comes.
    protection = ByCondition(read=f"ended_at IS NULL OR {_IN_MY_CHARGE}", write=_IN_MY_CHARGE)
    retention = "organisation"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(ended_at__isnull=True), name="one_sign_on_an_agency"
            ),
            models.CheckConstraint(
                name="sign_on_ended_at_and_by_go_together",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]


class Identity(Row):
    """A subject of a provider is this worker: told once by her e-mail address there, from then on by subject alone."""

    sign_on = models.ForeignKey(SignOn, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=255)
    worker = models.ForeignKey("organisations.Worker", on_delete=models.PROTECT, related_name="+")

    protection = ByCondition(read=f"sign_on_id::text = {_SHOWN}", write=f"sign_on_id::text = {_SHOWN}")
    retention = "sign_in"
    derived = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sign_on", "subject"], name="one_worker_a_subject")]
