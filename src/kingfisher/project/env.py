"""Typed readers of the environment: a setting that makes no sense stops the start, it is never guessed at.

Every setting is named ``KINGFISHER_*`` and listed, with unit and default, in ``.env.example``.
An empty value counts as not set.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path

NAME = re.compile(r"KINGFISHER_[A-Z][A-Z0-9_]*\Z")
YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


class CannotStart(Exception):
    """Something outside the program stops it; carries one sentence for the person at the keyboard."""


class BadSetting(CannotStart):
    """A setting's value makes no sense; the sentence names the setting."""


def raw(name: str) -> str | None:
    """The setting as written, or None when it is not set or empty."""
    if not NAME.match(name):
        raise ValueError(f"settings are named KINGFISHER_*, not {name!r}")
    value = os.environ.get(name, "").strip()
    return value or None


def text(name: str, default: str = "") -> str:
    value = raw(name)
    return default if value is None else value


def flag(name: str, default: bool = False) -> bool:
    value = raw(name)
    if value is None:
        return default
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    raise BadSetting(f"{name} must be 1 or 0, not {value!r}.")


def whole(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    """A whole number between `least` and `most`, both included."""
    value = raw(name)
    if value is None:
        return default
    if not re.fullmatch(r"-?[0-9]+", value):
        raise BadSetting(f"{name} must be a whole number, not {value!r}.")
    number = int(value)
    if number < least or (most is not None and number > most):
        bounds = f"at least {least}" if most is None else f"between {least} and {most}"
        raise BadSetting(f"{name} must be {bounds}, not {number}.")
    return number


def choice(name: str, default: str, *, options: Sequence[str]) -> str:
    value = text(name, default)
    if value not in options:
        raise BadSetting(f"{name} must be one of {', '.join(options)}, not {value!r}.")
    return value


def listed(name: str, default: Sequence[str] = ()) -> list[str]:
    """Values separated by commas; spaces around them do not count."""
    value = raw(name)
    if value is None:
        return list(default)
    return [part.strip() for part in value.split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    """A folder's full path; it need not exist yet, but must not be a file."""
    value = raw(name)
    path = (Path(value).expanduser() if value else default).absolute()
    if path.exists() and not path.is_dir():
        raise BadSetting(f"{name} must name a folder, and {path} is not one.")
    return path


def checkout() -> Path | None:
    """The folder of the source checkout, or None when running from an installed package."""
    top = Path(__file__).resolve().parents[3]
    return top if (top / "pyproject.toml").is_file() and (top / "kingfisher").is_file() else None


def home() -> Path:
    """KINGFISHER_HOME, where this installation keeps its files; by default `.kingfisher` in the checkout."""
    return folder("KINGFISHER_HOME", (checkout() or Path.cwd()) / ".kingfisher")


def local() -> Path | None:
    """The partnership's own folder (rulebook, logo): KINGFISHER_LOCAL, else `local` in the home when it is there."""
    inside = home() / "local"
    return folder("KINGFISHER_LOCAL", inside) if raw("KINGFISHER_LOCAL") or inside.is_dir() else None


def read_file(path: Path) -> None:
    """Take settings from a `.env` file of NAME=value lines; what is already set in the environment wins."""
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, found, value = line.partition("=")
        name = name.strip()
        if not found or not NAME.match(name):
            raise BadSetting(f"{path} line {number} is not of the form KINGFISHER_NAME=value.")
        os.environ.setdefault(name, value.strip().strip("\"'"))


def secret(name: str, kept_as: str) -> str:
    """A secret from the environment, else one made once and kept in the home, readable by its owner only."""
    value = raw(name)
    if value:
        return value
    place = home() / kept_as
    if not place.is_file():
        if not place.parent.is_dir():
            place.parent.mkdir(parents=True)
            place.parent.chmod(0o711 if os.geteuid() == 0 else 0o700)  # root's database server walks through
        half = place.with_name(f"{kept_as}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # another process was first: its secret stands
            place.hardlink_to(half)
        half.unlink()
    return place.read_text(encoding="utf-8").strip()
