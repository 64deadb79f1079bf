#!/usr/bin/env python3
"""Is this log the one that head was signed over? Trusts the file, the head somebody kept, and nothing else.

    python verify_log.py --log LOG.jsonl --head HEAD.json [--key HEX] [--json]

One file on the standard library: it needs no Kingfisher. The signature is checked where the package `cryptography`
is installed; without it everything else is, and that is said. RFC 6962 with SHA-256. Exit 0: whole. 1: not, and the
first wrong line is named. 2: what was given cannot be read.
"""

import argparse
import base64
import hashlib
import json
import sys

MARK = 4


class Fault(Exception):
    """What is wrong, in one sentence; with the line it begins at, counted from 1, where there is one."""

    def __init__(self, kind, sentence, line=None):
        super().__init__(sentence)
        self.kind, self.sentence, self.line = kind, sentence, line


def leaf_of(text):
    return hashlib.sha256(b"\x00" + text).digest()


def node_of(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def canonical(said):
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_head(path):
    with open(path, "rb") as file:
        head = json.load(file)
    if not isinstance(head, dict) or not isinstance(head.get("size"), int) or len(str(head.get("root"))) != 64:
        raise ValueError(f"{path} is not a head of a log: it needs size and root.")
    return head


def check_head(head, key=None):
    """The head fits itself and its signature. Returns what could not be checked, in a sentence, or nothing."""
    if key and head.get("key") != key.lower():
        raise Fault("head", "The head names another key than the one you keep.")
    unchecked = check_signature(head)
    if "marks" in head:
        marks = base64.b64decode(head["marks"])
        if hashlib.sha256(marks).hexdigest() != head.get("marks_sha256") or len(marks) != MARK * head["size"]:
            raise Fault("head", "The head was changed: its marks are not those it was signed with.")
    return unchecked


def check_signature(head):
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return "The signature was not checked: the package cryptography is not installed."
    signed = canonical({name: value for name, value in head.items() if name not in ("signature", "marks")})
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["key"]))
        key.verify(bytes.fromhex(head["signature"]), signed)
    except (InvalidSignature, KeyError, ValueError, TypeError):
        raise Fault("head", "The head was changed: its signature does not fit what it says.") from None
    return ""


def lines_from(path, place=1):
    """(place in the file counted from 1, bytes without the line's end), from a place on."""
    with open(path, "rb") as file:
        for number, text in enumerate(file, start=1):
            if number >= place:
                yield number, text[:-1] if text.endswith(b"\n") else text


def said_in(text):
    try:
        said = json.loads(text)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def number_of(text):
    return (said_in(text) or {}).get("line")


