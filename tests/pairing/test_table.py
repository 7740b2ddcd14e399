"""What is read from the files that coordinators really have."""

import csv
import io
import socket
import zipfile
from contextlib import closing, suppress
from datetime import datetime
from unicodedata import normalize

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.pairing import table
from growtogether_desktop.pairing.table import open_table, read_table

RUSSIAN = "Имя,Роль,Навыки\nЮлия Цой,ментор,Тестирование\nАли,менти,Go\n"


def workbook(*sheets: dict[str, object]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})  # the same bytes in every run
        for cells in sheets:
            sheet = book.add_worksheet()
            for place, value in cells.items():
                sheet.write(place, value)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_russian_is_read_in_every_encoding_that_programs_write(encoding):
    read = read_table(RUSSIAN.encode(encoding))

    assert read.header == ("Имя", "Роль", "Навыки")
    assert [row.cells[0] for row in read.rows] == ["Юлия Цой", "Али"]


def test_western_letters_are_not_taken_for_cyrillic():
    read = read_table("name;role\nJosé Müller;mentor\nAndré Brûlé;mentee\n".encode("cp1252"))

    assert [row.cells[0] for row in read.rows] == ["José Müller", "André Brûlé"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_delimiter_is_found(delimiter):
    text = f"name{delimiter}role{delimiter}skills\nAli{delimiter}mentor{delimiter}Go\n"

    assert read_table(text.encode()).rows[0].cells == ("Ali", "mentor", "Go")


def test_lists_inside_cells_do_not_mislead_the_search_for_the_delimiter():
    semicolons = "name,role,skills\n" + "Ali,mentor,Go;Rust;SQL;Docker\n" * 9
    commas = "name;role;skills\n" + "Ali;mentor;Go, Rust, SQL, Docker\n" * 9

    assert read_table(semicolons.encode()).rows[0].cells == ("Ali", "mentor", "Go;Rust;SQL;Docker")
    assert read_table(commas.encode()).rows[0].cells == ("Ali", "mentor", "Go, Rust, SQL, Docker")


def test_the_first_line_of_excel_names_the_delimiter():
    read = read_table(b"sep=;\nname;bio\nAli;likes a, b, c\n")

    assert read.header == ("name", "bio")
    assert (read.rows[0].line, read.rows[0].cells) == (3, ("Ali", "likes a, b, c"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file(end):
    text = end.join(["", "name,bio", 'Ali,"one', "two", 'three"', "", ",", "Lola,x"]) + end

    read = read_table(text.encode())

    assert [(row.line, row.cells[0]) for row in read.rows] == [(3, "Ali"), (8, "Lola")]


def test_a_quotation_mark_that_is_never_closed_is_named_with_its_line():
    with pytest.raises(Problem, match="line 3"):
        read_table(b'name,role\nAli,mentor\nLola,"mentee\nTimur,mentor\n')


def test_an_open_quotation_mark_in_a_long_file_is_named_too():
    with pytest.raises(Problem, match="line 2"):
        read_table(b'name,role\nLola,"mentee\n' + b"Timur,mentor\n" * 20_000)


@pytest.mark.parametrize("empty", [b"", b"\n\n", b" , ,\n,,\n", b"\xef\xbb\xbf", workbook({})])
def test_an_empty_file_is_called_empty(empty):
    with pytest.raises(Problem, match="empty"):
        read_table(empty)


@pytest.mark.parametrize("junk", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", b"%PDF-1.7\x01\x02\n", b"\xff\xfe\x00\xd8"])
def test_what_is_no_text_is_called_that(junk):
    with pytest.raises(Problem, match="letters in this file"):
        read_table(junk)


def test_a_workbook_gives_rows_with_its_own_line_numbers():
    read = read_table(workbook({}, {"B2": "Name", "C2": "Seats", "B5": "Ali", "C5": 3, "B6": "Lola", "C6": 2.5}))

    assert read.header == ("", "Name", "Seats")
    assert [(row.line, row.cells) for row in read.rows] == [(5, ("", "Ali", "3")), (6, ("", "Lola", "2.5"))]


def test_one_stray_cell_far_away_does_not_take_all_the_memory():
    with pytest.raises(Problem, match="too large"):
        read_table(workbook({"A1": "Name", "XFD1048576": "x"}))


def test_a_workbook_whose_cells_leave_their_names_away_is_measured_by_its_rows():
    file = io.BytesIO(workbook({"A1": "Name", "A2": "Ali"}))
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'<c r="A2"', b"<c").replace(b'<row r="2"', b'<row r="9999999"')
    with zipfile.ZipFile(changed := io.BytesIO(), "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)

    with pytest.raises(Problem, match="too large"):
        read_table(changed.getvalue())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (workbook({"A1": "Name", "A2": "Ali"})[:900], "damaged"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (table._OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (table._OLE + b"\0" * 600, "old Excel format"),
    ],
)
def test_a_workbook_that_cannot_be_read_says_why(data, said):
    with pytest.raises(Problem, match=said):
        read_table(data)


def test_another_kind_of_archive_is_no_workbook():
    with zipfile.ZipFile(file := io.BytesIO(), "w") as archive:
        archive.writestr("letter.txt", "hello")

    with pytest.raises(Problem, match="not an Excel workbook"):
        read_table(file.getvalue())


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "MAX_BYTES", 10)
    (tmp_path / "roster.csv").write_text(RUSSIAN, "utf-8")

    with pytest.raises(Problem, match="too large"):
        open_table(tmp_path / "roster.csv")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Problem, match=r"gone\.csv"):
        open_table(tmp_path / "gone.csv")


@given(st.binary(max_size=200))
def test_whatever_the_bytes_there_is_a_table_or_a_problem(data):
    with suppress(Problem):
        assert any(read_table(data).header)


BOOK = workbook({"A1": "Name", "A2": "Ali"})


@given(st.lists(st.tuples(st.integers(4, len(BOOK) - 1), st.integers(0, 255)), min_size=1, max_size=5))
def test_a_damaged_workbook_is_a_table_or_a_problem(damage):
    book = bytearray(BOOK)
    for position, byte in damage:
        book[position] = byte

    with suppress(Problem):
        assert any(read_table(bytes(book)).header)


CELLS = st.text(st.characters(exclude_categories=["C"]), min_size=1).map(lambda text: normalize("NFC", text).strip())


@given(st.lists(st.tuples(CELLS, CELLS, CELLS).filter(any)))
def test_what_a_spreadsheet_writes_is_what_we_read(rows):
    csv.writer(text := io.StringIO(newline="")).writerows([("name", "role", "bio"), *rows])

    read = read_table(text.getvalue().encode())

    assert [row.cells for row in read.rows] == rows


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
ENTITIES = {
    "one that grows to ten thousand million": '<!ENTITY a0 "ha">' + LAUGHS + '<!ENTITY e "&a10;">',
    "a file": '<!ENTITY e SYSTEM "{file}">',
    "an address": '<!ENTITY e SYSTEM "http://127.0.0.1:{port}/">',
    "a description elsewhere": '<!ENTITY % p SYSTEM "http://127.0.0.1:{port}/"> %p; <!ENTITY e "e">',
}


@pytest.mark.parametrize("inline", [True, False])
@pytest.mark.parametrize("entity", ENTITIES.values(), ids=list(ENTITIES))
def test_a_workbooks_entities_are_nothing_to_us(tmp_path, entity, inline):
    (tmp_path / "secret").write_text("hush")
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": inline, "in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ["name", "ENTITY"])
    hostile = io.BytesIO()
    with closing(socket.create_server(("127.0.0.1", 0))) as asked, zipfile.ZipFile(hostile, "w") as written:
        described = entity.format(file=(tmp_path / "secret").as_uri(), port=asked.getsockname()[1])
        with zipfile.ZipFile(made) as book:
            for part in book.namelist():
                text = book.read(part).decode().replace("ENTITY", "&e;")
                written.writestr(part, text.replace("?>", f"?><!DOCTYPE any [{described}]>", 1))
        written.close()

        with pytest.raises(Problem, match="damaged"):
            read_table(hostile.getvalue())

        asked.setblocking(False)
        with pytest.raises(BlockingIOError):
            asked.accept()
