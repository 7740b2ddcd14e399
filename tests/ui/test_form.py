from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from growtogether_desktop.ui.form import Field, Number


def test_a_complaint_stands_beneath_its_field_until_it_is_mended(qtbot: QtBot) -> None:
    field = Field("Address of the hub", QLineEdit(), "Your coordinator knows it.")
    qtbot.addWidget(field)

    field.complain("No hub answers there.")
    complained = field.complaint, field.editor.accessibleDescription()
    field.calm()

    assert complained == ("No hub answers there.", "No hub answers there.")
    assert field.complaint == ""
    assert field.editor.accessibleDescription() == "Your coordinator knows it."


def test_a_field_says_its_name_to_a_screen_reader(qtbot: QtBot) -> None:
    field = Field("Seats", Number(1, 9, 3))
    qtbot.addWidget(field)

    assert field.editor.accessibleName() == "Seats"
