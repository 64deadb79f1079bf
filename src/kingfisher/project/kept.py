"""Small files of our own in the home: written whole or not at all, readable by their owner only."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from kingfisher.project.env import CannotStart


def make_home(home: Path) -> None:
    """Make the home: private, but for root open to walk through, as its server is another user."""
    if home.is_dir():
        return
    try:
        home.mkdir(parents=True)
        home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    except OSError as why:
        raise CannotStart(f"The folder {home} cannot be made: {why.strerror}.") from None


def read(path: Path) -> dict[str, Any]:
    """What was kept there; nothing ({}) when there is no such file."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except PermissionError:
        raise CannotStart(f"{path} belongs to another user; run as the user who made it.") from None
    except (OSError, ValueError) as why:
        raise CannotStart(f"{path} cannot be read: {why}.") from None


def write(path: Path, said: dict[str, Any]) -> None:
    """Keep it, through to the disk: a power cut leaves the old file or the new one."""
    half = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(said, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as why:
        half.unlink(missing_ok=True)
        raise CannotStart(f"{path} cannot be written: {why.strerror}.") from None
