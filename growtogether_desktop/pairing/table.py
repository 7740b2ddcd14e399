"""A spreadsheet as a coordinator hands it over (CSV or XLSX), made into rows of plain text.

CSV says neither its encoding nor its delimiter, so both are found out here. Line numbers are those
of the file, also where a quoted cell runs over several lines: that is where the person will look.
"""

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.reasons import reason

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 200_000
MAX_UNPACKED = 256 * 1024 * 1024
MAX_CELLS = 8_000_000
"""A workbook's reader lays out the whole rectangle at once: one stray cell far below costs as much as a full sheet."""

_DELIMITERS = (",", ";", "\t", "|")
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old .xls begins, and an .xlsx with a password."""


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    """Where it begins in the file, counted from 1."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows beneath it; empty rows are left out."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def open_table(path: Path) -> Table:
    """The table in this file. Raises: Problem, when there is none to be had."""
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as trouble:
        raise Problem(
            say("“{file}” cannot be opened: {reason}.", file=path.name or ".", reason=reason(trouble)),
            _advice(trouble),
        ) from trouble
    if data is None:
        raise _too_large()
    return read_table(data)


def read_table(data: bytes) -> Table:
    """The table in these bytes, whatever wrote them. Raises: Problem, when there is none to be had."""
    if len(data) > MAX_BYTES:
        raise _too_large()
    if data.startswith(_ZIP):
        rows = list(_workbook_rows(data))
    elif data.startswith(_OLE):
        raise _locked_or_old(data)
    else:
        rows = _csv_rows(_decoded(data))
    if not rows:
        raise Problem(
            say("The file is empty."), say("It needs a row of column titles and one row for each person beneath.")
        )
    if len(rows) > MAX_ROWS + 1:
        raise _too_large()
    return Table(rows[0].cells, tuple(rows[1:]))


def _advice(trouble: OSError) -> Message:
    if isinstance(trouble, FileNotFoundError | NotADirectoryError):
        return say("Look at how it is spelled, and in which folder it is.")
    if isinstance(trouble, IsADirectoryError):
        return say("Name a file in it.")
    return say("Close it in other programs, or copy it to this computer, then try again.")


def _too_large() -> Problem:
    return Problem(
        say("The file is too large for a roster."),
        say("Keep only the columns and people of this cohort, and save it again."),
    )


def _row(line: int, cells: list[str]) -> Row | None:
    tidy = tuple(unicodedata.normalize("NFC", cell).strip() for cell in cells)
    return Row(line, tidy) if any(tidy) else None


# Text


def _decoded(data: bytes) -> str:
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            return _strictly(data, encoding)
    if b"\0" in data:
        return _strictly(data, "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be")
    try:
        return _strictly(data, "utf-8")
    except Problem:
        return _strictly(data, "cp1251" if _looks_cyrillic(data) else "cp1252")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as trouble:
        raise _no_text() from trouble
    if any(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\t\n\v\f\r" for c in set(text)):
        raise _no_text()
    return text


def _no_text() -> Problem:
    return Problem(
        say("The letters in this file cannot be read."),
        say("Save it as “CSV UTF-8” or as an Excel workbook (.xlsx), then try again."),
    )


_LETTER = rb"[\xa3\xa8\xaa\xaf\xb2-\xb4\xb8\xba\xbc-\xff]"
_HIGH_LETTERS = re.compile(_LETTER + b"+")


def _looks_cyrillic(data: bytes) -> bool:
    """Whether text that isn't UTF-8 was written in Windows' Cyrillic rather than its Western letters.

    In Cyrillic the letters above ASCII stand together in words; among Western letters é and ü stand alone.
    """
    runs = [len(run) for run in _HIGH_LETTERS.findall(data)]
    return sum(run for run in runs if run > 2) > sum(runs) / 2


# CSV


def _csv_rows(text: str) -> list[Row]:
    lines = list(io.StringIO(text, newline=""))
    if max(map(len, lines), default=0) > csv.field_size_limit():
        raise _no_text()
    skipped = 0
    if lines and (told := re.fullmatch(r"sep=(.)\s*", lines[0], re.IGNORECASE)):
        delimiter, skipped = told[1], 1  # Excel writes such a first line to say how it separates
    else:
        delimiter = _delimiter(lines[:200])
    rows = (_row(line + skipped, cells) for line, cells in _records(lines[skipped:], delimiter))
    return [row for row in rows if row]


def _delimiter(lines: list[str]) -> str:
    """The one that cuts the rows into as many cells as the header has, and into many."""

    def merit(delimiter: str) -> tuple[float, int]:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if any(cells)]
        if not widths or widths[0] < 2:
            return 0.0, 0
        return sum(width == widths[0] for width in widths) / len(widths), widths[0]

    try:
        return max(_DELIMITERS, key=merit)
    except csv.Error:  # a cell without end: the reading itself will say where
        return _DELIMITERS[0]


def _records(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with the line it begins in. Raises: Problem, when a quotation mark is never closed."""
    dry = False

    def source() -> Iterator[str]:
        nonlocal dry
        yield from lines
        dry = True

    reader = csv.reader(source(), delimiter=delimiter)
    begins = 1
    try:
        for cells in reader:
            if dry:  # it asked for more lines to finish this record, and there were none
                raise _open_quote(begins)
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as trouble:  # a cell beyond csv's limit, which only an open quotation mark makes
        raise _open_quote(begins) from trouble


def _open_quote(line: int) -> Problem:
    return Problem(
        say("A quotation mark that opens in the row at line {line} is never closed.", line=line),
        say("Close it or take it away; inside a quoted cell a quotation mark is written twice."),
    )


# Workbooks


def _workbook_rows(data: bytes) -> Iterator[Row]:
    _refuse_giants(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if rows:
                break
        else:
            return
    except CalamineError as trouble:
        raise _broken() from trouble
    for line, values in enumerate(rows, start=1):
        if row := _row(line, [_written(value) for value in values]):
            yield row


_FILLED = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>""")
_NAMELESS = re.compile(rb"<(?:\w+:)?c(?![^>]*\sr=)[\s>]")
_ROW = re.compile(rb"""<(?:\w+:)?row\s(?:[^>]*?\s)?r=["'](\d{1,7})["']""")


def _refuse_giants(data: bytes) -> None:
    """Raises: Problem, before a workbook that is broken, no workbook, or huge once unpacked reaches its reader."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if "xl/workbook.xml" not in parts.namelist():
                raise Problem(
                    say("This is not an Excel workbook."), say("Save it as CSV or as an Excel workbook (.xlsx).")
                )
            if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
                raise _too_large()
            sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as trouble:
        raise _broken() from trouble
    for sheet in sheets:
        cells = _FILLED.findall(sheet)
        across = max((_column_number(letters) for letters in {letters for letters, _ in cells}), default=1)
        down = max((int(line) for _, line in cells), default=1)
        if _NAMELESS.search(sheet):  # cells may leave their own name away and go by their row's
            down = max(down, max(map(int, _ROW.findall(sheet)), default=1))
        if across * down > MAX_CELLS:
            raise _too_large()


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _broken() -> Problem:
    return Problem(
        say("The workbook is damaged."), say("Open it in a spreadsheet program, save it again, then try once more.")
    )


def _locked_or_old(data: bytes) -> Problem:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Problem(say("The workbook has a password."), say("Save a copy without a password, then try again."))
    return Problem(
        say("The workbook is in the old Excel format."), say("Save it as an Excel workbook (.xlsx), then try again.")
    )


def _written(value: object) -> str:
    """A cell as the person sees it: 3, where the workbook keeps 3.0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
