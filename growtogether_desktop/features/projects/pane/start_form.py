"""Describing a new project. What is typed is kept until it is started or given up."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import ProjectId
from growtogether_desktop.features.projects.model.browsing import ProjectsModel
from growtogether_desktop.features.projects.model.drafts import ProjectDraft
from growtogether_desktop.features.projects.pane.starting import Start
from growtogether_desktop.features.projects.pane.words import TO_BE
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.readers import told
from growtogether_desktop.ui.saving import Saver
from growtogether_desktop.ui.words import Words


class StartForm(QWidget):
    def __init__(self, model: ProjectsModel, start: Start) -> None:
        super().__init__()
        self.started: Signal[ProjectId] = Signal()
        self.given_up: Signal[None] = Signal()
        self._model = model
        self._start = start
        self._saver = Saver(self, self._keep)
        self._title = QLineEdit(model.draft.title)
        self._about = QPlainTextEdit(model.draft.about)
        self._about.setTabChangesFocus(True)
        self._about.setFixedHeight(theme.current().px(96))
        self._stack = QLineEdit(model.draft.stack)
        self._stack.setPlaceholderText(_("Python, React"))
        self._title_field = Field(_("Name of the project"), self._title, _("What everybody will call it."))
        self.begin_button = Button(_("Start project"), self._begin, "filled")
        self.cancel_button = Button(_("Cancel"), self._give_up)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(Words(_("Start a project"), "heading"))
        box.addWidget(self._title_field)
        box.addWidget(Field(_("About"), self._about, _("For whom it is, and what it does for them.")))
        box.addWidget(Field(_("Made with"), self._stack))
        writers = _("Whoever joins writes on its board, and so do mentors and coordinators.")
        for words in (*told(TO_BE), Words(writers, "muted", wraps=True)):
            box.addWidget(words)
        self._title.textEdited.connect(self._typed)
        self._stack.textEdited.connect(self._typed)
        self._about.textChanged.connect(self._typed)
        self._title.returnPressed.connect(self._begin)
        self._stack.returnPressed.connect(self._begin)

    def begin(self) -> None:
        """The keys go to the name."""
        self._title.setFocus()

    def leave(self) -> None:
        """Keep what was just typed."""
        self._saver.now()

    def _typed(self) -> None:
        self._title_field.calm()
        self._saver.typed()

    def _keep(self) -> None:
        self._start(self._model.keep(self._draft()))

    def _draft(self) -> ProjectDraft:
        return ProjectDraft(self._title.text(), self._about.toPlainText(), self._stack.text())

    def _begin(self) -> None:
        self._saver.forget()
        self._start(self._ask())

    async def _ask(self) -> None:
        await self._model.keep(self._draft())
        try:
            project = await self._model.start()
        except Problem as problem:
            self._title_field.complain(str(problem))
        else:
            self.started.emit(project)

    def _give_up(self) -> None:
        self._saver.forget()
        self._start(self._model.forget())
        self.given_up.emit(None)
