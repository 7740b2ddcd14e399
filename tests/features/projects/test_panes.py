"""The projects page in a real window: mouse, keys, and words that stay while others move cards."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.projects import AddCard, Card
from growtogether_desktop.features.projects.commands import COMMANDS
from growtogether_desktop.features.projects.model.drafts import as_it_is
from growtogether_desktop.features.projects.pane import ProjectsPane
from growtogether_desktop.features.projects.pane.board_view import BoardView
from growtogether_desktop.features.projects.pane.card_form import CardForm
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.pane import Aside
from growtogether_desktop.ui.table import RowsTable


class Hand:
    """What a person does to the page, each step until everything has settled."""

    def __init__(self, pane, desk, qtbot):
        self.window = pane.window()
        self.pane = pane
        self.desk = desk
        self.qtbot = qtbot

    async def rest(self):
        """Let everything that was begun come to its end."""
        for _ in range(2):
            await self.desk.background.settled()
            QCoreApplication.processEvents()

    async def open_board(self):
        self.pane.show_thing(Ref("project", "bozor"))
        await self.rest()
        return self.board

    @property
    def board(self):
        return self.pane.findChild(BoardView)

    def cards(self, column):
        """The list of a column, by its place."""
        return self.board._columns[column].cards

    def shown(self, column):
        return [row.id for row in self.cards(column).rows.rows]

    async def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)
        await self.rest()

    def middle(self, column, card):
        cards = self.cards(column)
        return cards.viewport().mapToGlobal(cards.visualRect(cards.rows.place(card)).center())

    def mouse(self, kind, source, at, button=Qt.MouseButton.LeftButton):
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        here = QPointF(source.mapFromGlobal(at))
        QApplication.sendEvent(
            source, QMouseEvent(kind, here, QPointF(at), button, held, Qt.KeyboardModifier.NoModifier)
        )

    def pick_up(self, column, card, to):
        """Press on a card and draw it along; what is returned lets it go."""
        source = self.cards(column).viewport()
        start = self.middle(column, card)
        self.mouse(QEvent.Type.MouseButtonPress, source, start)
        self.mouse(QEvent.Type.MouseMove, source, start + QPoint(0, 30), Qt.MouseButton.NoButton)
        self.mouse(QEvent.Type.MouseMove, source, to, Qt.MouseButton.NoButton)
        return lambda: self.mouse(QEvent.Type.MouseButtonRelease, source, to)

    async def click(self, column, card):
        source, at = self.cards(column).viewport(), self.middle(column, card)
        self.mouse(QEvent.Type.MouseButtonPress, source, at)
        self.mouse(QEvent.Type.MouseButtonRelease, source, at)
        await self.rest()

    def button(self, words):
        """A button that can be seen."""
        return next(one for one in self.pane.findChildren(Button) if one.text() == words and one.isVisible())

    @property
    def form(self):
        return next((form for form in self.pane.findChildren(CardForm) if form.isVisible()), None)

    async def write(self, editor, words):
        editor.setFocus()
        editor.selectAll()
        self.qtbot.keyClicks(editor, words)
        await self.rest()


@pytest.fixture(autouse=True)
def look(qapp):
    theme.wear(theme.read_theme("light"))


@pytest.fixture
async def make_hand(qtbot):
    """`make_hand(desk)`: the page on somebody's desk, as wide as in a window of 1440 pixels."""
    hands = []

    def make(desk):
        # A page of its own, so that focus is where a person would have it.
        window = QWidget()
        qtbot.addWidget(window)
        pane = ProjectsPane(desk.workspace)
        pane.setParent(window)
        window.resize(1232, 800)
        pane.resize(1232, 800)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        pane.setFocus()
        hands.append(Hand(pane, desk, qtbot))
        return hands[-1]

    yield make
    for hand in hands:
        hand.pane.leave()
        await hand.rest()


@pytest.fixture
async def hand(make_hand, bozor):
    """Timur has the board open."""
    made = make_hand(bozor.timur)
    await made.open_board()
    return made


