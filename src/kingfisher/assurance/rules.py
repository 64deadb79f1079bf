"""What is lacking, how a return scores, and a sample anybody can draw again, with how sure an agreement is. Pure."""

import csv
import hashlib
import io
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kingfisher.kernel.kappa import Agreement

Key = TypeVar("Key")
SURE = 1.959964  # standard deviations on either side that hold 95 in 100
GRADES = ("met", "partly", "not_met")  # of a standard, the best first; "not_ours" is counted in nothing
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LEAST, MOST = 2, 60
MOST_QUESTIONS = 6
MOST_INVITED = 100
_ADDRESS = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


@dataclass(frozen=True, slots=True)
class Score:
    """How many standards are met, partly met, not met; those that do not apply are in none of them."""

    met: int
    partly: int
    not_met: int

    @property
    def of(self) -> int:
        return self.met + self.partly + self.not_met

    @property
    def points(self) -> int:
        """Two for a standard met, one for one partly met."""
        return 2 * self.met + self.partly

    @property
    def words(self) -> str:
        return f"{self.points} of {2 * self.of} points" if self.of else "Not answered"


def score(grades: Iterable[str]) -> Score:
    """What these grades of standards come to."""
    counted = Counter(grades)
    return Score(*(counted[g] for g in GRADES))


def invited_lines(typed: str) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Schools, who answers and her address, one to a line; read from the right, so that a school may hold a comma.
    And the lines nobody can read.
    """
    found, unread = [], []
    for line in filter(str.strip, typed.splitlines()):
        parts = [part.strip() for part in re.split(r"[\t;,]", line)]
        body = ", ".join(filter(None, parts[:-2]))
        if len(parts) >= 3 and body and parts[-2] and _ADDRESS.match(parts[-1]):
            found.append((body[:160], parts[-2][:120], parts[-1].lower()))
        else:
            unread.append(line.strip())
    return found, unread


def invited_gaps(
    lines: Sequence[tuple[str, str, str]], unread: Sequence[str], asked: Collection[str]
) -> tuple[str, ...]:
    """What is wrong with a list of schools; `asked` are the names of those asked already, in small letters."""
    gaps = [f"Write “{line[:60]}” as the school, a comma, who answers, a comma, an e-mail address." for line in unread]
    names = Counter(body.lower() for body, _, _ in lines)
    gaps += [f"{body} is asked already." for body, _, _ in lines if body.lower() in asked]
    gaps += [f"{body} stands there twice." for body in dict.fromkeys(b for b, _, _ in lines) if names[body.lower()] > 1]
    if not lines and not unread:
        gaps.append("Say which schools, one to a line.")
    if len(lines) > MOST_INVITED:
        gaps.append(f"Ask {MOST_INVITED} or fewer at a time: leave the rest for a second press.")
    return tuple(gaps[:6])


def answer_gaps(asked: Mapping[str, str], said: Mapping[str, Mapping[str, object]]) -> tuple[str, ...]:
    """What is missing before a return is sent: `asked` titles by code, `said` the answer to each."""
    gaps = []
    for code, title in asked.items():
        one = said.get(code, {})
        if not one.get("grade") or not one.get("words"):
            gaps.append(f"Not answered yet: {title}.")
        elif one["grade"] in ("partly", "not_met") and not (
            one.get("improve") and one.get("improve_owner") and one.get("improve_by")
        ):
            gaps.append(f"Say what will be better, who answers for it and by when: {title}.")
    return tuple(gaps)


def drawn(population: Collection[Key], seed: str, wanted: int) -> list[Key]:
    """`wanted` of them, always the same for this population and seed, in whatever order they are given: each is
    ordered by the SHA-256 of the seed and its key, and the first are taken.
    """
    return sorted(set(population), key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).digest())[:wanted]


def seal(population: Collection[object]) -> str:
    """What the sample was drawn from, as one SHA-256, so that it can be shown later that nothing was left out."""
    return hashlib.sha256("\n".join(sorted(str(key) for key in set(population))).encode()).hexdigest()


def interval(found: Agreement) -> tuple[float, float] | None:
    """Between which two figures kappa lies, with 95 in 100 sureness; None where there is no kappa.

    The large-sample standard error of Fleiss, Cohen and Everitt (Psychological Bulletin 72, 1969). For the few cases of
    an audit it is wide, which is the truth.
    """
    if found.kappa is None:
        return None
    n, kappa, chance = found.pairs, found.kappa, found.by_chance
    share = {pair: count / n for pair, count in found.table.items()}
    first, second = _margins(share, 0), _margins(share, 1)
    on = sum(p * (1 - (first[a] + second[a]) * (1 - kappa)) ** 2 for (a, b), p in share.items() if a == b)
    off = (1 - kappa) ** 2 * sum(
        p * (second.get(a, 0.0) + first.get(b, 0.0)) ** 2 for (a, b), p in share.items() if a != b
    )  # fmt: skip
    error = math.sqrt(max(0.0, on + off - (kappa - chance * (1 - kappa)) ** 2) / n) / (1 - chance)
    return max(-1.0, kappa - SURE * error), min(1.0, kappa + SURE * error)


def _margins(share: Mapping[tuple[str, str], float], side: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for pair, p in share.items():
        for one in pair:
            found.setdefault(one, 0.0)
        found[pair[side]] += p
    return found


def plan_gaps(*, theme: str, questions: Sequence[str], wanted: int, in_order: bool, two: bool) -> tuple[str, ...]:
    """What must be said before an audit is planned."""
    asked: Sequence[tuple[object, str]] = (
        (theme.strip(), "Say what the audit is about."),
        (questions, "Say what every reader answers, a question a line."),
        (len(questions) <= MOST_QUESTIONS, f"Ask at most {MOST_QUESTIONS} questions: readers tire."),
        (all(len(q) <= 200 for q in questions), "Keep each question under 200 characters."),
        (LEAST <= wanted <= MOST, f"Draw from {LEAST} to {MOST} cases."),
        (in_order, "The last day is before the first."),
        (two, "Choose two different readers."),
    )  # fmt: skip
    return tuple(words for there, words in asked if not there)


def overall(hashes: Iterable[tuple[str, str]]) -> str:
    """One SHA-256 of a pack: of one line for each part in order, its code, a space and its hash."""
    told = "\n".join(f"{code} {sha}" for code, sha in hashes)
    return hashlib.sha256(told.encode()).hexdigest()


def sha(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A list as CSV, byte for byte the same each time; no cell is taken for a formula by a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(
        [f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in row] for row in rows
    )
    return out.getvalue()
