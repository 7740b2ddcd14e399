from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from growtogether_desktop.ui.card import Card, CardRow, Fact, Facts


def test_a_row_opens_by_click_and_by_key(qtbot: QtBot) -> None:
    opened: list[str] = []
    row = CardRow("Telegram shop", "iteration 2", run=lambda: opened.append("shop"))
    qtbot.addWidget(row)

    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.keyClick(row, Qt.Key.Key_Return)
    qtbot.keyClick(row, Qt.Key.Key_Space)

    assert opened == ["shop"] * 3
    assert QAccessible.queryAccessibleInterface(row).role() == QAccessible.Role.Button
    assert row.accessibleName() == "Telegram shop. iteration 2"


def test_a_row_that_leads_nowhere_takes_no_focus(qtbot: QtBot) -> None:
    row = CardRow("Payment states")
    qtbot.addWidget(row)

    assert row.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_card_shows_the_rows_it_was_given_last(qtbot: QtBot) -> None:
    card = Card("Reviews due")
    qtbot.addWidget(card)

    card.show_rows(CardRow("one"), CardRow("two"))
    card.show_rows(CardRow("three"))
    card.show()

    assert [row.accessibleName() for row in card.findChildren(CardRow) if row.isVisible()] == ["three"]


def test_facts_are_replaced_as_one(qtbot: QtBot) -> None:
    facts = Facts()
    qtbot.addWidget(facts)

    facts.show_facts(Fact("145", "placed"), Fact("✓ Proven", "no better plan exists", "resolved"))
    facts.show_facts(Fact("146", "placed"))
    facts.show()

    assert [fact.figure.text() for fact in facts.findChildren(Fact) if fact.isVisible()] == ["146"]
