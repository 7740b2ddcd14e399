"""Buttons in rows: none is cut off, and those that end it stay together."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from growtogether_desktop.ui.flow import Flow


class Sized(QPushButton):
    """A button of this width, whatever the style says."""

    def __init__(self, width):
        super().__init__()
        self.wide = width

    def sizeHint(self):
        return QSize(self.wide, 30)


@pytest.mark.parametrize(
    ("width", "tops"),
    [
        (600, [0, 0, 0, 0]),
        (400, [0, 0, 34, 34]),
        (210, [0, 34, 68, 68]),
    ],
)
def test_buttons_go_on_in_another_row_before_one_is_cut_off(qtbot, width, tops):
    buttons, ending = [Sized(150), Sized(150)], [Sized(100), Sized(100)]
    flow = Flow(buttons, ending)
    qtbot.addWidget(flow)

    flow.resize(width, flow.heightForWidth(width))
    flow.show()

    every = [*buttons, *ending]
    assert [button.y() for button in every] == tops
    assert all(button.geometry().right() < width for button in every)
    assert ending[-1].geometry().right() == width - 1
    assert flow.height() == tops[-1] + 30


def test_a_button_that_is_hidden_takes_no_room(qtbot):
    buttons = [Sized(150), Sized(150)]
    flow = Flow(buttons)
    qtbot.addWidget(flow)

    buttons[0].hide()

    assert flow.heightForWidth(200) == 30
