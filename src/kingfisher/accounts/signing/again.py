"""Showing a second factor once more for something that binds: a signature. Wrong tries count towards the lock."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings

from kingfisher.accounts.signing import attempts, factors

IN_DEMONSTRATION = "demonstration"


def can_show(user: Any) -> bool:
    """Whether she has a second factor; in the demonstration nobody needs one, and what is signed says so."""
    return factors.has_factor(user) or bool(settings.DEMO)


def asks_passkey(user: Any) -> str:
    """What her browser is asked for a passkey, as JSON; "" where she has none. The challenge is kept in her session."""
    return json.dumps(factors.ask_passkey(user)) if factors.has_passkey(user) else ""


def shown(user: Any, code: str, *, address: str, at: datetime) -> str:
    """What she proved herself with, in words; empty when she did not. `address` is where the try came from."""
    if not factors.has_factor(user):
        return IN_DEMONSTRATION if settings.DEMO else ""
    if attempts.locked_until(user.username, at) is not None:
        return ""
    kind = factors.check_code(user, code)
    attempts.note(user.username, step="factor", outcome="right" if kind else "wrong", address=address, at=at)
    return {"totp": "authenticator app", "recovery_codes": "recovery code"}.get(kind, "")


def shown_passkey(user: Any, answer: str, *, address: str, at: datetime) -> str:
    """The same by passkey: `answer` is what the browser made, as JSON. Each challenge is good once."""
    if attempts.locked_until(user.username, at) is not None:
        return ""
    try:
        made = json.loads(answer or "null")
    except ValueError:
        made = None
    is_hers = factors.has_passkey(user) and factors.check_passkey(user, made)
    attempts.note(user.username, step="factor", outcome="right" if is_hers else "wrong", address=address, at=at)
    return "passkey" if is_hers else ""
