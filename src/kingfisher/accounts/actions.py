"""Keeping accounts: what an administrator does for her own agency's people, and each for herself. All recorded."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.accounts import queries, rules
from kingfisher.accounts.models import KeptForm, SignOn
from kingfisher.accounts.signing import factors, links, sessions
from kingfisher.accounts.signing.sealing import seal
from kingfisher.accounts.signing.single import try_out
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied, Refused
from kingfisher.organisations import queries as organisations

audit.can_record(
    accounts__link__sent="sent a worker a link to choose a password",
    accounts__factors__reset="took away a worker's second factors",
    accounts__worker__signed_out="signed a worker out everywhere",
    accounts__forms__cleared="cleared away half-written forms past their end",
    accounts__sign_on__set_up="set up single sign-on for an agency",
    accounts__sign_on__ended="ended single sign-on for an agency",
)


class NotDone(Refused):
    """Something about an account that cannot be done as asked."""

    rule = "account"


def _keeps(actor: Actor) -> None:
    if not actor.has(Permission.PLACE_GIVE):
        raise Denied("Your role does not include giving places.", rule=f"permission:{Permission.PLACE_GIVE}")


def invite(actor: Actor, *, worker_id: UUID, by_mail: bool, at: datetime) -> str:
    """A one-use link for a worker in one's charge; returns its token.

    Where she also works for an agency that is not in one's charge, it goes to her by mail only: whoever held it could
    act as her there.
    """
    _keeps(actor)
    found = queries.worker(actor, worker_id)
    if not found.user_id:
        raise NotDone(f"{found.name} has no account to sign in with.")
    if worker_id == actor.worker_id:
        raise NotDone("Nobody sends herself a link: ask another administrator of your agency.")
    mine = {one.id for one in queries.charges(actor)}
    elsewhere = [p.organisation for p in found.places if p.is_live and p.organisation_id not in mine]
    if elsewhere and not by_mail:
        raise NotDone(f"{found.name} also works for {elsewhere[0]}: her link can only go to her by e-mail.")
    token = links.issue(worker_id=worker_id, kind="invitation", by=actor.placement_id, at=at)
    audit.record(actor, "accounts.link.sent", facts={"worker": str(worker_id)})
    return token


def invite_first(actor: Actor, *, worker_id: UUID, at: datetime) -> str:
    """A one-use link from the founding of a site, for somebody who has not chosen a password yet; returns its token.

    NotDone once she has: from then on her agency's administrators see to it, and the founder can not enter as her.
    """
    _keeps(actor)
    if actor.role != "installer":
        raise Denied("Only the founding of a site hands out first links.", rule="not_installer")
    found = organisations.worker_anywhere(actor, worker_id)
    user = get_user_model().objects.filter(pk=found.user_id).first() if found and found.user_id else None
    if user is None or user.has_usable_password():
        raise NotDone("She or he has signed in here already: an administrator of the agency helps from now on.")
    token = links.issue(worker_id=worker_id, kind="invitation", by=actor.placement_id, at=at)
    audit.record(actor, "accounts.link.sent", facts={"worker": str(worker_id), "first": True})
    return token


def add_worker(actor: Actor, *, name: str, email: str, phone: str = "", at: datetime) -> UUID:
    """A worker with an account named by her e-mail address and no password; NotDone when somebody has that address."""
    _keeps(actor)
    username = email.strip().lower()
    if organisations.worker_by_email(actor, email) or get_user_model().objects.filter(username=username).exists():
        raise NotDone("Somebody already works here under this e-mail address.")
    return access.add_worker(actor, name=name, email=email.strip(), phone=phone, username=username, at=at)


def reset_factors(actor: Actor, *, worker_id: UUID, by_mail: bool, at: datetime) -> str:
    """Take away a worker's second factors and password, sign her out, and return a link to begin anew."""
    found = queries.worker(actor, worker_id)
    token = invite(actor, worker_id=worker_id, by_mail=by_mail, at=at)
    user = get_user_model().objects.get(pk=found.user_id)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    gone = factors.remove_all(user.pk)
    audit.record(actor, "accounts.factors.reset", facts={"worker": str(worker_id), "gone": gone})
    sign_out_everywhere(actor, worker_id=worker_id, at=at)
    return token


