"""What the hub itself holds for a section of a document: figures, as rows of label and value. No child, no name.

Rooms that have something to say of a year offer `facts.for_report(actor, first, last)`: the same rows. What is
not held is said to be so (None), never shown as nothing.
"""

from datetime import date
from importlib import import_module
from importlib.util import find_spec

from kingfisher.access.permissions import Permission
from kingfisher.escalations import queries as escalations
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.listed import Listed
from kingfisher.partnership import rules
from kingfisher.partnership.models import Attended, Item, Minute, Money, Outreach, Published, Resolved, Undertaking
from kingfisher.partnership.queries import risks, today, who_is_who

Rows = list[tuple[str, str]]
_ROOMS = ("reviews", "learning", "assurance")


def gathered(actor: Actor, what: str, *, first: date, last: date) -> Rows | None:
    """Rows for what a topic gathers; None where the hub does not hold it yet."""
    if what in _ROOMS:
        return _of_room(actor, what, first, last)
    made = {
        "seats": _seats, "relevant": _relevant, "money": _money, "escalations": _escalations, "actions": _actions,
        "decisions": _decisions, "engagement": _engagement, "prevention": _prevention, "editions": _editions,
    }.get(what)  # fmt: skip
    return made(actor, first, last) if made else None


def _of_room(actor: Actor, room: str, first: date, last: date) -> Rows | None:
    if find_spec(f"kingfisher.{room}") is None or find_spec(f"kingfisher.{room}.facts") is None:
        return None
    said = getattr(import_module(f"kingfisher.{room}.facts"), "for_report", None)
    return said(actor, first, last) if said else None


def _seats(actor: Actor, first: date, last: date) -> Rows:
    found = who_is_who(actor, on=today(actor))
    rows = [
        (f"{p.kind_words}: {p.name}", f"{p.lead.name}, {p.lead.job_title}" if p.lead else "Nobody named")
        for p in found.partners
    ]
    return rows + [
        (f"Delegated by {p.name}", f"{d.name}, {d.job_title}: {d.delegated_what}")
        for p in found.partners for d in p.delegates
    ]  # fmt: skip


def _relevant(actor: Actor, first: date, last: date) -> Rows:
    found = who_is_who(actor, on=today(actor)).relevant
    return [(r.name, r.part_played or r.covers or "Named") for r in found]


def _money(actor: Actor, first: date, last: date) -> Rows:
    held = Money.objects.filter(year=rules.year_of(last))
    words = {"cash": "in cash", "kind": "in kind", "budget": "planned", "spent": "spent"}
    found: dict[tuple[str, str], int] = {}
    for m in held:
        found[m.who, m.sort] = found.get((m.who, m.sort), 0) + m.pence
    order = list(words)
    rows = sorted(found.items(), key=lambda one: (order.index(one[0][1]), one[0][0]))
    totals = [(f"All {said}", rules.pounds(sum(p for (_, s), p in rows if s == sort))) for sort, said in words.items()]
    return [(f"{who}, {words[sort]}", rules.pounds(pence)) for (who, sort), pence in rows] + totals if rows else []


def _escalations(actor: Actor, first: date, last: date) -> Rows | None:
    """Only the twelve months the board may see at all: other periods would give single cases away."""
    if not actor.has(Permission.ESCALATION_THEMES):
        return None
    found = escalations.themes(actor, first=first, last=last)
    if found.raised is None:
        return [("Professional disagreements raised", "Fewer than five: held back")]
    typical = "Too few to say" if found.typical_days is None else f"{found.typical_days} days"
    return [("Professional disagreements raised", str(found.raised)), ("Typical time to settle", typical)]


def _actions(actor: Actor, first: date, last: date) -> Rows:
    rows = list(Undertaking.objects.filter(due_on__gte=first, due_on__lte=last))
    done = [u for u in rows if u.state == "done"]
    in_time = sum(u.ended_at.date() <= u.due_on for u in done)
    return [
        ("Actions due in the year", str(len(rows))), ("Done", f"{len(done)} ({rules.share(len(done), len(rows))})"),
        ("Done in time", f"{in_time} ({rules.share(in_time, len(rows))})"),
        ("No longer needed", str(sum(u.state == "dropped" for u in rows))),
        ("Still open", str(sum(u.state == "open" for u in rows))),
    ]  # fmt: skip


