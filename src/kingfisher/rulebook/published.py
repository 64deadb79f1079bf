"""Ask the rulebook what the partners publish. Beside `ask`, which is as long as one sitting allows."""

from kingfisher.rulebook.ask import _all, _newest
from kingfisher.rulebook.publishing import PublicationKind


def publication(kind_id: str) -> PublicationKind:
    """What a document of this kind must say and who must be sent it, in its newest wording."""
    return _newest("publication", kind_id, PublicationKind)


def publications() -> tuple[PublicationKind, ...]:
    """Every kind of document the partners publish."""
    return _all("publication", PublicationKind)