def sign_out_everywhere(actor: Actor, *, worker_id: UUID, at: datetime) -> int:
    """End every session of a worker in one's charge, or of one's own; returns how many."""
    if worker_id != actor.worker_id:
        _keeps(actor)
        queries.worker(actor, worker_id)
    found = queries.devices(actor, worker_id)
    for one in found:
        sessions.end_device(actor, one.session_key, why="signed out from elsewhere", at=at)
    audit.record(actor, "accounts.worker.signed_out", facts={"worker": str(worker_id), "devices": len(found)})
    return len(found)


def sign_out_device(actor: Actor, *, device_id: UUID, at: datetime) -> None:
    """Sign one of one's own devices out."""
    for one in queries.devices(actor, actor.worker_id):
        if one.id == device_id:
            sessions.end_device(actor, one.session_key, why="signed out from elsewhere", at=at)
            audit.record(actor, "accounts.device.signed_out", facts={"device": str(device_id)})


def suspend(actor: Actor, *, worker_id: UUID, at: datetime) -> None:
    """Suspend a worker in one's charge: nothing opens to her from this second, whatever she is signed in with."""
    queries.worker(actor, worker_id)
    if worker_id == actor.worker_id:
        raise NotDone("Nobody suspends herself: ask another administrator of your agency.")
    access.suspend_worker(actor, worker_id=worker_id, at=at)
    sign_out_everywhere(actor, worker_id=worker_id, at=at)


def lift_suspension(actor: Actor, *, worker_id: UUID, at: datetime) -> None:
    """Let a worker back in; only for the agency that suspended her."""
    held = queries.worker(actor, worker_id)
    by = organisations.colleagues(actor, {held.suspended_by} if held.suspended_by else set())
    mine = {one.code for one in queries.charges(actor)}
    others = [one.organisation for one in by.values() if one.organisation_code not in mine]
    if others:
        raise NotDone(f"{others[0]} suspended {held.name}: only they can let her or him back in.")
    access.lift_suspension(actor, worker_id=worker_id, at=at)


def end_place(actor: Actor, *, worker_id: UUID, placement_id: UUID, at: datetime) -> None:
    """End a place in one's charge; her sessions end too, so that her next page asks her to sign in."""
    if placement_id not in {p.id for p in queries.worker(actor, worker_id).places if p.is_live}:
        raise NotDone("That place has ended already.")
    access.end_place(actor, placement_id=placement_id, at=at)
    if worker_id != actor.worker_id:
        sign_out_everywhere(actor, worker_id=worker_id, at=at)


def clear_kept_forms(actor: Actor, *, at: datetime) -> int:
    """Remove kept forms past their end, whoever's; returns how many."""
    gone = KeptForm.objects.filter(ends_at__lt=at).delete()[0]
    if gone:
        audit.record(actor, "accounts.forms.cleared", facts={"forms": gone})
    return gone


def set_up_sign_on(
    actor: Actor, *, organisation_id: UUID, name: str, issuer: str, client_id: str, secret: str, second_factor: str,
    loopback: bool = False, at: datetime,
) -> UUID:  # fmt: skip
    """Let an agency's workers sign in with their own agency's account; what was set up before ends. NotDone when the
    provider does not answer as one.
    """
    _keeps(actor)
    issuer = issuer.strip().rstrip("/")
    wrong = rules.issuer_gaps(issuer, loopback=loopback) or try_out(issuer)
    if wrong:
        raise NotDone(wrong)
    end_sign_on(actor, organisation_id=organisation_id, at=at)
    row = SignOn.objects.create(
        organisation_id=organisation_id, name=name, issuer=issuer, client_id=client_id,
        secret=seal(secret, whose=f"sign_on:{organisation_id}"), second_factor=second_factor,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "accounts.sign_on.set_up", facts={"sign_on": str(row.id), "factor": second_factor})
    return row.id


def end_sign_on(actor: Actor, *, organisation_id: UUID, at: datetime) -> None:
    """From this second nobody signs in by it; sessions begun by it go on to their end."""
    _keeps(actor)
    living = SignOn.objects.filter(organisation_id=organisation_id, ended_at__isnull=True)
    if living.update(ended_at=at, ended_by=actor.placement_id):
        audit.record(actor, "accounts.sign_on.ended", facts={"organisation": str(organisation_id)})
