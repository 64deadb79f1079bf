"""The benchmark's figures as a table, ratios and a picture, written between the marks of docs/matching.md."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.matching.__main__ import Run

BEGIN, END = "<!-- figures: written by python -m bench.matching -->", "<!-- end of figures -->"
COLUMNS = ("data", "tool", "pairs: precision", "recall", "F1", "groups: F1", "look-alikes joined in 1,000",
           "error of chances", "seconds", "processor seconds", "peak MB")  # fmt: skip
PICTURE = "pictures/matching-calibration.svg"


def line(run: "Run") -> str:
    """This will give one row of the table."""
    if run.score is None:
        return f"| {run.data} | {run.tool} | not run: {run.why} |" + " |" * (len(COLUMNS) - 3)
    s = run.score
    figures = (f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", f"{s.group_f1:.3f}", f"{s.look_alikes:.1f}",
               f"{s.calibration_error:.3f}", f"{run.seconds:.1f}", f"{run.processor_seconds:.1f}",
               f"{run.peak_mb:.0f}")  # fmt: skip
    return "| " + " | ".join((run.data, run.tool, *figures)) + " |"


def write(runs: list["Run"], doc: Path) -> None:
    """This will put the figures into the document and the picture beside it."""
    parts = [BEGIN, "", _head(COLUMNS), *(line(run) for run in runs), "", *_ratios(runs), *_groups(runs), END]
    text = doc.read_text(encoding="utf-8") if doc.exists() else f"# Matching, measured\n\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    doc.write_text(before + "\n".join(parts) + rest.partition(END)[2], encoding="utf-8")
    ours = next((run for run in runs if run.tool == "Kingfisher" and run.score), None)
    if ours and ours.score:
        picture = doc.parent / PICTURE
        picture.parent.mkdir(exist_ok=True)
        picture.write_text(reliability(ours.score.bins), encoding="utf-8")


def _head(names: tuple[str, ...]) -> str:
    return "| " + " | ".join(names) + " |\n" + "|---" * len(names) + "|"


def _ratios(runs: list["Run"]) -> list[str]:
    out = [_head(("data", "beside", "wrong or missed links in groups, times ours", "processor time, times ours"))]
    ours = {run.data: run for run in runs if run.tool == "Kingfisher" and run.score}
    for run in runs:
        mine = ours.get(run.data)
        if run.score is None or mine is None or mine.score is None or run is mine:
            continue
        errors = (1 - run.score.group_f1) / max(1e-4, 1 - mine.score.group_f1)
        times = run.processor_seconds / max(0.1, mine.processor_seconds)
        out.append(f"| {run.data} | {run.tool} | {errors:.1f} | {times:.1f} |")
    return [*out, ""]


def _groups(runs: list["Run"]) -> list[str]:
    ours = next((run for run in runs if run.tool == "Kingfisher" and run.score), None)
    if ours is None or ours.score is None:
        return []
    out = []
    for heading, groups in ours.score.by.items():
        gap, best, worst = ours.score.gap(heading)
        told = f"largest gap {gap:.3f}, {best} over {worst}" if best else "too few pairs to compare"
        out += [f"Found, by {heading} ({ours.data}; {told}; groups of under 200 pairs are not compared):", "",
                _head((heading, "pairs that are one person", "found"))]  # fmt: skip
        out += [f"| {name} | {true:,} | {found / true:.3f} |" for name, (true, found) in groups.items() if true]
        out.append("")
    return out


def reliability(bins: list[tuple[int, float, int]]) -> str:
    """This will draw what was said beside what was so: on the slanting line, chances are honest."""
    size, edge = 320, 40
    dots = []
    for pairs, chances, right in bins:
        if pairs:
            x, y = edge + size * chances / pairs, edge + size * (1 - right / pairs)
            radius = min(12.0, 2 + pairs**0.25)
            told = f"{pairs} pairs: {chances / pairs:.2f} said, {right / pairs:.2f} so"
            dots.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#1d70b8" fill-opacity="0.7">'
                f"<title>{told}</title></circle>"
            )
    whole = size + 2 * edge
    ticks = "".join(
        f'<text x="{edge + size * t:.0f}" y="{whole - 20}" text-anchor="middle">{t:.1f}</text>'
        f'<text x="{edge - 6}" y="{edge + size * (1 - t) + 4:.0f}" text-anchor="end">{t:.1f}</text>'
        for t in (0.0, 0.5, 1.0)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" role="img" font-family="sans-serif" '
        f'font-size="13"><title>Chance said, and share that were one person</title>'
        f'<rect width="{whole}" height="{whole}" fill="#ffffff"/>'
        f'<path d="M{edge} {edge + size}L{edge + size} {edge}" stroke="#505a5f" stroke-dasharray="4 4"/>'
        f'<path d="M{edge} {edge}V{edge + size}H{edge + size}" fill="none" stroke="#0b0c0c"/>{ticks}{"".join(dots)}'
        f'<text x="{whole / 2}" y="{whole - 4}" text-anchor="middle">chance said</text>'
        f'<text x="14" y="{whole / 2}" text-anchor="middle" transform="rotate(-90 14 {whole / 2})">share so</text>'
        "</svg>\n"
    )
