"""Reaching each state of a contact through the room's own actions, as a worker would."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kingfisher.access.entry import actor_for, service_of
from kingfisher.kernel.actor import Actor
from kingfisher.referrals import actions, queries
from kingfisher.referrals.actions import TakenIn
from kingfisher.referrals.said import FamilyPosition

MAYA = {
    "children": [
        {"name": "Maya Reed", "born": "3 May 2012", "school": "Otterbrook School", "address": "4 Quay Street"}
    ],
    "others": [{"name": "Dana Reed", "relationship": "mother", "lives_with_child": True}],
    "what_happened": "Maya came in with a second phone and would not say who gave it to her.",
    "when": "20 November 2026",
    "how_known": "seen",
    "childs_words": "I can't say, they'd know it was me.",
    "categories": ["criminal_exploitation", "missing"],
    "danger_now": "no",
    "family": {"told": "no", "not_told_why": "Maya is afraid of who would be told."},
    "referrer": {"name": "Marcus Bell", "role": "Safeguarding lead", "phone": "01632 960123"},
}


def concern(**changes: Any) -> bytes:
    """The concern about Maya as a sender's system would send it, with some of it changed."""
    return json.dumps({**MAYA, **changes}).encode()


def sent(cast, now: datetime, *, by: str = "marcus", door: str = "page", key: str = "", **changes: Any) -> TakenIn:
    """A concern sent by a worker at her own screen."""
    sender = actor_for(cast.placements[by], at=now, purpose="safeguard_child", via=door)
    return actions.take_in(
        sender,
        body=concern(**changes),
        content_type="application/json",
        door=door,
        idempotency_key=key,
        at=now,
    )


def from_the_public(now: datetime, *, words: str = "", **changes: Any) -> TakenIn:
    """A concern sent at the public page, by nobody in particular."""
    service = service_of("front_door_service", at=now, via="public")
    said = {"referrer": {"kind": "public", "name": "A neighbour", "phone": "07700 900123"}, **changes}
    return actions.take_in(
        service,
        body=concern(**said),
        content_type="application/json",
        door="public",
        passphrase=words,
        at=now,
    )


def rated(be, contact_id: UUID, now: datetime, rating: str = "amber") -> None:
    with be("priya") as priya:
        actions.rate(priya, contact_id=contact_id, rating=rating, why="Gifts and a second phone.", at=now)


def family_settled(actor: Actor, contact_id: UUID, now: datetime) -> None:
    told = FamilyPosition(told="no", not_told_why="It would put her at more risk.",
                          dispense_reason="increase_risk_to_child",
                          dispense_why="As she says herself.")  # fmt: skip
    actions.record_family(actor, contact_id=contact_id, family=told, at=now)


def proposed(
    be, contact_id: UUID, now: datetime, *, outcome: str = "early_help", level: str = "2", **more: Any
) -> None:
    rated(be, contact_id, now)
    with be("priya") as priya:
        family_settled(priya, contact_id, now)
        actions.propose(
            priya, contact_id=contact_id, outcome=outcome, need_level=level, at=now,
            reasons="School and mother agree on what would help.", **more,
        )  # fmt: skip


def decided(be, contact_id: UUID, now: datetime, **more: Any) -> None:
    proposed(be, contact_id, now, **more)
    with be("ruth") as ruth:
        actions.sign_off(ruth, contact_id=contact_id, why="Agreed.", at=now)


def third_contact_in_a_year(be, cast, now: datetime) -> UUID:
    """Three contacts about Maya, the last one now, linked as one child."""
    ids = [sent(cast, now - timedelta(days=days), key=str(days)).contact_id for days in (200, 100, 0)]
    with be("priya") as priya:
        *earlier, latest = [queries.contact_file(priya, one) for one in ids]
        child = latest.children[0]
        for other in (f.children[0] for f in earlier):
            actions.judge_match(
                priya, contact_id=latest.contact.id, person_id=child.person_id, other_id=other.person_id,
                other_folder_id=other.folder_id, answer="same", why="Same name, birth date and school.",
                at=now,
            )  # fmt: skip
        return latest.contact.id
