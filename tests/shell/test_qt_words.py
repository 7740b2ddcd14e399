import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from growtogether_desktop.base import i18n
from growtogether_desktop.shell.qt_words import QtWords


@pytest.fixture
def words(qapp: QApplication) -> QtWords:
    return QtWords()


def test_qt_speaks_our_catalogue(words: QtWords, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    class Uzbek(i18n.catalogues.NullTranslations):
        def gettext(self, message: str) -> str:
            return {"Cancel": "Bekor qilish"}.get(message, message)

    monkeypatch.setattr(i18n._Words, "catalogue", Uzbek())
    qapp.installTranslator(words)

    said = QCoreApplication.translate("QPlatformTheme", "&Cancel")
    unknown = QCoreApplication.translate("QShortcut", "Ctrl")
    qapp.removeTranslator(words)

    assert said == "Bekor qilish"
    assert unknown == "Ctrl"
