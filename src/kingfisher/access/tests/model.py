"""The policy once more, in plain Python, slow and obvious: one worker, one folder, a rule at a time.

Written from docs/protection/access-model.md, not from policy.sql. The two are compared over random worlds
(project/tests/test_worlds.py); where they differ, one of them is wrong.
"""

from dataclasses import dataclass, field

NOTHING, EXISTS, SUMMARY, FULL = 0, 1, 2, 3


@dataclass
class WorkerModel:
    name: str
    agency: str
    reach: int
    clearances: set[str] = field(default_factory=set)
    teams: set[str] = field(default_factory=set)
    place_live: bool = True
    suspended: bool = False
    training_lapsed: bool = False
    vetting_lapsed: bool = False


@dataclass
class GrantModel:
    """`to` is ("agency" | "team" | "worker", its name). `live` is: begun, not past its end, not ended."""

    to: tuple[str, str]
    level: int
    live: bool
    key: bool = False
    clears: set[str] = field(default_factory=set)


@dataclass
class FolderModel:
    owner: str
    category: str
    marking: str = ""
    sealed: bool = False
    restricted: bool = False
    team_only: bool = False
    grants: list[GrantModel] = field(default_factory=list)
    barred: set[str] = field(default_factory=set)
    passes: set[str] = field(default_factory=set)


@dataclass
class StandingModel:
    owner: str
    category: str
    to: tuple[str, str]
    level: int
    live: bool


def level_of(who: WorkerModel, folder: FolderModel, standing: list[StandingModel]) -> int:
    """How far this worker sees into this folder."""
    if not who.place_live or who.suspended or who.training_lapsed or who.vetting_lapsed:
        return NOTHING
    if who.name in folder.barred:
        return NOTHING
    mine = [g for g in folder.grants if g.live and _is_to(g.to, who)]
    by_name = [g for g in mine if g.to[0] == "worker"]
    cleared = who.clearances | {marking for g in by_name for marking in g.clears}
    if folder.marking and folder.marking not in cleared:
        return NOTHING
    has_key = any(g.key for g in by_name)
    if folder.sealed and not has_key:
        return NOTHING
    highest = max([_at_home(who, folder), _by_agreement(who, folder, standing), *(_given(g, who) for g in mine)])
    opened = who.name in folder.passes
    if folder.restricted and not has_key and not opened:
        return min(highest, EXISTS)
    return FULL if opened else highest


def opened_to(who: WorkerModel, folder: FolderModel, standing: list[StandingModel]) -> bool:
    """Whether anything but working for its owner lets this worker in: a grant, an agreement, an emergency."""
    mine = [g for g in folder.grants if g.live and _is_to(g.to, who)]
    return bool(mine) or who.name in folder.passes or _by_agreement(who, folder, standing) > NOTHING


def _is_to(to: tuple[str, str], who: WorkerModel) -> bool:
    sort, name = to
    return name == {"agency": who.agency, "worker": who.name}.get(sort) or (sort == "team" and name in who.teams)


def _at_home(who: WorkerModel, folder: FolderModel) -> int:
    if folder.owner != who.agency:
        return NOTHING
    return min(who.reach, EXISTS) if folder.team_only else who.reach


def _given(grant: GrantModel, who: WorkerModel) -> int:
    return min(grant.level, who.reach) if grant.to[0] == "agency" else grant.level


def _by_agreement(who: WorkerModel, folder: FolderModel, standing: list[StandingModel]) -> int:
    levels = [NOTHING]
    for one in standing:
        if one.live and (one.owner, one.category) == (folder.owner, folder.category) and _is_to(one.to, who):
            levels.append(min(one.level, who.reach) if one.to[0] == "agency" else one.level)
    return max(levels)
