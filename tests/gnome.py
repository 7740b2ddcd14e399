"""A real GNOME keyring on a session bus of its own, where Debian's `dbus` and `gnome-keyring` are installed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTALLED = bool(shutil.which("dbus-daemon") and shutil.which("gnome-keyring-daemon"))
NO_KEYRING = "NO GNOME KEYRING HERE: install the packages dbus and gnome-keyring."


@contextmanager
def gnome_keyring(folder: Path) -> Iterator[dict[str, str]]:
    """The environment in which programs find this keyring, open and empty."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, parents=True)
    environment = {**os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(runtime)}
    environment.pop("XDG_DATA_HOME", None)
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address=unix:path={runtime}/bus"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdout is not None
    environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    keyring = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert keyring.stdin is not None
    assert keyring.stdout is not None
    keyring.stdin.write("of the test")
    keyring.stdin.close()
    keyring.stdout.readline()  # it says where it is, once it is there
    try:
        yield environment
    finally:
        for process in (keyring, bus):
            process.terminate()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()
