"""A drill: export a log or take one, tamper with it in every way of tampering.py, show the verifier's sentence.

    python -m bench.audit.drill --log LOG.jsonl --head HEAD.json
    python -m bench.audit.drill --lines 100000          (a made-up log, for its length)

Exit 1 when one tampering is not found, or its first line is not the one named.
"""

import argparse
import json
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.audit.tampering import ways
from kingfisher.trail.merkle.heads import make_head
from kingfisher.trail.merkle.lines import canonical, moment
from kingfisher.trail.merkle.tree import MARK_BYTES, Tree, leaf_hash
from kingfisher.trail.merkle.verify_log import Fault, check_head, verify

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def made_up(count: int) -> tuple[list[bytes], dict]:
    """A log of this many lines with a head, signed by a key made for it."""
    tree, marks, lines = Tree(), bytearray(), []
    for n in range(1, count + 1):
        at = START + timedelta(seconds=n)
        said = {
            "line": n, "logged_at": moment(at), "key": n, "at": moment(at), "what": "casefile.child.opened",
            "place": f"{n % 97:036d}", "worker": f"{n % 89:036d}", "organisation": f"{n % 7:036d}",
            "purpose": "safeguard_child", "via": "page", "door": "", "folders": [f"{n % 1009:036d}"],
            "facts": {"lines": n % 40},
        }  # fmt: skip
        lines.append(canonical(said))
        tree.add(leaf_hash(lines[-1]))
        marks += tree.bead[:MARK_BYTES]
    return lines, make_head(Ed25519PrivateKey.generate(), tree, bytes(marks), at=START)


def run(lines: list[bytes], head: dict) -> int:
    """Prints one line for the whole log and one for each tampering; returns how many were not named rightly."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "LOG.jsonl"
        _write(place, lines)
        check_head(head)
        began = time.perf_counter()
        verify(place, head)
        print(f"whole: {len(lines)} lines in {time.perf_counter() - began:.2f} s")
        for way in ways(head["size"]):
            _write(place, way.do(list(lines)))
            try:
                verify(place, head)
                found, sentence = None, "NOT FOUND"
            except Fault as fault:
                found, sentence = fault, fault.sentence
            right = found is not None and (found.line, found.kind) == (way.line, way.kind)
            wrong += not right
            print(f"{'named ' if right else 'WRONG '} {way.name}: {sentence}")
    return wrong


def _write(place: Path, lines: list[bytes]) -> None:
    place.write_bytes(b"\n".join(lines) + b"\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--log", type=Path)
    parser.add_argument("--head", type=Path)
    parser.add_argument("--lines", type=int, default=100_000)
    said = parser.parse_args()
    if said.log and said.head:
        head = json.loads(said.head.read_text())
        return 1 if run(said.log.read_bytes().splitlines()[: head["size"]], head) else 0
    return 1 if run(*made_up(said.lines)) else 0


if __name__ == "__main__":
    sys.exit(main())
