"""The colours of the files that were shown last, so that turning back to one costs nothing; in which language."""

from collections import OrderedDict
from collections.abc import Callable

from growtogether_desktop.sourcecode.highlight import Colours, Highlighter
from growtogether_desktop.sourcecode.text import Text

_KEPT = 24


class RecentColours:
    def __init__(self, highlighter: Highlighter, settled: Callable[[], None]) -> None:
        """`settled` is called when a language is known, or it is sure that a file stays plain."""
        self._highlighter = highlighter
        self._settled = settled
        self._colours: OrderedDict[str, Colours] = OrderedDict()
        self._languages: dict[str, str] = {}
        """Path of a file → the alias that a person chose for it."""
        self._unlisten: list[Callable[[], None]] = []

    def of(self, text: Text, path: str) -> Colours:
        """Begun now, if they were not before; they come before those of other files."""
        key = self._key(text, path)
        if key not in self._colours:
            self._colours[key] = self._highlighter.colour(text, path, self.language(path))
            self._unlisten.append(self._colours[key].settled.connect(lambda state: self._settled()))
            if len(self._colours) > _KEPT:
                self._highlighter.cancel(self._colours.popitem(last=False)[1])
        self._highlighter.hasten(self._colours[key])
        return self._colours[key]

    def known(self, text: Text | None, path: str) -> Colours | None:
        """Those that were begun."""
        return self._colours.get(self._key(text, path)) if text is not None else None

    def language(self, path: str) -> str:
        """What a person chose for this file; "" is what its name says."""
        return self._languages.get(path, "")

    def choose(self, path: str, language: str) -> None:
        """Colour this file so from now on, in every iteration, as long as the page is open."""
        self._languages[path] = language

    def leave(self) -> None:
        for stop in self._unlisten:
            stop()
        for colours in self._colours.values():
            self._highlighter.cancel(colours)

    def _key(self, text: Text, path: str) -> str:
        return f"{path}/{text.sha}/{text.encoding}/{self.language(path)}"
