"""Heads: how long the log is and its root, signed. Whoever keeps one can show later that nothing before it changed."""

import base64
import contextlib
import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from kingfisher.trail.merkle.lines import canonical, moment
from kingfisher.trail.merkle.tree import Tree

KIND, VERSION = "kingfisher-audit-head", 1


def signing_key(place: Path) -> Ed25519PrivateKey:
    """This installation's key for heads: made once, kept in the home, readable by its owner only."""
    if not place.is_file():
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        half = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
        with contextlib.suppress(FileExistsError):  # another process was first: its key stands
            place.hardlink_to(half)
        half.unlink()
    return load_pem_private_key(place.read_bytes(), password=None)


def replace_key(place: Path, *, at: datetime) -> Ed25519PrivateKey:
    """Put the present key aside under the day's date, never removed, and make a new one."""
    if place.is_file():
        place.rename(place.with_name(f"{place.name}.until-{at:%Y%m%dT%H%M%S}"))
    return signing_key(place)


def public_half(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def signed_words(head: dict) -> bytes:
    """What is signed: everything in the head but the signature, and of the marks only their hash."""
    return canonical({name: value for name, value in head.items() if name not in ("signature", "marks")})


def make_head(key: Ed25519PrivateKey, tree: Tree, marks: bytes, *, at: datetime) -> dict:
    """A signed head over this tree. `marks` are the first bytes of the bead after every line, from the first."""
    head = {
        "kind": KIND, "version": VERSION, "size": tree.size, "root": tree.root.hex(), "bead": tree.bead.hex(),
        "at": moment(at), "key": public_half(key), "marks_sha256": hashlib.sha256(marks).hexdigest(),
        "marks": base64.b64encode(marks).decode(),
    }  # fmt: skip
    return head | {"signature": key.sign(signed_words(head)).hex()}
