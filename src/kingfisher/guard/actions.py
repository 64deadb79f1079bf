"""The one way out. Everything that leaves is handed to `let_out`: it comes back fit to go, or does not go."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.guard.files import Unreadable, says_where_taken, words_in
from kingfisher.guard.queries import one_with, shields_about
from kingfisher.guard.rules import (
    MASKED,
    PASSED,
    Recipient,
    danger_in,
    guarded_from,
    reason,
    wrong_address,
)
from kingfisher.guard.scan import Found, Secret, find, masked
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Refused

audit.can_record(
    guard__leaving__passed="let something out",
    guard__leaving__masked="let something out with a safe address withheld",
    guard__leaving__blocked="kept something from going out, for a safe address",
    guard__leaving__insisted="opened a file that holds a safe address, and said why",
)


class Blocked(Refused):
    """It may not leave. The sentence says why and what to do, and names no address."""

    rule = "safe_address"

    def __init__(self, sentence: str, *, noted: tuple[str, tuple, dict]) -> None:
        super().__init__(sentence)
        self.noted = noted


@dataclass(frozen=True, slots=True)
class File:
    """A file as it would leave."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class LetOut:
    """What may go: the texts, masked where they had to be. `withheld` counts the places."""

    texts: Mapping[str, str]
    withheld: int = 0
    outcome: str = PASSED


@dataclass
class _Look:
    """What was found while looking through it."""

    found: dict[str, list[Found]] = field(default_factory=dict)
    in_files: list[str] = field(default_factory=list)
    unread: str = ""


def let_out(
    actor: Actor, *, what: str, to: Recipient, people: Collection[UUID] = (), folders: Collection[UUID] = (),
    texts: Mapping[str, str] | None = None, files: Sequence[File] = (), markup: bool = False, because: str = "",
    at: datetime,
) -> LetOut:  # fmt: skip
    """Look through what leaves, for this recipient; Blocked when it may not go.

    `what` is a code of what it is (`casefile.print`); `people` and `folders` say whom it is about. A text is masked
    where a secret stands; a file is never changed, so one with a secret does not go. `because` lets a worker open a
    file for her own work all the same. Recorded either way, with counts and never an address.
    """
    shields = shields_about(actor, people=set(people), folders=set(folders))
    texts = dict(texts or {})
    danger = danger_in(to, shields.dangers)
    own = one_with(actor, to.person_id) if shields.secrets and not danger else frozenset()
    secrets = guarded_from(to, shields, own, danger=danger)
    look = _look(texts, files, secrets, markup=markup)
    found = [one for many in look.found.values() for one in many]
    why = reason(
        danger=danger, old_address=wrong_address(to, shields), in_files=look.in_files, unread=look.unread, found=found
    )
    facts = {
        "what": what, "to": to.kind, "withheld": len(found), "files": len(look.in_files), "danger": danger,
        "agency": str(to.organisation_id or ""),
    }  # fmt: skip
    seen = list(folders)[:20]
    if why and because.strip() and to.kind == "worker" and not danger:
        audit.record(actor, "guard.leaving.insisted", folders=seen, facts=facts | {"words": because.strip()[:200]})
        return LetOut(texts)
    if why:
        audit.record(actor, "guard.leaving.blocked", folders=seen, facts=facts)
        raise Blocked(why, noted=("guard.leaving.blocked", tuple(seen), facts))
    audit.record(actor, f"guard.leaving.{MASKED if found else PASSED}", folders=seen, facts=facts)
    safe = {name: masked(text, look.found.get(name, ()), markup=markup) for name, text in texts.items()}
    return LetOut(safe, len(found), MASKED if found else PASSED)


def _look(texts: Mapping[str, str], files: Sequence[File], secrets: Sequence[Secret], *, markup: bool) -> _Look:
    look = _Look()
    if not secrets:
        return look
    for name, text in texts.items():
        if found := find(text, secrets, markup=markup):
            look.found[name] = found
    for file in files:
        if says_where_taken(file.content) and any(s.what == "home" for s in secrets):
            look.in_files.append("where the picture was taken")
        try:
            for where, text in words_in(file.name, file.content):
                if find(text, secrets):
                    look.in_files.append(f"in {where}")
        except Unreadable as why:
            look.unread = look.unread or why.why
    return look
