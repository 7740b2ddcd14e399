"""The window: a rail of pages, the page in front, and a status bar that tells the truth."""

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QCloseEvent, QDesktopServices, QGuiApplication, QImage, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from growtogether_desktop.base.actions import Action, Actions
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import LANGUAGES, N_, _, language, use_language
from growtogether_desktop.base.settings import Settings, SettingsFile
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR, Ref, Returned
from growtogether_desktop.shell.crash import CrashSheet
from growtogether_desktop.shell.last_look import take_first_size
from growtogether_desktop.shell.notices import Notices
from growtogether_desktop.shell.palette import Palette, keys
from growtogether_desktop.shell.preferences import PreferencesPane
from growtogether_desktop.shell.qt_words import QtWords
from growtogether_desktop.shell.rail import PersonButton, Rail
from growtogether_desktop.shell.remembered import Remembered
from growtogether_desktop.shell.shortcuts import ShortcutsPane
from growtogether_desktop.shell.status import StatusBar
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.feature import Command, Feature
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.pane import Note, Pane

if TYPE_CHECKING:  # the workspace brings SQL along; app.py decides when that is imported
    from growtogether_desktop.workspace.state import SyncState
    from growtogether_desktop.workspace.workspace import Workspace

_ROLES = {MENTOR: N_("Mentor"), MENTEE: N_("Mentee"), COORDINATOR: N_("Coordinator")}
_PREFERENCES = "preferences"
_PRIVACY = "privacy"
_SHORTCUTS = "shortcuts"
_RETURNED = Ref("returned", "")
"""The tray of what came back; it is one thing, so it needs no id."""
_ZOOM = (80, 90, 100, 110, 120, 130, 140, 150, 160)


