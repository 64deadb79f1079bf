"""`./kingfisher encode`: an agency's own extract into tokens, at home; tokens with tokens, at the hub."""

import argparse
import csv
import json
import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kingfisher.people.matching import encoding, tokens
from kingfisher.people.matching.extract import BadExtract, rows_of
from kingfisher.people.matching.shapes import Statement

HEADER = ("ref", "agency", "nhs", "upn", "pnc", "keys", "first", "family", "home")
REF_HEADER = ("ref", "record_id")
KNOWN_HEADER = ("agency", "ref", "known_to", "their_ref", "probability")
HOME_HEADER = ("person_id", "known_to", "their_ref", "likely")


class NotTokens(ValueError):
    """The file holds no tokens; the message is one sentence."""


def encode(argv: Sequence[str]) -> int:
    """This will make a part of a key, encode an extract, or match files of tokens; says what it did in JSON."""
    asked = argparse.ArgumentParser(prog="kingfisher encode", description="Know of each other without pooling.")
    asked.add_argument("--new-part", type=Path, metavar="FILE", help="make this agency's part of the key")
    asked.add_argument("--in", dest="extract", type=Path, help="the agency's own extract")
    asked.add_argument("--key", type=Path, action="append", default=[], help="a part of the key; once for each agency")
    asked.add_argument("--out", type=Path, help="file for the tokens, or for the matches")
    asked.add_argument("--match", type=Path, nargs="+", metavar="TOKENS", help="match these files of tokens")
    asked.add_argument("--known", type=Path, help="what --match wrote, to read with --refs of one's own")
    asked.add_argument("--refs", type=Path, help="which reference is which record; it never leaves the agency")
    asked.add_argument("--json", action="store_true", help="accepted for likeness; the line is always JSON")
    args = asked.parse_args(list(argv))
    try:
        print(json.dumps(_done(args)))
    except (encoding.BadKey, BadExtract, NotTokens, OSError, UnicodeDecodeError) as why:
        print(why, file=sys.stderr)
        return 1
    return 0


def _done(args: argparse.Namespace) -> dict[str, object]:
    if args.new_part:
        return _new_part(args.new_part)
    if args.match and args.out:
        return match(args.match, args.out)
    if args.known and args.refs and args.out:
        return at_home(args.known, args.refs, args.out)
    if args.extract and args.out:
        parts = [path.read_text(encoding="utf-8") for path in args.key]
        return write(args.extract, encoding.joined(parts), args.out)
    raise NotTokens(
        "Say --new-part FILE, or --in FILE --key PART --key PART --out TOKENS, --match TOKENS --out FILE, "
        "or --known FILE --refs REFS --out FILE."
    )


def _new_part(path: Path) -> dict[str, object]:
    # only its owner may read it, and one that is there is never written over: what it encoded would be lost
    try:
        place = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise encoding.BadKey(f"{path} is there already; a part of a key is never written over.") from None
    with os.fdopen(place, "w", encoding="ascii") as file:
        file.write(encoding.new_part() + "\n")
    return {"part": str(path)}


def write(extract: Path, key: bytes, out: Path) -> dict[str, object]:
    """This will write an extract's tokens to `out`, in no order, and beside it what each reference stands for.

    That second file, `out` with .refs.csv, stays at the agency.
    """
    rows = list(rows_of(extract))
    secrets.SystemRandom().shuffle(rows)  # the order of an extract tells who was recorded when
    refs = out.with_name(out.name + ".refs.csv")
    with _private(out) as tokens_file, _private(refs) as refs_file:
        written, at_home = csv.writer(tokens_file), csv.writer(refs_file)
        written.writerow(HEADER)
        at_home.writerow(REF_HEADER)
        for row in rows:
            ref = secrets.token_hex(8)
            said = _statement(row)
            written.writerow(_line(encoding.tokens_of(said, key, ref)))
            at_home.writerow((ref, said.record_id))
    return {"records": len(rows), "tokens": str(out), "keep_at_home": str(refs)}


