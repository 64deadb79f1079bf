"""The commands `why`, `access why`, `access matrix` and `shell-as`: ask the policy, or look round as somebody."""

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
from kingfisher.access.matrix import matrix
from kingfisher.access.protect import declared
from kingfisher.access.queries import owner_of
from kingfisher.access.why import Explanation, Field, about, explain, field_named, fields_there
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import ByFolder
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.organisations import queries as places
from kingfisher.organisations.queries import Agency


def access(words: list[str]) -> int:
    """`access why WHO FOLDER [--field F] [--as ASKER]`, `access matrix [--json]`."""
    commands = {"why": why, "matrix": matrix}
    if not words or words[0] not in commands:
        print("usage: ./kingfisher access why WHO FOLDER [--field F] | access matrix [--json]", file=sys.stderr)
        return 2
    return commands[words[0]](words[1:])


def why(words: list[str]) -> int:
    """`why WHO WHAT`: what WHO sees of a folder, or of one sort of row in it, and each rule that spoke.

    Nothing in the folder is shown. WHO is a username or the key of a place; WHAT the key of a folder, or the key or
    reference of a thing that WHO can see. `--as ASKER` answers as the page would answer ASKER.
    """
    asked = _asked("why", words, what=True)
    now = timezone.now()
    try:
        placement_id = _placement(asked.who, asked.agency, at=now)
        other = actor_for(placement_id, at=now, via="command", ended_too=True)
        blocked = policy.place_rules(placement_id)
        with acting_as(other):
            folder_id = _folder_of(asked.what)
        field = _field(asked.field)
        asker = _worker(asked.asker, "", at=now) if asked.asker else None
        if asker:
            with acting_as(asker):
                said = explain(asker, str(folder_id), str(placement_id), field.name if field else "")
        else:
            said = about(other, placement_id, folder_id, field=field, owner=_owner(other, folder_id))
    except Refused as refused:
        return _sentence(refused)
    if asked.json:
        print(json.dumps(_plain(said, folder_id, placement_id, blocked)))
        return 0
    print(f"{other.worker_name}, {other.organisation_name}, {other.role.replace('_', ' ')}")
    print(f"may see of folder {folder_id}: {policy.LEVELS[said.level]}")
    if said.field:
        print(said.answer)
    for kind, spoken in (("yes", said.yes), ("no ", said.no)):
        for name, sentence in spoken:
            print(f"  {kind}  {name:<26} {sentence}")
    for one in said.changers:
        print(f"  ask  {one.who}, {one.can}" + (f": {one.phone}" if one.phone else ""))
    return 0


def _plain(said: Explanation, folder_id: UUID, placement_id: UUID, blocked: tuple[str, ...]) -> dict:
    with acting_as(actor_for(placement_id, at=timezone.now(), via="command", ended_too=True)) as other:
        ruling = policy.explain(other, folder_id)
    return {
        "folder": str(folder_id), "placement": str(placement_id), "level": said.level, "yes": dict(ruling.yes),
        "no": [*blocked, *ruling.no], "field": said.field.name if said.field else None, "may_see": said.may_see,
        "because": [words for _, words in (*said.yes, *said.no)],
        "ask": [{"who": c.who, "can": c.can, "phone": c.phone} for c in said.changers],
    }  # fmt: skip


def _field(said: str) -> Field | None:
    if not said:
        return None
    found = field_named(said)
    if found is None:
        raise NotThere(f"There is no field {said}. There are: {', '.join(fields_there())}.")
    return found


def _owner(actor: Actor, folder_id: UUID) -> Agency | None:
    with acting_as(actor):
        return owner_of(actor, folder_id)


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
        reads.add_argument("--field", default="", help="one sort of row, such as address or address:protected_address")
        reads.add_argument("--as", dest="asker", default="", help="answer as the page would answer this worker")
    reads.add_argument("--agency", default="", help="code of the agency, where WHO has a place in several")
    return reads.parse_args(words)


def _worker(who: str, agency: str, *, at: datetime) -> Actor:
    return actor_for(_placement(who, agency, at=at), at=at, via="command")


def _placement(who: str, agency: str, *, at: datetime) -> UUID:
    key = _key(who)
    if key is not None:
        return key
    user = get_user_model().objects.filter(username=who).first()
    held = places.places_of_user(user.pk, now=at, ended_too=True) if user else []
    mine = [place for place in held if agency in ("", place.organisation_code)]
    if not mine:
        raise NotThere(f"Nobody called {who} has a place now.")
    return mine[0].id


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
