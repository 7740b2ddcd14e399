"""The picture of the window that stands until the program does."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from growtogether_desktop.shell.last_look import pack, show_last_look, unpack


@pytest.fixture
def picture() -> QImage:
    drawn = QImage(1000, 700, QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(QColor("#1d6b4f"))
    drawn.setPixelColor(999, 699, QColor("#ffffff"))
    return drawn


def test_a_picture_comes_back_as_it_was_kept(picture: QImage) -> None:
    again = unpack(pack(picture))

    assert again.size() == picture.size()
    assert again.pixelColor(0, 0) == QColor("#1d6b4f")
    assert again.pixelColor(999, 699) == QColor("#ffffff")


@pytest.mark.parametrize("kept", [b"", b"\x01\x02", b"\x05\0\0\0\x05\0\0\0too short", b"\xff" * 40])
def test_what_is_no_picture_is_not_shown(kept: bytes, tmp_path: Path) -> None:
    assert show_last_look(tmp_path / "window.ini", kept) is None


def test_the_last_look_is_on_the_screen_when_showing_it_returns(qtbot: QtBot, picture: QImage, tmp_path: Path) -> None:
    look = show_last_look(tmp_path / "window.ini", pack(picture))

    assert look is not None
    qtbot.addWidget(look)
    assert look.isVisible()
    assert look.grab().toImage().pixelColor(20, 20) == QColor("#1d6b4f")