def _private(path: Path):  # type: ignore[no-untyped-def]
    place = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(place, "w", newline="", encoding="ascii", errors="replace")


def _statement(row: dict[str, str]) -> Statement:
    plain = ("record_id", "agency", "kind", "known_as", "alias", "dob", "sex", "nhs_number", "upn", "pnc_id", "address",
             "town", "postcode", "parent_name", "school")  # fmt: skip
    return Statement(
        given=row["first_name"], middle=row["middle_names"], family=row["surname"], phones=(row["phone"],),
        **{name: row[name] for name in plain},  # type: ignore[arg-type]
    )  # fmt: skip


def _line(one: encoding.Tokens) -> tuple[str, ...]:
    numbers = dict(one.numbers)
    return (one.ref, one.agency, *(numbers.get(s, "") for s in encoding.NUMBERS), " ".join(sorted(one.keys)),
            *(f"{filter_:x}" for filter_ in (one.first, one.family, one.home)))  # fmt: skip


def read(path: Path) -> Iterator[encoding.Tokens]:
    """This will give the tokens of a file. Raises NotTokens, naming the line, for what is none."""
    with path.open(newline="", encoding="utf-8") as file:
        lines = csv.reader(file)
        if tuple(next(lines, ())) != HEADER:
            raise NotTokens(f"{path.name} holds no tokens: its first line is not {','.join(HEADER)}.")
        for number, line in enumerate(lines, 2):
            try:
                ref, agency, *held, keys, first, family, home = line
                yield encoding.Tokens(
                    ref, agency,
                    frozenset((s, n) for s, n in zip(encoding.NUMBERS, held, strict=True) if n),
                    frozenset(keys.split()), int(first or "0", 16), int(family or "0", 16), int(home or "0", 16),
                )  # fmt: skip
            except ValueError:
                raise NotTokens(f"Line {number} of {path.name} is no line of tokens.") from None


def match(files: Sequence[Path], out: Path) -> dict[str, object]:
    """This will match files of tokens and write the likely pairs by agency and reference."""
    held = [one for path in files for one in read(path)]
    found = 0
    with _private(out) as file:
        written = csv.writer(file)
        written.writerow(KNOWN_HEADER)
        for pair in tokens.every_pair(held):
            written.writerow(
                (pair.one.agency, pair.one.ref, pair.other.agency, pair.other.ref, f"{pair.probability:.3f}")
            )
            found += 1
    return {"records": len(held), "matches": found, "out": str(out)}


def at_home(known: Path, refs: Path, out: Path) -> dict[str, object]:
    """This will turn an agency's own references back into its records: who of its people is known where, and as what.

    One line for each record and agency, the likeliest reference first, as the plain CSV import takes it.
    """
    ours = {row["ref"]: row["record_id"] for row in _rows(refs, REF_HEADER)}
    found: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for row in _rows(known, KNOWN_HEADER):
        one, other = (row["agency"], row["ref"]), (row["known_to"], row["their_ref"])
        for (_, mine), (agency, theirs) in ((one, other), (other, one)):
            if mine in ours:
                found.setdefault((ours[mine], agency), []).append((float(row["probability"]), theirs))
    with _private(out) as file:
        written = csv.writer(file)
        written.writerow(HOME_HEADER)
        for (record, agency), theirs in sorted(found.items()):
            best = sorted(theirs, reverse=True)
            written.writerow((record, agency, " ".join(ref for _, ref in best[:3]), f"{best[0][0]:.3f}"))
    return {"known": len(found), "out": str(out)}


def _rows(path: Path, header: Sequence[str]) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        lines = csv.DictReader(file)
        if tuple(lines.fieldnames or ()) != tuple(header):
            raise NotTokens(f"{path.name} is another file: its first line is not {','.join(header)}.")
        yield from lines
