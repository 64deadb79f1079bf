"""The front door's queue in the order things are due, the sign-offs, and what the desk asks of this room."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.waiting import Waiting
from kingfisher.referrals.models import Contact, ContactPerson, Passed
from kingfisher.referrals.queries.transfers import transfers_waiting
from kingfisher.referrals.rules import is_repeat
from kingfisher.referrals.states import SETTLED, UNDECIDED, WAITING, WORDS
from kingfisher.rulebook import ask
from kingfisher.ui.paging import Ask, Page, keyed

KIND = "referrals.contact"
PASSED = "referrals.passed"
# What a row of the queue needs; the long texts of a concern stay where they are.
SHOWN = (
    "id", "folder_id", "ref", "state", "rating", "provisional", "danger_now", "decide_by", "received_at", "categories",
    "referrer_anonymous", "identity_withheld", "referrer_agency", "referrer_role", "referrer_name", "owner__name",
    "earlier_contacts", "news_at",
)  # fmt: skip
audit.can_record(referrals__queue__seen="looked at the front door's queue")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to keep of the queue; empty leaves nothing out. `mine` is one's own; `nobodys` what nobody has
    taken.
    """

    rating: str = ""
    state: str = ""
    whose: str = ""
    repeat: bool = False
    category: str = ""
    news: bool = False


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One contact in the queue. `urgency` is the rating, or what it is treated as until somebody rates it."""

    id: UUID
    folder_id: UUID
    ref: str
    names: str
    state: str
    rating: str
    urgency: str
    danger_now: bool
    decide_by: datetime
    received_at: datetime
    categories: tuple[str, ...]
    raised_by: str
    owner: str
    owner_id: UUID | None
    earlier_contacts: int
    news_at: datetime | None

    @property
    def state_words(self) -> str:
        return WORDS[self.state]

    @property
    def is_repeat(self) -> bool:
        return is_repeat(self.earlier_contacts)

    @property
    def is_undecided(self) -> bool:
        return self.state in UNDECIDED


def queue(actor: Actor, wanted: Wanted, ask: Ask) -> Page[QueueRow]:
    """One page of what the front door still has to do, the soonest due first. Nothing is counted.

    Shows names: the caller records that the queue was looked at.
    """
    rows = Contact.objects.filter(in_queue=True)
    if wanted.rating:
        rows = rows.filter(Q(rating=wanted.rating) | Q(rating="", provisional=wanted.rating))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.whose == "mine":
        rows = rows.filter(owner_id=actor.worker_id)
    if wanted.whose == "nobodys":
        rows = rows.filter(owner=None)
    if wanted.repeat:
        rows = rows.filter(earlier_contacts__gte=2)
    if wanted.category:
        rows = rows.filter(categories__contains=[wanted.category])
    if wanted.news:
        rows = rows.filter(news_at__isnull=False)
    page = keyed(rows.select_related("owner").only(*SHOWN), ask, order=("decide_by", "id"))
    return Page(queue_rows(page.rows), page.next_key, page.previous_key, page.sort, page.size)


def record_seen(actor: Actor, rows: list[QueueRow]) -> None:
    """Record that these rows, with the names on them, were put before the actor."""
    if rows:
        audit.record(actor, "referrals.queue.seen", folders=[r.folder_id for r in rows], facts={"rows": len(rows)})


def sign_offs(actor: Actor, *, at_most: int = 50) -> list[QueueRow]:
    """What waits for a manager, the soonest due first."""
    rows = Contact.objects.filter(in_queue=True, state=WAITING).select_related("owner").only(*SHOWN)
    return queue_rows(list(rows.order_by("decide_by", "id")[:at_most]))


def queue_rows(rows: list[Contact]) -> list[QueueRow]:
    """These contacts as rows of the queue, with the names of their children: one question for all."""
    names: dict[UUID, list[str]] = {}
    named = ContactPerson.objects.filter(contact_id__in=[r.id for r in rows], part="child").order_by("place")
    for contact_id, name in named.values_list("contact_id", "name_said"):
        names.setdefault(contact_id, []).append(name)
    return [
        QueueRow(
            r.id, r.folder_id, r.ref, "; ".join(names.get(r.id, ["No child named"])), r.state, r.rating,
            r.rating or r.provisional,
            r.danger_now == "yes", r.decide_by, r.received_at, tuple(r.categories), _raised_by(r),
            r.owner.name if r.owner else "", r.owner_id, r.earlier_contacts, r.news_at,
        )
        for r in rows
    ]  # fmt: skip


def _raised_by(row: Contact) -> str:
    if row.referrer_anonymous or row.identity_withheld:
        return "Not named"
    return row.referrer_agency or row.referrer_role or row.referrer_name or "Not said"


_ASKS = {"sign_off": "Sign off or send back", "tell": "Tell the referrer", "news": "Read what was added to",
         "rate": "Rate a new contact,", "work_on": "Work on"}  # fmt: skip


def work_waiting(actor: Actor, *, at_most: int = 25) -> list[Waiting]:
    """What the front door asks of this worker: contacts passed to her to take over; and, where she works in it, her
    own, what nobody took, and sign-offs, the soonest due first; and what another council has not acknowledged.
    """
    return [*_to_take_over(actor, at_most), *_other_councils(actor), *_at_the_door(actor, at_most)]


def _other_councils(actor: Actor) -> list[Waiting]:
    """Contacts passed to another council, or from one, of which nobody has said yet that they are there."""
    if not actor.has(Permission.CONTACT_TRIAGE):
        return []
    return [
        Waiting(
            f"Ask {one.council} whether they have {one.ref}" if one.is_out else f"Tell {one.council} that we "
            f"have {one.ref}", url_for("referrals.transfers_of", one.contact_id) or "",
            one.clock.due_at if one.clock else None, one.clock.state.value if one.clock else "", "", one.passed_at,
        )
        for one in transfers_waiting(actor, at_most=10)
    ]  # fmt: skip


def _to_take_over(actor: Actor, at_most: int) -> list[Waiting]:
    """What was passed to her, or to one of her workers, and nobody has taken over yet."""
    if not actor.has(Permission.CONTACT_TAKE_OVER):
        return []
    mine = Q(worker_id=actor.placement_id) | Q(manager_id=actor.placement_id)
    rows = list(Passed.objects.filter(mine, taken_at=None).select_related("contact").order_by("created_at")[:at_most])
    dues = clocks.with_due(actor, PASSED, [row.contact_id for row in rows]) if rows else {}
    return [
        Waiting(
            f"Take over {row.contact.ref}, passed to you", url_for(PASSED, row.contact_id) or "",
            dues[row.contact_id].due_at if row.contact_id in dues else None,
            dues[row.contact_id].state.value if row.contact_id in dues else "",
            row.contact.rating or row.contact.provisional, row.created_at, _note(row.contact),
        )
        for row in rows
    ]  # fmt: skip


def _at_the_door(actor: Actor, at_most: int) -> list[Waiting]:
    if not actor.has(Permission.CONTACT_TRIAGE):
        return []
    mine = Q(owner_id=actor.worker_id) | Q(owner=None)
    if actor.has(Permission.CONTACT_SIGN_OFF):
        mine |= Q(state=WAITING)
    rows = list(Contact.objects.filter(mine, in_queue=True).order_by("decide_by", "id")[:at_most])
    dues = clocks.with_due(actor, KIND, [row.id for row in rows])
    found = []
    for row in rows:
        what, clock = _asked(actor, row), dues.get(row.id)
        running = clock if clock and clock.state.is_open else None
        if what:
            found.append(
                Waiting(
                    f"{_ASKS[what]} {row.ref}", url_for(KIND, row.id) or "", running.due_at if running else None,
                    running.state.value if running else "", row.rating or row.provisional, row.received_at, _note(row),
                )
            )  # fmt: skip
    return found


def _asked(actor: Actor, row: Contact) -> str:
    if row.state == WAITING:
        return "sign_off" if actor.has(Permission.CONTACT_SIGN_OFF) else ""
    if row.news_at:
        return "news"
    if row.state in SETTLED:
        return "tell"
    return "work_on" if row.rating else "rate"


def _note(row: Contact) -> str:
    """What the contact is about and who raised it, as her queue shows it, without the child."""
    worries = [ask.label("concern_category", code) for code in row.categories[:2]]
    said = [", ".join(worries) + ("" if len(row.categories) < 3 else " and more"), f"from {_raised_by(row)}"]
    if is_repeat(row.earlier_contacts):
        said.append(f"contact {row.earlier_contacts + 1} in a year")
    return "; ".join(filter(None, said))
