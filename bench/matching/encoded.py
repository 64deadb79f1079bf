"""How well tokens match beside clear text, and the weights they match by.

    python -m bench.matching.encoded DIR...  [--fit]

Encodes each folder's extracts as an agency would, matches tokens only, and compares with the truth.
"""

import csv
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

from kingfisher.people.matching import encoding, tokens
from kingfisher.people.matching.sheet import FILES, statements

KEY = encoding.joined(["11" * 32, "22" * 32])


def encoded(folder: Path) -> list[encoding.Tokens]:
    """This will give the tokens of every statement of a folder."""
    rows = []
    for name in FILES:
        if (folder / name).is_file():
            with (folder / name).open(encoding="utf-8", newline="") as file:
                rows += list(csv.DictReader(file))
    return [encoding.tokens_of(said, KEY) for said in statements(rows)]


def truth_of(folder: Path) -> dict[str, str]:
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        return {row["record_id"]: row["person_id"] for row in csv.DictReader(file)}


def measured(folder: Path) -> dict[str, float]:
    """This will match tokens of a folder and say how well: precision, recall and F1 of pairs."""
    started = time.monotonic()
    held = encoded(folder)
    seconds = time.monotonic() - started
    truth = truth_of(folder)
    pairs = [(m.one.ref, m.other.ref) for m in tokens.every_pair(held)]
    right = sum(truth[a] == truth[b] for a, b in pairs)
    true = sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())
    precision, recall = right / max(1, len(pairs)), right / max(1, true)
    return {
        "records": len(held), "precision": precision, "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "seconds_to_encode": seconds, "seconds": time.monotonic() - started,
    }  # fmt: skip


def fitted(folders: list[Path]) -> np.ndarray:
    """This will give the weights of `tokens` fitted to these folders, by Newton's steps."""
    rows, ones = [], []
    for folder in folders:
        truth, held = truth_of(folder), tokens.Held()
        for one in encoded(folder):
            for other in held.near(one):
                rows.append(tokens.evidence(one, other))
                ones.append(truth[one.ref] == truth[other.ref])
            held.add(one)
    x, y = np.array(rows), np.array(ones, dtype=float)  # as if no numbers were held: those weigh by rule
    beta = np.zeros(x.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + 1e-3 * np.eye(x.shape[1])
        step = np.linalg.solve(bend, x.T @ (y - chance) - 1e-3 * beta)
        beta = beta + step
        if np.abs(step).max() < 1e-6:
            break
    return beta


def main(argv: list[str]) -> int:
    folders = [Path(word) for word in argv if not word.startswith("-")]
    if "--fit" in argv:
        tokens.WEIGHTS = tuple(np.round(fitted(folders), 2).tolist())
        print("weights", tokens.WEIGHTS)
    for folder in folders:
        print(folder.name, {k: round(v, 4) for k, v in measured(folder).items()})
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
