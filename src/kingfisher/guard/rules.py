"""Whether something may leave: to whom, what was found in it, and what follows. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kingfisher.guard.scan import Found, Secret, find
from kingfisher.guard.wording import digits, words_of

PASSED, MASKED, BLOCKED = "passed", "masked", "blocked"
# Who receives it. `worker`: whoever opens or prints it in her own work; `agency`: another organisation;
# `person`: somebody of the family or a member of the public; `anybody`: nobody knows who.
WORKER, AGENCY, PERSON, ANYBODY = "worker", "agency", "person", "anybody"
PROFESSIONAL = (WORKER, AGENCY)
WHAT_PROFESSIONALS_NEED = frozenset({"school", "gp", "phone", "email"})


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom it goes: all that is known of them. `address` is where it is sent, as it stands on the envelope."""

    kind: str
    name: str = ""
    person_id: UUID | None = None
    organisation_id: UUID | None = None
    address: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Danger:
    """Somebody who may have no contact with one of the people it is about."""

    name: str
    person_id: UUID | None = None
    homes: tuple[Secret, ...] = ()
    phones: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True, slots=True)
class Shields:
    """All that must not be found about the people a thing concerns, and from whom."""

    secrets: tuple[Secret, ...] = ()
    dangers: tuple[Danger, ...] = ()
    past: tuple[Secret, ...] = ()
    present: tuple[Secret, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.secrets or self.dangers or self.past)


def danger_in(to: Recipient, dangers: Sequence[Danger]) -> str:
    """How the recipient is known to be somebody who may have no contact: person, name, address, phone, email; or ""."""
    for danger in dangers:
        if to.person_id and danger.person_id == to.person_id:
            return "person"
        if to.email and danger.email and to.email.strip().casefold() == danger.email.strip().casefold():
            return "email"
        if to.phone and digits(to.phone) in {digits(p) for p in danger.phones}:
            return "phone"
        if to.address and any(f.as_ != "street" for f in find(to.address, danger.homes, streets=False)):
            return "address"
        if to.kind not in PROFESSIONAL and _is_name_of(to.name, danger.name):
            return "name"
    return ""


def _is_name_of(said: str, name: str) -> bool:
    """The same first and last word, whatever titles and middle names stand about them."""
    mine, theirs = ([w for w in words_of(n) if w not in ("mr", "mrs", "ms", "miss", "dr", "mx")] for n in (said, name))
    if len(theirs) < 2 or len(mine) < 2:
        return bool(mine) and mine == theirs
    return {mine[0], mine[-1]} == {theirs[0], theirs[-1]} or (len(mine[0]) == 1 and mine[-1] == theirs[-1]
                                                            and theirs[0].startswith(mine[0]))  # fmt: skip


def guarded_from(to: Recipient, shields: Shields, own: frozenset[UUID], *, danger: str) -> tuple[Secret, ...]:
    """The secrets this recipient must not have. One's own are one's own; whoever is dangerous has none at all."""
    if danger:
        return shields.secrets
    secrets = tuple(s for s in shields.secrets if s.whose not in own)
    if to.kind in PROFESSIONAL:
        return tuple(s for s in secrets if s.what not in WHAT_PROFESSIONALS_NEED)
    return secrets


def wrong_address(to: Recipient, shields: Shields) -> bool:
    """Whether a letter goes where one of the people lived before and lives no longer."""
    if not to.address or not shields.past or to.kind in PROFESSIONAL:
        return False
    now = [*shields.present, *(s for s in shields.secrets if s.what == "home")]
    return bool(find(to.address, shields.past, streets=False)) and not find(to.address, now, streets=False)


def reason(*, danger: str, old_address: bool, in_files: Sequence[str], unread: str, found: Sequence[Found]) -> str:
    """Why it may not leave, in one sentence that names no address; "" when it may, masked perhaps."""
    if danger and (found or in_files):
        return (
            "It may not go there: the recipient may have no contact with somebody it is about, and it holds something "
            "by which they could be found."
        )
    if danger == "address":
        return "It may not go there: that is the address of somebody under a no-contact order."
    if old_address:
        return "It may not go there: they have left that address. Check where they live now and choose again."
    if in_files:
        return f"It holds an address that must not be found ({', '.join(in_files[:3])}). Take it out of the file first."
    if unread:
        return f"It could not be checked for an address that must not be found. {unread} Send it in another form."
    return ""
