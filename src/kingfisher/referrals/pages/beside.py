"""What stands beside a contact on its page: who works with the child already, and passing it to them."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import open_moves
from kingfisher.kernel.verdict import Refused
from kingfisher.organisations.queries import Colleague
from kingfisher.referrals import actions, queries
from kingfisher.referrals.queries import ContactFile, Holder, Picture
from kingfisher.referrals.states import MOVES, RECEIVED, SCREENING
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class PassForm(Form):
    manager = fields.Select("The manager", empty="Choose the manager")
    why = fields.Textarea("Anything they should know", rows=2, required=False)


def beside(actor: Actor, file: ContactFile, picture: Picture, bound: Form | None) -> dict[str, object]:
    """What `_holders.html` and `_measures.html` need."""
    now = file.contact
    holders = queries.holders_of(actor, picture)
    state = SCREENING if now.state == RECEIVED else now.state
    may_pass = any(m.name == "route_to_worker" for m in open_moves(MOVES, state, actor.permissions))
    bosses = queries.managers(actor) if may_pass and any(h.placement_id for h in holders) else []
    passed = queries.passed_of(actor, [now.id]) if now.state != RECEIVED else []
    return {
        "measures": queries.measures_of(actor, now.id) if now.recorded_afterwards else [],
        "holders": holders, "passed": passed, "managers": bosses,
        "may_pass": may_pass and actor.has(Permission.CONTACT_DECIDE), "passing": _passing(bosses, bound),
    }  # fmt: skip


def _passing(bosses: list[Colleague], bound: Form | None) -> Callable[[Holder], Form]:
    def form(holder: Holder) -> Form:
        if bound is not None and bound.prefix == prefix_of(holder.placement_id):
            return bound
        return pass_form(bosses, holder.placement_id)

    return form


def prefix_of(placement_id: UUID | None) -> str:
    return f"p{placement_id.hex[-12:]}" if placement_id else "p"


def pass_form(bosses: list[Colleague], placement_id: UUID | None, data: object = None) -> PassForm:
    """With the manager chosen already where there is only one other than the worker."""
    others = [(str(c.placement_id), f"{c.name}, {c.job_title}") for c in bosses if c.placement_id != placement_id]
    leading = [str(c.placement_id) for c in bosses if c.role == "team_manager" and c.placement_id != placement_id]
    first = leading[0] if len(leading) == 1 else others[0][0] if len(others) == 1 else ""
    form = PassForm(data, prefix=prefix_of(placement_id), initial={"manager": first})
    form.fields["manager"].choices = others
    return form


def pass_form_of(actor: Actor, request: HttpRequest) -> PassForm:
    return pass_form(queries.managers(actor), _key(request.POST.get("worker", "")), request.POST)


def do_pass(actor: Actor, contact_id: UUID, form: Form, request: HttpRequest) -> None:
    file = queries.contact_file(actor, contact_id)
    worker = _key(request.POST.get("worker", ""))
    holders = queries.holders_of(actor, queries.picture_of(actor, file))
    holder = next((h for h in holders if h.placement_id == worker), None)
    if holder is None:
        raise Refused("That worker is no longer among those who work with the child. Look at the list again.")
    said = form.cleaned_data
    actions.pass_on(
        actor, contact_id=contact_id, worker_id=worker, manager_id=UUID(said["manager"]), because=holder.because,
        why=said["why"], at=actor.at,
    )  # fmt: skip


def _key(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise Refused("Choose the worker from the list.") from None
