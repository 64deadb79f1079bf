"""What training does by the clock: letting go, moving up, reminding, asking again, holding, writing letters."""

from datetime import datetime

from django.conf import settings

from kingfisher.access.entry import timed
from kingfisher.kernel.actor import Actor
from kingfisher.learning.actions import after, booking, holding, reminding

SERVICE = "training_service"


@timed(SERVICE)
def let_go_unconfirmed(actor: Actor, *, at: datetime) -> int:
    """Let go what nobody confirmed, and move those who wait up."""
    return booking.let_go_unconfirmed(actor, at=at)


@timed(SERVICE)
def each_day(actor: Actor, *, at: datetime) -> int:
    """Remind of the days to come and of what ends, ask again after three months, work out whose access closes."""
    sent = reminding.remind(actor, at=at) + reminding.remind_of_lapse(actor, at=at)
    return sent + after.ask_again(actor, at=at) + holding.keep_holds(actor, at=at)


@timed(SERVICE)
def hand_over(actor: Actor, *, at: datetime) -> int:
    """Give the postroom the letters that wait."""
    return reminding.hand_over(actor, site=settings.ADDRESS, at=at)
