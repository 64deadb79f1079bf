"""Timed work: what is past its end goes. Running it again does nothing more."""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore

from kingfisher.access.entry import timed
from kingfisher.accounts import actions
from kingfisher.kernel.actor import Actor


@timed("matching_service")
def tidy(actor: Actor, *, at: datetime) -> int:
    """Clear away sessions and kept forms past their end; returns how many forms went."""
    SessionStore.clear_expired()
    return actions.clear_kept_forms(actor, at=at)
