"""Reading what agencies say of themselves: who has answered, who is silent, how each scores, what is doubted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.assurance import rules
from kingfisher.assurance.models import Answer, Challenge, Improvement, Invitation, Return, Round
from kingfisher.assurance.states import STATE_WORDS
from kingfisher.documents.queries import FileShown, files_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import Colleague, colleagues
from kingfisher.rulebook import ask

INVITED = "assurance.invitation"  # the salt of a link
RETURN, ROUND, ANSWERED = "assurance.return", "assurance.round", "assurance.answer"
_WITH = ("round", "organisation", "invitation")
audit.can_record(assurance__return__opened="looked at an agency's self-assessment")


@dataclass(frozen=True, slots=True)
class StandardShown:
    """One standard with what the agency says, what shows it, what a peer doubts and what will be better."""

    code: str
    title: str
    asks: str
    law: str
    answer: Answer | None
    challenge: Challenge | None
    improvement: Improvement | None
    files: tuple[FileShown, ...]

    @property
    def grade(self) -> str:
        """The grade that counts: the peer's where the agency accepted it."""
        if self.challenge and self.challenge.is_accepted:
            return self.challenge.grade
        return self.answer.grade if self.answer else ""

    @property
    def grade_words(self) -> str:
        return ask.label("standard_grade", self.grade) if self.grade else "Not answered"

    @property
    def own_words(self) -> str:
        return ask.label("standard_grade", self.answer.grade) if self.answer and self.answer.grade else "Not answered"

    @property
    def challenge_words(self) -> str:
        return ask.label("standard_grade", self.challenge.grade) if self.challenge else ""


@dataclass(frozen=True, slots=True)
class ReturnShown:
    """One agency's return. `standards` is empty in a list; `score` None where its answers are not open to the actor."""

    row: Return
    agency: str
    lead: Colleague | None
    helpers: tuple[Colleague, ...]
    peer: Colleague | None
    standards: tuple[StandardShown, ...]
    score: rules.Score | None
    grades: dict[str, str]
    doubted: int
    on: date
    invited: Invitation | None = None

    @property
    def by_link(self) -> bool:
        """It is answered without a place in the hub; `invited` says by whom, to those who may know."""
        return self.row.lead is None

    @property
    def answers(self) -> str:
        """Who answers for the agency, in words."""
        if self.by_link:
            return f"{self.invited.name}, by a link" if self.invited else "Somebody without a place here, by a link"
        return self.lead.name if self.lead else "Somebody who has left"

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def state_words(self) -> str:
        if self.row.state == "asked" and self.row.given_back_why:
            return "Given back"
        return "Late" if self.is_late else STATE_WORDS[self.row.state]

    @property
    def is_late(self) -> bool:
        """Its day is past, and it was never sent: what was given back is no silence."""
        return self.row.state == "asked" and not self.row.given_back_why and self.row.round.due_on < self.on

    @property
    def send_gaps(self) -> tuple[str, ...]:
        asked = {s.code: s.title for s in self.standards}
        return rules.answer_gaps(asked, {s.code: vars(s.answer) for s in self.standards if s.answer})

    @property
    def unanswered(self) -> int:
        """Challenges the agency has not answered yet."""
        return sum(bool(s.challenge) and s.challenge.replied_at is None for s in self.standards)


@dataclass(frozen=True, slots=True)
class ByStandard:
    """Of one standard, how many agencies say what; those that say it is not theirs are in none of them."""

    code: str
    title: str
    score: rules.Score


@dataclass(frozen=True, slots=True)
class RoundShown:
    row: Round
    returns: tuple[ReturnShown, ...]

    @property
    def sent(self) -> int:
        return sum(r.row.state != "asked" for r in self.returns)

    @property
    def silent(self) -> tuple[ReturnShown, ...]:
        """Those whose day is past and who have not sent it."""
        return tuple(r for r in self.returns if r.is_late)

    @property
    def by_standard(self) -> tuple[ByStandard, ...]:
        """Over what was sent, the weakest first."""
        open_ones = [r for r in self.returns if r.score is not None]
        found = [
            ByStandard(s["code"], s["title"], rules.score(r.grades.get(s["code"], "") for r in open_ones))
            for s in self.row.standards
        ]
        return tuple(sorted(found, key=lambda b: (b.score.points / b.score.of if b.score.of else 9, b.title)))


