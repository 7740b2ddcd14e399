"""A walk through everything that a screen reader can ask a window for, and through everything that Tab reaches."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QWidget

from growtogether_desktop.features.reviews.pane.growth_page import _Picture
from growtogether_desktop.features.reviews.pane.remark_card import RemarkCard
from growtogether_desktop.ui.code_view import CodeView

Role = QAccessible.Role
CONTROLS = frozenset(
    {
        Role.Button,
        Role.ButtonMenu,
        Role.CheckBox,
        Role.RadioButton,
        Role.EditableText,
        Role.ComboBox,
        Role.SpinBox,
        Role.Slider,
        Role.Link,
        Role.Table,
        Role.Tree,
        Role.List,
        Role.PageTab,
    }
)
"""What a person can do something with."""
PAINTED = (CodeView, RemarkCard, _Picture)
"""Qt for Python cannot give them a role of their own: the code can be had as text, the others have names."""


def within(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Everything visible there, as a screen reader sees it."""
    waiting = [QAccessible.queryAccessibleInterface(widget)]
    while waiting:
        one = waiting.pop()
        if one is None or not one.isValid() or one.state().invisible:
            continue
        yield one
        waiting += [one.child(at) for at in range(min(one.childCount(), 200))]


def complaints(widget: QWidget, foreign: frozenset[str] = frozenset()) -> list[str]:
    """What somebody who only hears the page would miss. `foreign` are names that are not in their language."""
    found: list[str] = []
    twins: Counter[tuple[str, str, str]] = Counter()
    for one in within(widget):
        name, role, thing = one.text(QAccessible.Text.Name), one.role(), one.object()
        if name in foreign:
            found.append(f"{name!r} ({_called(thing)}) is not in the person's language")
        focused = isinstance(thing, QWidget) and thing.isEnabled() and thing.focusPolicy() != Qt.FocusPolicy.NoFocus
        if role not in CONTROLS and not focused:
            continue
        if not name and not isinstance(thing, QWidget):
            continue  # a part of a control, such as the line of a box with figures
        if not name:
            found.append(f"{_called(thing)} ({role.name}) has no name")
        if focused and role not in CONTROLS and not isinstance(thing, PAINTED) and not _reads(thing):
            found.append(f"{name!r} ({_called(thing)}) can be focused, and is a mere {role.name}")
        if role in CONTROLS:
            twins[name, role.name, _place_of(thing)] += 1
    found += [f"{many} times {role} {name!r}" for (name, role, place), many in twins.items() if many > 1]
    return found


def unreached(window: QWidget) -> list[str]:
    """Controls that Tab does not come to, before it is where it began."""
    order: list[QWidget] = []
    if (first := window.focusWidget()) is not None and not first.focusPolicy() & Qt.FocusPolicy.TabFocus:
        QTest.keyClick(first, Qt.Key.Key_Tab)  # a page that one has come to leads on
    while (at := window.focusWidget()) is None or at not in order:
        if at is not None:
            order.append(at)
        QTest.keyClick(at or window, Qt.Key.Key_Tab)
        assert len(order) < 300
    missed = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if widget.window() is window and widget.focusProxy() is None and widget not in order
        if not _is_one_of_many(widget)
    ]
    found = [f"Tab does not come to {_called(widget)} {widget.accessibleName()!r}" for widget in missed]
    if at is not order[0]:
        found.append(f"Tab goes round from {_called(at)} {at.accessibleName()!r} on, and does not come back")
    return found


def _reads(thing: QWidget) -> bool:
    """It takes the focus so that it can be scrolled, or its words marked."""
    if isinstance(thing, QLabel):
        return bool(thing.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard)
    return isinstance(thing, QAbstractScrollArea)


def _place_of(thing: object) -> str:
    """What stands around a control, where it has a name: two remarks may both be answered."""
    around = thing.parentWidget() if isinstance(thing, QWidget) else None
    while around is not None and not around.accessibleName():
        around = around.parentWidget()
    return around.accessibleName() if around is not None else ""


def _is_one_of_many(widget: QWidget) -> bool:
    """Arrows go among them; Tab comes to one."""
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    return widget.autoExclusive() or (group is not None and group.exclusive())


def _called(thing: object) -> str:
    names: list[str] = []
    while isinstance(thing, QWidget) and len(names) < 3:
        names.append(type(thing).__name__)
        thing = thing.parentWidget()
    return " in ".join(names) or type(thing).__name__
