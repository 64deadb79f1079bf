"""`./kingfisher outage-pack`: what staff work from when the hub cannot be reached."""

import argparse
import json
import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone

from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.verdict import Refused
from kingfisher.stewardship import actions

SHORTEST = 14
NAMED = "outage-pack-{:%Y%m%dT%H%M%SZ}.html"


def outage_pack(words: Sequence[str]) -> int:
    """Write the pack into a folder, shut by the passphrase in a file; nothing of it touches the disk in the open."""
    said, at = _arguments().parse_args(list(words)), timezone.now()
    try:
        passphrase = said.passphrase_file.read_text(encoding="utf-8").strip()
        if len(passphrase) < SHORTEST:
            print(f"The passphrase is too short: {SHORTEST} characters at least, several words.", file=sys.stderr)
            return 1
        door = service_of("front_door_service", at=at, via="command")
        with acting_as(door):
            content, told = actions.make_outage_pack(door, passphrase=passphrase, at=at)
        path = _kept(said.to, NAMED.format(at), content)
    except (Refused, OSError, UnicodeDecodeError) as why:
        print(getattr(why, "sentence", why), file=sys.stderr)
        return 1
    words_told = f"{path}: {told['missing']} missing now, {told['plans']} plans for the first hour."
    print(json.dumps({"file": str(path), **told}) if said.json else words_told)
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kingfisher outage-pack", description="for when the hub cannot be reached")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="folder to write it into")
    parser.add_argument("--passphrase-file", type=Path, required=True, metavar="FILE")
    parser.add_argument("--json", action="store_true")
    return parser


def _kept(folder: Path, name: str, content: bytes) -> Path:
    """Written whole or not at all, readable by its owner only."""
    half = folder / f".{secrets.token_hex(6)}.half"
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(folder / name)
    finally:
        half.unlink(missing_ok=True)
    return folder / name
