"""A plan on paper: read back out of the file."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.features.matching.model.views import FitsView, PlanView, ReportRow, ReportView, ReportWaiting
from growtogether_desktop.features.matching.pane.report_pdf import Report, write_report
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.paper import HIGH, WIDE
from tests.pdfs import Pdf

MADE = datetime(2026, 3, 9, 16, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fonts(set_up) -> None:
    """The fonts of the product are known as soon as a window stands."""
    set_up(QWidget())


def report(pairs: int, waiting: int = 0, why: str = "Python") -> ReportView:
    fits = tuple(50 + at % 50 for at in range(pairs))
    plan = PlanView("Floor first", sum(fits), min(fits, default=0), pairs, waiting, FitsView.of(fits))
    return ReportView(
        "Kuzgi guruh 2026",
        MADE,
        plan,
        2,
        say("The least fit is as high as it can be."),
        say("No better plan exists."),
        True,
        tuple(ReportRow(f"Oʻgʻiloy {at:04}", "Шахноза Ғуломова", fit, why) for at, fit in enumerate(fits)),
        tuple(ReportWaiting(f"Bobur {at:04}", say("All seats are taken.")) for at in range(waiting)),
    )


async def written(view: ReportView, folder: Path) -> Pdf:
    await write_report(view, folder / "plan.pdf")
    return Pdf(folder / "plan.pdf")


async def test_title_figures_and_proof_come_first(tmp_path):
    pdf = await written(report(3, 1), tmp_path)

    said = pdf.pages[0]
    assert said[0] == "Kuzgi guruh 2026"
    assert said[1].endswith("16:10 · The least fit is as high as it can be.")
    assert said[2:10] == ["3 of 4", "mentees placed", "51", "mean fit", "50", "lowest fit", "2", "seats free"]
    assert said[10] == "No better plan exists."


async def test_pairs_and_who_waits_stand_in_tables(tmp_path):
    pdf = await written(report(2, 1), tmp_path)

    said = pdf.pages[0]
    assert said[11:24] == [
        *("Pairs", "Mentee", "Mentor", "Fit", "Why"),
        *("Oʻgʻiloy 0000", "Шахноза Ғуломова", "50", "Python"),
        *("Oʻgʻiloy 0001", "Шахноза Ғуломова", "51", "Python"),
    ]
    assert said[24:29] == ["Waiting for a mentor", "Mentee", "Reason", "Bobur 0000", "All seats are taken."]
    assert said[29:] == ["Kuzgi guruh 2026", "Page 1 of 1"]


async def test_the_table_goes_on_over_pages_with_its_titles_and_every_pair_once(tmp_path):
    pdf = await written(report(150, 60), tmp_path)

    pages = pdf.pages
    assert len(pages) > 4
    assert [page[-1] for page in pages] == [f"Page {at} of {len(pages)}" for at in range(1, len(pages) + 1)]
    assert pages[1][:4] == ["Mentee", "Mentor", "Fit", "Why"]
    assert pages[-1][:2] == ["Mentee", "Reason"]
    said = [run for page in pages for run in page]
    assert [run for run in said if run.startswith("Oʻgʻiloy")] == [f"Oʻgʻiloy {at:04}" for at in range(150)]
    assert [run for run in said if run.startswith("Bobur")] == [f"Bobur {at:04}" for at in range(60)]


async def test_the_fonts_travel_with_the_file(tmp_path):
    pdf = await written(report(3), tmp_path)

    assert pdf.fonts == {"Inter-SemiBold": True, "Inter-Regular": True, "Inter-Medium": True}


async def test_long_words_are_wrapped_and_none_is_lost(tmp_path):
    why = "Параллельное программирование и администрирование баз данных " + "oʻqituvchilarimizningkilarдан" * 3

    pdf = await written(report(1, why=why), tmp_path)

    said = pdf.pages[0]
    wrapped = said[said.index("50", said.index("Why")) + 1 : said.index("Kuzgi guruh 2026", 1)]
    assert len(wrapped) > 3
    assert "".join(wrapped).replace(" ", "") == why.replace(" ", "")


def test_nothing_is_painted_outside_the_margins():
    page = next(Report(report(80, why="Django " * 40)).pages())
    picture = QImage(round(WIDE), round(HIGH), QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)

    Report(report(80)).paint(painter, page, 1, 9)
    painter.end()

    inked = [
        (x, y) for x in range(picture.width()) for y in range(picture.height()) if picture.pixel(x, y) != 0xFFFFFFFF
    ]
    assert min(x for x, _ in inked) >= 47
    assert max(x for x, _ in inked) <= WIDE - 47
    assert max(y for _, y in inked) <= HIGH - 16
    assert page.high <= HIGH - 96


async def test_a_heading_never_ends_a_page(tmp_path):
    for pairs in range(20, 36):
        pdf = await written(report(pairs, 5), tmp_path)

        assert pdf.pages[0][-3] != "Reason"


async def test_a_plan_without_pairs_says_so(tmp_path):
    pdf = await written(report(0), tmp_path)

    assert "This plan has no pairs." in pdf.pages[0]
    assert "0 of 0" in pdf.pages[0]
    assert len(pdf.pages) == 1


async def test_paper_is_light_in_a_dark_window(tmp_path, monkeypatch):
    light = await written(report(2), tmp_path)
    bright = (tmp_path / "plan.pdf").stat().st_size
    monkeypatch.setattr(theme._Look, "theme", theme.read_theme("dark", 150))

    dark = await written(report(2), tmp_path)

    assert dark.pages == light.pages
    assert (tmp_path / "plan.pdf").stat().st_size == bright


async def test_the_window_has_its_turn_after_every_page(tmp_path):
    progress: Signal[float] = Signal()
    told: list[float] = []
    progress.connect(told.append)
    turns: list[int] = []

    async def look_on() -> None:
        while True:
            await asyncio.sleep(0)
            turns.append(len(told))

    watching = asyncio.create_task(look_on())
    await write_report(report(3_000), tmp_path / "plan.pdf", progress)
    watching.cancel()

    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) > 60
    assert set(turns) >= set(range(1, len(told)))


async def test_a_file_that_cannot_be_written_is_said_and_named(tmp_path):
    with pytest.raises(Problem, match=r"“plan.pdf” cannot be saved"):
        await write_report(report(2), tmp_path / "nowhere" / "plan.pdf")


async def test_giving_up_leaves_the_old_file_as_it_was(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"the old one")
    progress: Signal[float] = Signal()
    writing = asyncio.create_task(write_report(report(500), path, progress))
    progress.connect(lambda share: writing.cancel() if share > 0.3 else None)

    with pytest.raises(asyncio.CancelledError):
        await writing

    assert path.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [path]
