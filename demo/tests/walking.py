"""Follow the links of a worker's pages from her desk on, as she might press them, and note those that do not open."""

import html
import re
from collections import Counter

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from kingfisher.organisations import queries as places

MOST_PAGES, MOST_ALIKE, FEWEST_PAGES = 60, 2, 8
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# A public page cannot know who reads it; the others lead out of the hub or end the session.
LEFT_ALONE = ("/static/", "/sign-out", "//", "/referrals/concern", "/concern")


def dead_links(username: str) -> list[str]:
    """`address, from the page it stands on: status` of every link that is refused, missing or broken."""
    settings.ALLOWED_HOSTS = ["*"]
    client, found, shapes = _signed_in(username), [], Counter()
    queue, seen = [("/desk", "")], set()
    while queue and sum(shapes.values()) < MOST_PAGES:
        address, page = queue.pop(0)
        shape = KEY.sub("*", address.partition("?")[0])
        if address in seen or shapes[shape] >= MOST_ALIKE:
            continue
        seen.add(address)
        shapes[shape] += 1
        answer = client.get(address, follow=True)
        if answer.status_code >= 400:
            found.append(f"{KEY.sub('*', address)}, from {KEY.sub('*', page)}: {answer.status_code}")
        elif "html" in answer.headers.get("Content-Type", "") and not answer.streaming:
            queue += [(link, address) for link in _links(answer.content.decode(), address)]
    walked = sum(shapes.values())
    return found if walked >= FEWEST_PAGES else [*found, f"only {walked} pages lead on from the desk"]


def _signed_in(username: str) -> Client:
    from django.utils import timezone

    client, user = Client(raise_request_exception=False), get_user_model().objects.get(username=username)
    client.force_login(user)
    session = client.session
    session["placement"] = str(places.places_of_user(user.pk, now=timezone.now())[0].id)
    session["purpose"] = "safeguard_child"
    session.save()
    return client


def _links(page: str, address: str) -> list[str]:
    found = [html.unescape(one) for one in re.findall(r'href="([^"#]+)', page)]
    whole = [address.partition("?")[0] + one if one.startswith("?") else one for one in found]
    return [one for one in whole if one.startswith("/") and not one.startswith(LEFT_ALONE)]
