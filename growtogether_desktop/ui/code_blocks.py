"""What stands between lines of code: threads, editors. Made when near, measured, put in place."""

import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from growtogether_desktop.ui.heights import Heights

_SLICE_S = 0.004
"""Processor time after which no further part of a block is made at once: the next frame comes first."""
_SHORT_S = 0.0005
"""The same for what is made ahead of time."""


@runtime_checkable
class Growing(Protocol):
    """A block that is made a part at a time: no frame waits for a long thread."""

    def more(self) -> bool:
        """Make the next part; whether there was one."""


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stands between two lines."""

    key: str
    after: int
    """The line above it; 0: above the first."""
    make: Callable[[], QWidget]
    """Called once, when it comes near."""
    height: int = 96
    """A guess in pixels, until it has been made."""
    said: str = ""
    """The same in words, where code is shown as text; "" for what one types in."""

    def whole(self) -> QWidget:
        """Made at once, with all its parts."""
        widget = self.make()
        while isinstance(widget, Growing) and widget.more():
            pass
        return widget


class Blocks:
    """The blocks of a pane. They widen the gaps of its `heights` by what they need."""

    def __init__(self, host: QWidget) -> None:
        self._margin = 0
        self._host = host
        self._heights = Heights(0, 1)
        self._blocks: tuple[Block, ...] = ()
        self._widgets: dict[str, QWidget] = {}
        self._measured: dict[str, int] = {}
        self._growing: dict[str, Growing] = {}
        """Those that may have parts to come."""
        self._sure: set[str] = set()
        """Keys of those in place whose height is as they wish it."""
        self._placed: set[str] = set()
        """Keys of those that were near when they were last laid."""
        self._width = 0

    def widget(self, key: str) -> QWidget | None:
        return self._widgets.get(key)

    def put(self, blocks: Sequence[Block], heights: Heights) -> None:
        """Have these, in this order where they share a gap; widgets of keys that stay are kept."""
        for old in self._blocks:
            self._heights.set_gap(old.after, 0)
        self._heights = heights
        there = (replace(block, after=min(max(block.after, 0), heights.rows)) for block in blocks)
        self._blocks = tuple(sorted(there, key=_after))
        for block in self._blocks:
            heights.set_gap(block.after, heights.gap(block.after) + self._height(block))
        kept = {block.key for block in self._blocks}
        self._measured = {key: height for key, height in self._measured.items() if key in kept}
        for key in self._widgets.keys() - kept:
            widget = self._widgets.pop(key)
            self._growing.pop(key, None)
            self._sure.discard(key)
            self._placed.discard(key)
            widget.hide()
            widget.deleteLater()

    def stand_apart(self, margin: int) -> None:
        """Have so many pixels above and below each."""
        for block in self._blocks:
            self._heights.set_gap(block.after, self._heights.gap(block.after) + 2 * (margin - self._margin))
        self._margin = margin

    def make(self, near: range, sight: range, width: int) -> None:
        """Make those in `sight`, from the middle outwards, and learn how high they and others `near` are.

        When it takes long, some are left for the next time.
        """
        if width != self._width:
            self._sure.clear()
            self._width = width
        began = time.thread_time()
        for block in self._unsure(near, sight):
            more = block.after in sight or block.key in self._measured
            while more:
                more = self._step(block)
                if time.thread_time() - began > _SLICE_S:
                    return

    def make_ahead(self, near: range, sight: range) -> bool:
        """Take a step or some short ones in making the next: none is in sight yet, and no frame shall be late for it.

        Whether there was one to be taken.
        """
        began = time.thread_time()
        block = next(iter(self._unsure(near, sight)), None)
        while block is not None and self._step(block) and time.thread_time() - began < _SHORT_S:
            pass
        return block is not None

    def missing(self, rows: range) -> bool:
        """Whether any in the gaps after these rows is still to be made or measured."""
        return any(block.key not in self._sure for block in self._between(rows))

    def _unsure(self, near: range, sight: range) -> list[Block]:
        middle = (sight.start + sight.stop) / 2
        unsure = [block for block in self._between(near) if block.key not in self._sure]
        return sorted(unsure, key=lambda block: abs(block.after - middle))

    def make_one(self, block: Block) -> None:
        """Make it, and learn how high it is."""
        while self._step(block):
            pass

    def _step(self, block: Block) -> bool:
        """Begin it, make its next part, or learn how high it is; whether that was not the last step."""
        widget = self._widgets.get(block.key)
        if widget is None:
            self._begin(block)
            return True
        if (growing := self._growing.get(block.key)) is not None and growing.more():
            return True
        self._growing.pop(block.key, None)
        self._measure(block, widget)
        return False

    def _measure(self, block: Block, widget: QWidget) -> None:
        widget.ensurePolished()
        height = _wanted(widget, self._width)
        if height != self._measured.get(block.key):
            others = self._heights.gap(block.after) - self._height(block)
            self._measured[block.key] = height
            self._heights.set_gap(block.after, others + self._height(block))
        self._sure.add(block.key)

    def doubt(self) -> None:
        """Any of them may wish another height."""
        self._sure.clear()

    def lay(self, near: range, left: int, scroll: int) -> None:
        """Put those in the gaps `near` in place that have been measured, and take the others out of sight.

        One that somebody types in stays, however far it is: it must not lose the keyboard.
        """
        there = {block.key: block for block in self._between(near)}
        typed_in = self.typed_in()
        for key in self._placed - there.keys():
            if typed_in is not None and key == typed_in.key:
                there[key] = typed_in
            else:
                self._widgets[key].hide()
                self._placed.discard(key)
                self._sure.discard(key)
        for key in self._widgets.keys() & there.keys() & self._measured.keys():
            top, height = self.extent(there[key])
            widget = self._widgets[key]
            widget.setGeometry(left, top - scroll + self._margin, self._width, height - 2 * self._margin)
            widget.show()
            self._placed.add(key)

    def typed_in(self) -> Block | None:
        """The one in place that has the keyboard."""
        typing = self._host.window().focusWidget()
        for key in self._placed if typing is not None else ():
            if self._widgets[key] is typing or self._widgets[key].isAncestorOf(typing):
                return self.find(key)
        return None

    def find(self, key: str) -> Block | None:
        return next((block for block in self._blocks if block.key == key), None)

    def extent(self, block: Block) -> tuple[int, int]:
        """Where it begins, from the very top of the pane, and how high it is with its margins."""
        beside = self._between(range(block.after, block.after + 1))
        above = sum(map(self._height, beside[: beside.index(block)]))
        gap_top = self._heights.top(block.after + 1) - self._heights.gap(block.after)
        return gap_top + above, self._height(block)

    def _between(self, rows: range) -> tuple[Block, ...]:
        begins = bisect_left(self._blocks, rows.start, key=_after)
        return self._blocks[begins : bisect_left(self._blocks, rows.stop, begins, key=_after)]

    def _height(self, block: Block) -> int:
        return self._measured.get(block.key, block.height) + 2 * self._margin

    def _begin(self, block: Block) -> None:
        widget = self._widgets[block.key] = block.make()
        widget.setParent(self._host)
        widget.setCursor(Qt.CursorShape.ArrowCursor)
        if isinstance(widget, Growing):
            self._growing[block.key] = widget


def _wanted(widget: QWidget, width: int) -> int:
    height = widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
    least = max(widget.minimumHeight(), widget.minimumSizeHint().height())
    return min(max(height, least), widget.maximumHeight())


def _after(block: Block) -> int:
    return block.after
