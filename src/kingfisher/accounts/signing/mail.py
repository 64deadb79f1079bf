"""Letters to workers about their accounts. They hold a link, never a password, and nothing of any child."""

from django.conf import settings
from django.core.mail import send_mail

INVITED = """You have been given a place in {partnership}, by {by}.

Open this link to choose a password and set up a second way to prove it is you. It works once, until {until}:

{link}

If you did not expect this, ignore it and tell {by}.
"""
WAY_BACK = """Somebody, we hope you, asked for a way back in to {partnership}.

Open this link to choose a new password. You will still be asked for your second factor. It works once, until {until}:

{link}

If it was not you, ignore this: nothing has changed.
"""


def can_send() -> bool:
    return settings.SENDS_MAIL


def send(words: str, *, to: str, subject: str, **said: str) -> None:
    """Send one letter. An unreachable server is no fault of the worker's: it raises, and the page says so."""
    send_mail(subject, words.format(partnership=settings.PARTNERSHIP, **said), settings.DEFAULT_FROM_EMAIL, [to])
