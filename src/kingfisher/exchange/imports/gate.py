"""Is this file what it claims to be? Asked, by looking inside, before a single row is read.

Every refusal is a named exception of `refusals` with a sentence fit for the screen. Names and extensions of
files are not believed.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import ParseError  # only the exception: parsing is defusedxml's

import puremagic
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from .archives import is_workbook, look, refuse_live_workbook
from .refusals import (
    BrokenFile,
    FileEmpty,
    FileMissing,
    LockedFile,
    NotThisSource,
    TooBig,
    WrongType,
    XmlAttack,
)
from .texts import Dialect, dialect_of

WORKBOOK, XML, JSON, TEXT, ZIP, FOLDER = "workbook", "xml", "json", "text", "zip", "folder"
LIMIT = 500_000_000  # bytes, unless the site says otherwise

_SAID = {
    WORKBOOK: "an Excel workbook (.xlsx)",
    XML: "an XML file",
    JSON: "a JSON file",
    TEXT: "a text or CSV file",
    ZIP: "a zip file",
    FOLDER: "a folder",
}
_BLANK = b" \t\r\n"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLOCK = 1 << 16
_PROLOG = 1 << 20  # an honest file reaches its first element well before this many bytes
_SNIFFED = 4096


@dataclass(frozen=True)
class Passed:
    """What the gate learned of a file: `root` of XML, `names` in a zip, `text` of a text file."""

    kind: str
    root: str = ""
    names: tuple[str, ...] = ()
    text: Dialect | None = None


def check(path: Path, *, accepts: tuple[str, ...], limit: int = LIMIT) -> Passed:
    """Let a file through, or raise a named `Refused`. `accepts` are the kinds allowed; limit in bytes."""
    path = Path(path)
    kind, names = _kind_of(path, limit)
    if kind not in accepts:
        wanted = " or ".join(_SAID[one] for one in accepts)
        raise WrongType(f"This is {_SAID[kind]}, but this source is {wanted}.")
    if kind == XML:
        return Passed(kind, root=root_of(path))
    if kind == JSON:
        _refuse_entities_in_text(path)
    if kind == WORKBOOK:
        refuse_live_workbook(path, list(names))
    if kind == TEXT:
        with path.open("rb") as stream:
            return Passed(kind, text=dialect_of(stream))
    return Passed(kind, names=names)


def _kind_of(path: Path, limit: int) -> tuple[str, tuple[str, ...]]:
    if path.is_dir():
        return FOLDER, tuple(sorted(one.name for one in path.iterdir() if one.is_file()))
    if not path.is_file():
        raise FileMissing(f"There is no file called {path.name}.")
    size = path.stat().st_size
    if size == 0:
        raise FileEmpty("The file is empty.")
    if size > limit:
        raise TooBig(f"The file is {_large(size)}; this site takes up to {_large(limit)}. Send it in parts.")
    with path.open("rb") as stream:
        head = stream.read(_SNIFFED)
    return _kind_by_content(path, head)


def _kind_by_content(path: Path, head: bytes) -> tuple[str, tuple[str, ...]]:
    if head.startswith(b"PK"):
        return _packed_kind(path)
    if head.startswith(_OLD_OFFICE):
        raise LockedFile(
            "This is an old Excel file (.xls) or a workbook with a password. Save it as .xlsx without one."
        )
    begins = _begins(head)
    if begins[:14].lower() in (b"<!doctype html", b'<html xmlns="h') or begins[:6].lower() == b"<html>":
        raise WrongType("This is a web page, not a list. Export the list itself and send that.")
    if begins.startswith(b"<"):
        return XML, ()
    if _is_program_or_picture(head):
        raise WrongType(f"This is {_named_by_magic(head)}. Its name does not matter; what is in it does.")
    if begins[:1] in (b"{", b"["):
        return JSON, ()
    if not begins:
        raise FileEmpty("The file holds nothing but blank space.")
    return TEXT, ()


def _begins(head: bytes) -> bytes:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace").strip().encode()
    return head.removeprefix(codecs.BOM_UTF8).lstrip(_BLANK)


def _packed_kind(path: Path) -> tuple[str, tuple[str, ...]]:
    names = look(path)
    if is_workbook(names):
        return WORKBOOK, tuple(names)
    if "[Content_Types].xml" in names:
        raise WrongType("This is an office document, but not an Excel workbook.")
    if not names:
        raise FileEmpty("There is nothing in this zip file.")
    return ZIP, tuple(names)


def _is_program_or_picture(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False  # text, but of an encoding that is refused with its own sentence
    return b"\0" in head or head.startswith((b"%PDF", b"{\\rtf", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!"))


def _named_by_magic(head: bytes) -> str:
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        found = []
    return f"a file of another sort ({found[0].name or found[0].extension})" if found else "not a text file"


def _large(size: int) -> str:
    return f"{size / 1e9:,.1f} GB" if size >= 1e9 else f"{size / 1e6:,.1f} MB"


class _Root:
    """A parser's target that only remembers the first element."""

    tag = ""

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self.tag = self.tag or tag

    def end(self, _tag: str) -> None: ...

    def data(self, _text: str) -> None: ...

    def close(self) -> None: ...


def root_of(path: Path) -> str:
    """The first element of XML, as {namespace}name; a document type before it is refused."""
    with path.open("rb") as stream:
        return root_of_stream(stream)


def root_of_stream(stream: IO[bytes]) -> str:
    root = _Root()
    parser = DefusedXMLParser(target=root, forbid_dtd=True)
    read = 0
    try:
        while not root.tag and (block := stream.read(_BLOCK)):
            read += len(block)
            parser.feed(block)
            if read > _PROLOG and not root.tag:
                raise NotThisSource("This XML file does not begin like one: there is no element near its start.")
    except DefusedXmlException as error:
        raise XmlAttack(
            "This XML file declares a document type or entities. Honest returns do not: "
            "they could read other files or grow without end. Nothing of it was read."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        if not root.tag:
            raise BrokenFile("This XML file is broken near its start and cannot be read.") from error
    if not root.tag:
        raise BrokenFile("There is no element in this XML file.")
    return root.tag


def _refuse_entities_in_text(path: Path) -> None:
    tail = b""
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            seen = (tail + block).upper()
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise XmlAttack("This file carries XML entities inside its text. Nothing of it was read.")
            tail = block[-16:]