def _decisions(actor: Actor, first: date, last: date) -> Rows:
    rows = Resolved.objects.filter(sitting__starts_at__date__gte=first, sitting__starts_at__date__lte=last)
    found = rows.select_related("sitting__group").order_by("sitting__starts_at", "number")
    return [(f"{r.sitting.group.name}, {r.sitting.starts_at:%-d %B %Y}", r.words) for r in found]


def _engagement(actor: Actor, first: date, last: date) -> Rows:
    rows = Attended.objects.filter(sitting__starts_at__date__gte=first, sitting__starts_at__date__lte=last)
    asked: dict[str, list[str]] = {}
    for a in rows.select_related("seat__holder"):
        asked.setdefault(a.seat.holder.of, []).append(a.was)
    return [
        (f"{of}: meetings attended", f"{sum(w in ('there', 'deputy') for w in was)} of {len(was)}")
        for of, was in sorted(asked.items())
    ]  # fmt: skip


def _prevention(actor: Actor, first: date, last: date) -> Rows:
    rows = list(Outreach.objects.filter(visited_on__gte=first, visited_on__lte=last).select_related("place"))
    return [
        ("Visits made", str(len(rows))), ("Places visited", str(len({r.place_id for r in rows}))),
        ("People reached", f"{sum(r.reached for r in rows):,}"),
        ("Visits that asked for a follow-up", str(sum(bool(r.follow_up) for r in rows))),
        ("Followed up", str(sum(r.followed_up_on is not None for r in rows))),
    ]  # fmt: skip


def _editions(actor: Actor, first: date, last: date) -> Rows:
    rows = Published.objects.filter(published_on__gte=first, published_on__lte=last).order_by("published_on")
    return [
        (f"{p.title}, edition {p.number}", f"Published {p.published_on:%-d %B %Y}. {p.changes}".strip()) for p in rows
    ]


def published_listed(actor: Actor, *, first: date, last: date) -> Listed:
    """For inspectors: every edition that was published, whenever, with the hash of its words."""
    rows = Published.objects.order_by("kind", "published_on")
    return Listed(
        ("Document", "Edition", "Published", "What changed", "Hash of its words"),
        tuple((p.title, str(p.number), p.published_on.isoformat(), p.changes, p.words_hash) for p in rows),
    )


def minutes_listed(actor: Actor, *, first: date, last: date) -> Listed:
    """For inspectors: what was said and decided at every meeting between two days, in the wording that stands."""
    meets = {"sitting__starts_at__date__gte": first, "sitting__starts_at__date__lte": last}
    said = {m.item_id: m.words for m in Minute.objects.filter(**meets).order_by("written_at", "id")}
    items = Item.objects.filter(**meets).select_related("sitting__group").order_by("sitting__starts_at", "place")
    rows = [(i.sitting.starts_at, i.sitting.group.name, "Item", i.title, said.get(i.id, "")) for i in items]
    decided = Resolved.objects.filter(**meets).select_related("sitting__group")
    rows += [(d.sitting.starts_at, d.sitting.group.name, "Decision", f"Decision {d.number}", d.words) for d in decided]
    ordered = sorted(rows, key=lambda r: (r[0], r[1], r[2] == "Decision"))
    return Listed(("Meeting", "Group", "What", "Title", "Words"), tuple((f"{r[0]:%Y-%m-%d}", *r[1:]) for r in ordered))


def actions_listed(actor: Actor, *, first: date, last: date) -> Listed:
    """For inspectors: what was to be done between two days, or is still open."""
    rows = Undertaking.objects.filter(due_on__lte=last).select_related("owner").order_by("due_on")
    return Listed(
        ("Reference", "What", "Who", "Of", "By", "How it stands", "What came of it"),
        tuple(
            (u.ref, u.words, u.owner.name, u.owner.of, u.due_on.isoformat(), u.state, u.outcome)
            for u in rows if u.due_on >= first or u.state == "open"
        ),
    )  # fmt: skip


def risks_listed(actor: Actor, *, first: date, last: date) -> Listed:
    """For inspectors: the register as it stands."""
    return Listed(
        ("Risk", "Why, and what may follow", "Owner", "Score", "Limit", "What is done", "Open"),
        tuple(
            (r.title, r.cause_and_effect, r.owner, str(r.score), str(r.limit), r.controls, "Yes" if r.is_open else "No")
            for r in risks(actor)
        ),
    )  # fmt: skip
