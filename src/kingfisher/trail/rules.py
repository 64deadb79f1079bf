"""Searches somebody should ask about: of oneself, of one's family name, of a colleague. Pure; accuses nobody.

Most have a good reason (a namesake, a colleague's family known to the service). Whoever reviews them says which.
"""

from dataclasses import dataclass

from kingfisher.kernel.text import name_tokens

SELF, FAMILY_NAME, COLLEAGUE = "self", "family_name", "colleague"
REASONS = {
    SELF: "The words are the searcher's own name.",
    FAMILY_NAME: "The words hold the searcher's own family name.",
    COLLEAGUE: "The words are the name of somebody who works in the same agency.",
}
OUTCOMES = {
    "work": "It was part of the work",
    "namesake": "Somebody else of the same name",
    "talked": "Talked over with the worker; no more to do",
    "taken_up": "Taken up by the agency",
}


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a place in the searcher's agency."""

    worker_id: object
    name: str


def reason_to_ask(words: str, *, searcher: Colleague, agency: list[Colleague]) -> str:
    """Why somebody should ask about a search, as a code of REASONS; "" where there is no reason."""
    said = set(name_tokens(words))
    mine = name_tokens(searcher.name)
    if len(mine) > 1 and {mine[0], mine[-1]} <= said:
        return SELF
    for other in agency:
        theirs = name_tokens(other.name)
        if other.worker_id != searcher.worker_id and len(theirs) > 1 and {theirs[0], theirs[-1]} <= said:
            return COLLEAGUE
    return FAMILY_NAME if len(mine) > 1 and mine[-1] in said else ""
