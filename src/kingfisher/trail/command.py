"""`./kingfisher audit export`, `audit verify`, `audit prove`, `audit publish` and `audit change-key`."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kingfisher.trail.merkle import verify_log


def verify(words: Sequence[str]) -> int:
    """Check a log against a head. Needs no database: it is the file an agency may run alone."""
    return verify_log.main(list(words))


def export(words: Sequence[str]) -> int:
    """Write the whole log, one JSON object a line, and a head signed over it."""
    parser = _parser("export", "write the record of who looked, and a signed head over it")
    parser.add_argument("--out", required=True, type=Path, help="file for the log, one JSON object a line")
    parser.add_argument("--head", required=True, type=Path, help="file for the signed head")
    return _as_witness(parser.parse_args(words), _export)


def prove(words: Sequence[str]) -> int:
    """Write the proof that a line stands in the log, or that an older head is the beginning of a newer."""
    parser = _parser("prove", "write a proof for verify_proof.py")
    parser.add_argument("--line", type=int, help="the line to prove")
    parser.add_argument("--old", type=Path, help="or the older head to prove consistent")
    parser.add_argument("--head", required=True, type=Path, help="the head to prove it under")
    parser.add_argument("--out", required=True, type=Path)
    said = parser.parse_args(words)
    if (said.line is None) == (said.old is None):
        parser.error("give --line or --old")
    return _as_witness(said, _prove)


def publish(words: Sequence[str]) -> int:
    """Sign a head now and hand it to every agency, as the nightly job does."""
    return _as_witness(_parser("publish", "sign a head and hand it to every agency").parse_args(words), _publish)


def change_key(words: Sequence[str]) -> int:
    """A new signing key. The old one is put aside, and both stand in the record."""
    return _as_witness(_parser("change-key", "change the key that signs heads").parse_args(words), _change_key)


def _parser(name: str, help: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"kingfisher audit {name}", description=help)
    parser.add_argument("--json", action="store_true")
    return parser


def _as_witness(said: argparse.Namespace, work: Callable) -> int:
    from django.utils import timezone

    from kingfisher.access.entry import acting_as, service_of
    from kingfisher.kernel.verdict import Refused

    at = timezone.now()
    try:
        witness = service_of("audit_witness", at=at, via="command")
        with acting_as(witness):
            found, sentence = work(witness, said, at)
    except (Refused, OSError) as why:
        print(getattr(why, "sentence", why), file=sys.stderr)
        return 1
    print(json.dumps(found) if said.json else sentence)
    return 0


def _export(witness, said, at):
    from kingfisher.trail import actions, queries

    head = actions.sign_now(witness, at=at)
    odd = []
    with said.out.open("wb") as file:
        for one in queries.log_lines(witness, size=head["size"]):
            if one.text is not None:
                file.write(one.text + b"\n")
            if not one.is_as_logged:
                odd.append(one.number)
    said.head.write_text(json.dumps(head) + "\n")
    if odd:
        print(f"Line {odd[0]} in the database is not as it was logged ({len(odd)} such lines): keep every earlier "
              "head and verify this log against them.", file=sys.stderr)  # fmt: skip
    found = {"lines": head["size"], "root": head["root"], "not_as_logged": odd[:100]}
    return found, f"{head['size']} lines are in {said.out}; their head is in {said.head}."


def _prove(witness, said, at):
    from kingfisher.trail import queries
    from kingfisher.trail.merkle.tree import consistency_proof, inclusion_proof

    head = verify_log.read_head(said.head)
    hashes = queries.leaf_hashes(witness, size=head["size"])
    if said.line:
        one = next(iter(queries.log_lines(witness, size=said.line, first=said.line)))
        proof = {"kind": "inclusion", "line": said.line, "text": (one.text or b"").decode(),
                 "path": [h.hex() for h in inclusion_proof(said.line - 1, hashes)]}  # fmt: skip
    else:
        old = verify_log.read_head(said.old)
        proof = {"kind": "consistency", "path": [h.hex() for h in consistency_proof(old["size"], hashes)]}
    said.out.write_text(json.dumps(proof) + "\n")
    return {"kind": proof["kind"], "steps": len(proof["path"])}, f"The proof is in {said.out}."


def _publish(witness, said, at):
    from kingfisher.trail import actions, queries

    head = queries.head(witness, actions.publish(witness, at=at))
    return {"size": head.size, "root": head.root}, f"A head over {head.size} lines is handed to every agency."


def _change_key(witness, said, at):
    from kingfisher.trail import actions

    actions.publish(witness, at=at)
    old, new = actions.change_key(witness, at=at)
    return {"old": old, "new": new}, f"Heads are signed by {new} from now on; the last under {old} is published."
