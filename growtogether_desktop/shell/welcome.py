"""The first thing one sees: three doors into a programme, and the lock of one's own desk."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import LANGUAGES, _, language, say, use_language
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.accounts import read_join_link
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.shell.crash import CrashSheet
from growtogether_desktop.shell.door_page import (
    PASSPHRASE_CHARACTERS,
    PASSWORD_CHARACTERS,
    Form,
    Page,
    least_characters,
)
from growtogether_desktop.shell.locked_page import LockedPage
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card, CardRow
from growtogether_desktop.ui.marks import Icon
from growtogether_desktop.ui.save_as import save_as
from growtogether_desktop.ui.words import Words
from growtogether_desktop.wire.protocol import AccountAsked, ResetAsked, SignInAsked
from growtogether_desktop.workspace.lock import KeyringSilent, Ways

WayIn = AccountAsked | SignInAsked | ResetAsked
Door = Literal["join", "sign in", "host", "export"]

Desk = Literal["none", "locked", "closed", "too new"]
"""There is none; it wants its key; it has its key and does not open; only a newer program opens it."""


class Doors(Protocol):
    """What happens behind the doors; each raises Problem with what to do."""

    async def needs_passphrase(self) -> bool: ...
    async def ask_keyring(self) -> None: ...
    async def unlock(self, typed: str) -> None: ...
    async def try_again(self) -> None: ...
    async def save_unsent(self, path: Path) -> None: ...
    async def begin_anew(self) -> None: ...
    async def open_export(self, path: Path, passphrase: str | None) -> None: ...
    async def connect(
        self, address: str, asked: AccountAsked | SignInAsked | ResetAsked, passphrase: str | None
    ) -> None: ...
    async def offers_platform(self, address: str) -> bool: ...
    async def connect_by_platform(self, address: str, device: str, invitation: str, passphrase: str | None) -> None: ...
    async def host(self, programme: str, asked: AccountAsked, passphrase: str | None) -> None: ...
    async def demo(self, role: str) -> None: ...


class Welcome(QWidget):
    """A window of its own, before there is a desk to show."""

    def __init__(
        self,
        doors: Doors,
        background: Background,
        settings: SettingsFile,
        computer: str,
        *,
        desk: Desk = "none",
        problem: Problem | None = None,
        address: str = "",
        ways: Ways | None = None,
    ) -> None:
        """`computer` is what the hub calls this device; `desk` says how one stands that is here already, and
        `ways` what opens one that is locked.

        With an `address` it opens at the sign-in page: this hub has to be signed in to again.
        """
        super().__init__()
        self.closed: Signal[QWidget] = Signal()
        self.doors = doors
        self._background = background
        self._settings = settings
        self._computer = computer
        self._desk = desk
        self._problem = problem
        self._address = address
        self._ways = ways
        self._open: list[Page] = []
        self._crash: CrashSheet | None = None
        self._unlisten = background.bugs.connect(self.show_bug)
        self.setWindowTitle("Grow-Together")
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        chosen = settings.settings
        theme.wear(theme.read_theme(theme.chosen(chosen.theme), chosen.zoom, 0 if chosen.reduced_motion else 120))
        use_language(chosen.language or language())
        self.resize(960, 720)
        self.setMinimumSize(640, 560)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget()
        outer.addWidget(self.pages)
        self._begin()

    @property
    def page(self) -> Page:
        """The page in front."""
        return self._open[-1]

    def open_door(self, door: Door) -> None:
        """Go to a door's page."""
        pages = {
            "join": self._join_page,
            "sign in": self._sign_in_page,
            "host": self._host_page,
            "export": self._export_page,
        }
        self._go(pages[door]())

    def show_bug(self, bug: BaseException) -> None:
        self._crash = self._crash or CrashSheet(self)
        self._crash.show_bug(bug)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._unlisten()
        super().closeEvent(event)
        self.closed.emit(self)

    # --- pages ----------------------------------------------------------------------------------

    def _begin(self) -> None:
        while self._open:
            self._leave(self._open.pop())
        first = {
            "none": self._doors_page,
            "locked": self._locked_page,
            "closed": self._closed_page,
            "too new": self._closed_page,
        }
        self._go(first[self._desk]())
        if self._address:
            self.open_door("sign in")

    def _go(self, page: Page) -> None:
        self._open.append(page)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.setFocus()

    def _doors_page(self) -> Page:
        page = Page(_("Grow together"), _("Mentors, mentees and coordinators at one desk that works without network."))
        if self._problem is not None:
            page.say(self._problem)
        doors = Card()
        doors.show_rows(
            CardRow(
                _("Join with an invitation"),
                _("Your coordinator has sent you a code."),
                Icon("user-plus", "accent"),
                Icon("chevron-right", "muted"),
                run=lambda: self.open_door("join"),
            ),
            CardRow(
                _("Sign in"),
                _("You have an account at a hub already."),
                Icon("key-round", "accent"),
                Icon("chevron-right", "muted"),
                run=lambda: self.open_door("sign in"),
            ),
            CardRow(
                _("Host a programme on this computer"),
                _("You coordinate, and there is no hub yet."),
                Icon("server", "accent"),
                Icon("chevron-right", "muted"),
                run=lambda: self.open_door("host"),
            ),
            CardRow(
                _("Open an export"),
                _("You have saved everything on another computer."),
                Icon("folder-open", "accent"),
                Icon("chevron-right", "muted"),
                run=lambda: self.open_door("export"),
            ),
        )
        page.add_card(doors)
        page.column.addSpacing(8)
        page.column.addWidget(Words(_("Only looking?"), "section"))
        demo = Card()
        demo.show_rows(*(self._demo_row(*door) for door in self._demo_doors()))
        page.add_card(demo)
        page.column.addSpacing(8)
        page.column.addWidget(self._languages(), 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _demo_doors(self) -> tuple[tuple[str, str, str, str], ...]:
        return (
            (COORDINATOR, "handshake", _("Demo as a coordinator"), _("Pair 145 mentees with 236 mentors.")),
            (MENTOR, "message-square-code", _("Demo as a mentor"), _("Review what your mentees have handed in.")),
            (MENTEE, "graduation-cap", _("Demo as a mentee"), _("Browse projects, read the remarks on your work.")),
        )

    def _demo_row(self, role: str, icon: str, line: str, aside: str) -> CardRow:
        return CardRow(line, aside, Icon(icon, "muted"), run=lambda: self._start(lambda: self.doors.demo(role)))

    def _languages(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("Language"))
        for code, name in LANGUAGES.items():
            box.addItem(name, code)
        box.setCurrentIndex(list(LANGUAGES).index(language()))
        box.currentIndexChanged.connect(lambda at: self._speak(box.itemData(at)))
        return box

    def _speak(self, code: str) -> None:
        self._settings.save(language=code)
        use_language(code)
        self._begin()

    def _join_page(self) -> Page:
        page = Form(_("Join with an invitation"), _("The code opens an account for you, once."), self._back)
        address = page.line("address", _("Address of the hub"), _("For example https://hub.example.uz"))
        code = page.line("code", _("Invitation code"), _("The link of an invitation may be pasted as well."))
        for editor in (address, code):
            editor.textChanged.connect(lambda text: self._take_apart(text, address, code))
        name = page.line(
            "name", _("Your name"), _("As others read it; leave it empty to keep the one you were invited by.")
        )
        login = page.line("login", _("E-mail or login"), _("You sign in with it on your next computer."))
        password = page.secret("password", _("Password"), least_characters(PASSWORD_CHARACTERS))
        passphrase = self._passphrase(page)

        async def join() -> None:
            asked = AccountAsked(
                code.text().strip(), login.text().strip(), password.text(), self._computer, name.text().strip()
            )
            await self.doors.connect(address.text(), asked, passphrase())

        page.submit(_("Join"), lambda: self._start(join))
        self._platform(page, address, passphrase, code)
        return page

    def _take_apart(self, text: str, address: QLineEdit, code: QLineEdit) -> None:
        """Whoever pastes the link of an invitation, into whichever field, has filled in both."""
        if (told := read_join_link(text)) is not None:
            address.setText(told[0])
            code.setText(told[1])
            address.editingFinished.emit()

    def _sign_in_page(self) -> Page:
        page = Form(_("Sign in"), _("Everything you may read comes to this computer."), self._back)
        address = page.line("address", _("Address of the hub"), _("For example https://hub.example.uz"))
        address.setText(self._address)
        login = page.line("login", _("E-mail or login"))
        password = page.secret("password", _("Password"))
        passphrase = self._passphrase(page)

        async def sign_in() -> None:
            asked = SignInAsked(login.text().strip(), password.text(), self._computer)
            await self.doors.connect(address.text(), asked, passphrase())

        page.submit(_("Sign in"), lambda: self._start(sign_in))
        code = Button(_("I have a code"), lambda: self._go(self._code_page(address.text())), kind="link")
        page.column.addWidget(code, 0, Qt.AlignmentFlag.AlignLeft)
        self._platform(page, address, passphrase, None)
        return page

    def _code_page(self, hub: str) -> Page:
        """For whoever has forgotten their password, and got a code from a coordinator."""
        about = _("A coordinator makes one for whoever has forgotten their password. You choose another with it.")
        page = Form(_("I have a code"), about, self._back)
        address = page.line("address", _("Address of the hub"), _("For example https://hub.example.uz"))
        address.setText(hub)
        code = page.line("code", _("Code"), _("It is good once, and for a day."))
        least = least_characters(PASSWORD_CHARACTERS)
        password = page.secret("password", _("New password"), least)
        passphrase = self._passphrase(page)

        async def choose() -> None:
            asked = ResetAsked(code.text().strip(), password.text(), self._computer)
            await self.doors.connect(address.text(), asked, passphrase())

        page.submit(_("Sign in"), lambda: self._start(choose))
        return page

    def _host_page(self) -> Page:
        page = Form(
            _("Host a programme on this computer"),
            _("The hub runs while this program does. You can move it to a server later."),
            self._back,
        )
        programme = page.line("programme", _("Name of the programme"))
        name = page.line("owner", _("Your name"), _("As others read it. You are the first coordinator."))
        login = page.line("login", _("E-mail or login"), _("You sign in with it on your next computer."))
        password = page.secret("password", _("Password"), least_characters(PASSWORD_CHARACTERS))
        passphrase = self._passphrase(page)

        async def host() -> None:
            asked = AccountAsked("", login.text().strip(), password.text(), self._computer, name.text().strip())
            await self.doors.host(programme.text().strip(), asked, passphrase())

        page.submit(_("Start the hub"), lambda: self._start(host))
        return page

    def _export_page(self) -> Page:
        page = Form(
            _("Open an export"),
            _("Your desk stands here as it stood there. Sign in afterwards, and it goes on from where it was."),
            self._back,
        )
        file = page.line("file", _("File"), _("The .zip that the program has saved."))
        choose = Button(_("Choose the file…"), lambda: self._choose_export(file), icon="folder-open")
        page.column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        passphrase = self._passphrase(page)

        async def open_() -> None:
            await self.doors.open_export(Path(file.text().strip()), passphrase())

        page.submit(_("Open"), lambda: self._start(open_))
        return page

    def _choose_export(self, into: QLineEdit) -> None:
        dialog = QFileDialog(self, _("Open an export"), "", "Zip (*.zip)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(into.setText)
        dialog.open()

    def _locked_page(self) -> Page:
        assert self._ways is not None
        page = LockedPage(self._ways, self.doors, self._background, self._start, lambda: self._go(self._anew_page()))
        if isinstance(self._problem, KeyringSilent):
            page.ask_keyring()  # it is asking for its password already
        elif self._problem is not None:
            page.say(self._problem)
        return page

    def _closed_page(self) -> Page:
        """There is a desk, and it does not open; nothing here could lose it."""
        page = Form(_("Your desk does not open now"), _("Everything in it is still there."), None)
        if self._problem is not None:
            page.say(self._problem)
        page.submit(_("Try again"), lambda: self._start(self.doors.try_again))
        page.column.addSpacing(8)
        if self._desk == "too new":
            save = Button(_("Save what the hub does not have…"), lambda: self._save_unsent(page), icon="download")
            page.column.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
        anew = Button(_("Connect anew…"), lambda: self._go(self._anew_page()), kind="link")
        page.column.addWidget(anew, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _save_unsent(self, page: Page) -> None:
        async def save(path: Path) -> None:
            await self.doors.save_unsent(path)
            page.tell(say("Saved as “{file}”.", file=path.name))

        title, called = _("Save what the hub does not have"), _("waiting for the hub")
        save_as(self, title, called, "json", lambda path: self._start(lambda: save(path)))

    def _anew_page(self) -> Page:
        page = Form(
            _("Connect anew"),
            _("What the hub has comes back when you sign in. What this desk had not sent yet stays in it."),
            self._back,
        )
        kept = _("The old desk is not deleted: it lies in a folder of its own beside the new one.")
        page.column.addWidget(Words(kept, wraps=True))
        page.submit(_("Put it aside and connect anew"), lambda: self._start(self.doors.begin_anew))
        return page

    def _platform(
        self, page: Form, address: QLineEdit, passphrase: Callable[[], str | None], code: QLineEdit | None
    ) -> None:
        """A second way in, below the first, for hubs that know a platform; they are asked once the address is there."""
        button = Button(_("Sign in through the platform"), run=lambda: go())
        button.setAccessibleDescription(_("Opens your browser"))
        button.hide()
        page.column.addWidget(button)

        async def look() -> None:
            button.setVisible(bool(address.text().strip()) and await self.doors.offers_platform(address.text()))

        def go() -> None:
            if not page.complete("address", "passphrase"):
                return
            # Read while this page is in front: behind another one nothing of it is visible.
            hub, locked_by = address.text(), passphrase()
            invitation = "" if code is None else code.text().strip()
            self._go(
                self._waiting_page(lambda: self.doors.connect_by_platform(hub, self._computer, invitation, locked_by))
            )

        address.editingFinished.connect(lambda: self._background.spawn(look(), name="ask a hub for its platform"))
        if address.text():
            self._background.spawn(look(), name="ask a hub for its platform")

    def _waiting_page(self, way: Callable[[], Awaitable[None]]) -> Page:
        """While somebody signs in in their browser; Escape gives up."""

        def cancel() -> None:
            task.cancel()
            self._back()

        page = Form(
            _("Go on in your browser"),
            _("Sign in at the platform there. This window goes on by itself when you have."),
            cancel,
        )
        button = Button(_("Cancel"), run=cancel)
        page.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        page.setFocusProxy(button)

        async def through() -> None:
            try:
                await way()  # behind it there is another window, and this one is gone
            except Problem as problem:
                self._back()
                self._open[-1].say(problem)

        task = self._background.spawn(through(), name="sign in through the platform")
        return page

    def _passphrase(self, page: Form) -> Callable[[], str | None]:
        """Ask for a passphrase as well, where no keyring keeps the key of the desk; gives what was typed."""
        editor = page.secret(
            "passphrase",
            _("Passphrase of this desk"),
            _("No open keyring of this computer keeps the key, so you type it at each start. {least}").format(
                least=least_characters(PASSPHRASE_CHARACTERS)
            ),
        )
        page.fields["passphrase"].hide()

        async def look() -> None:
            page.fields["passphrase"].setVisible(await self.doors.needs_passphrase())

        self._background.spawn(look(), name="look for a keyring")
        return lambda: editor.text() if page.fields["passphrase"].isVisible() else None

    def _back(self) -> None:
        self._leave(self._open.pop())
        self._open[-1].setFocus()

    def _leave(self, page: Page) -> None:
        self.pages.removeWidget(page)
        page.deleteLater()

    def _start(self, go: Callable[[], Awaitable[None]]) -> None:
        """Go through a door; what is wrong is said on this side of it."""
        page = self._open[-1]

        async def through() -> None:
            page.setEnabled(False)
            try:
                await go()
            except Problem as problem:
                if not isValid(page):
                    raise
                page.say(problem)
            finally:
                if isValid(page):  # behind most doors there is another window, and this page is gone
                    page.setEnabled(True)

        if page.complete():
            self._background.spawn(through(), name="a door")
