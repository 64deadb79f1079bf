"""Asks PostgreSQL for the ruling and for the rules that spoke. No rule is restated here (see policy.sql)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import EXISTS, FULL, SUMMARY
from kingfisher.kernel.verdict import NotThere, Verdict

LEVELS = {0: "nothing", EXISTS: "that it exists", SUMMARY: "a summary", FULL: "everything"}

# The sentence of each rule; the names are the columns of the view access_rule.
YES_RULES = {
    "own_agency": "It is your own organisation's folder.",
    "standing_agreement": "A standing agreement opens this kind of folder to you.",
    "disclosed_to_my_agency": "It was disclosed to your organisation.",
    "on_the_team": "Your team works in it.",
    "named_to_me": "It was opened to you by name.",
    "break_glass": "You opened it in an emergency, for a few hours.",
}
NO_RULES = {
    "marking_not_cleared": "It carries a marking you are not cleared for.",
    "sealed_without_the_key": "It is sealed to protect somebody, and you hold no key.",
    "restricted_without_the_key": "It is restricted, and you hold no key.",
    "conflict_of_interest": "You are kept out of it because of a conflict of interest.",
    "agreement_lapsed": "The agreement that opened this kind of folder to you has ended.",
}


# About the worker herself, so true of every folder at once: the columns of the view access_place_rule.
PLACE_RULES = {
    "place_ended": "Your place here has ended, or has not begun.",
    "worker_suspended": "Your account is suspended.",
    "training_lapsed": "Your training has lapsed.",
    "vetting_lapsed": "Your vetting has lapsed.",
}
NOTHING_SAID = "No rule lets you see it."


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the policy says of one folder: the level, and each rule that spoke with the level it gave."""

    level: int
    yes: tuple[tuple[str, int], ...]
    no: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        said = tuple(f"{YES_RULES[name]} ({LEVELS[level]})" for name, level in self.yes)
        return said + tuple(NO_RULES[name] for name in self.no)


def explain(actor: Actor, folder_id: UUID) -> Ruling:
    """Which rules spoke for this actor and folder. The caller must act as `actor` (entry.acting_as)."""
    columns = [*YES_RULES, *NO_RULES]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT u.level, {', '.join('r.' + c for c in columns)} FROM access_rule r "  # noqa: S608 - our own names
            "JOIN access_ruling u ON u.folder_id = r.folder_id WHERE r.folder_id = %s AND u.folder_id = %s",
            [folder_id, folder_id],
        )
        row = cursor.fetchone()
    if row is None:
        return Ruling(0, (), ())
    level, *said = row
    spoke = dict(zip(columns, said, strict=True))
    yes = tuple((name, spoke[name]) for name in YES_RULES if spoke[name])
    no = tuple(name for name in NO_RULES if spoke[name])
    return Ruling(level, yes, no)


def place_rules(placement_id: UUID) -> tuple[str, ...]:
    """Which no-rules about a worker in a place speak now, of every folder at once. Holds nothing of any child."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(PLACE_RULES)} FROM access_place_rule WHERE placement_id = %s",  # noqa: S608
            [placement_id],
        )
        row = cursor.fetchone() or (True,) + (False,) * (len(PLACE_RULES) - 1)
    return tuple(name for name, spoke in zip(PLACE_RULES, row, strict=True) if spoke)


def cleared(actor: Actor, folder_id: UUID, marking: str) -> bool:
    """Whether this actor is cleared for a field class, by her role or in this folder."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s = ANY (access_my_clearances()) OR %s || ' ' || %s = ANY (access_my_cleared())",
            [marking, str(folder_id), marking],
        )
        return bool(cursor.fetchone()[0])


def levels(actor: Actor, folder_ids: list[UUID]) -> dict[UUID, int]:
    """The level this actor has on each of these folders; a folder left out of the answer is unseen."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT folder_id, level FROM access_ruling WHERE folder_id = ANY(%s) AND level > 0", [folder_ids]
        )
        return dict(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a folder is open, and whose and of what category it is."""

    level: int
    owner_id: UUID
    category: str


def seen(actor: Actor, folder_ids: Iterable[UUID]) -> dict[UUID, Seen]:
    """`levels` with whose folder each is; in one question. A folder left out of the answer is unseen."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.folder_id, r.level, f.owner_id, f.category FROM access_ruling r "
            "JOIN access_folder f ON f.id = r.folder_id WHERE r.folder_id = ANY(%s) AND r.level > 0",
            [list(folder_ids)],
        )
        return {key: Seen(*rest) for key, *rest in cursor.fetchall()}


def may(actor: Actor, permission: str, folder_id: UUID | None = None, *, level: int = FULL) -> Verdict:
    """One verdict with its reason: does the role include it, and does it reach this folder at this level?"""
    if not actor.has(permission):
        return Verdict(False, f"permission:{permission}", "Your role does not include this.")
    if folder_id is None:
        return Verdict(True, f"permission:{permission}", "Your role includes this.")
    ruling = explain(actor, folder_id)
    if ruling.level >= level:
        return Verdict(True, ruling.yes[0][0], YES_RULES[ruling.yes[0][0]])
    if ruling.no:
        return Verdict(False, ruling.no[0], NO_RULES[ruling.no[0]])
    return Verdict(False, "no_rule_says_yes", "No rule lets you see this folder.")


def require(actor: Actor, permission: str, folder_id: UUID, *, level: int = FULL) -> None:
    """NotThere unless the actor may; the same words whether the folder is unseen or missing."""
    if not may(actor, permission, folder_id, level=level):
        raise NotThere
