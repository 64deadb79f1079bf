"""Making the outage pack: past the guard, recorded, and shut before it touches a disk."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string

from kingfisher.access import audit
from kingfisher.guard.actions import let_out
from kingfisher.guard.rules import AGENCY, Recipient
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.rulebook import ask
from kingfisher.stewardship import queries
from kingfisher.stewardship.shutting import shut

audit.can_record(stewardship__outage_pack__made="made the pack for when the hub cannot be reached")

SHEETS = 12  # blank sheets for concerns, numbered by the pack's day


def make_outage_pack(actor: Actor, *, passphrase: str, at: datetime) -> tuple[bytes, dict[str, int]]:
    """The pack as one file that any browser opens with the passphrase, offline; and how much is in it.

    Acts as the front door's service. Blocked when something in it may not go to the front door's agency.
    """
    found = queries.paper(actor)
    day = f"{local_day(at, ask.calendar()):%d%m}"
    sheets = [f"{day}-{number:02d}" for number in range(1, SHEETS + 1)]
    said = {"paper": found, "at": at, "partnership": settings.PARTNERSHIP, "sheets": sheets, "label": ask.label}
    page = render_to_string("stewardship/outage.html", said)
    to = Recipient(AGENCY, name=actor.organisation_name, organisation_id=actor.organisation_id)
    passed = let_out(
        actor, what="stewardship.outage_pack", to=to, people=found.people(), folders=found.folders(),
        texts={"pack": page}, markup=True, at=at,
    )  # fmt: skip
    told = {"missing": len(found.missing), "plans": len(found.plans), "withheld": passed.withheld}
    audit.record(actor, "stewardship.outage_pack.made", folders=sorted(found.folders())[:20], facts=told)
    return shut(passed.texts["pack"], passphrase=passphrase, made_at=at, partnership=settings.PARTNERSHIP), told
