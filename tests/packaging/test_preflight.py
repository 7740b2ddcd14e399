"""Qt would abort with the wrong words; we look first. Each process here meets the real loader and real sockets."""

import shutil
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import PySide6
import pytest

import preflight
from readiness import NotReady

from .conftest import surroundings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere PySide6 brings all it uses")

HERE = {"libc.so.6": "libc6"}
LACKING = {
    "libnowhere.so.9": "libnowhere9",
    "libnowhere-extras.so.9": "libnowhere9",
    "libatlantis.so.1": "libatlantis1",
}


@pytest.fixture
def socket_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run")  # short: the path of a socket may have 107 letters


@pytest.fixture
def wayland(socket_folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a desktop session in which somebody listens where the compositor should."""
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(socket_folder / "wayland-7"))
        compositor.listen()
        yield {"XDG_RUNTIME_DIR": str(socket_folder), "WAYLAND_DISPLAY": "wayland-7"}


@contextmanager
def x_server(*options: str | Path) -> Iterator[str]:
    """The DISPLAY of a server that runs as long as the test needs it."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb is not installed")
    with subprocess.Popen(
        [program, "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


@pytest.fixture
def nothing_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a desktop that has every library, for tests of what comes after."""
    monkeypatch.setattr(preflight, "missing", lambda libraries: [])


def test_a_library_that_is_there_is_not_missing():
    assert preflight.missing(HERE) == []


def test_missing_libraries_are_named_with_the_line_that_installs_them():
    with pytest.raises(NotReady) as told:
        preflight.demand_libraries({**HERE, **LACKING})

    assert "libnowhere.so.9, libnowhere-extras.so.9, libatlantis.so.1" in str(told.value)
    assert str(told.value).endswith("    sudo apt install libatlantis1 libnowhere9")


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "WAYLAND_DISPLAY and DISPLAY not set"),
        ({"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"}, "DISPLAY not set"),
        ({"QT_QPA_PLATFORM": "wayland-egl", "DISPLAY": ":0"}, "WAYLAND_DISPLAY not set"),
    ],
)
def test_without_a_screen_the_way_on_is_told(environ, said):
    with pytest.raises(NotReady, match=said) as told:
        preflight.demand_screen(environ)

    assert "No display found" in str(told.value)
    assert "`python3 main.py --demo-shot DIR`" in str(told.value)


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600"])
def test_who_draws_without_a_screen_needs_none(nothing_missing, platform):
    preflight.demand_screen({"QT_QPA_PLATFORM": platform})


@pytest.mark.parametrize("display", [":4711", "nobody-at-all.invalid:0", "nonsense"])
def test_a_display_that_does_not_answer_is_told(nothing_missing, display):
    with pytest.raises(NotReady, match=f"nothing answers at DISPLAY={display}"):
        preflight.demand_screen({"DISPLAY": display})


def test_a_display_that_answers_is_enough(nothing_missing):
    with x_server() as display:
        preflight.demand_screen({"DISPLAY": display})


def test_a_display_that_lets_nobody_in_is_told(nothing_missing, tmp_path):
    cookie = bytes(16)
    name = b"MIT-MAGIC-COOKIE-1"
    entry = struct.pack(f">HHHH{len(name)}sH{len(cookie)}s", 0xFFFF, 0, 0, len(name), name, len(cookie), cookie)
    (tmp_path / "cookies").write_bytes(entry)

    with x_server("-auth", tmp_path / "cookies") as display, pytest.raises(NotReady, match="does not let you in"):
        preflight.demand_screen({"DISPLAY": display})


def test_a_wayland_session_is_enough(nothing_missing, wayland):
    preflight.demand_screen(wayland)


def test_a_dead_wayland_session_beside_a_live_display_is_no_obstacle(nothing_missing, socket_folder):
    with x_server() as display:
        preflight.demand_screen({"XDG_RUNTIME_DIR": str(socket_folder), "WAYLAND_DISPLAY": "gone", "DISPLAY": display})


def test_a_dead_wayland_session_alone_is_told(nothing_missing, socket_folder):
    with pytest.raises(NotReady, match="nothing answers at WAYLAND_DISPLAY=gone"):
        preflight.demand_screen({"XDG_RUNTIME_DIR": str(socket_folder), "WAYLAND_DISPLAY": "gone"})


def test_libraries_of_the_other_kind_of_screen_are_not_asked_for(monkeypatch, wayland):
    monkeypatch.setattr(preflight, "missing", lambda libraries: [name for name in libraries if "xcb" in name])

    preflight.demand_screen({**wayland, "DISPLAY": ":4711"})


# What Python itself needs, or PySide6 brings.
GIVEN = ("libQt6", "libicu", "libgcc_s.", "libc.", "libm.", "libdl.", "libresolv.", "ld-linux")


@pytest.mark.parametrize(
    ("binary", "listed"),
    [
        ("lib/libQt6Core.so.6", preflight.QT_LIBRARIES),
        ("lib/libQt6DBus.so.6", preflight.QT_LIBRARIES),
        ("lib/libQt6Gui.so.6", preflight.QT_LIBRARIES),
        ("lib/libQt6Network.so.6", preflight.QT_LIBRARIES),
        ("lib/libQt6Widgets.so.6", preflight.QT_LIBRARIES),
        ("plugins/platforms/libqoffscreen.so", preflight.QT_LIBRARIES),
        ("lib/libQt6XcbQpa.so.6", {**preflight.QT_LIBRARIES, **preflight.XCB_LIBRARIES}),
        ("plugins/platforms/libqxcb.so", {**preflight.QT_LIBRARIES, **preflight.XCB_LIBRARIES}),
        ("plugins/platforms/libqwayland.so", {**preflight.QT_LIBRARIES, **preflight.WAYLAND_LIBRARIES}),
    ],
)
@pytest.mark.skipif(shutil.which("readelf") is None, reason="binutils is not installed")
def test_the_lists_hold_all_that_the_installed_qt_asks_for(binary, listed):
    """A new PySide6 that asks for more must surprise us here, not somebody at their first start."""
    file = Path(PySide6.__file__).parent / "Qt" / binary

    heard = subprocess.run(["readelf", "-d", file], capture_output=True, text=True, check=True).stdout

    needed = {line.split("[")[1].rstrip("]") for line in heard.splitlines() if "(NEEDED)" in line}
    assert {name for name in needed if not name.startswith(GIVEN)} <= listed.keys()


def test_main_says_so_and_ends_with_status_3(checkout):
    refused = checkout.start(DISPLAY=":4711")

    assert refused.returncode == 3
    assert "No display found" in refused.stderr or "sudo apt install" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_importing_it_costs_next_to_nothing():
    """It runs at every start, so it may import nothing that Python has not got at hand."""
    loaded = subprocess.run(
        [
            sys.executable,
            "-S",
            "-c",
            "import sys, preflight; print('asyncio' in sys.modules, 'PySide6' in sys.modules)",
        ],
        env=surroundings(PYTHONPATH=str(Path(preflight.__file__).parent)),
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout == "False False\n"
