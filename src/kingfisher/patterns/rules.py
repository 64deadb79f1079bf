"""What a pattern and its answer must say. Pure."""

CLOCK = "strategic_concern_answer"


def raise_gaps(*, kind: str, title: str, seen: str, wanted: str) -> tuple[str, ...]:
    """What lacks before a pattern is raised, in words."""
    gaps = [] if kind else ["Say what sort of pattern it is."]
    if not title.strip():
        gaps.append("Give it a few words as a title.")
    if len(seen.split()) < 5:
        gaps.append("Say what you have seen, how often, and since when.")
    if len(wanted.split()) < 3:
        gaps.append("Say what should happen.")
    return tuple(gaps)


def answer_gaps(*, answer: str, words: str) -> tuple[str, ...]:
    """What lacks before an answer stands: what is done and by when, or why nothing is."""
    gaps = [] if answer else ["Say what you do about it."]
    if len(words.split()) < 5:
        gaps.append("Write what is done, by whom and by when; or why nothing is done.")
    return tuple(gaps)