class Window(QMainWindow):
    """What it needs comes through the constructor; app.py puts it together."""

    def __init__(
        self,
        workspace: "Workspace",
        settings: SettingsFile,
        folder: Path,
        features: tuple[Feature, ...],
        log_file: Path | None = None,
    ) -> None:
        """`folder` is where the window remembers how it was left."""
        super().__init__()
        self.closed: Signal[QWidget] = Signal()
        self.last_look = QImage()
        """What it looked like when it was closed."""
        self.workspace = workspace
        self._settings = settings
        self._remembered = Remembered(folder / "window.ini")
        self._remembered.restore_folder()
        self._features = tuple(feature for feature in features if feature.suits(workspace.me.roles))
        self._log_file = log_file
        self._panes: dict[str, Pane] = {}
        self._page = ""
        self._qt_words = QtWords(self)
        self._crash: CrashSheet | None = None
        self._counting = False
        self._count_again = False
        self.actions_ = Actions(self._make_actions())
        self._apply(settings.settings)
        self._build()
        self._wire()
        self.setMinimumSize(960, 600)
        if not self._remembered.restore_window(self):
            take_first_size(self)
        known = {feature.id for feature in self._features} | {_PREFERENCES}
        first = self._features[0].id if self._features else _PREFERENCES
        self.go(self._remembered.page if self._remembered.page in known else first)

    # --- for app.py ---

    def go(self, page: str) -> None:
        """Bring the page to the front; it is built when it is first opened."""
        pane = self._panes.get(page) or self._open(page)
        self._page = page
        self._stack.setCurrentWidget(pane)
        pane.setFocus()  # the next Tab goes into the page
        self._rail.mark(page)
        self._status.show_note(pane.note)
        self._remembered.keep_page(page)

    def show_thing(self, ref: Ref) -> None:
        """Open what `ref` points to, on the page that can show it; nothing happens when none can."""
        feature = next((feature for feature in self._features if ref.kind in feature.opens), None)
        if feature is not None:
            self.go(feature.id)
            self._panes[feature.id].show_thing(ref)

    def show_problem(self, problem: Problem) -> None:
        self._notices.show_problem(problem)

    def show_bug(self, bug: BaseException) -> None:
        if self._crash is None:
            self._crash = CrashSheet(self)
        self._crash.show_bug(bug)

    @property
    def page(self) -> str:
        """The page in front."""
        return self._page

    @property
    def notices(self) -> Notices:
        return self._notices

    # --- what it is made of ---

    def _build(self) -> None:
        self.setWindowTitle("Grow-Together")
        self._rail = self._make_rail()
        self._stack = QStackedWidget()
        self._notices = Notices()
        self._demo = Notice(_("Demo programme: nothing here leaves this computer."), tone="information")
        self._status = StatusBar(
            undo=lambda: self._run("edit.undo"),
            returned=self._go_to_returned,
            speak=lambda code: self._choose(language=code),
        )
        work = QVBoxLayout()
        work.setSpacing(0)
        for widget in (self._demo, self._notices):
            work.addWidget(widget)
        work.addWidget(self._stack, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self._rail)
        upper.addLayout(work, 1)
        frame = QWidget()
        box = QVBoxLayout(frame)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(upper, 1)
        box.addWidget(self._status)
        self.setCentralWidget(frame)
        self._palette = Palette(frame, self.actions_)
        if sys.platform == "darwin":  # elsewhere the menus open from the person's name, and the page keeps its height
            self.menuBar().clear()
            for menu in self.actions_.menus():
                self._fill_menu(self.menuBar().addMenu(_(menu)), menu)
        self._show_state(self.workspace.state)
        self._show_undo()

    def _make_rail(self) -> Rail:
        me = self.workspace.me
        role = " · ".join(_(words) for role, words in _ROLES.items() if role in me.roles)
        rail = Rail(self.workspace.my_name, role, self._open_menus, _("Menus"))
        for feature in self._features:
            rail.add_page(feature.id, _(feature.title), feature.icon, _goer(self, feature.id))
        rail.add_door(_("Search"), "search", keys("Ctrl+K"), lambda: self._palette.open())
        rail.add_page(_PREFERENCES, _("Preferences"), "settings", _goer(self, _PREFERENCES), at_bottom=True)
        return rail

    def _wire(self) -> None:
        workspace = self.workspace
        for action in self.actions_:
            if action.shortcut:
                key = QAction(self)
                key.setShortcut(QKeySequence(action.shortcut))
                key.triggered.connect(_runner(self, action.id))
                self.addAction(key)
        self._unlisten = (
            workspace.state_changed.connect(self._show_state),
            workspace.touched.connect(lambda refs: self._count()),
            workspace.history.changed.connect(lambda nothing: self._show_undo()),
            workspace.background.problems.connect(self.show_problem),
            workspace.background.bugs.connect(self.show_bug),
            self._settings.changed.connect(self._apply),
        )
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_the_computer)
        if self._settings.trouble is not None:
            self.show_problem(self._settings.trouble)

    def _open(self, page: str) -> Pane:
        pane = self._make_pane(page)
        self._panes[page] = pane
        self._stack.addWidget(pane)
        self._remembered.restore_splitters(page, pane)
        pane.wanted.connect(self.show_thing)
        pane.written_again.connect(self._write_again)
        pane.running.connect(lambda running: self._status.show_running(running))
        pane.noted.connect(lambda note: self._note(page, note))
        return pane

    def _make_pane(self, page: str) -> Pane:
        background = self.workspace.background
        if page == _PREFERENCES:
            buttons = [Button(_("Keyboard"), icon="keyboard", run=lambda: self.go(_SHORTCUTS))]
            if self._log_file is not None:
                buttons.append(Button(_("Show log"), run=self._show_log))
            return PreferencesPane(background, self._settings, *buttons)
        if page == _SHORTCUTS:
            forms = tuple(form for feature in self._features for form in feature.forms)
            return ShortcutsPane(background, self.actions_, forms)
        feature = next(feature for feature in self._features if feature.id == page)
        return feature.load()(self.workspace)

    # --- what can be done ---

    def _make_actions(self) -> tuple[Action, ...]:
        go, edit, view, help_ = N_("Go"), N_("Edit"), N_("View"), N_("Help")
        workspace = self.workspace
        history = workspace.history
        pages = tuple(
            Action(f"go.{feature.id}", feature.title, _goer(self, feature.id), go, f"Ctrl+{at}" if at < 10 else "")
            for at, feature in enumerate(self._features, start=1)
        )
        return (
            Action(
                "go.search",
                N_("Search and commands"),
                lambda: self._palette.open(),
                go,
                "Ctrl+K",
                lambda: not self._palette.isVisible(),
            ),
            *pages,
            Action("go.preferences", N_("Preferences"), _goer(self, _PREFERENCES), go, "Ctrl+,"),
            Action("go.sign_out", N_("Sign out of this computer…"), self._sign_out, go, "", self._may_sign_out),
            Action("go.quit", N_("Quit"), self.close, go, "Ctrl+Q"),
            Action(
                "edit.undo",
                N_("Undo"),
                self._later("undo", workspace.undo),
                edit,
                "Ctrl+Z",
                lambda: history.undo_title is not None,
            ),
            Action(
                "edit.redo",
                N_("Redo"),
                self._later("redo", workspace.redo),
                edit,
                "Ctrl+Shift+Z",
                lambda: history.redo_title is not None,
            ),
            *(self._action_of(feature, command) for feature in self._features for command in feature.commands),
            Action("view.light", N_("Light appearance"), lambda: self._choose(theme="light"), view),
            Action("view.dark", N_("Dark appearance"), lambda: self._choose(theme="dark"), view),
            Action("view.contrast", N_("High contrast"), lambda: self._choose(theme="contrast"), view),
            Action("view.system", N_("Appearance of the computer"), lambda: self._choose(theme="system"), view),
            Action("view.larger", N_("Larger words"), lambda: self._zoom(1), view, "Ctrl++"),
            Action("view.smaller", N_("Smaller words"), lambda: self._zoom(-1), view, "Ctrl+-"),
            Action("view.usual", N_("Usual size"), lambda: self._choose(zoom=100), view, "Ctrl+0"),
            Action("view.full", N_("Full screen"), self._toggle_full_screen, view, "F11"),
            *(Action(f"view.speak.{code}", name, _speaker(self, code), view) for code, name in LANGUAGES.items()),
            Action("help.keyboard", N_("Keyboard"), _goer(self, _SHORTCUTS), help_, "F1"),
            Action("help.menus", N_("Open the menus"), lambda: self._open_menus(self._rail.person), help_, "F10"),
            Action("help.log", N_("Show log"), self._show_log, help_, "", lambda: self._log_file is not None),
        )

    def _action_of(self, feature: Feature, command: Command) -> Action:
        """Done by the feature's page, while that is in front."""

        def in_front() -> Pane | None:
            return self._panes.get(feature.id) if self._page == feature.id else None

        def run() -> None:
            if (pane := in_front()) is not None:
                pane.do(command.id)

        def can() -> bool:
            pane = in_front()
            return pane is not None and command.id in pane.offers()

        id_ = f"{feature.id}.{command.id}"
        return Action(id_, command.title, run, feature.title, command.shortcut, can, command.key)

    def _may_sign_out(self) -> bool:
        return self.workspace.hub is not None

    def _sign_out(self) -> None:
        """Nothing happens before the privacy page has said what becomes of what is here."""
        self.go(_PRIVACY)
        self._panes[_PRIVACY].do("sign_out")

    def _run(self, id_: str) -> None:
        action = self.actions_[id_]
        if action.enabled():
            action.run()

    def _later(self, name: str, work: Callable[[], Awaitable[None]]) -> Callable[[], None]:
        async def wait() -> None:
            await work()

        return lambda: void(self.workspace.background.spawn(wait(), name=name))

    def _open_menus(self, person: PersonButton) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in self.actions_.menus():
            self._fill_menu(menu.addMenu(_(name)), name)
        menu.popup(person.mapToGlobal(QPoint(0, person.height() + 2)))

    def _fill_menu(self, menu: QMenu, name: str) -> None:
        for action in self.actions_.in_menu(name):
            entry = menu.addAction(_(action.title))
            entry.setShortcut(QKeySequence(action.shortcut))
            entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here, heard by the window
            entry.setEnabled(action.enabled())
            entry.triggered.connect(_runner(self, action.id))

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_log(self) -> None:
        if self._log_file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_file)))

    def _zoom(self, steps: int) -> None:
        here = min(range(len(_ZOOM)), key=lambda at: abs(_ZOOM[at] - self._settings.settings.zoom))
        self._choose(zoom=_ZOOM[min(max(here + steps, 0), len(_ZOOM) - 1)])

    def _choose(self, **choices: object) -> None:
        try:
            self._settings.save(**choices)
        except Problem as problem:
            self.show_problem(problem)

    # --- what it shows ---

    def _show_state(self, state: "SyncState") -> None:
        self._status.show_state(state)
        self._demo.setVisible(state.phase == "demo")
        self._count()

    def _show_undo(self) -> None:
        self._status.show_undo(self.workspace.history.undo_title, keys("Ctrl+Z"))

    def _note(self, page: str, note: Note) -> None:
        if page == self._page:
            self._status.show_note(note)

    def _count(self) -> None:
        """Ask every page what waits there; once more when something changed while they were asked."""
        self._count_again = True
        if not self._counting:
            self._counting = True
            self.workspace.background.spawn(self._count_all(), name="count")

    async def _count_all(self) -> None:
        try:
            while self._count_again:
                self._count_again = False
                for feature in self._features:
                    if feature.count is None:
                        continue
                    number = await feature.count(self.workspace)
                    if not isValid(self):  # closed meanwhile
                        return
                    self._rail.count(feature.id, number)
        finally:
            self._counting = False

    def _write_again(self, returned: Returned) -> None:
        """Bring up the page that lays these words out as a draft; only then they leave the tray."""
        change = returned.posted.change
        feature = next(feature for feature in self._features if change.KIND in feature.rewrites)
        self.go(feature.id)

        async def again() -> None:
            await self._panes[feature.id].write_again(change)
            await self.workspace.dismiss(returned)

        self.workspace.background.spawn(again(), name="write again")

    def _go_to_returned(self) -> None:
        self.show_thing(_RETURNED)

    # --- look and language ---

    def _apply(self, settings: Settings) -> None:
        look = theme.current()
        name = theme.chosen(settings.theme)
        motion = 0 if settings.reduced_motion else 120
        if (look.name, look.zoom, look.motion_ms) != (name, settings.zoom, motion) or not self._page:
            theme.wear(theme.read_theme(name, settings.zoom, motion))
        spoken = settings.language or _language_of_the_computer()
        if spoken != language() or not self._page:
            use_language(spoken)
            QCoreApplication.removeTranslator(self._qt_words)
            QCoreApplication.installTranslator(self._qt_words)
            if self._page:
                self._say_everything_anew()

    def _follow_the_computer(self) -> None:
        self._apply(self._settings.settings)

    def _say_everything_anew(self) -> None:
        """Pages are built anew in the new language, and stand where they stood."""
        page = self._page
        thing = self._panes[page].thing
        self._put_away()
        self._build()
        self.go(page)
        if thing is not None:
            self._panes[page].show_thing(thing)

    def _put_away(self) -> None:
        for page, pane in self._panes.items():
            self._remembered.keep_splitters(page, pane)
            pane.leave()
            pane.deleteLater()
        self._panes.clear()

    # --- Qt's side ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._palette.isVisible():
            self._palette.close_()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.last_look = self.grab().toImage()
        self._remembered.keep_window(self)
        self._remembered.keep_folder()
        self._put_away()
        for stop in self._unlisten:
            stop()
        super().closeEvent(event)
        self.closed.emit(self)


def void(nothing: object) -> None:
    """Forget what came back: the task is held by the background."""


def _goer(window: Window, page: str) -> Callable[[], None]:
    return lambda: window.go(page)


def _runner(window: Window, id_: str) -> Callable[[], None]:
    return lambda: window._run(id_)


def _speaker(window: Window, code: str) -> Callable[[], None]:
    return lambda: window._choose(language=code)


def _language_of_the_computer() -> str:
    spoken = QLocale.system().name().split("_")[0]
    return spoken if spoken in LANGUAGES else "en"
