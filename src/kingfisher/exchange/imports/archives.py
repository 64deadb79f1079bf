"""A look inside zip files and workbooks without unpacking them: bombs, locks, programs, outside links.

A workbook is a zip of XML parts. Every size used here is checked again by the reader while it unpacks,
because a hostile archive may lie about its sizes.
"""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

from .formulas import is_running_formula
from .refusals import (
    BrokenFile,
    FormulaAttack,
    LockedFile,
    MacroWorkbook,
    OutsideLinks,
    XmlAttack,
    ZipBomb,
)

MOST_PARTS = 2_000
MOST_RATIO = 200  # honest workbooks of repeated rows pack about 40 to 1
MOST_UNPACKED = 2_000_000_000
_SMALL = 5_000_000  # below this a high ratio harms nobody
_BLOCK = 1 << 20

_MACROS = re.compile(r"vbaproject\.bin|(^|/)macrosheets/|(^|/)activex/|(^|/)customui", re.I)
_OUTSIDE = re.compile(r"(^|/)externallinks/|(^|/)connections\.xml|(^|/)embeddings/|(^|/)querytables/", re.I)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]{1,8192})")


def look(path: Path) -> list[str]:
    """The names inside a zip, once it is known to be small enough, unlocked and whole."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(archive)
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise BrokenFile("This file is damaged and cannot be opened. Save it again and send the new copy.") from error


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise ZipBomb(f"This file holds {len(parts):,} parts inside; no honest return has more than {MOST_PARTS:,}.")
    total = sum(part.file_size for part in parts)
    if total > MOST_UNPACKED:
        raise ZipBomb(
            f"This file would unpack into {total / 1e9:,.1f} GB. It is refused so that it cannot fill a disk."
        )
    for part in parts:
        if part.flag_bits & 1:
            raise LockedFile("This file has a password, so it cannot be checked. Save it without the password.")
        if part.file_size > _SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise ZipBomb(
                f"A part of this file would grow more than {MOST_RATIO} times when unpacked. "
                "It is refused so that it cannot fill a disk."
            )
        if part.filename.lower().endswith((".zip", ".gz", ".7z", ".rar", ".bz2", ".xz")):
            raise ZipBomb("This file holds another packed file. Unpack it first and send the files themselves.")


def is_workbook(names: list[str]) -> bool:
    return "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)


def refuse_live_workbook(path: Path, names: list[str]) -> None:
    """Turn away a workbook with programs, links to the outside, XML entities or running formulas."""
    if any(_MACROS.search(name) for name in names):
        raise MacroWorkbook("This workbook carries programs (macros). Save it as an ordinary .xlsx and send that.")
    if any(_OUTSIDE.search(name) for name in names):
        raise OutsideLinks(
            "This workbook fetches from other files or databases. Break the links (Data, Edit links) and save it again."
        )
    with zipfile.ZipFile(path) as archive:
        for name in names:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                _look_at_part(archive, name)


def _look_at_part(archive: zipfile.ZipFile, name: str) -> None:
    is_types = name == "[Content_Types].xml"
    is_sheet = name.startswith("xl/worksheets/") or name == "xl/workbook.xml"
    unpacked, before = 0, b""
    try:
        with archive.open(name) as part:
            while block := part.read(_BLOCK):
                unpacked += len(block)
                if unpacked > MOST_UNPACKED:
                    raise ZipBomb("A part of this file unpacks without end. It is refused.")
                seen = before + block
                if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen or seen.startswith((b"\xff\xfe", b"\xfe\xff")):
                    raise XmlAttack("This workbook holds XML entities, which no spreadsheet program writes. Refused.")
                if is_types and b"macroEnabled" in seen:
                    raise MacroWorkbook("This workbook carries programs (macros). Save it as an ordinary .xlsx.")
                if is_sheet:
                    _refuse_running_formula(seen, name)
                before = seen[-8300:] if is_sheet else seen[-32:]
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise BrokenFile(
            "This workbook is damaged and cannot be opened. Save it again and send the new copy."
        ) from error
    except Exception as error:  # zlib.error has no base of its own
        if type(error).__module__ == "zlib":
            raise BrokenFile("This workbook is damaged and cannot be opened.") from error
        raise


def _refuse_running_formula(seen: bytes, name: str) -> None:
    for found in _FORMULA.finditer(seen):
        if is_running_formula("=" + html.unescape(found[1].decode("utf-8", "replace"))):
            raise FormulaAttack(
                f"A cell of this workbook ({Path(name).stem}) holds a formula that would run a program or "
                "call an outside address when opened. Nothing of it was read."
            )
