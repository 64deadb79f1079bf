"""Keys and references: opaque sortable keys for machines, short references for people on the telephone."""

import os
import secrets
import time
import uuid

# No I, L, O, U, 0 or 1: each is misheard or misread when a reference is read aloud.
_READ_ALOUD = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


def new_id() -> uuid.UUID:
    """A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then randomness, so keys sort by birth."""
    stamp = (time.time_ns() // 1_000_000).to_bytes(6, "big")
    raw = bytearray(stamp + os.urandom(10))
    raw[6] = (raw[6] & 0x0F) | 0x70
    raw[8] = (raw[8] & 0x3F) | 0x80
    return uuid.UUID(bytes=bytes(raw))


def new_ref(prefix: str) -> str:
    """A reference to read aloud, such as CO-7K2P-M4QX: 40 bits of chance, no look-alike letters."""
    letters = "".join(secrets.choice(_READ_ALOUD) for _ in range(8))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"