# --- by mouse ---


async def test_a_card_is_dragged_between_two_others(hand):
    below_login = hand.middle(1, "login") + QPoint(0, 24)

    let_go = hand.pick_up(2, "queue", below_login)
    let_go()
    await hand.rest()

    assert hand.shown(1) == ["login", "queue", "search", "theme"]
    assert hand.shown(2) == []


async def test_a_card_is_dragged_within_its_column(hand):
    let_go = hand.pick_up(1, "theme", hand.middle(1, "login") - QPoint(0, 20))
    let_go()
    await hand.rest()

    assert hand.shown(1) == ["theme", "login", "search"]


async def test_a_card_is_dragged_into_an_empty_column(hand):
    empty = hand.cards(4).viewport()

    let_go = hand.pick_up(0, "map", empty.mapToGlobal(empty.rect().center()))
    let_go()
    await hand.rest()

    assert hand.shown(4) == ["map"]
    assert hand.board.selected == "map"


async def test_a_line_shows_where_it_would_land_until_it_has(hand):
    await hand.click(2, "queue")
    before = hand.board.grab().toImage()

    let_go = hand.pick_up(2, "queue", hand.middle(1, "search"))
    during = hand.board.grab().toImage()
    await hand.press(Qt.Key.Key_Escape)
    let_go()
    after = hand.board.grab().toImage()

    assert during != before
    assert after == before
    assert hand.shown(2) == ["queue"]


async def test_beside_the_board_nothing_lands(hand):
    let_go = hand.pick_up(2, "queue", hand.pane.mapToGlobal(QPoint(600, 5)))
    let_go()
    await hand.rest()

    assert hand.shown(2) == ["queue"]
    assert hand.desk.workspace.state.waiting == 0


async def test_a_drag_goes_on_while_others_move_cards(hand, bozor):
    let_go = hand.pick_up(2, "queue", hand.middle(1, "theme") + QPoint(0, 24))

    await (await bozor.board(bozor.malika)).move("login", "done", None)
    await bozor.meet()
    await hand.rest()
    let_go()
    await hand.rest()

    assert "queue" in hand.shown(1)
    assert hand.shown(4) == ["login"]


async def test_a_click_opens_the_card_on_the_right(hand):
    aside = hand.pane.findChild(Aside)
    before = aside.isVisible()

    await hand.click(0, "bus")

    assert (before, aside.isVisible()) == (False, True)
    assert hand.form.card == "bus"


# --- by keys ---


async def test_arrows_walk_over_the_board(hand):
    walked = [hand.board.selected]

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up):
        await hand.press(key)
        walked.append(hand.board.selected)

    assert walked == ["map", "bus", "search", "queue", "login", "login"]


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier])
async def test_with_a_modifier_arrows_move_the_card_and_the_keys_stay_with_it(hand, modifier):
    await hand.press(Qt.Key.Key_Down, modifier)
    down = hand.shown(0)
    await hand.press(Qt.Key.Key_Right, modifier)
    await hand.press(Qt.Key.Key_Right, modifier)

    assert down == ["bus", "map"]
    assert "map" in hand.shown(2)
    assert hand.board.selected == "map"
    assert hand.cards(2).hasFocus()


async def test_a_move_by_keys_is_told_to_screen_readers(hand, monkeypatch):
    told = []
    monkeypatch.setattr(hand.board, "announce", told.append)

    await hand.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    assert told == ["map: Ready, 1 of 4"]


async def test_n_adds_card_after_card_on_top(hand):
    await hand.press(Qt.Key.Key_N)
    line = QApplication.focusWidget()
    for title in ("Courier map", "Night orders"):
        await hand.write(line, title)
        await hand.press(Qt.Key.Key_Return)
    await hand.press(Qt.Key.Key_Escape)

    titles = [row.card.title for row in hand.cards(0).rows.rows]
    assert titles == ["Night orders", "Courier map", "map", "bus"]
    assert hand.cards(0).hasFocus()


