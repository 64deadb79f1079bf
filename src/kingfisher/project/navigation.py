"""The links at the top of every page: only those the actor's role includes."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from kingfisher.access.permissions import Permission

# Words on the link, its address, the permission that shows it.
LINKS = (
    ("My work", "desk:home", Permission.DESK_READ),
    ("Front door", "referrals:queue", Permission.CONTACT_READ),
    ("Find a child", "people:search", Permission.PERSON_SEARCH),
    ("Requests", "sharing:requests", Permission.REQUEST_READ),
    ("Tell us of a concern", "referrals:concern", Permission.CONCERN_SUBMIT),
    ("My concerns", "referrals:receipts", Permission.RECEIPT_READ),
    ("Agreements", "sharing:agreements", Permission.AGREEMENT_READ),
    ("Arrivals", "postroom:arrivals", Permission.ARRIVAL_READ),
    ("Imports", "exchange:runs", Permission.IMPORT_READ),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    """`navigation`: list of {text, href, active} for the page frame."""
    actor = getattr(request, "actor", None)
    links = []
    for text, name, permission in LINKS if actor else ():
        if not actor.has(permission):
            continue
        try:
            href = reverse(name)
        except NoReverseMatch:
            continue
        links.append({"text": text, "href": href, "active": request.path == href})
    return {"navigation": links}
