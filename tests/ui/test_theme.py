import re
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette, QRawFont
from PySide6.QtWidgets import QApplication

import growtogether_desktop
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.theme import THEMES, Theme, Tone, read_theme
from growtogether_desktop.ui.words import Words

PACKAGE = Path(growtogether_desktop.__file__).parent
PLANES = ("window", "surface", "raised", "hover", "selection")
CODE_PLANES = ("surface", "window", "added", "removed", "added_words", "removed_words", "selection", "found")


@pytest.fixture(params=THEMES)
def dressed(request: pytest.FixtureRequest) -> Theme:
    return read_theme(request.param)


def test_words_stand_out_from_every_plane(dressed: Theme) -> None:
    weak = [
        (ink, plane)
        for ink, plane in product(("text", "muted", "accent", *get_args(Tone)), PLANES)
        if _contrast(getattr(dressed, ink), getattr(dressed, plane)) < 4.5
    ]

    assert weak == []


def test_words_stand_out_from_their_own_ground(dressed: Theme) -> None:
    tones: tuple[Tone, ...] = get_args(Tone)
    inks = [(dressed.ink(tone), dressed.ground(tone)) for tone in tones]
    buttons = [(dressed.on_accent, dressed.accent), (dressed.on_accent, dressed.accent_hover)]
    texts = [(dressed.text, dressed.ground(tone)) for tone in tones]

    assert all(_contrast(ink, ground) >= 4.5 for ink, ground in (*inks, *buttons, *texts))
    assert _contrast(dressed.muted, dressed.gutter) >= 4.5


def test_code_can_be_read_on_every_line(dressed: Theme) -> None:
    weak = [
        (role, plane)
        for (role, ink), plane in product(dressed.code.items(), CODE_PLANES)
        if _contrast(ink, getattr(dressed, plane)) < 4.5
    ]

    assert weak == []


def test_marks_can_be_seen(dressed: Theme) -> None:
    planes = (dressed.window, dressed.surface, dressed.raised)

    assert all(_contrast(dressed.edge, plane) >= 3 for plane in planes)
    assert _contrast(dressed.accent, dressed.track) >= 3


def test_all_themes_colour_the_same_parts_of_code() -> None:
    assert read_theme("light").code.keys() == read_theme("dark").code.keys() == read_theme("contrast").code.keys()


def test_nothing_outside_the_themes_names_a_colour() -> None:
    literal = re.compile(
        r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\"|(?<![.\w])rgba?\(|QColor\([\"'0-9]|GlobalColor\.(?!transparent)"
    )
    guilty = [
        f"{file.relative_to(PACKAGE)}:{at}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for at, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if literal.search(line)
    ]
    style = (theme.RESOURCES / "themes" / "style.qss").read_text(encoding="utf-8")

    assert guilty == []
    assert re.findall(r":[^;{]*#[0-9a-fA-F]{3,6}", style) == []


def test_every_label_is_one_of_ours() -> None:
    guilty = [
        str(file.relative_to(PACKAGE))
        for file in sorted(PACKAGE.rglob("*.py"))
        if "QLabel(" in file.read_text(encoding="utf-8").replace("class Words(QLabel)", "")
    ]

    assert guilty == []


def test_a_switch_reaches_what_is_already_on_screen(qapp: QApplication) -> None:
    words = Words("aside", "muted")
    words.ensurePolished()

    theme.wear(read_theme("dark"))

    assert words.palette().color(QPalette.ColorRole.WindowText) == read_theme("dark").muted
    assert theme.current().name == "dark"


def test_zoom_makes_words_larger(qapp: QApplication) -> None:
    theme.wear(read_theme("light", zoom=150))
    title = Words("Reviews", "title")
    title.ensurePolished()

    assert title.font().pixelSize() == 24


def test_words_and_code_are_set_in_the_fonts_we_bring(look: Theme) -> None:
    assert QFontInfo(look.font()).family() == "Inter"
    assert QFontInfo(look.code_font()).family() == "JetBrains Mono"


@pytest.mark.parametrize("file", sorted((theme.RESOURCES / "fonts").glob("*.[ot]tf")), ids=lambda file: file.stem)
def test_the_fonts_carry_uzbek_and_russian(file: Path, qapp: QApplication) -> None:
    font = QRawFont(str(file), 13)
    letters = "oʻgʻOʻGʻ" + "".join(map(chr, range(0x410, 0x450))) + "ЁёЎўҚқҒғ"

    assert [letter for letter in letters if not font.supportsCharacter(ord(letter))] == []


def test_a_chosen_theme_is_itself(qapp: QApplication) -> None:
    assert [theme.chosen(name) for name in THEMES] == list(THEMES)
    assert theme.chosen("system") in THEMES


def test_a_theme_with_a_role_too_few_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "poor.toml").write_text('dark = false\ntext = "#000000"\n[code]\n')
    monkeypatch.setattr(theme, "RESOURCES", tmp_path)

    with pytest.raises(TypeError, match="missing"):
        read_theme("poor")


def _contrast(one: QColor, other: QColor) -> float:
    """Source: WCAG 2.2, relative luminance and contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
