"""Finds out, before Qt can abort, whether Qt will be able to open a window here.

Qt ends the process when a system library or the screen is missing, and its words name the wrong library. So we look
first, and name what to install. Only Linux needs this; elsewhere PySide6 brings all it uses.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Mapping

from readiness import NotReady

# Library → Debian package: what the binaries of PySide6-Essentials 6.11 ask for (readelf -d) and do not bring.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
XCB_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}

WITHOUT_A_SCREEN = "Without a screen, `python3 main.py --demo-shot DIR` writes pictures of every page into DIR."


@dataclass(frozen=True)
class Screen:
    """A way for Qt to reach a screen."""

    platform: str
    """Qt's name for it."""
    variable: str
    """Where the environment says which screen."""
    libraries: Mapping[str, str]
    answers: Callable[[Mapping[str, str]], bool]
    """Whether a window could be opened there now."""


def demand_screen(environ: Mapping[str, str]) -> None:
    """See to it that Qt can start as `environ` asks.

    Raises:
        NotReady: it could not; no screen was found or none answers, or libraries are missing.
    """
    if not sys.platform.startswith("linux"):
        return
    asked = environ.get("QT_QPA_PLATFORM", "")
    screens = [screen for screen in SCREENS if not asked or asked.startswith(screen.platform)]
    if not screens:  # offscreen and its like draw without one
        demand_libraries(QT_LIBRARIES)
        return
    named = [screen for screen in screens if environ.get(screen.variable)]
    if not named:
        variables = " and ".join(screen.variable for screen in screens)
        raise NotReady(
            f"No display found: {variables} not set, so there is nowhere to open a window.\n"
            f"Start Grow-Together from a desktop session, or over `ssh -X`.\n{WITHOUT_A_SCREEN}"
        )
    possible = [screen for screen in named if not missing(screen.libraries)]
    demand_libraries({**QT_LIBRARIES, **({} if possible else named[0].libraries)})
    if not any(screen.answers(environ) for screen in possible):
        tried = " and ".join(f"{screen.variable}={environ[screen.variable]}" for screen in possible)
        raise NotReady(
            f"No display found: nothing answers at {tried}, or it does not let you in.\n"
            f"Start Grow-Together from a desktop session, as the person who is logged in there.\n{WITHOUT_A_SCREEN}"
        )


def demand_libraries(libraries: Mapping[str, str]) -> None:
    """See to it that the system has all `libraries` (name → Debian package).

    Raises:
        NotReady: it has not; the words name the packages to install.
    """
    lacking = missing(libraries)
    if lacking:
        packages = sorted({libraries[name] for name in lacking})
        raise NotReady(
            f"Grow-Together's windows need system libraries that are missing: {', '.join(lacking)}.\n"
            "Install them, then start again. On Debian, Ubuntu and their kin:\n"
            f"    sudo apt install {' '.join(packages)}"
        )


def missing(libraries: Mapping[str, str]) -> list[str]:
    """Those of `libraries` that the system's loader does not find."""
    return [name for name in libraries if not _loads(name)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)  # not ctypes.util.find_library: that asks gcc and ldconfig, and takes seconds
    except OSError:
        return False
    return True


def _x_answers(environ: Mapping[str, str]) -> bool:
    """Ask as Qt will, through libxcb: a socket that answers may yet turn us away for want of a cookie."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(environ["DISPLAY"].encode(), None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    place = Path(environ.get("XDG_RUNTIME_DIR", ""), environ["WAYLAND_DISPLAY"])
    with socket.socket(socket.AF_UNIX) as asking:
        return asking.connect_ex(os.fsencode(place)) == 0


SCREENS = (
    Screen("wayland", "WAYLAND_DISPLAY", WAYLAND_LIBRARIES, _wayland_answers),
    Screen("xcb", "DISPLAY", XCB_LIBRARIES, _x_answers),
)
