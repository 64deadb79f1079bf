"""What shuts an archive and what opens it: a passphrase, or the public halves of keys kept elsewhere (age).

Each archive has a key of its own, made for it. Its body is encrypted to that key; the key is encrypted to whoever
may open the archive. So a passphrase is worked on once (slowly, as it should be) and a body of any size streams.
"""

import getpass
import os
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyrage

from kingfisher.project import env
from kingfisher.project.env import CannotStart

SHORTEST = 14  # characters of a passphrase: the file may be tried for years by whoever has it

Identity = pyrage.x25519.Identity


class DoesNotOpen(CannotStart):
    """What was given is not what opens this file."""


@dataclass(frozen=True)
class Lock:
    """Who may open: recipients (`age1...`), or whoever knows the passphrase."""

    recipients: tuple[str, ...] = ()
    passphrase: str = ""

    def shut(self, content: bytes) -> bytes:
        if self.recipients:
            return pyrage.encrypt(content, [recipient(each) for each in self.recipients])
        return pyrage.passphrase.encrypt(content, self.passphrase)


@dataclass(frozen=True)
class Opener:
    """What somebody holds to open with."""

    identities: tuple[Identity, ...] = ()
    passphrase: str = ""

    def open(self, shut: bytes, what: str) -> bytes:
        """DoesNotOpen, in a sentence that says what to try."""
        try:
            if b"-> scrypt " in shut[:200]:
                if not self.passphrase:
                    raise DoesNotOpen(f"{what} was shut with a passphrase: leave --identity out, and give it.")
                return pyrage.passphrase.decrypt(shut, self.passphrase)
            if not self.identities:
                raise DoesNotOpen(f"{what} was shut with a key: give the file that holds it with --identity.")
            return pyrage.decrypt(shut, list(self.identities))
        except (pyrage.DecryptError, OSError):
            which = "passphrase is not the one" if b"-> scrypt " in shut[:200] else "key is not one of those"
            raise DoesNotOpen(f"This {which} with which {what} was shut. Nothing was changed.") from None


def recipient(said: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(said.strip())
    except pyrage.RecipientError:
        raise CannotStart(f"{said!r} is not the public half of a key: it begins with age1.") from None


def lock_from(recipients: Sequence[str], passphrase_file: Path | None, what: str) -> Lock:
    """The lock asked for: by recipient, by a passphrase in a file, or by one typed twice."""
    if recipients:
        for each in recipients:
            recipient(each)
        return Lock(recipients=tuple(recipients))
    passphrase = _passphrase(passphrase_file, f"Passphrase for {what}: ", twice=True)
    if len(passphrase) < SHORTEST:
        raise CannotStart(f"The passphrase is too short: {SHORTEST} characters at least, several words for example.")
    return Lock(passphrase=passphrase)


def opener_from(identity: Path | None, passphrase_file: Path | None, what: str) -> Opener:
    if identity is not None:
        return Opener(identities=identities_in(identity))
    return Opener(passphrase=_passphrase(passphrase_file, f"Passphrase of {what}: ", twice=False))


def identities_in(path: Path) -> tuple[Identity, ...]:
    """The keys in a file as `./kingfisher backup new-key` or age-keygen writes it."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        found = tuple(Identity.from_str(line) for line in lines if line and not line.startswith("#"))
    except OSError as why:
        raise CannotStart(f"{path} cannot be read: {why.strerror}.") from None
    except (pyrage.IdentityError, UnicodeDecodeError):
        found = ()
    if not found:
        raise CannotStart(f"{path} holds no key: it should have a line that begins with AGE-SECRET-KEY-.")
    return found


def new_key(words: list[str]) -> int:
    """The command `backup new-key FILE`: make a key, write it there, print its public half."""
    if len(words) != 1 or words[0].startswith("-"):
        raise CannotStart("Say where to keep it: ./kingfisher backup new-key FILE")
    path, made = Path(words[0]), Identity.generate()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"# opens backups made for {made.to_public()}\n{made}\n")
    except FileExistsError:
        raise CannotStart(f"{path} is there already; a key is never written over.") from None
    except OSError as why:
        raise CannotStart(f"{path} cannot be written: {why.strerror}.") from None
    print(made.to_public())
    print(f"kingfisher: take {path} off this machine and keep it twice; only it opens those backups.", file=sys.stderr)
    return 0


def _passphrase(file: Path | None, prompt: str, *, twice: bool) -> str:
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError) as why:
            raise CannotStart(f"The passphrase cannot be read from {file}: {why}.") from None
    if not sys.stdin.isatty():
        raise CannotStart("Nobody is here to type a passphrase: give --passphrase-file or a key.")
    said = getpass.getpass(prompt)
    if twice and not secrets.compare_digest(said.encode(), getpass.getpass("Once more: ").encode()):
        raise CannotStart("The two were not the same. Nothing was written.")
    return said


def keys_in(home: Path) -> list[Path]:
    """The key files of a home, present and earlier ones, and the passwords of an outside server's roles."""
    found = [*home.glob("secret.key*"), *home.glob("files.key*"), *home.glob("audit.key*"), home / "outside.json"]
    return sorted(each for each in found if each.is_file())


def secret_is_set() -> bool:
    """Whether the site keeps the secret that signs sessions in its settings: then no backup of ours holds it."""
    return env.raw("KINGFISHER_SECRET_KEY") is not None
