#!/usr/bin/env python3
"""Is this one line in the log that head was signed over? Is an older head the beginning of a newer?

    python verify_proof.py --proof PROOF.json --head HEAD.json [--old OLDER.json] [--key HEX] [--json]

Lies beside verify_log.py and needs only that. RFC 6962 proofs, checked as RFC 9162 (2.1.3.2 and 2.1.4.2) says.
"""

import argparse
import json
import sys

try:
    from kingfisher.trail.merkle.verify_log import Fault, answer, check_head, leaf_of, node_of, read_head
except ImportError:  # used alone, beside the other file
    from verify_log import Fault, answer, check_head, leaf_of, node_of, read_head


def root_by_inclusion(index, size, leaf, path):
    """The root that leaf and path lead to (RFC 9162, 2.1.3.2); None when the path does not fit the size."""
    node, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if node & 1 or node == last:
            found = node_of(step, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_of(found, step)
        node, last = node >> 1, last >> 1
    return found if last == 0 else None


def is_consistent(old_size, old_root, size, root, path):
    """Is the older tree the beginning of the newer (RFC 9162, 2.1.4.2)?"""
    if old_size == size:
        return old_root == root and not path
    path = [old_root, *path] if old_size & (old_size - 1) == 0 else list(path)
    if not path:
        return False
    node, last = old_size - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_of(step, old), node_of(step, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_of(new, step)
        node, last = node >> 1, last >> 1
    return last == 0 and old == old_root and new == root


def verify_proof(proof, head, old):
    path = [bytes.fromhex(step) for step in proof["path"]]
    root = bytes.fromhex(head["root"])
    if proof["kind"] == "inclusion":
        found = root_by_inclusion(proof["line"] - 1, head["size"], leaf_of(proof["text"].encode()), path)
        if not 0 < proof["line"] <= head["size"] or found != root:
            raise Fault(
                "proof", f"This is not line {proof['line']} of the log the head was signed over.", proof["line"]
            )
        return f"Line {proof['line']} stands in the log as given."
    if not is_consistent(old["size"], bytes.fromhex(old["root"]), head["size"], root, path):
        raise Fault("proof", "The older head's log is not the beginning of the newer's.")
    return f"The first {old['size']} lines are the same under both heads."


def carry_out(said):
    head = read_head(said.head)
    note = check_head(head, said.key)
    with open(said.proof, "rb") as file:
        proof = json.load(file)
    old = read_head(said.old) if said.old else head
    if said.old:
        check_head(old, said.key)
    return verify_proof(proof, head, old), note, {}


def main(words=None):
    parser = argparse.ArgumentParser(prog="verify_proof.py", description=__doc__.split("\n")[0])
    parser.add_argument("--proof", required=True)
    parser.add_argument("--head", required=True)
    parser.add_argument("--old", help="the older head of a consistency proof")
    parser.add_argument("--key", help="the public key you keep, in hexadecimal")
    parser.add_argument("--json", action="store_true")
    return answer(parser.parse_args(words), carry_out)


if __name__ == "__main__":
    sys.exit(main())
