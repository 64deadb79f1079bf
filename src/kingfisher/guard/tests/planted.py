"""Two hundred ways a safe address has gone out, or could: each is planted, and none may pass.

Homes times ways of writing, and a list by hand: file names, properties, hidden sheets, metadata, pictures.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

import openpyxl
import typst
from openpyxl.comments import Comment
from pypdf import PdfReader, PdfWriter

from kingfisher.guard.scan import Secret

HOMES = (
    # lines, town, postcode
    ("17 Larch Road", "Westfen", "ZZ1 4AB"),
    ("Flat 2, 108 St Mary's Street", "Ebbourne", "ZZ12 9XY"),
    ("12a Old Quay Lane", "Harrowmere", "ZZ3 2CD"),
    ("Rose Cottage, Nether End Lane", "Netherwick", "ZZ22 7QR"),
    ("41, Saint Werburgh's Avenue", "Ebbourne", "ZZ5 8TT"),
    ("Room 6, Harbour House, 3 Ropewalk Close", "Westfen", "ZZ9 1EE"),
    ("204 Königsberger Drive", "Westfen", "ZZ7 3LL"),
    ("Apartment 9, 55 North Tithe Gardens", "Harrowmere", "ZZ14 6GH"),
)


def secrets() -> tuple[Secret, ...]:
    """The homes above, and what leads to one."""
    homes = tuple(Secret("home", f"{lines}, {town}", n, postcode) for n, (lines, town, postcode) in enumerate(HOMES))
    return (
        *homes, Secret("school", "Otterbrook Primary School", 0), Secret("gp", "Tithe Barn Surgery", 0),
        Secret("phone", "07700 900123", 0), Secret("email", "quiet.place@post.example", 0),
    )  # fmt: skip


_SHORTER = (("Road", "Rd"), ("Street", "St"), ("Lane", "Ln"), ("Avenue", "Ave"), ("Close", "Cl"), ("Drive", "Dr"),
            ("Gardens", "Gdns"), ("Saint", "St"), ("North", "N."), ("Apartment", "Apt"))  # fmt: skip


def _short(text: str) -> str:
    for long, short in _SHORTER:
        text = text.replace(long, short)
    return text


WAYS: tuple[tuple[str, Callable[[str, str, str], str]], ...] = (
    ("as it is", lambda a, t, p: f"{a}, {t}, {p}"),
    ("capitals", lambda a, t, p: f"{a}, {t}".upper()),
    ("no capitals, no commas", lambda a, t, p: f"{a} {t}".replace(",", "").lower()),
    ("shortened", lambda a, t, p: f"She is at {_short(a)}."),
    ("shortened with dots", lambda a, t, p: _short(a).replace("Rd", "Rd.").replace("St ", "St. ")),
    ("one line under another", lambda a, t, p: a.replace(", ", "\n") + f"\n{t}\n{p}"),
    ("broken by lines within", lambda a, t, p: a.replace(" ", "\n   ")),
    ("postcode alone", lambda a, t, p: f"Deliver to {p} please"),
    ("postcode without its space", lambda a, t, p: f"sat nav {p.replace(' ', '').lower()}"),
    ("postcode spaced out", lambda a, t, p: " ".join(p.replace(" ", ""))),
    ("postcode over a line end", lambda a, t, p: p.replace(" ", "\n")),
    ("postcode with a dash", lambda a, t, p: p.replace(" ", "-")),
    ("postcode misread", lambda a, t, p: p.replace("1", "I").replace("0", "O")),
    ("apostrophes another way", lambda a, t, p: a.replace("'", "’")),
    ("no apostrophes", lambda a, t, p: a.replace("'", "")),
    ("without accents", lambda a, t, p: a.replace("ö", "o")),
    ("in a sentence", lambda a, t, p: f"mum said they have moved to {a.lower()} last week and like it"),
    ("a no-break space", lambda a, t, p: a.replace(" ", "\u00a0")),
    ("marks nobody sees", lambda a, t, p: a.replace("a", "a\u200b").replace("o", "\u00ado")),
    ("a hyphen at the line's end", lambda a, t, p: a.replace("ar", "ar-\n", 1).replace("er", "er-\n", 1)),
    ("underlines for spaces", lambda a, t, p: a.replace(" ", "_").replace(",", "")),
)


def written() -> Iterator[tuple[str, str]]:
    """(name, text): every home in every way."""
    for lines, town, postcode in HOMES:
        for name, way in WAYS:
            yield f"{lines}: {name}", way(lines, town, postcode)


BY_HAND: tuple[tuple[str, str], ...] = (
    ("the number in words", "they are at seventeen Larch Road"),
    ("the number after", "Larch Road, number 17"),
    ("on instead of a comma", "17 on Larch Road"),
    ("misspelt", "17 Lach Road"),
    ("misspelt twice over", "108 St Marys Streeet"),
    ("the street alone", "seen going in on Larch Road"),
    ("a house by its name", "rose cottage, she said"),
    ("the refuge by its name", "Harbour Hse"),
    ("saint for st", "108 Saint Mary's Street"),
    ("number and letter apart", "12 A Old Quay Lane"),
    ("number alone of a lettered house", "12 Old Quay Ln"),
    ("telephone", "ring 07700 900123"),
    ("telephone abroad", "+44 7700 900123"),
    ("telephone with nought in brackets", "+44 (0)7700 900 123"),
    ("telephone with dashes", "07700-900-123"),
    ("telephone in one", "00447700900123"),
    ("e-mail", "write to Quiet.Place@post.example"),
    ("school", "attends Otterbrook Primary School"),
    ("school in short", "the new school is Otterbrook"),
    ("surgery", "registered at Tithe Barn Surgery"),
    ("surgery in short", "a letter from tithe barn"),
    ("a spreadsheet row", "Reed;17;Larch Road;Westfen;ZZ1 4AB"),
    ("tabs between", "17\tLarch\tRoad"),
    ("in JSON", '{"line1": "17 Larch Road", "postcode": "ZZ14AB"}'),
    ("in brackets", "(17 Larch Road)"),
    ("full-width letters", "１７ Ｌａｒｃｈ Ｒｏａｄ"),
    ("ordinal rubbish between", "17 - Larch * Road"),
    ("a map's address", "https://maps.example/?q=17+Larch+Road"),
)

MARKED_UP: tuple[tuple[str, str], ...] = (
    ("words parted by tags", "<td>17</td><td>Larch</td><td>Road</td>"),
    ("a word parted by tags", "<p>17 <b>La</b>rch Road</p>"),
    ("entities", "<p>17&nbsp;Larch&#32;Road</p>"),
    ("letters as entities", "<p>17 &#76;arch Road</p>"),
    ("in an attribute", '<img alt="17 Larch Road">'),
    ("in a link", "<a href='/map?to=ZZ14AB'>map</a>"),
    ("postcode parted by tags", "<span>ZZ1</span> <span>4AB</span>"),
    ("in a comment", '<p title="ZZ1 4AB">here</p>'),
)


def files() -> Iterator[tuple[str, str, bytes]]:
    """(what, file name, content): each holds the first home where somebody would not look for it."""
    yield "the file's name", "Reed 17 Larch Road.txt", b"nothing here"
    yield "the file's name, escaped", "letter_to_17%20Larch%20Rd.txt", b"nothing here"
    yield "the file's name, postcode", "ZZ14AB-plan.txt", b"nothing here"
    yield "plain text", "note.txt", b"17 Larch Road"
    yield "text in two bytes a letter", "note.txt", "17 Larch Road".encode("utf-16")
    yield "rich text", "note.rtf", rb"{\rtf1 She is at 17 \b Larch\b0  Road\par}"
    yield "a comma-separated file", "list.csv", b"name,house,street\nReed,17,Larch Road\n"
    yield from _words()
    yield from _sheets()
    yield from _papers()
    yield from _pictures()
    yield "an archive", "all.zip", _zip({"inner/note.txt": b"17 Larch Road"})
    yield "a name in an archive", "all.zip", _zip({"17 Larch Road/note.txt": b"nothing"})
    yield "an archive in an archive", "all.zip", _zip({"a.zip": _zip({"note.txt": b"ZZ1 4AB"})})
    yield (
        "an OpenDocument file",
        "note.odt",
        _zip({"content.xml": b"<text:p>17 <text:span>Larch Rd</text:span></text:p>"}),
    )


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _words() -> Iterator[tuple[str, str, bytes]]:
    body = b"<w:document><w:p><w:r><w:t>nothing</w:t></w:r></w:p></w:document>"
    one = "word/document.xml"
    for what, name, part in (
        ("a paragraph", "word/document.xml", b"<w:p><w:r><w:t>17 Larch Road</w:t></w:r></w:p>"),
        ("a word in two runs", one, b"<w:p><w:r><w:t>17 La</w:t></w:r><w:r><w:t>rch Road</w:t></w:r></w:p>"),
        ("deleted words", one, b"<w:del><w:r><w:delText>17 Larch Road</w:delText></w:r></w:del>"),
        ("a header", "word/header1.xml", b"<w:hdr><w:p><w:r><w:t>ZZ1 4AB</w:t></w:r></w:p></w:hdr>"),
        ("a comment", "word/comments.xml", b"<w:comment><w:p><w:r><w:t>17 Larch Rd?</w:t></w:r></w:p></w:comment>"),
        ("properties", "docProps/core.xml", b"<c><dc:title>17 Larch Road</dc:title></c>"),
        ("own properties", "docProps/custom.xml", b"<p><vt:lpwstr>ZZ14AB</vt:lpwstr></p>"),
        ("a link's address", "word/_rels/document.xml.rels", b'<R Target="https://maps.example/17+Larch+Road"/>'),
        ("two cells of a table", "word/document.xml",
         b"<w:tbl><w:p><w:r><w:t>17</w:t></w:r></w:p><w:p><w:r><w:t>Larch Road</w:t></w:r></w:p></w:tbl>"),
    ):  # fmt: skip
        yield f"Word: {what}", "letter.docx", _zip({"word/document.xml": body} | {name: part})


def _sheets() -> Iterator[tuple[str, str, bytes]]:
    for what in ("hidden sheet", "very hidden sheet", "hidden row", "hidden column", "comment", "two cells",
                 "down a column", "sheet's name", "properties", "white on white", "formula"):  # fmt: skip
        book = openpyxl.Workbook()
        sheet = book.active
        sheet["A1"] = "name"
        other = book.create_sheet("Old")
        match what:
            case "hidden sheet" | "very hidden sheet":
                other["B2"] = "17 Larch Road"
                other.sheet_state = "veryHidden" if what.startswith("very") else "hidden"
            case "hidden row":
                sheet["A9"] = "17 Larch Road"
                sheet.row_dimensions[9].hidden = True
            case "hidden column":
                sheet["F2"] = "ZZ1 4AB"
                sheet.column_dimensions["F"].hidden = True
            case "comment":
                sheet["A1"].comment = Comment("moved to 17 Larch Road", "Reed")
            case "two cells":
                sheet["A2"], sheet["B2"] = 17, "Larch Road"
            case "down a column":
                sheet["C2"], sheet["C3"] = 17, "Larch Road"
            case "sheet's name":
                other.title = "17 Larch Road"
            case "properties":
                book.properties.description = "17 Larch Road"
            case "white on white":
                sheet["A2"] = "17 Larch Road"
                sheet["A2"].font = openpyxl.styles.Font(color="FFFFFF")
            case "formula":
                sheet["A2"] = '=CONCATENATE("17 Larch Road")'
        out = io.BytesIO()
        book.save(out)
        yield f"Excel: {what}", "list.xlsx", out.getvalue()


def _papers() -> Iterator[tuple[str, str, bytes]]:
    page = typst.compile(b"#set page(width: 200pt, height: 100pt)\nThe family lives at 17 Larch Road now.")
    plain = typst.compile(b"#set page(width: 200pt, height: 100pt)\nNothing to see.")
    yield "PDF: a page", "plan.pdf", page
    for what, change in (
        ("properties", lambda w: w.add_metadata({"/Title": "17 Larch Road"})),
        ("keywords", lambda w: w.add_metadata({"/Keywords": "ZZ1 4AB"})),
        ("an attachment", lambda w: w.add_attachment("note.txt", b"17 Larch Road")),
        ("an attachment's name", lambda w: w.add_attachment("17 Larch Road.txt", b"nothing")),
    ):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain)))
        change(writer)
        out = io.BytesIO()
        writer.write(out)
        yield f"PDF: {what}", "plan.pdf", out.getvalue()


def _pictures() -> Iterator[tuple[str, str, bytes]]:
    yield "JPEG: a comment", "door.jpg", b"\xff\xd8\xff\xfe\x00\x11" + b"17 Larch Road\x00\xff\xd9"
    yield (
        "JPEG: a title as Windows writes it",
        "door.jpg",
        (b"\xff\xd8\xff\xe1\x00\x30Exif\x00\x00" + "17 Larch Road".encode("utf-16-le") + b"\xff\xd9"),
    )
    yield "JPEG: XMP", "door.jpg", b"\xff\xd8\xff\xe1\x00\x50<x:xmpmeta><dc:title>17 Larch Rd</dc:title></x:xmpmeta>"
    yield "PNG: text", "door.png", _png(b"tEXt", b"Comment\x0017 Larch Road")
    yield "PNG: packed text", "door.png", _png(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"17 Larch Road"))
    gps = struct.pack("<2sHIH", b"II", 42, 8, 1) + struct.pack("<HHII", 0x8825, 4, 1, 26) + struct.pack("<I", 0)
    yield "JPEG: where it was taken", "door.jpg", b"\xff\xd8\xff\xe1\x00\x40Exif\x00\x00" + gps + b"\xff\xd9"


def _png(kind: bytes, body: bytes) -> bytes:
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return b"\x89PNG\r\n\x1a\n" + chunk
