"""Writing down people, objects, places, events and what links them; taking a link or an identification back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.intelligence import rules
from kingfisher.intelligence.actions.moving import NotYet, gaps_or_on
from kingfisher.intelligence.models import Identified, Link, Register, Role, TakenBack, Thing
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.verdict import NotThere
from kingfisher.people.queries import statements

audit.can_record(
    intelligence__thing__noted="noted a person, an object, a place or an event",
    intelligence__link__made="linked two things",
    intelligence__link__taken_back="took back a link or an identification",
    intelligence__thing__identified="said who somebody is",
    intelligence__thing__given_role="said what somebody is in this",
)


@dataclass(frozen=True, slots=True)
class Noted:
    """Somebody or something. `marking` lays it in the agency's register of that marking."""

    kind: str
    sort: str
    label: str
    detail: str = ""
    key: str = ""
    happened_on: date | None = None
    at: tuple[int, int] | None = None
    marking: str = ""
    folder_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """What links two things, on which basis, and who says so. `folder_id` where it is closer than either of them."""

    left: UUID
    right: UUID
    kind: str
    basis: str
    confidence: str
    first_on: date
    last_on: date
    asserted_by: str
    grade: str = ""
    source_ref: str = ""
    folder_id: UUID | None = None


def register(actor: Actor, *, marking: str = "", at: datetime) -> UUID:
    """The folder of the agency's own things and links of a marking; opened when it is first needed."""
    found = Register.objects.filter(organisation_id=actor.organisation_id, marking=marking).first()
    if found:
        return found.folder_id
    folder = access.open_folder(actor, kind="network", category="intelligence", marking=marking, at=at)
    Register.objects.create(
        id=new_id(), folder_id=folder, organisation_id=actor.organisation_id, marking=marking,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    return folder


def note(actor: Actor, *, noted: Noted, at: datetime) -> UUID:
    """Write down one thing; what is noted already under its own number (a plate, a telephone) is that one again."""
    actor.must(Permission.NETWORK_WORK)
    key = rules.compared(noted.key or (noted.label if noted.sort in rules.NUMBERED else ""))
    gaps_or_on("This cannot be kept yet.", rules.thing_gaps(noted.kind, noted.sort, noted.label, noted.happened_on))
    folder = noted.folder_id or register(actor, marking=noted.marking, at=at)
    same = Thing.objects.filter(kind=noted.kind, sort=noted.sort, key=key, folder_id=folder).first() if key else None
    if same:
        return same.id
    x, y = noted.at or (None, None)
    row = Thing(
        id=new_id(), folder_id=folder, kind=noted.kind, sort=noted.sort, label=noted.label.strip()[:200],
        detail=noted.detail.strip(), key=key, happened_on=noted.happened_on, x=x, y=y,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "intelligence.thing.noted", folders=[folder], facts={"kind": noted.kind, "sort": noted.sort})
    return row.id


def join(actor: Actor, *, joined: Joined, at: datetime) -> UUID:
    """Link two things the actor sees; it lies in the folder of the one more closely kept (marked, else the left)."""
    actor.must(Permission.NETWORK_WORK)
    gaps_or_on("These cannot be linked yet.", rules.link_gaps(
        same=joined.left == joined.right, kind=joined.kind, basis=joined.basis, grade=joined.grade,
        confidence=joined.confidence, first_on=joined.first_on, last_on=joined.last_on, said_by=joined.asserted_by,
        today=at.date(),
    ))  # fmt: skip
    ends = _thing(joined.left), _thing(joined.right)
    left, right = sorted(ends, key=lambda one: rules.READS_FIRST.index(one.kind))
    row = Link(
        id=new_id(), folder_id=joined.folder_id or _closer(*ends), left=left, right=right, kind=joined.kind,
        basis=joined.basis, grade=joined.grade.upper(), confidence=joined.confidence, first_on=joined.first_on,
        last_on=joined.last_on,
        asserted_by=joined.asserted_by.strip()[:200], source_ref=joined.source_ref.strip()[:80],
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    facts = {"kind": row.kind, "basis": row.basis}
    audit.record(actor, "intelligence.link.made", folders=[row.folder_id], facts=facts)
    return row.id


def take_back(
    actor: Actor, *, link_id: UUID | None = None, identified_id: UUID | None = None, why: str, at: datetime
) -> None:
    """A link or an identification was not so. Both rows stay; neither is drawn any more."""
    actor.must(Permission.NETWORK_WORK)
    if not why.strip():
        raise NotYet("This cannot be taken back yet.", gaps=("Say why it is not so.",))
    row = (Link.objects.filter(id=link_id) if link_id else Identified.objects.filter(id=identified_id)).first()
    if row is None or TakenBack.objects.filter(link_id=link_id, identified_id=identified_id).exists():
        raise NotThere
    TakenBack.objects.create(
        id=new_id(), folder_id=row.folder_id, link_id=link_id, identified_id=identified_id, why=why.strip(),
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "intelligence.link.taken_back", folders=[row.folder_id])


def identify(actor: Actor, *, thing_id: UUID, person_id: UUID, why: str, at: datetime) -> UUID:
    """Say that somebody known by a nickname is a person some agency holds a statement of, which the actor sees."""
    actor.must(Permission.NETWORK_WORK)
    thing = _thing(thing_id)
    if thing.kind != "person" or len(why.split()) < 3:
        raise NotYet("This cannot be said yet.", gaps=("Say how you know that this is the person.",))
    if Identified.objects.filter(thing=thing, taken_back=None).exists():
        raise NotYet("This cannot be said yet.", gaps=("Somebody else was said. Take that back first.",))
    if person_id not in statements(actor, {person_id}):
        raise NotThere
    row = Identified.objects.create(
        id=new_id(), folder_id=thing.folder_id, thing=thing, person_id=person_id, why=why.strip(),
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "intelligence.thing.identified", folders=[thing.folder_id])
    return row.id


def unidentify(actor: Actor, *, thing_id: UUID, why: str, at: datetime) -> None:
    """It is not that person after all: what stands of it is taken back, with the reason. NotThere when nothing is."""
    live = Identified.objects.filter(thing=_thing(thing_id), taken_back=None).order_by("-created_at").first()
    if live is None:
        raise NotThere
    take_back(actor, identified_id=live.id, why=why, at=at)


def give_role(
    actor: Actor, *, thing_id: UUID, role: str, from_on: date, until_on: date | None = None, why: str, at: datetime
) -> None:
    """Say what somebody is in this, from a day on: a child we protect, a suspect, a witness."""
    actor.must(Permission.NETWORK_WORK)
    thing = _thing(thing_id)
    gaps_or_on("This cannot be said yet.", rules.role_gaps(thing.kind, role, why))
    Role.objects.create(
        id=new_id(), folder_id=thing.folder_id, thing=thing, role=role, from_on=from_on, until_on=until_on,
        why=why.strip()[:300], created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "intelligence.thing.given_role", folders=[thing.folder_id], facts={"role": role})


def _thing(thing_id: UUID) -> Thing:
    row = Thing.objects.select_related("folder").filter(id=thing_id).first()
    if row is None:
        raise NotThere
    return row


def _closer(left: Thing, right: Thing) -> UUID:
    """A link says something of both, so it is kept as closely as the closer of them."""
    shut = [one for one in (left, right) if one.folder.sealed or one.folder.restricted]
    marked = [one for one in (left, right) if one.folder.marking]
    return (shut or marked or [left])[0].folder_id
