"""Keys and references: opaque sortable keys for machines, short references for people on the telephone."""

import os
import secrets
import threading
import time
import uuid

# No I, L, O, U, 0 or 1: each is misheard or misread when a reference is read aloud.
_READ_ALOUD = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


_lock = threading.Lock()
_last = (0, 0)


def new_id() -> uuid.UUID:
    """A UUID version 7 (RFC 9562, method 1): milliseconds, a 12-bit counter within each, then 62 bits of chance.

    Keys made by one process sort by birth, also those of the same millisecond.
    """
    global _last
    with _lock:
        stamp, count = max(time.time_ns() // 1_000_000, _last[0]), 0
        if stamp == _last[0]:
            stamp, count = (stamp, _last[1] + 1) if _last[1] < 0xFFF else (stamp + 1, 0)
        _last = (stamp, count)
    chance = int.from_bytes(os.urandom(8), "big") & (2**62 - 1)
    return uuid.UUID(int=stamp << 80 | 0x7 << 76 | count << 64 | 0b10 << 62 | chance)


def new_ref(prefix: str) -> str:
    """A reference to read aloud, such as CO-7K2P-M4QX: 40 bits of chance, no look-alike letters."""
    letters = "".join(secrets.choice(_READ_ALOUD) for _ in range(8))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"
