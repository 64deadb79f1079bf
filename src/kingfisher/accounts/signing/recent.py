"""Whether somebody signed in so lately that she may change how she signs in."""

from datetime import datetime

from django.http import HttpRequest

from kingfisher.accounts import rules


def is_recent(request: HttpRequest, now: datetime) -> bool:
    began = request.session.get("signed_in_at")
    return bool(began) and rules.is_recent(datetime.fromisoformat(began), now)
