"""A real GNOME keyring on a session bus of its own, where Debian's `dbus` and `gnome-keyring` are installed."""

import gc
import os
import shutil
import signal
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import keyring
import pytest

INSTALLED = bool(shutil.which("dbus-daemon") and shutil.which("gnome-keyring-daemon"))
if INSTALLED:  # elsewhere there are no such libraries
    import secretstorage
    from keyring.backends.SecretService import Keyring
    from secretstorage.defines import SS_PATH
    from secretstorage.util import DBusAddressWrapper, format_secret, open_session

needed = pytest.mark.skipif(not INSTALLED, reason="NO GNOME KEYRING HERE: install the packages dbus and gnome-keyring.")


PASSWORD = "of the test"
_UNLOCKING = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"


@dataclass(frozen=True)
class GnomeKeyring:
    """A keyring that is there; the methods speak to the one on the bus of this process."""

    environment: dict[str, str]
    """In which programs find it."""
    pid: int

    def lock(self) -> None:
        with closing(secretstorage.dbus_init()) as bus:
            secretstorage.get_default_collection(bus).lock()

    def unlock(self) -> None:
        """What its owner does in a window of the system's."""
        with closing(secretstorage.dbus_init()) as bus:
            session = open_session(bus)
            password = format_secret(session, PASSWORD.encode(), "text/plain")
            collection = secretstorage.get_default_collection(bus).collection_path
            service = DBusAddressWrapper(SS_PATH, _UNLOCKING, bus)
            service.call("UnlockWithMasterPassword", "o(oayays)", collection, password)

    def fall_silent(self) -> None:
        """Answer nothing any more, as one does that waits for somebody to type."""
        os.kill(self.pid, signal.SIGSTOP)

    def speak(self) -> None:
        os.kill(self.pid, signal.SIGCONT)


@contextmanager
def gnome_keyring(folder: Path) -> Iterator[GnomeKeyring]:
    """A keyring that is open and empty."""
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
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdin is not None
    assert daemon.stdout is not None
    daemon.stdin.write(PASSWORD)
    daemon.stdin.close()
    daemon.stdout.readline()  # it says where it is, once it is there
    try:
        yield GnomeKeyring(environment, daemon.pid)
    finally:
        daemon.send_signal(signal.SIGCONT)
        for process in (daemon, bus):
            process.terminate()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()


@contextmanager
def chosen(folder: Path) -> Iterator[GnomeKeyring]:
    """The keyring of this process, chosen by name: one that once looked for one in vain does not look again."""
    with gnome_keyring(folder) as found, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", found.environment["DBUS_SESSION_BUS_ADDRESS"])
        before = keyring.get_keyring()
        keyring.set_keyring(Keyring())
        yield found
        keyring.set_keyring(before)
        with warnings.catch_warnings(action="ignore", category=ResourceWarning):
            gc.collect()  # the library never closes its line to a keyring that stays locked
