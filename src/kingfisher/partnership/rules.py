"""Which words a signature is under, what a document lacks, how two wordings differ, what a score means. Pure."""

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SIGNATURES = 3
SHORTEST = 40  # characters under which a needed section says nothing yet
CHASE_EVERY_DAYS = 7


@dataclass(frozen=True, slots=True)
class Bit:
    """A run of words: `kept`, `added` or `removed`."""

    how: str
    words: str


def words_hash(title: str, changes: str, sections: Mapping[str, str], figures: Mapping[str, object]) -> str:
    """The hash a signature is under: everything the public will read. One changed letter, and it is another."""
    said = {
        "title": title, "changes": changes.strip(), "figures": dict(figures),
        "sections": {code: words.strip() for code, words in sections.items()},
    }  # fmt: skip
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def differences(before: str, after: str) -> tuple[Bit, ...]:
    """How one wording became the other, word by word, spaces kept."""
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    bits: list[Bit] = []
    for how, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            bits.append(Bit("kept", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            bits.append(Bit("removed", "".join(old[i1:i2])))
        if j2 > j1:
            bits.append(Bit("added", "".join(new[j1:j2])))
    return tuple(bits)


def publish_gaps(
    needed: Iterable[tuple[str, str]],
    written: Mapping[str, str],
    *,
    changes: str,
    number: int,
    beside: int,
    unanswered: int,
) -> tuple[str, ...]:
    """What stands in the way of putting an edition to signature. `needed` are (code, title)."""
    gaps = [f"Write “{title}”." for code, title in needed if len(written.get(code, "").strip()) < SHORTEST]
    if number > 1 and not changes.strip():
        gaps.append("Say what changed since the last edition, and why.")
    if beside:
        gaps.append(f"Bring together the {beside} wordings that were written at the same time.")
    if unanswered:
        gaps.append(f"Answer or settle {unanswered} open comments.")
    return tuple(gaps)


def signature_gaps(wanted: Iterable[str], signed: Iterable[str]) -> tuple[str, ...]:
    """Which partners have not signed under the words as they stand."""
    there = set(signed)
    return tuple(f"{kind} has not signed." for kind in wanted if kind not in there)


def band(score: int) -> str:
    """How serious a risk's score is (likelihood times impact, 1 to 25), as a colour's name."""
    return "red" if score >= 15 else "amber" if score >= 8 else "green"


def is_current(begins_on: date, ends_on: date | None, on: date) -> bool:
    """Whether a seat or a body stands on that day; its last day counts."""
    return begins_on <= on and (ends_on is None or on <= ends_on)


def may_chase(due_on: date, chased_on: date | None, today: date) -> bool:
    """An action is chased the day after it was due, and then weekly."""
    return due_on < today and (chased_on is None or chased_on <= today - timedelta(days=CHASE_EVERY_DAYS))


def year_of(day: date) -> int:
    """The April in which this day's financial year began."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def pounds(pence: int) -> str:
    """Pence as people read them: £12,500 or £12,500.50."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}" + (f".{rest:02d}" if rest else "")


def share(part: int, whole: int) -> str:
    """A part of a whole in per cent, as words; none where there is nothing to divide."""
    return f"{round(100 * part / whole)}%" if whole else "none asked"
