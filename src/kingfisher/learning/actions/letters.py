"""The letters of this room: written here, handed to the postroom by its job, which sends and keeps them."""

from datetime import datetime
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.tokens import token_of
from kingfisher.learning.models import Letter

SITE = "{site}"
NO_ADDRESS = "no-address.invalid"  # a worker whose agency wrote none down
BOOKING, RECORD, ASKED, FOLLOW = "learning.booking", "learning.record", "learning.asked", "learning.follow"
TEACHING = "learning.teaching"

# Each: the title, and the words. A link is to a page of the hub, for whoever holds it.
WORDS = {
    "confirm": (
        "Confirm your place: {title}",
        "Your booking for {title} on {when} is kept until {until}. Open this link to confirm that it is "
        "you:\n\n{link}\n\nIf you did not book, do nothing: it is let go by itself.",
    ),
    "booked": (
        "Your place: {title}",
        "You have a place on {title}, {when}.\n\n{where}\n\nTo see it, or to give it back:\n\n{link}\n\nYou may give "
        "it back freely until {free_until}. After that, and for not coming, {fee} is owed.",
    ),
    "waiting": (
        "You are on the waiting list: {title}",
        "{title}, {when}, is full. You are on the waiting list: if a place comes free you get it by itself "
        "and we write to you. To leave the list:\n\n{link}",
    ),
    "moved_up": (
        "A place came free: {title}",
        "You now have a place on {title}, {when}.\n\n{where}\n\nIf you cannot come, give it back now; as it came "
        "late, this costs nothing:\n\n{link}",
    ),
    "remind": (
        "{title}: {when}",
        "You have a place on {title}, {when}.\n\n{where}\n\nIf you cannot come, somebody on the waiting list "
        "can:\n\n{link}",
    ),
    "changed": (
        "Changed: {title}",
        "{title} is now {when}.\n\n{where}\n\nIf you cannot come, give your place back; as we changed it, this "
        "costs nothing:\n\n{link}",
    ),
    "called_off": (
        "Called off: {title}",
        "{title}, {when}, will not be held. {why}\n\nOther days:\n\n{link}",
    ),
    "given_back": (
        "You gave your place back: {title}",
        "You no longer have a place on {title}, {when}. {owed}",
    ),
    "let_go": (
        "Your booking was not confirmed: {title}",
        "Your booking for {title}, {when}, was let go because nobody confirmed it. You may book again:\n\n{link}",
    ),
    "fee": (
        "{title}: {fee}",
        "You had a place on {title}, {when}, and were not there. Under the terms {fee} is owed by your "
        "employer. If there was a reason, answer the training team.",
    ),
    "day": (
        "How was {title}?",
        "Three questions about {title}, one minute. Your answer is kept without your name:\n\n{link}\n\n{certificate}",
    ),
    "later": (
        "Three months on: {title}",
        "You came to {title}. What has it changed for a child, or in how you work? One minute, kept without "
        "your name:\n\n{link}",
    ),
    "manager": (
        "Three months on: {title}",
        "{learner} came to {title} three months ago. What has it changed, as you see it? One minute, kept "
        "without a name:\n\n{link}",
    ),
    "due": (
        "Your safeguarding training ends on {until}",
        "What you need for your work, level {level}, ends on {until}. Courses with places:\n\n{link}",
    ),
    "hold": (
        "Your access to records closes on {until}",
        "Your role needs level {level}. Unless you have trained again by {until}, you will see no record of "
        "a child from then on. Courses with places:\n\n{link}",
    ),
    "record": (
        "Your training record",
        "You, we hope, asked for your training record. This link works for one day:\n\n{link}\n\nIf it was not "
        "you, do nothing: nothing has been shown to anybody.",
    ),
    "follow": (
        "Bring your training record with you",
        "Somebody, we hope you, asked for what was learned under another address to be brought to this one. "
        "Open this link within a day, if it was you:\n\n{link}",
    ),
    "teach_changed": (
        "Changed, and you teach it: {title}",
        "{title} is now {when}.\n\n{where}\n\nIf you cannot come, tell the training team at once. Who comes, and the "
        "register for the day:\n\n{link}",
    ),
    "teach_off": (
        "Called off: {title}",
        "{title}, {when}, which you were to teach, will not be held. {why}",
    ),
    "teach": (
        "You teach {title}: {when}",
        "Thank you for teaching {title}, {when}.\n\n{where}\n\n{taken} people have a place. If you cannot come, "
        "tell the training team at once.\n\nWho comes, and the register for the day, one press a person:\n\n{link}",
    ),
}


def _booking_link(booking_id: UUID) -> str:
    """To the page of one booking, for whoever it was sent to."""
    return f"{SITE}/courses/bookings/{token_of(booking_id, BOOKING)}"


def _letter(
    actor: Actor, kind: str, about: tuple[str, UUID], name: str, address: str, at: datetime, **said: object
) -> Letter:
    """A letter not yet kept: for keeping many at once."""
    title, body = WORDS[kind]
    words = {k: str(v) for k, v in said.items()}
    return Letter(
        id=new_id(), kind=kind, about_kind=about[0], about_id=about[1], to_name=name, to_address=address,
        title=title.format(**words)[:200], body=f"Dear {name},\n\n{body.format(**words)}\n", created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip


def _write(actor: Actor, letters: list[Letter]) -> int:
    known = [one for one in letters if not one.to_address.endswith(NO_ADDRESS)]
    Letter.objects.bulk_create(known, batch_size=500)
    return len(known)
