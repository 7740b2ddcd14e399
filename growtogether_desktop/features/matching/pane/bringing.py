"""A roster on its way to its page: chosen, dropped or pasted, read, and shown piece by piece."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.domain.cohorts import Cohort
from growtogether_desktop.features.matching.model.enrolling import RosterImport
from growtogether_desktop.features.matching.pane.columns import ColumnsExplanation
from growtogether_desktop.features.matching.pane.report_menu import Start
from growtogether_desktop.features.matching.pane.roster import RosterPage

_STRIPS = 4


class Bringing:
    """Wherever a roster comes from, it goes the same way."""

    def __init__(
        self,
        roster: RosterImport,
        page: RosterPage,
        columns: ColumnsExplanation,
        start: Start,
        into: Callable[[], Cohort | None],
        show: Callable[[], object],
        enrolled: Callable[[str], object],
        open_aside: Callable[[], object],
    ) -> None:
        """`into` says where they enrol, `show` brings the page in front, `open_aside` what stands beside it; `enrolled`
        goes on from there, with the id of the cohort if it is new.
        """
        self._roster = roster
        self._page = page
        self._columns = columns
        self._start = start
        self._into = into
        self._show = show
        self._enrolled = enrolled
        self._open_aside = open_aside

    def choose(self) -> None:
        rosters = _("Rosters")
        dialog = QFileDialog(self._page, _("Choose a roster"), "", f"{rosters} (*.csv *.tsv *.txt *.xlsx *.xlsm)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.bring(Path(path)))
        dialog.open()

    def bring(self, path: Path) -> None:
        """Read the file and show what enrolling it would change."""
        self._start(self._bring(path), str(say("Reading {file}", file=path.name)))

    def paste(self) -> None:
        """Bring what the clipboard holds: a file, or rows copied from a spreadsheet."""
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, mime: QMimeData) -> None:
        if (path := file_in(mime)) is not None:
            self.bring(path)
        elif "\n" in mime.text().strip():
            self._start(self._paste(mime.text()), _("Reading the roster"))

    def show_roster(self) -> None:
        """Take over what is known of the roster."""
        self._page.show_roster()
        self._columns.show_columns()

    def enrol(self) -> None:
        """All who can be, under the name that stands above them."""
        title = self._page.title.text()
        if self._roster.cohort is None and not title.strip():
            self._page.complain_about_title(_("A cohort needs a name."))
            return
        self._start(self._enrol(title), _("Enrolling"))

    async def _enrol(self, title: str) -> None:
        new = self._roster.cohort is None
        cohort = await self._roster.enrol(title)
        self._enrolled(cohort if new else "")

    async def _bring(self, path: Path) -> None:
        await self._roster.open(path, self._into())
        await self._look_at_the_file()

    async def _paste(self, text: str) -> None:
        await self._roster.paste(text, self._into())
        await self._look_at_the_file()

    async def _look_at_the_file(self) -> None:
        """Fill the page, bring it in front, and show its columns, each in a turn of its own."""
        if not self._page.isVisible():
            self._page.show_roster()
            await asyncio.sleep(0)
            if (stack := self._page.parentWidget()) is not None:
                self._page.resize(stack.size())
            await self._draw_behind_the_scenes()
        self._show()
        await asyncio.sleep(0)
        self._columns.show_columns()
        if self._roster.missing:
            self._open_aside()
            self._columns.focus_left_out()
        elif self._roster.cohort is None:
            self._page.title.setFocus()
        else:
            self._page.people.setFocus()

    async def _draw_behind_the_scenes(self) -> None:
        """Strip by strip: the first time, laying out the words of a whole page takes more than a frame."""
        strip = self._page.height() // _STRIPS + 1
        for top in range(0, self._page.height(), strip):
            self._page.grab(QRect(0, top, self._page.width(), strip))
            await asyncio.sleep(0)


def file_in(mime: QMimeData) -> Path | None:
    """The first file that is dragged or pasted."""
    files = (url.toLocalFile() for url in mime.urls() if url.isLocalFile())
    return next((Path(file) for file in files if file), None)
