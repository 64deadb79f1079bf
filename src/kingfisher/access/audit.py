"""The record that somebody looked, searched, wrote, granted or was refused. Insert-only."""

import secrets
from collections.abc import Iterable
from uuid import UUID

from kingfisher.access.models import AuditLine
from kingfisher.kernel.actor import Actor

# The closed list of what can be recorded, and the sentence each becomes on screen.
WHAT: dict[str, str] = {}


def can_record(**lines: str) -> None:
    """Rooms declare their lines at start-up: name with double underscores for colons, and a sentence."""
    for name, sentence in lines.items():
        code = name.replace("__", ".")
        if WHAT.get(code, sentence) != sentence:
            raise ValueError(f"Two sentences for the audit line {code}")
        WHAT[code] = sentence


can_record(
    access__folder__opened="opened a folder",
    access__folder__granted="gave access to a folder",
    access__grant__ended="ended an access",
    access__folder__barred="kept a worker out of a folder",
    access__folder__kept_to_team="kept a folder to those it is opened to",
    access__folder__sealed="sealed a folder",
    access__folder__unsealed="opened a sealed folder again",
    access__standing_grant__given="opened a category of folders under an agreement",
    access__standing_grant__ended="ended a standing access",
    access__agency__added="added an agency",
    access__team__added="added a team",
    access__worker__added="added a worker",
    access__place__given="gave a worker a place",
    access__place__ended="ended a worker's place",
    access__place__validity="said until when training and vetting hold",
    access__worker__suspended="suspended a worker",
    access__person__signed_in="signed in",
    access__person__signed_out="signed out",
    access__person__refused="was refused",
    access__purpose__stated="said why they are here",
    access__machine__key_made="made a key for an agency's system",
    access__machine__key_exchanged="exchanged a system's key for a token",
    access__machine__key_ended="ended a key of an agency's system",
    access__worker__suspension_lifted="let a suspended worker back in",
)


def record(actor: Actor, what: str, *, folders: Iterable[UUID] = (), facts: dict | None = None) -> None:
    """Write one line in the caller's transaction. `facts` holds codes, counts and keys: never a name.

    `facts["words"]`, what somebody typed into a search, may hold one. It gets a salt here, so that the log handed
    outside can carry proof of the words without the words. KeyError when `what` is not on the closed list.
    """
    if what not in WHAT:
        raise KeyError(f"{what} is not on the list of what can be recorded (access/audit.py)")
    facts = facts or {}
    if "words" in facts:
        facts = {**facts, "salt": secrets.token_hex(16)}
    AuditLine.objects.create(
        at=actor.at,
        what=what,
        placement_id=actor.placement_id,
        worker_id=actor.worker_id,
        organisation_id=actor.organisation_id,
        purpose=actor.purpose,
        via=actor.via,
        door=actor.door[:120],
        folder_ids=list(folders),
        facts=facts,
    )
