"""What a partnership must publish, in the rulebook: its sections, what each must say, and who must be sent it."""

from dataclasses import dataclass

from kingfisher.rulebook.shapes import Entry


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One section. `asks` is what it must say; `law` where that is asked; `gathers` what the hub holds for it."""

    code: str
    title: str
    asks: str
    law: str
    needed: bool = True
    gathers: str = ""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """Somebody a published edition must be sent to, and why."""

    to: str
    because: str


@dataclass(frozen=True, kw_only=True)
class PublicationKind(Entry):
    """A document three partners sign. `review_clock` runs from publication, `publish_clock` from its period's end."""

    topic: tuple[Topic, ...]
    sending: tuple[Sending, ...]
    review_clock: str = ""
    publish_clock: str = ""
    send_clock: str = ""
    per_year: bool = False
