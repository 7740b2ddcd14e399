"""The system's keyring, as far as it can be trusted with the key of the cache.

Only keyrings of the three systems count: others keep secrets in plain files, or drop them. Every start waits
for the key, so reading goes straight to the keyring that was written to; a peek does without `keyring` itself,
whose import takes half as long as Qt's.
"""

import importlib
import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

CACHE = "cache.sqlite"
"""The file of the cache, and beside it the one that says where its key is."""
VAULT = "vault.json"
SERVICE = "Grow-Together"
TRUSTED = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "libsecret", "kwallet", "Windows", "macOS")
)

SECRET_SERVICE = "keyring.backends.SecretService:Keyring"


def put(name: str, secret: str) -> str | None:
    """Keep the secret under this name; where it went, or None when no keyring really keeps it.

    Raises: KeyringError and what the system's own libraries raise.
    """
    import keyring
    from keyring.backends.chainer import ChainerBackend

    chosen = keyring.get_keyring()
    backends = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
    trusted = next((one for one in backends if type(one).__module__ in TRUSTED), None)
    if trusted is None:
        return None
    trusted.set_password(SERVICE, name, secret)
    kept = trusted.get_password(SERVICE, name) == secret
    return f"{type(trusted).__module__}:{type(trusted).__name__}" if kept else None


def get(place: str, name: str) -> str | None:
    """The secret kept under this name in that keyring. Raises: as `put`."""
    backend = _backend(place)
    return None if backend is None else backend.get_password(SERVICE, name)


def peek(place: str, name: str) -> str | None:
    """The same, but nobody is asked to unlock anything. Raises: as `put`."""
    if place != SECRET_SERVICE:
        return get(place, name)
    import secretstorage

    with closing(secretstorage.dbus_init()) as bus:
        found = next(secretstorage.search_items(bus, {"service": SERVICE, "username": name}), None)
        return None if found is None or found.is_locked() else found.get_secret().decode()


def forget(place: str, name: str) -> None:
    """Take the secret out again; a keyring that does not have it any more is left alone. Raises: as `put`."""
    if (backend := _backend(place)) is not None and backend.get_password(SERVICE, name) is not None:
        backend.delete_password(SERVICE, name)


def refusals() -> tuple[type[Exception], ...]:
    """What their libraries raise when a keyring is there and stays locked."""
    return _those_known(*_LOCKED)


def troubles() -> tuple[type[Exception], ...]:
    """What they raise besides when a keyring is not there, or of another kind than it was."""
    return (OSError, RuntimeError, ImportError, AttributeError, ValueError, *_those_known(*_BARE))


_LOCKED = (
    ("keyring.errors", "KeyringLocked"),
    ("secretstorage.exceptions", "LockedException"),
    ("secretstorage.exceptions", "PromptDismissedException"),
)
_BARE = (
    ("keyring.errors", "KeyringError"),
    ("secretstorage.exceptions", "SecretStorageException"),
    ("jeepney.wrappers", "DBusErrorResponse"),
    ("dbus.exceptions", "DBusException"),
    ("win32ctypes.pywin32.pywintypes", "error"),
)
"""Those that are nothing but an Exception."""


def _those_known(*names: tuple[str, str]) -> tuple[type[Exception], ...]:
    """What has not been imported has raised nothing."""
    return tuple(getattr(sys.modules[module], name) for module, name in names if module in sys.modules)


def _backend(place: str) -> "KeyringBackend | None":
    module, _, kind = place.partition(":")
    if module not in TRUSTED:
        return None
    backend: KeyringBackend = getattr(importlib.import_module(module), kind)()
    return backend


def read_ways(folder: Path) -> dict[str, str]:
    """What the vault file says; nothing where there is none. Raises: OSError, ValueError, AttributeError."""
    try:
        ways = json.loads((folder / VAULT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {str(way): str(value) for way, value in ways.items()}


def key_in(ways: dict[str, str], ask: Callable[[str, str], str | None]) -> bytes | None:
    """The key, if a keyring has it. Raises: as `put`, and ValueError for what is no key."""
    found = ask(ways["keyring"], ways["name"]) if "keyring" in ways else None
    return bytes.fromhex(found) if found else None
