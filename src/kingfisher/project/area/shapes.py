"""What a partnership is made of when it is founded: agencies, teams, the first people."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    phone: str = ""
    title: str = ""


@dataclass(frozen=True)
class Body:
    code: str
    name: str
    short_name: str
    kind: str
    phone: str = ""
    within: str = ""
    answers_checks: bool = False
    lead_partner: bool = False
    lead: Person | None = None
    administrators: tuple[Person, ...] = ()


@dataclass(frozen=True)
class Group:
    code: str
    name: str
    host: str


@dataclass(frozen=True)
class Area:
    """A whole partnership as it will be founded; `folder` is where its logo and rulebook lie."""

    name: str
    bodies: tuple[Body, ...]
    groups: tuple[Group, ...]
    folder: Path
    exit_url: str = ""
    colour: str = ""
    logo: Path | None = None
    logo_alt: str = ""
    rulebook: Path | None = None

    def people(self) -> list[Person]:
        return [p for body in self.bodies for p in (*body.administrators, *([body.lead] if body.lead else []))]
