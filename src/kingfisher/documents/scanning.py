"""Asking a ClamAV daemon whether a file carries something known to be harmful (its INSTREAM command)."""

import socket

from django.conf import settings

SECONDS = 30
CHUNK = 1 << 16


class NotScanned(Exception):
    """The daemon that was set up did not answer: the file must not be kept unscanned."""


def is_set_up() -> bool:
    return bool(settings.CLAMD)


def _connected() -> socket.socket:
    """KINGFISHER_CLAMD is a path of a socket, or host:port."""
    if settings.CLAMD.startswith("/"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(SECONDS)
        link.connect(settings.CLAMD)
        return link
    host, _, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def harm_in(content: bytes) -> str:
    """What ClamAV calls the harm it found; empty when it found none. NotScanned when it gave no answer."""
    try:
        with _connected() as link:
            link.sendall(b"zINSTREAM\0")
            for at in range(0, len(content), CHUNK):
                part = content[at : at + CHUNK]
                link.sendall(len(part).to_bytes(4, "big") + part)
            link.sendall(bytes(4))
            said = link.makefile("rb").read(4096).rstrip(b"\0").decode(errors="replace").strip()
    except (OSError, ValueError) as why:
        raise NotScanned from why
    if said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    if said != "stream: OK":
        raise NotScanned
    return ""
