"""Learn the shipped chances of `matching.toml` from made-up extracts, and write them into it.

    python -m bench.matching.teach DIR...

Each folder is linked as `./kingfisher link` would; the chances learnt are averaged over the folders, so that no one
way of making mistakes is learnt by heart. Run it only on fictional data: what it learns is shipped.
"""

import re
import sys
from pathlib import Path

import numpy as np

from kingfisher.people.matching import blocks, training
from kingfisher.people.matching.across import Pairing
from kingfisher.people.matching.model import Model, shipped_model
from kingfisher.people.matching.sheet import read_folder
from kingfisher.rulebook.load import SHIPPED

LEAST = 2e-6  # nothing is impossible because it was not seen here


def taught(folder: Path, start: Model) -> Model:
    """This will give the model learnt on one folder."""
    sheet = read_folder(folder)
    compared = Pairing(sheet, *blocks.pairs(sheet), start).levels()
    return training.train(compared, training.patterns_of(compared), start)


def averaged(models: list[Model]) -> tuple[np.ndarray, dict[str, dict[str, np.ndarray]]]:
    """This will give shares and chances by sort, the mean of what each folder taught."""
    share = np.mean([[s.share for s in m.sorts] for m in models], axis=0)
    chances = {}
    for name, rows in models[0].chances.items():
        table = np.mean([[np.exp2(m.chances[name][level]) for level in rows] for m in models], axis=0)
        table = np.maximum(table, LEAST)
        chances[name] = dict(zip(rows, table / table.sum(axis=0), strict=True))
    return share, chances


def rewritten(text: str, share: np.ndarray, chances: dict[str, dict[str, np.ndarray]]) -> str:
    """This will give the rulebook file with its numbers replaced and every word kept."""
    shares = iter(share)
    text = re.sub(r", share = [\d.]+", lambda _: f", share = {next(shares):.4f}", text)
    before, *parts = re.split(r'(?=\[\[comparison\]\]\nid = ")', text)
    for i, part in enumerate(parts):
        table = chances[re.search(r'id = "(\w+)"', part)[1]]
        for level, row in table.items():
            numbers = ", ".join(f"{chance:.6f}" for chance in row)
            part = re.sub(rf'(name = "{level}", .*chances = )\[[^\]]*\]', rf"\1[{numbers}]", part)
        parts[i] = part
    return before + "".join(parts)


def main(folders: list[str]) -> int:
    start = shipped_model()
    share, chances = averaged([taught(Path(folder), start) for folder in folders])
    file = SHIPPED / "matching.toml"
    file.write_text(rewritten(file.read_text(encoding="utf-8"), share, chances), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
