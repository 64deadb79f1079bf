"""All the words in a file, those nobody sees included: hidden sheets, properties, metadata, comments, file names.

A file that cannot be read whole (a password, a scan, damage) says so: what was not read was not checked.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from kingfisher.guard.sheets import cells_of

MOST_BYTES = 200 * 1024 * 1024  # unpacked; a file that grows beyond is not read further
DEEPEST = 3
_TAG = re.compile(r"<[^<>]*>")
_BREAKS = re.compile(r"</(?:w:p|a:p|text:p|text:h|si|row|c|tr|li|div|p|h\d)>|<(?:w:br|w:tab|w:cr|br)\b[^<>]*>")
_QUOTED = re.compile(r'="([^"]*)"')
_PLAIN = re.compile(rb"[\x20-\x7e\xa0-\xff]{5,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){5,}")


class Unreadable(Exception):
    """Some of the file could not be read; `why` is for the screen."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def words_in(name: str, content: bytes, *, deep: int = 0) -> Iterator[tuple[str, str]]:
    """(where, text) for everything readable in a file, its name first. Unreadable when some of it cannot be."""
    yield "the file's name", unquote(name.replace("+", " "))
    if content[:4] == b"PK\x03\x04":
        yield from _packed(content, deep)
    elif content[:5] == b"%PDF-" or b"%PDF-" in content[:1024]:
        yield from _pdf(content, deep)
    elif content[:3] == b"\xff\xd8\xff" or content[:8] == b"\x89PNG\r\n\x1a\n":
        yield from _picture(content)
    else:
        yield from _text(content)


def says_where_taken(content: bytes) -> bool:
    """Whether a picture carries the place it was taken at (EXIF GPS)."""
    at = content.find(b"Exif\x00\x00")
    tiff = content[at + 6 :] if at >= 0 else content[content.find(b"eXIf") + 4 :] if b"eXIf" in content else b""
    if len(tiff) < 8 or tiff[:2] not in (b"II", b"MM"):
        return False
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        first = struct.unpack(order + "I", tiff[4:8])[0]
        count = struct.unpack(order + "H", tiff[first : first + 2])[0]
        tags = [struct.unpack(order + "H", tiff[first + 2 + 12 * n : first + 4 + 12 * n])[0] for n in range(count)]
    except struct.error:
        return False
    return 0x8825 in tags


def _text(content: bytes) -> Iterator[tuple[str, str]]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield "the text", content.decode("utf-16", errors="replace")
        return
    text = content.decode("utf-8", errors="replace")
    if text.lstrip()[:5] == "{\\rtf":
        text = re.sub(r"\\'([0-9a-f]{2})", lambda m: chr(int(m[1], 16)), text)
        text = re.sub(r"\\(?:par|line|tab)\b ?", "\n", text)
        text = re.sub(r"\\[a-z]+-?\d* ?|[{}]", "", text)
    yield "the text", text
    if b"\x00" in content:
        yield "the data", _letters(content)


def _letters(content: bytes) -> str:
    """Whatever reads as words among bytes: one byte a letter, or two."""
    plain = [m.group().decode("latin-1") for m in _PLAIN.finditer(content)]
    wide = [m.group().decode("utf-16-le", errors="replace") for m in _WIDE.finditer(content)]
    return "\n".join([*plain, *wide])


def _picture(content: bytes) -> Iterator[tuple[str, str]]:
    yield "the picture's data", _letters(content)
    place = 8
    while content[:4] == b"\x89PNG" and place + 8 <= len(content):
        size, kind = struct.unpack(">I4s", content[place : place + 8])
        body = content[place + 8 : place + 8 + size]
        if kind in (b"zTXt", b"iTXt"):
            packed = body[body.find(b"\x00") + 1 :]
            for start in range(min(len(packed), 64)):
                try:
                    yield "the picture's data", zlib.decompress(packed[start:]).decode("utf-8", errors="replace")
                    break
                except zlib.error:
                    continue
        place += 12 + size


def _packed(content: bytes, deep: int) -> Iterator[tuple[str, str]]:
    """Word, Excel, OpenDocument and plain archives: every member."""
    if deep >= DEEPEST:
        raise Unreadable("It holds files within files within files.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        if any(m.flag_bits & 1 for m in members):
            raise Unreadable("It is locked with a password.")
        if sum(m.file_size for m in members) > MOST_BYTES:
            raise Unreadable("It is too large when unpacked.")
        parts = {m.filename: archive.read(m) for m in members if not m.is_dir()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as why:
        raise Unreadable("It is damaged or of an unknown kind.") from why
    yield "names in the file", "\n".join(parts)
    if any(name.startswith("xl/") for name in parts):
        yield from cells_of(parts)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".xhtml", ".html", ".vml")):
            yield from _xml(name, part)
        else:
            yield from words_in(name, part, deep=deep + 1)


def _xml(name: str, part: bytes) -> Iterator[tuple[str, str]]:
    text = part.decode("utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="replace")
    where = "its properties" if name.startswith("docProps/") or name == "meta.xml" else name.rsplit("/", 1)[-1]
    yield where, _TAG.sub("", _BREAKS.sub("\n", text))  # runs of one paragraph stand together, as they are read
    yield where, "\n".join(_QUOTED.findall(text))


def _pdf(content: bytes, deep: int) -> Iterator[tuple[str, str]]:
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("It is locked with a password.")
        if reader.metadata:
            yield "its properties", "\n".join(str(v) for v in reader.metadata.values())
        yield "its properties", "\n".join(_letters(s) for s in _xmp(reader))
        pictured = False
        for number, page in enumerate(reader.pages, start=1):
            text = page.extract_text() or ""
            pictured = pictured or not text.strip()
            yield f"page {number}", text
            for note in page.get("/Annots") or []:
                yield f"a note on page {number}", "\n".join(str(v) for v in note.get_object().values())
        yield "its form", "\n".join(f"{k} {f.get('/V', '')}" for k, f in (reader.get_fields() or {}).items())
        for name, versions in reader.attachments.items():
            for attached in versions:
                yield from words_in(name, attached, deep=deep + 1)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, zlib.error) as why:
        raise Unreadable("It is damaged or of an unknown kind.") from why
    if pictured:
        raise Unreadable("It has pages that are pictures, whose words cannot be read.")


def _xmp(reader: PdfReader) -> Iterator[bytes]:
    xmp = reader.root_object.get("/Metadata")
    if xmp is not None:
        yield xmp.get_object().get_data()
