import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon

import growtogether_desktop
from growtogether_desktop.ui import icons, theme

PACKAGE = Path(growtogether_desktop.__file__).parent
FILES = sorted((theme.RESOURCES / "icons").glob("*.svg"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_icon_takes_the_colour_it_is_given(file: Path) -> None:
    red = QColor.fromRgb(200, 10, 20)

    image = icons.pixmap(file.stem, red, 32).toImage()

    inked = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255]
    assert inked
    assert all(abs(pixel.red() - 200) < 3 and abs(pixel.green() - 10) < 3 for pixel in inked)


def test_an_icon_is_sharp_on_a_fine_screen() -> None:
    fine = icons.pixmap("search", theme.current().text, 16, 2.0)

    assert fine.width() == 32
    assert fine.deviceIndependentSize().width() == 16


def test_an_icon_fades_with_its_button() -> None:
    made = icons.icon("search", theme.current().text)

    shown, faded = (made.pixmap(16, 16, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled))

    assert shown != faded


def test_every_icon_the_program_asks_for_is_there() -> None:
    asked = {
        name
        for file in PACKAGE.rglob("*.py")
        for name in re.findall(r"""(?:icon=|Icon\(|set_icon\(|EmptyState\(\s*)"([a-z0-9-]+)\"""", file.read_text())
    }

    assert "x" in asked
    assert asked - {file.stem for file in FILES} == set()


def test_no_icon_is_there_that_the_program_does_not_name() -> None:
    named = {name for file in PACKAGE.rglob("*.py") for name in re.findall(r'"([a-z0-9-]+)"', file.read_text())}

    assert {file.stem for file in FILES} - named == set()
