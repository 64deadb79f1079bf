"""Finding people, and seeing what each agency says of one."""

from kingfisher.people.queries.calling import work_waiting
from kingfisher.people.queries.clusters import Linked, cluster_ids, cluster_of, clusters, clusters_of
from kingfisher.people.queries.family import Kin, family_of
from kingfisher.people.queries.finding import Hit, search, search_for
from kingfisher.people.queries.involved import Allocated, allocated_to, who_else
from kingfisher.people.queries.likely import Match, likely_matches, likely_matches_of
from kingfisher.people.queries.near import Own, Suggested, near_suggestions, own_life
from kingfisher.people.queries.proposing import unweighed
from kingfisher.people.queries.reviewing import Standing, how_they_stand
from kingfisher.people.queries.seeing import (
    Judged,
    KnownBy,
    Relation,
    Statement,
    judgements_about,
    known_by,
    relations_of,
    standing_judgements,
    statement,
    statements,
    versions_of,
)

__all__ = [
    "Allocated",
    "Hit",
    "Judged",
    "Kin",
    "KnownBy",
    "Linked",
    "Match",
    "Own",
    "Relation",
    "Standing",
    "Statement",
    "Suggested",
    "allocated_to",
    "cluster_ids",
    "cluster_of",
    "clusters",
    "clusters_of",
    "family_of",
    "how_they_stand",
    "judgements_about",
    "known_by",
    "likely_matches",
    "likely_matches_of",
    "near_suggestions",
    "own_life",
    "relations_of",
    "search",
    "search_for",
    "standing_judgements",
    "statement",
    "statements",
    "unweighed",
    "versions_of",
    "who_else",
    "work_waiting",
]  # fmt: skip
