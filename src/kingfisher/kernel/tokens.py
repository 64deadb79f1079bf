"""Links for people without an account: a key in an address, which nobody can forge or guess."""

from uuid import UUID

from django.core import signing

from kingfisher.kernel.verdict import NotThere


def token_of(key: UUID, salt: str) -> str:
    """What a link carries. `salt` says what it opens: a link to one thing opens no other."""
    return signing.dumps(str(key), salt=salt)


def held(token: str, salt: str, *, days: int | None = None) -> UUID:
    """The key a link carries; NotThere of a forged one, and of one that is too old."""
    try:
        return UUID(signing.loads(token, salt=salt, max_age=days * 86_400 if days else None))
    except (signing.BadSignature, ValueError):
        raise NotThere("This link does not work, or no longer. Ask for a new one.") from None