def rounds(actor: Actor, *, at_most: int = 40) -> list[RoundShown]:
    """Every round, the newest first, with its returns; three questions."""
    found = list(Round.objects.order_by("-created_at")[:at_most])
    shown: dict[UUID, list[ReturnShown]] = {}
    for r in _shown(actor, list(Return.objects.filter(round__in=found).select_related(*_WITH))):
        shown.setdefault(r.row.round_id, []).append(r)
    return [RoundShown(r, tuple(shown.get(r.id, ()))) for r in found]


def round_of(actor: Actor, round_id: UUID) -> RoundShown:
    """One round with every agency asked, those that are silent first. NotThere when unseen."""
    row = Round.objects.filter(id=round_id).first()
    if row is None:
        raise NotThere
    found = _shown(actor, list(Return.objects.filter(round=row).select_related(*_WITH)))
    return RoundShown(row, tuple(sorted(found, key=lambda r: (not r.is_late, r.row.state != "asked", r.agency))))


def return_of(actor: Actor, return_id: UUID) -> ReturnShown:
    """One return, whole. Recorded. NotThere when unseen."""
    row = Return.objects.select_related(*_WITH).filter(id=return_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "assurance.return.opened", folders=[row.folder_id], facts={"ref": row.ref})
    return _shown(actor, [row], whole=True)[0]


def invited(actor: Actor, key: UUID) -> UUID:
    """The return that whoever holds the link with this key answers; NotThere of an old link, or once it is closed."""
    row = Invitation.objects.filter(key=key, of__lead=None, of__round__closed_at=None).first()
    if row is None:
        raise NotThere("This link does not work any more. Ask the partnership’s office for a new one.")
    return row.of_id


def may_write(actor: Actor, row: Return) -> bool:
    """Whether the actor is among those who answer: who leads or helps, or the service for whoever holds the link."""
    if row.lead is None and actor.has(Permission.RETURN_DOOR):
        return True
    return not actor.reads_only and actor.placement_id in (row.lead, *row.helpers)


def _shown(actor: Actor, rows: list[Return], *, whole: bool = False) -> list[ReturnShown]:
    ids = [r.id for r in rows]
    answers: dict[UUID, dict[str, Answer]] = {}
    for a in Answer.objects.filter(of__in=ids):
        answers.setdefault(a.of_id, {})[a.standard] = a
    doubts: dict[UUID, dict[str, Challenge]] = {}
    for c in Challenge.objects.filter(of__in=ids):
        doubts.setdefault(c.of_id, {})[c.standard] = c
    people = {p for r in rows for p in (r.lead, r.peer, *r.helpers) if p}
    who = colleagues(actor, people) if people else {}
    found = []
    for r in rows:
        said, doubted = answers.get(r.id, {}), doubts.get(r.id, {})
        standards = _standards(actor, r, said, doubted) if whole else ()
        grades = {code: _counts(a, doubted.get(code)) for code, a in said.items() if a.grade}
        found.append(ReturnShown(
            r, r.whose, who.get(r.lead) if r.lead else None, tuple(who[h] for h in r.helpers if h in who),
            who.get(r.peer) if r.peer else None, standards, rules.score(grades.values()) if grades else None, grades,
            len(doubted), actor.at.astimezone(LONDON).date(), getattr(r, "invitation", None),
        ))  # fmt: skip
    return found


def _counts(a: Answer, doubted: Challenge | None) -> str:
    return doubted.grade if doubted and doubted.is_accepted else a.grade


def _standards(
    actor: Actor, row: Return, said: dict[str, Answer], doubted: dict[str, Challenge]
) -> tuple[StandardShown, ...]:  # fmt: skip
    better = {i.standard: i for i in Improvement.objects.filter(of=row).order_by("created_at")}
    return tuple(
        StandardShown(
            s["code"], s["title"], s["asks"], s["law"], said.get(s["code"]), doubted.get(s["code"]),
            better.get(s["code"]),
            tuple(files_of(actor, (ANSWERED, said[s["code"]].id))) if s["code"] in said else (),
        )
        for s in row.round.standards
    )  # fmt: skip