async def test_a_removed_card_leaves_the_keys_to_its_neighbour(hand):
    await hand.press(Qt.Key.Key_Delete)
    neighbour = hand.board.selected

    await hand.desk.workspace.undo()
    await hand.rest()

    assert neighbour == "bus"
    assert hand.shown(0) == ["map", "bus"]


async def test_cards_and_columns_have_words_for_screen_readers(hand):
    cards = hand.cards(2)

    said = cards.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert cards.accessibleName() == "Building, 1 of 3"
    assert said == "queue. Python"


async def test_what_the_page_offers_are_commands_of_its_feature(hand):
    assert set(hand.pane.offers()) <= {command.id for command in COMMANDS}

    hand.pane.do("right")
    await hand.rest()
    hand.pane.do("take")
    await hand.rest()

    assert hand.shown(1) == ["map", "login", "search", "theme"]
    assert hand.cards(1).rows.rows[0].mine


# --- rewriting a card ---


async def test_enter_goes_into_the_card_and_what_is_typed_is_saved(hand):
    await hand.press(Qt.Key.Key_Return)
    title = QApplication.focusWidget()
    await hand.write(title, "Offline map")
    await hand.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert hand.cards(0).rows.rows[0].card.title == "Offline map"
    assert not hand.form.save.isVisible()


async def test_control_enter_saves_from_the_detail_too(hand):
    await hand.press(Qt.Key.Key_Return)
    await hand.write(hand.form.findChild(QPlainTextEdit), "With tiles")
    await hand.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert hand.cards(0).rows.rows[0].card.detail == "With tiles"


async def test_a_task_is_taken_with_one_button(hand):
    await hand.click(0, "map")
    await hand.write(hand.form.findChild(QPlainTextEdit), "With tiles")

    hand.button("Take it").click()
    await hand.rest()

    assert hand.cards(0).rows.rows[0].mine
    assert not hand.form.take.isVisible()
    assert hand.form.findChild(QPlainTextEdit).toPlainText() == "With tiles"


async def test_words_about_a_card_that_somebody_removes_stay_until_discarded(hand, bozor):
    await hand.click(0, "map")
    detail = hand.form.findChild(QPlainTextEdit)
    await hand.write(detail, "With tiles")

    await (await bozor.board(bozor.malika)).remove("map")
    await bozor.meet()
    await hand.rest()
    stay = (hand.shown(0), detail.isVisible(), detail.toPlainText())
    hand.button("Discard").click()
    await hand.rest()

    assert stay == (["bus"], True, "With tiles")
    assert hand.form is None


async def test_what_is_being_typed_stays_while_the_board_changes(hand, bozor):
    await hand.press(Qt.Key.Key_Return)
    detail = hand.form.findChild(QPlainTextEdit)
    await hand.write(detail, "With tiles")

    hers = await bozor.board(bozor.malika)
    await hers.move("map", "done", None)
    await bozor.meet()
    await hand.rest()

    assert detail.toPlainText() == "With tiles"
    assert detail.hasFocus()
    assert hand.shown(4) == ["map"]


async def test_what_was_typed_is_there_when_the_page_comes_back(hand, make_hand, bozor):
    await hand.press(Qt.Key.Key_Return)
    await hand.write(hand.form.findChild(QPlainTextEdit), "With tiles")
    hand.pane.leave()
    await hand.rest()

    again = make_hand(bozor.timur)
    await again.open_board()
    await again.click(0, "map")

    assert again.form.findChild(QPlainTextEdit).toPlainText() == "With tiles"


async def test_a_missing_title_is_told_beside_the_field(hand):
    await hand.press(Qt.Key.Key_Return)
    title = QApplication.focusWidget()
    title.selectAll()
    await hand.press(Qt.Key.Key_Backspace)
    await hand.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert title.accessibleDescription() == "A card needs a title."
    assert title.hasFocus()


