"""The commands `why` and `shell-as`: ask the policy about one worker, and look round the demonstration as one."""

import argparse
import code
import json
import sys
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from kingfisher.access import policy
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.protect import declared
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import ByFolder
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.organisations import queries as places


def why(words: list[str]) -> int:
    """`why WHO WHAT`: what WHO sees of a folder, and each rule that spoke. Nothing in the folder is shown.

    WHO is a username or the key of a place; WHAT the key of a folder, or the key or reference of a thing that WHO
    can see.
    """
    asked = _asked("why", words, what=True)
    try:
        actor = _worker(asked.who, asked.agency, at=timezone.now())
        with acting_as(actor):
            folder_id = _folder_of(asked.what)
            ruling = policy.explain(actor, folder_id)
    except Refused as refused:
        return _sentence(refused)
    if asked.json:
        said = {"folder": str(folder_id), "placement": str(actor.placement_id), "level": ruling.level}
        print(json.dumps({**said, "yes": dict(ruling.yes), "no": list(ruling.no)}))
        return 0
    print(f"{actor.worker_name}, {actor.organisation_name}, {actor.role.replace('_', ' ')}")
    print(f"may see of folder {folder_id}: {policy.LEVELS[ruling.level]}")
    for name, level in ruling.yes:
        print(f"  yes  {name:<24} {policy.YES_RULES[name]} ({policy.LEVELS[level]})")
    for name in ruling.no:
        print(f"  no   {name:<24} {policy.NO_RULES[name]}")
    if not ruling.yes and not ruling.no:
        print("  No rule says yes, or there is no such folder.")
    return 0


def shell_as(words: list[str]) -> int:
    """`shell-as WHO`: a Python shell in which PostgreSQL takes us for WHO. In the demonstration only."""
    asked = _asked("shell-as", words, what=False)
    if not settings.DEMO:
        print("shell-as is for the demonstration: on a live site nobody acts as somebody else.", file=sys.stderr)
        return 1
    try:
        actor = _worker(asked.who, asked.agency, at=timezone.now()).for_purpose("safeguard_child")
        with acting_as(actor):
            told = f"You are {actor.worker_name} ({actor.organisation_name}). `actor` is you. What you write is kept."
            code.interact(banner=told, local={"actor": actor}, exitmsg="")
    except Refused as refused:
        return _sentence(refused)
    return 0


def _asked(command: str, words: list[str], *, what: bool) -> argparse.Namespace:
    reads = argparse.ArgumentParser(prog=f"kingfisher {command}")
    reads.add_argument("who", help="username, or the key of a place")
    if what:
        reads.add_argument("what", help="key of a folder, or key or reference of a thing that WHO can see")
        reads.add_argument("--json", action="store_true", help="one line a machine can read")
    reads.add_argument("--agency", default="", help="code of the agency, where WHO has a place in several")
    return reads.parse_args(words)


def _worker(who: str, agency: str, *, at: datetime) -> Actor:
    key = _key(who)
    if key is not None:
        return actor_for(key, at=at, via="command")
    user = get_user_model().objects.filter(username=who).first()
    mine = places.places_of_user(user.pk, now=at) if user else []
    mine = [place for place in mine if agency in ("", place.organisation_code)]
    if not mine:
        raise NotThere(f"Nobody called {who} has a place now.")
    return actor_for(mine[0].id, at=at, via="command")


def _folder_of(what: str) -> UUID:
    """The folder a thing lies in, looked for as WHO; a key of nothing WHO sees is taken for a folder's."""
    key = _key(what)
    named = {"id": key} if key else {"ref": what.strip().upper()}
    for model, protection in declared():
        fields = {f.attname for f in model._meta.concrete_fields}
        if not isinstance(protection, ByFolder) or not set(named) <= fields or "folder_id" not in fields:
            continue
        if key and model._meta.pk.get_internal_type() != "UUIDField":
            continue
        found = model.objects.filter(**named).values_list("folder_id", flat=True).first()
        if found:
            return found
    if key is None:
        raise NotThere(f"They see nothing called {what}: give the key of the folder instead.")
    return key


def _key(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


def _sentence(refused: Refused) -> int:
    print(refused.sentence, file=sys.stderr)
    return 1
