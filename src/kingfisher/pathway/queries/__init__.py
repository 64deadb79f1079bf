"""Reading the steps: one child's, those of a team, what was said so far, and what waits for a worker."""

from kingfisher.pathway.queries.complexes import ComplexFile, complex_file, complexes
from kingfisher.pathway.queries.listing import (
    EpisodeRow,
    episode_holding,
    episodes_because,
    episodes_of,
    open_episodes,
    work_waiting,
)
from kingfisher.pathway.queries.reading import EpisodeFile, episode_file
from kingfisher.pathway.queries.saying import carried_for_plan, said_so_far
from kingfisher.pathway.queries.together import CallFile, Together, call_file

__all__ = [
    "CallFile", "ComplexFile", "EpisodeFile", "EpisodeRow", "Together", "call_file", "carried_for_plan",
    "complex_file", "complexes",
    "episode_file", "episode_holding", "episodes_because", "episodes_of", "open_episodes", "said_so_far",
    "work_waiting",
]  # fmt: skip
