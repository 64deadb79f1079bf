"""What is laid ready for whoever asks and whoever answers.

Usual questions, ordinary basis, own matching people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.queries import FolderShown, folders_shown
from kingfisher.chronology import queries as chronology
from kingfisher.chronology.queries import Happening
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations import queries as places
from kingfisher.people import queries as people
from kingfisher.people.queries import Statement
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing.models import Request
from kingfisher.sharing.queries.shown import RequestShown, Suggestion
from kingfisher.sharing.rules import Bases, SubjectAsked, basis_questions
from kingfisher.sharing.states import WAITING

audit.can_record(sharing__history__opened="opened the agency's own history to answer from it")


def suggested(actor: Actor, holder_id: UUID, *, about: tuple[str, UUID] | None = None) -> Suggestion:
    """What to ask this agency by one click. With `about`, says also whether it is being asked already."""
    holder = places.agencies_by_id(actor, {holder_id}).get(holder_id)
    if holder is None:
        raise NotThere
    usual = rulebook.check_set(holder.kind)
    bases = bases_of(actor, usual.gateway, usual.art6, usual.art9, usual.sch1)
    waiting = None
    if about:
        rows = Request.objects.filter(holder_id=holder_id, about_kind=about[0], about_id=about[1], state__in=WAITING)
        waiting = rows.values_list("id", flat=True).first()
    return Suggestion(
        holder.id, holder.short_name, usual.questions, usual.systems, usual.purpose, usual.gateway,
        usual.art6,
        usual.art9, usual.sch1, ready(actor, bases), waiting,
    )  # fmt: skip


def usual_systems(actor: Actor) -> tuple[str, ...]:
    """The systems a researcher of the actor's agency searches unless she says otherwise."""
    own = places.agencies_by_id(actor, {actor.organisation_id})[actor.organisation_id]
    return rulebook.check_set(own.kind).systems


def bases_of(actor: Actor, gateway: str, art6: str, art9: str, sch1: str) -> Bases:
    """These bases as the rulebook has them. Raises NotInRulebook for one it does not have."""
    return Bases(
        rulebook.gateway(gateway), rulebook.basis(art6), rulebook.basis(art9) if art9 else None,
        rulebook.basis(sch1) if sch1 else None,
    )  # fmt: skip


def ready(actor: Actor, bases: Bases) -> tuple[tuple[str, str, str], ...]:
    """(basis, question, ordinary answer) for everything these bases oblige the asker to answer."""
    answers = {one.id: rulebook.ready_answers(one.id) for one in bases.parts}
    seen: dict[str, int] = {}
    out = []
    for basis, question in basis_questions(bases):
        place = seen[basis] = seen.get(basis, -1) + 1
        out.append((basis, question, answers[basis][place] if place < len(answers[basis]) else ""))
    return tuple(out)


def subjects_from(actor: Actor, person_ids: Iterable[UUID]) -> tuple[SubjectAsked, ...]:
    """Who to ask about, copied from statements or mentions this actor can see, in the order given.

    Of another agency's own statement only name and birth date are copied: the rest is not ours to pass on.
    """
    wanted = list(person_ids)
    seen = people.statements(actor, set(wanted))
    return tuple(
        _subject(seen[one])
        if seen[one].origin == "mention" or seen[one].organisation_id == actor.organisation_id
        else _name_only(seen[one])
        for one in wanted
        if one in seen
    )


def _name_only(one: Statement) -> SubjectAsked:
    return SubjectAsked(name=one.name, born_on=one.said.born_on, kind=one.said.kind, person_id=one.id)


def _subject(one: Statement) -> SubjectAsked:
    said = one.said
    address = next(
        (", ".join(p for p in (a.lines, a.town, a.postcode) if p)
         for a in said.addresses if not a.until_on and not a.protected), ""
    )  # fmt: skip
    more = [f"also {a.given_name} {a.family_name}".strip() for a in said.aliases]
    more += [f"also known as {said.known_as}"] if said.known_as and said.known_as != one.name else []
    more += [f"{rulebook.label('identifier_scheme', i.scheme)} {i.value}" for i in said.identifiers]
    return SubjectAsked(
        name=one.name, born_on=said.born_on, born_said=said.born_said, address=address,
        more="; ".join(more)[:400], kind=said.kind, person_id=one.id,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnPerson:
    """Somebody of the answering agency's own who may be the one asked about, and why it is shown."""

    person_id: UUID
    name: str
    born_on: date | None
    address: str
    local_id: str
    because: tuple[str, ...]
    category: str
    linked: bool


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line of the agency's own history, and the sort of folder it lies in."""

    line: Happening
    person_name: str
    category: str
    marking: str


def own_people(actor: Actor, one: RequestShown, *, at_most: int = 6) -> dict[UUID, list[OwnPerson]]:
    """For each subject, the agency's own people who may be the one: those linked already, then the likeliest.

    The search is recorded as every search is. Only the actor's own agency's statements come back.
    """
    out = {}
    clusters = people.clusters(actor, [s.person_id for s in one.subjects if s.person_id])
    for subject in one.subjects:
        linked = clusters.get(subject.person_id, set()) - {subject.person_id}
        said = dict.fromkeys(linked, ("Linked to the person asked about.",))
        words = f"{subject.name} {subject.born_on.isoformat() if subject.born_on else ''}".strip()
        for hit in people.search(actor, words, at_most=40):
            said.setdefault(hit.person_id, hit.reasons)
        found = people.statements(actor, set(said))
        own = [found[key] for key in said if key in found and _is_own(actor, found[key])][:at_most]
        folders = folders_shown(actor, {s.folder_id for s in own}) if own else {}
        out[subject.id] = [_own_person(s, folders.get(s.folder_id), said[s.id], s.id in linked) for s in own]
    return out


def _is_own(actor: Actor, one: Statement) -> bool:
    return one.organisation_id == actor.organisation_id and one.origin != "mention"


def _own_person(one: Statement, folder: FolderShown | None, because: tuple[str, ...], linked: bool) -> OwnPerson:
    subject = _subject(one)
    category = rulebook.category(folder.category).title if folder else ""
    return OwnPerson(one.id, one.name, one.said.born_on, subject.address, one.said.local_id, because, category, linked)


def own_lines(actor: Actor, person_ids: Iterable[UUID], *, at_most: int = 60) -> list[OwnLine]:
    """The agency's own history of these people, the newest first, to pick from; never another agency's.

    The opening is recorded.
    """
    wanted = list(person_ids)
    names = {k: s.name for k, s in people.statements(actor, set(wanted)).items()}
    only_ours = chronology.Filters(organisation_ids=frozenset({actor.organisation_id}))
    lines = chronology.timeline(actor, wanted, filters=only_ours, at_most=at_most)
    folders = folders_shown(actor, {line.folder_id for line in lines})
    if lines:
        audit.record(actor, "sharing.history.opened", folders=list(folders), facts={"lines": len(lines)})
    out = []
    for line in lines:
        if line.withdrawn or line.corrected_by or (line.about and line.about[0].startswith("sharing.")):
            continue
        category = rulebook.category(folders[line.folder_id].category)
        out.append(OwnLine(line, names.get(line.person_id, ""), category.title, category.marking))
    return out
