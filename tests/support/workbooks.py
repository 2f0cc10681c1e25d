"""Workbooks made up in a test: honest ones, and such as mean harm."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types '
    'xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
WORKBOOK = (
    '<?xml version="1.0" encoding="UTF-8"?><workbook '
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
ROOT = LINKS.replace("relationships/worksheet", "relationships/officeDocument").replace(
    "worksheets/sheet1.xml", "xl/workbook.xml"
)
SHEET = "xl/worksheets/sheet1.xml"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def an_xlsx(rows: Sequence[Sequence[object]], merges: Sequence[str] = (), name: str = "S") -> bytes:
    """Return a workbook of these rows, days as real dates."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write_datetime(number, place, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(number, place, cell)
            elif cell is not None:
                sheet.write(number, place, cell)
    for merge in merges:
        sheet.merge_range(merge, None)
    book.close()
    return target.getvalue()


def a_zip(members: Mapping[str, str | bytes], *, packed: bool = True) -> bytes:
    """Return an archive of these members."""
    target = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(target, "w", kind) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def a_raw_xlsx(sheet_data: str, *, before: str = "", **more: str | bytes) -> bytes:
    """Return a workbook whose one sheet holds this very XML; `more` are other members."""
    sheet = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet '
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{sheet_data}</sheetData></worksheet>"
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": LINKS,
        SHEET: sheet,
    }
    return a_zip({**members, **more})


def an_ods(table: str, *, before: str = "") -> bytes:
    """Return an OpenDocument spreadsheet of one table with this very XML inside."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="S">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
        "</manifest:manifest>"
    )
    return a_zip(
        {"mimetype": ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest},
        packed=False,
    )


def a_docx(body: str, *, before: str = "") -> bytes:
    """Return a Word document with this very XML as its body."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return a_zip({"[Content_Types].xml": TYPES, "word/document.xml": document})


def a_word_row(*cells: str) -> str:
    """Return the XML of a row of a Word table."""
    return f"<w:tr>{''.join(a_word_cell(cell) for cell in cells)}</w:tr>"


def a_word_cell(text: str, properties: str = "") -> str:
    """Return the XML of a cell of a Word table."""
    own = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{own}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def overlapping_zip() -> bytes:
    """Return an archive whose two members share the bytes of one."""
    honest = a_zip({"xl/workbook.xml": b"a" * 5000})
    begin = honest.index(b"PK\1\2")
    entry = honest[begin : honest.index(b"PK\5\6")]
    twin = entry.replace(b"xl/workbook.xml", b"xl/workbooj.xml")
    directory = entry + twin
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(directory), begin, 0)
    return honest[:begin] + directory + end


def lying_zip(content: bytes, claimed: int) -> bytes:
    """Return an archive whose member claims to inflate to fewer bytes than it does."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    name = b"xl/workbook.xml"
    fields = (zlib.crc32(content[:claimed]), len(packed), claimed, len(name))
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, *fields, 0) + name + packed
    central = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, *fields, 0, 0, 0, 0, 0, 0)
    directory = central + name
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(directory), len(local), 0)
    return local + directory + end


def an_xls(*sheets: Sequence[Sequence[object]], large: bool = False) -> bytes:
    """Return an Excel 97-2003 workbook; a text that begins with # is an error cell.

    The error of an even column is a constant, that of an odd one the result of a formula. A large
    workbook lies in blocks of its own, a small one in the small blocks of the container.
    """
    bodies = [b"".join(_biff_rows(rows)) for rows in sheets]
    heads = [
        _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0x600)) for kind in (5, 16)
    ]
    names = [f"S{number}".encode() for number, _ in enumerate(sheets, 1)]
    bound = sum(4 + 8 + len(name) for name in names)
    at = len(heads[0]) + bound + len(_END)
    globals_ = heads[0]
    for name, body in zip(names, bodies, strict=True):
        globals_ += _record(0x85, struct.pack("<IBBBB", at, 0, 0, len(name), 0) + name)
        at += len(heads[1]) + len(body) + len(_END)
    stream = globals_ + _END + b"".join(heads[1] + body + _END for body in bodies)
    return _container(stream.ljust(5000 if large else 0, b"\0"))


_ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36}
_ERRORS["#N/A"] = 42


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


_END = _record(0x0A, b"")


def _biff_rows(rows: Sequence[Sequence[object]]) -> Iterator[bytes]:
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if isinstance(cell, str) and cell.startswith("#") and column % 2:
                result = struct.pack("<BBBBHH", 2, 0, _ERRORS[cell], 0, 0, 0xFFFF)
                yield _record(6, place + result + struct.pack("<HIH", 0, 0, 0))
            elif isinstance(cell, str) and cell.startswith("#"):
                yield _record(0x205, place + struct.pack("<BB", _ERRORS[cell], 1))
            elif isinstance(cell, str):
                text = cell.encode("utf-16-le")
                yield _record(0x204, place + struct.pack("<HB", len(text) // 2, 1) + text)
            elif cell is not None:
                yield _record(0x203, place + struct.pack("<d", cell))


def _container(stream: bytes) -> bytes:
    """Return an OLE container with one stream, whose blocks follow each other."""
    size, is_small = len(stream), len(stream) < 4096
    blocks = [stream[at : at + 512].ljust(512, b"\0") for at in range(0, size, 512)]
    first = 3 if is_small else 2  # the table of blocks, the directory, the table of small blocks
    chains = [0xFFFFFFFD, 0xFFFFFFFE, *([0xFFFFFFFE] if is_small else [])]
    chains += [*range(first + 1, first + len(blocks)), 0xFFFFFFFE]
    small = [*range(1, -(-size // 64)), 0xFFFFFFFE]
    root_size = len(blocks) * 512 if is_small else 0
    root = _entry("Root Entry", 5, first if is_small else 0xFFFFFFFE, root_size, child=1)
    book = _entry("Workbook", 2, 0 if is_small else first, size)
    header = struct.pack(
        "<8s16sHHHHHHIIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0),
        *(1, 1, 0, 4096, 2 if is_small else 0xFFFFFFFE, int(is_small), 0xFFFFFFFE, 0),
    )
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    tables = [_numbers(chains), (root + book).ljust(512, b"\0")]
    tables += [_numbers(small)] if is_small else []
    return header + b"".join(tables) + b"".join(blocks)


def _numbers(values: Sequence[int]) -> bytes:
    return struct.pack("<128I", *values, *[0xFFFFFFFF] * (128 - len(values)))


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    title, none = (name + "\0").encode("utf-16-le"), 0xFFFFFFFF
    links = (1, none, none, child, b"", 0, 0, 0, start, size)
    return struct.pack("<64sHBBIII16sIQQIQ", title, len(title), kind, *links)
