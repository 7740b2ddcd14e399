"""A real keyring for the tests of the store."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from tests import gnome


@pytest.fixture
def system_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A GNOME keyring, chosen by name: a process that once looked for one in vain does not look again."""
    from keyring.backends.SecretService import Keyring

    with gnome.gnome_keyring(tmp_path / "home") as environment:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        before = keyring.get_keyring()
        keyring.set_keyring(Keyring())
        yield
        keyring.set_keyring(before)
