"""Reads what a PDF of ours says, page by page: enough of the format for that, and no more."""

import re
import zlib
from pathlib import Path

_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.S)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_RANGE = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})> (\[[^\]]*\]|<[0-9A-F]+>)")
_SAID = re.compile(rb"/F(\d+) [\d.]+ Tf|<([0-9A-F]+)> Tj|(ET)")


class Pdf:
    def __init__(self, path: Path) -> None:
        self._objects = {int(number): body for number, body in _OBJECT.findall(path.read_bytes())}
        self._letters: dict[int, dict[int, str]] = {}

    @property
    def pages(self) -> list[list[str]]:
        """The runs of letters on each page, as they were written one after the other."""
        pages = [body for body in self._objects.values() if re.search(rb"/Type /Page\b(?!s)", body)]
        return [self._read(_number(page, b"Contents")) for page in pages]

    @property
    def fonts(self) -> dict[str, bool]:
        """The names of the fonts, and whether they are in the file."""
        described = [body for body in self._objects.values() if b"/FontDescriptor\n" in body or b"/FontName" in body]
        return {
            re.search(rb"/FontName /(?:[A-Z]+\+)?([\w-]+)", body).group(1).decode(): b"/FontFile" in body
            for body in described
        }

    def _read(self, content: int) -> list[str]:
        runs, run, letters = [], "", {}
        for font, glyphs, ended in _SAID.findall(self._stream(content)):
            if font:
                letters = self._letters_of(int(font))
            elif glyphs:
                run += "".join(letters[int(glyphs[at : at + 4], 16)] for at in range(0, len(glyphs), 4))
            elif ended and run:
                runs, run = [*runs, run.replace("\t", " ")], ""  # Qt names a letter by its lowest code; readers know
        return runs

    def _letters_of(self, font: int) -> dict[int, str]:
        if font not in self._letters:
            self._letters[font] = dict(_mapped(self._stream(_number(self._objects[font], b"ToUnicode"))))
        return self._letters[font]

    def _stream(self, number: int) -> bytes:
        body = self._objects[number]
        raw = _STREAM.search(body).group(1)
        return zlib.decompressobj().decompress(raw) if b"FlateDecode" in body else raw


def _number(body: bytes, key: bytes) -> int:
    return int(re.search(rb"/" + key + rb" (\d+) 0 R", body).group(1))


def _mapped(cmap: bytes) -> list[tuple[int, str]]:
    pairs = []
    for first, last, target in _RANGE.findall(cmap.split(b"endcodespacerange")[1]):
        codes = [int(code, 16) for code in re.findall(rb"[0-9A-F]{4}", target)]
        glyphs = range(int(first, 16), int(last, 16) + 1)
        pairs += [(glyph, chr(codes[at] if len(codes) > 1 else codes[0] + at)) for at, glyph in enumerate(glyphs)]
    return pairs
