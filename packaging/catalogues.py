"""Brings the catalogues up to date with the sentences of the program: `.venv/bin/python packaging/catalogues.py`.

Sentences are marked with `_`, `N_`, `ngettext`, `say` and `say_n`. Translators edit
`resources/locale/*/LC_MESSAGES/desktop.po`; the compiled `.mo` beside it is what the program reads.
With `--missing` nothing is written: it prints what is untranslated, and its exit status says whether there is any.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "growtogether_desktop"
LOCALE = ROOT / "resources" / "locale"
LANGUAGES = ("uz", "ru")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "say": None, "say_n": (1, 2)}


def template() -> Catalog:
    """Every sentence of the program, in the order of files and lines."""
    found = Catalog(project="Grow-Together", fuzzy=False)
    for name, line, message, comments, context in extract_from_dir(str(SOURCES), keywords=KEYWORDS):
        if message:
            found.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    return found


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "desktop.po"


def read(language: str) -> Catalog:
    """The catalogue as it is on disk; an empty one for a new language."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Grow-Together", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str, sentences: Catalog) -> Catalog:
    """The catalogue with exactly these sentences; translations are kept, never guessed."""
    catalogue = read(language)
    catalogue.update(sentences, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def missing(catalogue: Catalog) -> list[Message]:
    """Sentences without a translation, or with one of its plural forms empty."""
    return [message for message in catalogue if message.id and not _translated(message)]


def _translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings)


def main(arguments: list[str]) -> int:
    sentences = template()
    lacking = 0
    for language in LANGUAGES:
        catalogue = updated(language, sentences)
        lacks = missing(catalogue)
        lacking += len(lacks)
        for message in lacks:
            print(f"{language}: {message.id!r}")
        if "--missing" in arguments:
            continue
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=120, omit_header=False, include_lineno=False, ignore_obsolete=True)
        path.with_suffix(".mo").write_bytes(compiled(read(language)))
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
