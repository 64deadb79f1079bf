"""The panels of a child's page, in order. The only list of its kind; each is offered by its own room."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from uuid import UUID

from kingfisher.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Child:
    """Whom the page is about: every statement in the cluster, and the folders they lie in."""

    person_id: UUID
    person_ids: tuple[UUID, ...]
    folder_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """What a room shows of a child: its heading, a part template and what that needs."""

    title: str
    template: str
    shown: dict[str, object]


ORDER = (
    "people",
    "clocks",
    "missing",
    "exploitation",
    "plans",
    "pathway",
    "national_referral",
    "meetings",
    "sharing",
    "referrals",
    "reviews",
)


def panels_for(actor: Actor, child: Child) -> list[Panel]:
    """Ask each room in turn. A room offers `panel.shown(actor, person_ids=, folder_ids=)`, TITLE and TEMPLATE;
    None from it means there is nothing to show.
    """
    found = []
    for room in ORDER:
        if find_spec(f"kingfisher.{room}") is None or find_spec(f"kingfisher.{room}.panel") is None:
            continue
        panel = import_module(f"kingfisher.{room}.panel")
        shown = panel.shown(actor, person_ids=child.person_ids, folder_ids=child.folder_ids)
        if shown is not None:
            found.append(Panel(panel.TITLE, panel.TEMPLATE, shown))
    return found
