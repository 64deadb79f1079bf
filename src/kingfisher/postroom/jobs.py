"""Handing e-mails to the mail server, where the site has one."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from kingfisher.access.entry import timed
from kingfisher.kernel.actor import Actor
from kingfisher.postroom import actions, queries


@timed("training_service")
def deliver_letters(actor: Actor, *, at: datetime) -> int:
    """Send what waits; returns how many went. Without a mail server they wait, and nothing is lost."""
    waiting = queries.to_deliver(actor) if settings.SENDS_MAIL else []
    if not waiting:
        return 0
    gone, link = [], get_connection()
    for one in waiting:
        subject = " ".join(one.title.split())
        try:
            EmailMessage(subject, one.body, settings.DEFAULT_FROM_EMAIL, [one.to_address], connection=link).send()
            gone.append(one.id)
        except OSError as trouble:  # a server that cannot be reached, or will not have this one
            actions.not_delivered(actor, departure_id=one.id, trouble=type(trouble).__name__, at=at)
    if gone:
        actions.delivered(actor, departure_ids=gone, at=at)
    return len(gone)