async def test_whose_words_stay_is_asked_when_two_have_met(hand, bozor):
    await hand.press(Qt.Key.Key_Return)
    title = QApplication.focusWidget()
    assert isinstance(title, QLineEdit)
    await hand.write(title, "Mine")
    hand.form.leave()
    await hand.rest()
    hers = await bozor.board(bozor.malika)
    await hers.keep("map", replace(as_it_is(hers.row("map").card), title="Hers"))
    await hers.edit("map")
    await bozor.meet()
    await hand.rest()

    hand.button("Take theirs").click()
    await hand.rest()

    assert title.text() == "Hers"


async def test_a_card_grows_when_its_column_narrows(hand, bozor):
    title = "Search that finds oʻquvchi from every spelling"
    await bozor.malika.workspace.do(AddCard("long", Card("long", "bozor", title, "review", "V")))
    await bozor.meet()
    await hand.rest()
    cards = hand.cards(3)
    wide = cards.visualRect(cards.rows.place("long")).height()

    hand.pane.resize(1000, 800)
    await hand.rest()

    assert cards.visualRect(cards.rows.place("long")).height() > wide


# --- who may ---


async def test_who_has_not_joined_is_told_why_and_may_join(make_hand, desk, bozor):
    lola = desk("lola", "mentee")
    await lola.meet()
    hand = make_hand(lola)
    await hand.open_board()
    notice = hand.board.parentWidget().findChild(Notice)
    before = notice.isVisible()
    let_go = hand.pick_up(2, "queue", hand.middle(1, "login"))
    let_go()
    await hand.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    still = hand.shown(2)

    hand.button("Join project").click()
    await hand.rest()
    await hand.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    assert (before, still) == (True, ["queue"])
    assert not notice.isVisible()
    assert hand.shown(3) == ["queue"]


# --- the list ---


async def test_enter_opens_the_board_and_backspace_goes_back(make_hand, bozor):
    hand = make_hand(bozor.timur)
    await hand.rest()
    table = hand.pane.findChild(RowsTable)
    table.setFocus()

    await hand.press(Qt.Key.Key_Return)
    on_board = hand.board.isVisible()
    await hand.press(Qt.Key.Key_Backspace)

    assert on_board
    assert table.isVisible()
    assert table.hasFocus()


async def test_a_project_is_started_from_the_page(make_hand, bozor):
    hand = make_hand(bozor.timur)
    await hand.rest()
    hand.button("Start project").click()
    await hand.rest()
    name = QApplication.focusWidget()

    await hand.press(Qt.Key.Key_Return)
    complaint = name.accessibleDescription()
    await hand.write(name, "Ob-havo")
    await hand.press(Qt.Key.Key_Return)

    assert complaint == "A project needs a name."
    assert hand.pane.head.title.text() == "Ob-havo"
    assert hand.board.isVisible()


async def test_a_search_line_finds_projects_while_one_types(make_hand, bozor):
    hand = make_hand(bozor.timur)
    await hand.rest()
    await hand.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    line = QApplication.focusWidget()

    await hand.write(line, "BOZ")
    found = len(hand.pane.findChild(RowsTable).model().rows)
    await hand.write(line, "zzz")
    nothing = len(hand.pane.findChild(RowsTable).model().rows)

    assert (found, nothing) == (1, 0)
    assert line.hasFocus()


async def test_a_long_board_keeps_its_place_when_cards_come(hand, bozor):
    await bozor.malika.workspace.do(
        *(AddCard(f"x{at}", Card(f"x{at}", "bozor", f"Card {at}", "ideas", f"{at:03}W")) for at in range(300))
    )
    await bozor.meet()
    await hand.rest()
    bar = hand.cards(0).verticalScrollBar()
    hand.cards(0).verticalScrollBar().setValue(4000)

    await (await bozor.board(bozor.malika)).move("queue", "ideas", "x299")
    await bozor.meet()
    await hand.rest()

    assert bar.value() == 4000
    assert hand.board.selected == "map"
