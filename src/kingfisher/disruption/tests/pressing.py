"""Filling the forms of these pages and pressing their buttons."""

import re
from datetime import date


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def post(client, page: str, said: dict) -> str:
    """Press a button; it must lead on. Returns where to."""
    answer = client.post(page, said)
    assert answer.status_code == 302, re.findall(r'error-message">(.*?)</p', answer.content.decode(), re.S) or said
    return answer["Location"]
