"""Finding people, and seeing what each agency says of one."""

from kingfisher.people.queries.finding import Hit, Match, likely_matches, search
from kingfisher.people.queries.seeing import (
    Judged,
    KnownBy,
    Linked,
    Relation,
    Statement,
    cluster_ids,
    cluster_of,
    judgements_about,
    known_by,
    relations_of,
    standing_judgements,
    statement,
    statements,
    versions_of,
)

__all__ = [
    "Hit", "Judged", "KnownBy", "Linked", "Match", "Relation", "Statement", "cluster_ids", "cluster_of",
    "judgements_about", "known_by", "likely_matches", "relations_of", "search", "standing_judgements",
    "statement", "statements", "versions_of",
]  # fmt: skip