class Walk:
    """One reading of the log from its beginning: the tree so far, the string of beads, the line before."""

    def __init__(self, path, head):
        self.path, self.size = path, head["size"]
        self.marks = base64.b64decode(head["marks"]) if "marks" in head else b""
        self.peaks, self.bead, self.read, self.before = [], bytes(32), 0, {}

    def go(self):
        for place, text in lines_from(self.path):
            said = said_in(text)
            if said is None:
                raise Fault("changed", f"Line {place} was changed: it is no longer one JSON object.", place)
            if said.get("line") != place:
                raise self.misplaced(place, said.get("line"))
            if str(said.get("logged_at", "")) < str(self.before.get("logged_at", "")):
                raise Fault("back-dated", f"Line {place} was back-dated: it was logged, it says, "
                            f"at {said.get('logged_at')}, before the line before it.", place)  # fmt: skip
            if place <= self.size:
                self.take(place, text, said)
            self.before, self.read = said, place
        if self.read < self.size:
            missing = self.size - self.read
            raise Fault("dropped", f"Line {self.read + 1} is missing: the file ends, and the head was signed over "
                        f"{missing} more.", self.read + 1)  # fmt: skip

    def take(self, place, text, said):
        leaf = leaf_of(text)
        bead = hashlib.sha256(self.bead + leaf).digest()
        if self.marks and bead[:MARK] != self.mark(place):
            raise self.differs(place, said)
        self.bead = bead
        self.peaks.append(leaf)
        left = place - 1
        while left & 1:
            right = self.peaks.pop()
            self.peaks[-1] = node_of(self.peaks[-1], right)
            left >>= 1

    def mark(self, place):
        return self.marks[(place - 1) * MARK : place * MARK]

    def misplaced(self, place, number):
        """Another number than its place: moved, left out, put in, or only miscalled?"""
        rest = [(p, number_of(text)) for p, text in lines_from(self.path, place + 1)]
        moved = next((p for p, n in rest if n == place), None)
        if not isinstance(number, int) or (moved is None and rest and rest[0][1] == place + 1):
            return Fault("changed", f"Line {place} was changed: it calls itself line {number}.", place)
        if moved is not None and number < place:
            return Fault("inserted", f"Line {place} was put in: line {number} had come already.", place)
        if moved is not None:
            return Fault("reordered", f"Line {place} is out of order: line {number} stands in its place, and it comes "
                         f"as number {moved} in the file.", place)  # fmt: skip
        if number > place:
            many = f"lines {place} to {number - 1} are" if number - place > 1 else f"line {place} is"
            return Fault("dropped", f"{many[0].upper()}{many[1:]} missing: after line {place - 1} comes line {number}.",
                         place)  # fmt: skip
        return Fault("inserted", f"Line {place} was put in: it calls itself line {number}, which had come.", place)

    def differs(self, place, said):
        """The right number and not the line that was signed: is the right one still there, further on?"""
        for later, text in lines_from(self.path, place + 1):
            if hashlib.sha256(self.bead + leaf_of(text)).digest()[:MARK] == self.mark(place):
                return Fault("inserted", f"Line {place} was put in: the line that was signed as line {place} comes as "
                             f"number {later} in the file.", place)  # fmt: skip
        last = sum(1 for _ in lines_from(self.path))
        if last < self.size:
            return Fault("dropped", f"Line {place} is not the line that was signed, and the file is short by "
                         f"{self.size - last}: lines were taken out from here and the rest numbered anew.",
                         place)  # fmt: skip
        if str(said.get("at", "")) < str(self.before.get("at", "")):
            return Fault("back-dated", f"Line {place} was changed since the head was signed; it looks back-dated, "
                         f"as it says {said.get('at')}, before the line before it.", place)  # fmt: skip
        return Fault("changed", f"Line {place} was changed since the head was signed.", place)

    def root(self):
        root = self.peaks[-1] if self.peaks else hashlib.sha256(b"").digest()
        for peak in reversed(self.peaks[:-1]):
            root = node_of(peak, root)
        return root.hex()


def verify(log, head):
    """Read the log against the head; Fault names the first line that is wrong. Returns how many lines are newer."""
    walk = Walk(log, head)
    walk.go()
    if walk.root() != head["root"] or (walk.marks and walk.bead.hex() != head.get("bead")):
        if walk.marks:
            raise Fault("head", "The lines fit the head's marks and not its root: the head contradicts itself.")
        raise Fault("changed", f"One of the first {head['size']} lines was changed; this head has no marks by which to "
                    "say which.")  # fmt: skip
    return walk.read - head["size"]


def carry_out(said):
    head = read_head(said.head)
    note = check_head(head, said.key)
    newer = verify(said.log, head)
    words = f"The log is whole: {head['size']} lines are as they were when the head was signed on {head.get('at')}."
    if newer:
        words += f" {newer} newer lines come after it, of which it says nothing."
    return words, note, {"lines": head["size"], "newer": newer}


def main(words=None):
    parser = argparse.ArgumentParser(prog="verify_log.py", description=__doc__.split("\n")[0])
    parser.add_argument("--log", required=True)
    parser.add_argument("--head", required=True)
    parser.add_argument("--key", help="the public key you keep, in hexadecimal")
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args(words)
    return answer(said, carry_out)


def answer(said, asked):
    """Ask, print the sentence (or JSON), and give the exit code."""
    try:
        sentence, note, more = asked(said)
    except Fault as fault:
        found = {"whole": False, "kind": fault.kind, "line": fault.line, "sentence": fault.sentence}
        print(json.dumps(found) if said.json else fault.sentence, file=sys.stdout if said.json else sys.stderr)
        return 1
    except (OSError, ValueError, KeyError, TypeError) as why:
        print(f"This cannot be read: {why}", file=sys.stderr)
        return 2
    found = {"whole": True, "sentence": sentence, "unchecked": note, **more}
    print(json.dumps(found) if said.json else " ".join(filter(None, (sentence, note))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
