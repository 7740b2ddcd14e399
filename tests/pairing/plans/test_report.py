"""A plan can be opened by other programs, and does no harm there."""

import csv
import io
from dataclasses import replace

from python_calamine import CalamineWorkbook

from growtogether_desktop.pairing.plans.plan import best_plan
from growtogether_desktop.pairing.plans.report import Line, lines_csv, lines_of, lines_xlsx


def plan(mentee, mentor):
    people = [mentee("Ali", "Go"), mentee("=1+1", "Go"), mentee("Vali", "Go", languages=("ko",))]
    return best_plan(people, [mentor("Malika", "Go Rust", capacity=2, languages=("uz",))])


def test_the_csv_has_a_row_for_everybody(mentee, mentor):
    rows = list(csv.DictReader(io.StringIO(lines_csv(lines_of(plan(mentee, mentor))).decode("utf-8-sig"))))

    assert [(row["Mentee"], row["Mentor"]) for row in rows] == [("'=1+1", "Malika"), ("Ali", "Malika"), ("Vali", "")]
    assert rows[1]["Reasons"] == "Go"
    assert rows[2]["Why nobody yet"] == "No mentor shares a language with Vali."


def test_the_workbook_tells_the_same_and_who_sits_with_whom(mentee, mentor):
    told = plan(mentee, mentor)

    book = CalamineWorkbook.from_filelike(io.BytesIO(lines_xlsx(lines_of(told), told.basis.scored.mentors)))

    mentees = book.get_sheet_by_name("Mentees").to_python()
    mentors = book.get_sheet_by_name("Mentors").to_python()

    assert [row[0] for row in mentees] == ["Mentee", "=1+1", "Ali", "Vali"]
    assert mentors[1][2:] == [2.0, 2.0, "=1+1, Ali"]


def test_of_whoever_does_not_want_that_no_address_is_told(mentee, mentor):
    ali, vali = mentee("Ali", "Go", email="ali@example.uz"), mentee("Vali", "Go", email="vali@example.uz")
    malika = mentor("Malika", "Go", capacity=2, email="malika@example.uz")
    told = best_plan([ali, vali], [malika])
    unlisted = frozenset({ali.person, malika.person})

    table = lines_csv(lines_of(told), unlisted).decode("utf-8-sig")
    book = CalamineWorkbook.from_filelike(io.BytesIO(lines_xlsx(lines_of(told), [malika], unlisted)))

    cells = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    for place in (table, " ".join(cells)):
        assert "vali@example.uz" in place
        assert "ali@example.uz" not in place.replace("vali@example.uz", "")
        assert "malika@example.uz" not in place


def test_a_report_says_who_knows_of_it_and_who_was_pinned(mentee, mentor):
    malika = mentor("Malika", "Go", capacity=3)
    pinned = replace(mentee("Ali", "Go"), pinned_to=malika.id)
    lines = [
        Line(mentee("Vali", "Go"), "Malika", malika, 70, told=True),
        Line(mentee("Guli", "Go"), "Somebody who has left", fit=60, told=True),
        Line(pinned, "Malika", malika, 80),
        Line(mentee("Lola", "Go"), "Malika", malika, 50),
        Line(mentee("Timur", "Go")),
    ]

    rows = list(csv.DictReader(io.StringIO(lines_csv(lines).decode("utf-8-sig"))))
    book = CalamineWorkbook.from_filelike(io.BytesIO(lines_xlsx(lines, [malika])))

    assert [row["Standing"] for row in rows] == ["told", "told", "pinned", "proposed", "waits"]
    assert rows[1]["Mentor"] == "Somebody who has left"
    assert book.get_sheet_by_name("Mentors").to_python()[1][2:] == [3.0, 3.0, "Ali, Lola, Vali"]
