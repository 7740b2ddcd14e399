"""A plan can be opened by other programs, and does no harm there."""

import csv
import io

from python_calamine import CalamineWorkbook

from growtogether_desktop.pairing.plans.plan import best_plan
from growtogether_desktop.pairing.plans.report import plan_csv, plan_xlsx


def plan(mentee, mentor):
    people = [mentee("Ali", "Go"), mentee("=1+1", "Go"), mentee("Vali", "Go", languages=("ko",))]
    return best_plan(people, [mentor("Malika", "Go Rust", capacity=2, languages=("uz",))])


def test_the_csv_has_a_row_for_everybody(mentee, mentor):
    rows = list(csv.DictReader(io.StringIO(plan_csv(plan(mentee, mentor)).decode("utf-8-sig"))))

    assert [(row["Mentee"], row["Mentor"]) for row in rows] == [("'=1+1", "Malika"), ("Ali", "Malika"), ("Vali", "")]
    assert rows[1]["Reasons"] == "Go"
    assert rows[2]["Why nobody yet"] == "No mentor shares a language with Vali."


def test_the_workbook_tells_the_same_and_who_sits_with_whom(mentee, mentor):
    book = CalamineWorkbook.from_filelike(io.BytesIO(plan_xlsx(plan(mentee, mentor))))

    mentees = book.get_sheet_by_name("Mentees").to_python()
    mentors = book.get_sheet_by_name("Mentors").to_python()

    assert [row[0] for row in mentees] == ["Mentee", "=1+1", "Ali", "Vali"]
    assert mentors[1][2:] == [2.0, 2.0, "=1+1, Ali"]
