"""PySide6 6.12 on Python 3.11 lost a reference to None with every void call, and aborted after 5,000.

`pyproject.toml` keeps it away (`<6.12`); this notices should another release do the same.
"""

import sys

from PySide6.QtWidgets import QWidget


def test_a_void_call_of_qt_costs_none_nothing(qapp):
    widget = QWidget()
    before = sys.getrefcount(None)

    for _ in range(1000):
        widget.update()

    assert abs(sys.getrefcount(None) - before) < 500
