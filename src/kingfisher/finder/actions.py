"""A round of the finder, asking somebody about each prompt, and saying what it came to."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.finder import rules
from kingfisher.finder.facts import Gathered, gather, last_round
from kingfisher.finder.models import Prompt, Round
from kingfisher.finder.states import PROMPT
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.bulk import insert_many
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import step
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Denied, Refused
from kingfisher.rulebook import ask
from kingfisher.rulebook import finder as book

audit.can_record(
    finder__round__made="looked through the facts by the finder's rules",
    finder__prompt__asked="asked somebody about a prompt of the finder",
    finder__prompt__settled="said what a prompt of the finder came to",
)
OVERLAP = timedelta(hours=2)  # what was still being written while the last round read


class Lacking(Refused):
    """Something is not said yet; `gaps` say what."""

    rule = "finder_gaps"


@dataclass(frozen=True, slots=True)
class Made:
    """What a round came to, in counts."""

    facts: int
    made: int
    replaced: int
    known: int
    was_whole: bool


def find(actor: Actor, *, whole: bool = False, at: datetime) -> Made:
    """One round: read what is new since the last (everything when `whole`, or when a rule has changed) and write a
    prompt for each rule that is met by facts no prompt has been written for. Run again, it writes nothing.
    """
    _may(actor, Permission.FINDER_RUN)
    today, read = at.astimezone(LONDON).date(), _book()
    last = last_round(actor)
    after = None if whole or last is None or last.book_hash != read else last.read_until - OVERLAP
    gathered = gather(actor, rules=book.findings(), today=today, after=after)
    made = _write(actor, _found(gathered), at)
    withdrawn = _withdraw(actor)
    done = Made(gathered.count, made["made"], made["replaced"], made["known"], after is None)
    Round.objects.create(
        id=new_id(), read_until=at, was_whole=done.was_whole, book_hash=read, facts=done.facts, made=done.made,
        replaced=done.replaced, known=done.known, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "finder.round.made", facts={"facts": done.facts, "made": done.made, "withdrawn": withdrawn})
    return done


def ask_somebody(actor: Actor, *, prompt_ids: Collection[UUID], of: UUID, at: datetime) -> int:
    """Ask one worker, who sees every fact of them, about these prompts; returns how many."""
    _may(actor, Permission.FINDER_RUN)
    rows = Prompt.objects.filter(id__in=list(prompt_ids), state="open")
    count = rows.update(asked_of_id=of, asked_on=at.astimezone(LONDON).date())
    audit.record(actor, "finder.prompt.asked", facts={"count": count, "of": str(of)})
    return count


def settle(actor: Actor, *, prompt_id: UUID, outcome: str, words: str, at: datetime) -> None:
    """Say what a prompt came to. Lacking says what is not said; NotThere when unseen."""
    _may(actor, Permission.FINDER_WORK)
    row = locked(Prompt, prompt_id)
    state = step(PROMPT, "settle", row.state)
    known = {one.code for one in ask.codes("finding_outcome").code}
    gaps = rules.settle_gaps(outcome=outcome if outcome in known else "", words=words)
    if gaps:
        raise Lacking("This cannot be settled yet.", gaps=gaps)
    row.state, row.outcome, row.words = state, outcome, words.strip()
    row.settled_at, row.settled_by = at, actor.placement_id
    row.save(update_fields=["state", "outcome", "words", "settled_at", "settled_by"])
    facts = {"ref": row.ref, "rule": row.rule_id, "outcome": outcome}
    audit.record(actor, "finder.prompt.settled", folders=row.folder_ids[:20], facts=facts)


def _found(gathered: Gathered) -> list[rules.Found]:
    return [one for rule in book.findings() for one in rules.find(rule, gathered.of(rule), gathered.known)]


def _write(actor: Actor, found: Sequence[rules.Found], at: datetime) -> dict[str, int]:
    """Prompts for what is new. Facts that some prompt of the same rule holds already, all of them, are known."""
    held: dict[str, list[Prompt]] = defaultdict(list)
    facts = list({key for one in found for key in one.fact_ids})
    asked = Q(rule_id__in={one.rule_id for one in found}) & Q(fact_ids__overlap=facts)
    for row in Prompt.objects.filter(asked).order_by("created_at", "id") if facts else ():
        held[row.rule_id].append(row)
    of_fact: dict[tuple[str, UUID], list[Prompt]] = defaultdict(list)
    for rule_id, rows in held.items():
        for row in rows:
            for key in row.fact_ids:
                of_fact[rule_id, key].append(row)
    new, replaced, known = [], {}, 0
    for one in found:
        touching = {row.id: row for key in one.fact_ids for row in of_fact[one.rule_id, key]}
        if any(one.fact_ids <= set(row.fact_ids) for row in touching.values()):
            known += 1
            continue
        within = [row for row in touching.values() if set(row.fact_ids) < one.fact_ids]
        replaced |= {row.id: row for row in within if row.state == "open"}
        new.append(_row(actor, one, within[-1].id if within else None, at))
    insert_many(Prompt, new)
    if replaced:
        Prompt.objects.filter(id__in=list(replaced)).update(state=step(PROMPT, "replace", "open"))
    return {"made": len(new), "replaced": len(replaced), "known": known}


def _row(actor: Actor, one: rules.Found, follows: UUID | None, at: datetime) -> dict:
    rule = book.finding(one.rule_id)
    said = [
        {"code": f.code, "kind": f.thing[0], "id": str(f.thing[1]), "person": str(f.person_id), "on": f.on.isoformat(),
         "folder": str(f.folder_id), "key": f.key if f.code in ("contact", "phone", "vehicle", "address") else ""}
        for f in (*one.facts, *one.beside)
    ]  # fmt: skip
    return {
        "id": new_id(), "ref": new_ref("FI"), "rule_id": rule.id, "rule_hash": rule.hash, "is_alert": rule.is_alert,
        "state": "open", "facts": said, "fact_ids": sorted(one.fact_ids), "fact_key": one.fact_key,
        "folder_ids": sorted({f.folder_id for f in (*one.facts, *one.beside)}),
        "person_ids": sorted({f.person_id for f in (*one.facts, *one.beside)}),
        "first_on": one.facts[0].on, "last_on": one.facts[-1].on, "follows_id": follows, "asked_of_id": None,
        "asked_on": None, "outcome": "", "words": "", "settled_at": None, "settled_by": None,
        "created_at": at, "created_by": actor.placement_id,
    }  # fmt: skip


def _withdraw(actor: Actor) -> int:
    """Open prompts of a rule that is withdrawn say so; they stay to be looked at."""
    gone = [one.id for one in book.findings() if one.withdrawn_on]
    return Prompt.objects.filter(rule_id__in=gone, state="open").update(state=step(PROMPT, "withdraw", "open"))


def _book() -> str:
    return rules.hashed(one.hash for one in book.findings())


def _may(actor: Actor, permission: Permission) -> None:
    if not actor.has(permission):
        raise Denied("Your role does not include the finder's prompts.", rule=f"permission:{permission}")
