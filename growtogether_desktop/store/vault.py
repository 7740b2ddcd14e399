"""The key of the cache, and the ways to get at it: the system's keyring, a passphrase, a code on paper.

The cache is encrypted with a random key. The keyring keeps it as it is; the vault file beside the cache
holds it wrapped under the passphrase and under the recovery code, and says where in which keyring it is. So
neither a lost keyring nor a forgotten passphrase locks out a person who has another way. The key itself never
changes, so a new passphrase costs nothing. Unlocking never needs the network.
"""

import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TypeVar

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from growtogether_desktop.base.background import within
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.store import keyrings
from growtogether_desktop.store.keyrings import CACHE, VAULT, key_in, read_ways
from growtogether_desktop.store.recovery import looks_like_code, new_code, read_code

__all__ = ["CACHE", "Vault", "check_passphrase"]

T = TypeVar("T")

KEYRING_S = 5.0
"""A locked session on D-Bus never answers; longer than this nobody waits who has not asked for it."""
UNLOCK_S = 180.0
"""So long somebody may look for the password of their keyring who has asked it to open."""
PASSPHRASE_CHARACTERS = 10
ARGON2 = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 1}
"""About 0.2 s on a small machine. Source: RFC 9106, second recommended option, less memory lanes."""

_NONCE = 12
_FOR = b"Grow-Together"


@dataclass(frozen=True, slots=True)
class Ways:
    """What opens a desk."""

    keyring: bool
    passphrase: bool
    recovery: bool
    """There is a code on paper."""


class KeyringShut(Problem):
    """The keyring does not hand the key over: it is locked, or worse."""


class KeyringSilent(KeyringShut):
    """The keyring has not answered yet; perhaps it is asking the person for its password."""


class KeyringLost(KeyringShut):
    """The keyring is open and does not have the key any more."""


class KeyringGone(KeyringShut):
    """There is no such keyring any more, at least not now."""


class Vault:
    """The key of the cache in one folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / VAULT

    @property
    def exists(self) -> bool:
        return self._path.exists()

    def ways(self) -> Ways:
        """Which ways there are to the key. Raises: Problem, when the file cannot be read."""
        ways = self._read()
        return Ways("keyring" in ways, "passphrase" in ways, "recovery" in ways)

    def keyring_keeps(self) -> bool:
        """Whether this system has a keyring that really keeps what it is given."""
        try:
            probe = _put_into_keyring(secrets.token_bytes(32))
            _forget_in_keyring(probe)
        except KeyringShut:
            return False
        return bool(probe)

    def make(self, passphrase: str | None) -> bytes:
        """A new key, kept in the keyring, under the passphrase, or both; 32 bytes.

        Raises: Problem, when there is neither an open keyring to trust nor a passphrase, or it is too short; and
        when there is a key already, for its desk would stay closed for ever.
        """
        if self.exists:
            raise Problem(say("There is a desk in this folder already."), say("Open it, or put it aside first."))
        key = secrets.token_bytes(32)
        ways: dict[str, str] = {}
        if passphrase is None:
            ways |= _put_into_keyring(key)
        else:
            check_passphrase(passphrase)
            ways |= _by_passphrase(passphrase, key)
            with suppress(KeyringShut):
                ways |= _put_into_keyring(key)
        if not ways:
            raise Problem(
                say("This computer has no keyring that could keep the key of your data."),
                say("Choose a passphrase instead; you will type it at each start."),
            )
        self._write(ways)
        return key

    def unlock_by_keyring(self, patience_s: float = KEYRING_S) -> bytes | None:
        """The key; None when no keyring was given it.

        Raises: KeyringShut, when the keyring is locked, does not answer in time, is not there or has lost the key.
        """
        ways = self._read()
        if "keyring" not in ways:
            return None
        key = _with_keyring(lambda: key_in(ways, keyrings.get), patience_s)
        if key is None:
            raise KeyringLost(
                say("The keyring of this computer does not have the key of this desk any more."),
                say("A keyring that was reset or replaced has forgotten it. Once the desk is open, it gets it again."),
            )
        return key

    def unlock(self, typed: str) -> bytes:
        """The key, by the passphrase or the recovery code. Raises: Problem, when it is neither."""
        ways = self._read()
        key = None
        if "passphrase" in ways:
            key = _unwrap(_stretch(typed, bytes.fromhex(ways["passphrase"])), ways["by_passphrase"])
        if key is None and "recovery" in ways and looks_like_code(typed):
            key = _unwrap(read_code(typed), ways["recovery"])
        if key is None:
            raise Problem(say("That opens nothing here."), say("Try again; nothing is lost."))
        return key

    def forget(self) -> None:
        """Forget the key and all ways to it: what it has locked stays locked for ever."""
        try:
            ways = self._read()
        except Problem:
            ways = {}
        with suppress(KeyringShut):  # what the key has locked goes as well
            _forget_in_keyring(ways)
        self._path.unlink(missing_ok=True)

    def put_aside(self) -> None:
        """Make room for a new desk: cache and vault file stay in a folder of their own beside it.

        Raises: Problem, when they cannot be moved.
        """
        folder = self._path.parent
        aside = next(p for n in count(1) if not (p := folder / f"locked-{n}").exists())
        try:
            aside.mkdir(mode=0o700)
            for file in (*folder.glob(f"{CACHE}*"), self._path):
                file.rename(aside / file.name)
        except OSError as trouble:
            raise Problem(
                say("The folder {folder} cannot be written.", folder=folder),
                say("Give yourself the right to write there, or choose another folder with --data."),
            ) from trouble

    # --- while the desk is open -----------------------------------------------------------------

    def new_recovery_code(self, key: bytes) -> str:
        """A code to write down; one that there was before opens nothing from now on. Raises: Problem, as `make`."""
        code, wrapping = new_code()
        self._write({**self._read(), "recovery": _wrap(wrapping, key)})
        return code

    def set_passphrase(self, key: bytes, passphrase: str) -> None:
        """From now on this passphrase opens the desk, and none before it. Raises: Problem, as `make`."""
        check_passphrase(passphrase)
        self._write({**self._read(), **_by_passphrase(passphrase, key)})

    def drop_passphrase(self) -> None:
        """The keyring alone opens the desk, and the recovery code where there is one.

        Raises: Problem, when no keyring has the key, for then nothing would open it; KeyringShut.
        """
        ways = self._read()
        if self.unlock_by_keyring() is None:
            raise Problem(
                say("Without the passphrase nothing would open this desk."),
                say("Let the keyring of this computer keep the key first."),
            )
        self._write({way: value for way, value in ways.items() if way not in ("passphrase", "by_passphrase")})

    def keep_in_keyring(self, key: bytes) -> None:
        """Let the keyring open the desk from now on, also where one before has lost the key.

        Raises: Problem, when there is no keyring to trust; KeyringShut.
        """
        handle = _put_into_keyring(key)
        if not handle:
            raise Problem(
                say("This computer has no keyring that could keep the key of your data."),
                say("Your passphrase goes on opening this desk."),
            )
        before = self._read()
        self._write({**before, **handle})
        with suppress(KeyringShut):
            _forget_in_keyring(before)

    def leave_keyring(self) -> None:
        """Nothing opens the desk without a question any more.

        Raises: Problem, when there is no passphrase to ask for, and when the keyring does not give the key back:
        then it goes on opening the desk.
        """
        ways = self._read()
        if "passphrase" not in ways:
            raise Problem(say("Without the keyring nothing would open this desk."), say("Choose a passphrase first."))
        try:
            _forget_in_keyring(ways)
        except KeyringGone:
            pass  # whoever has taken their home to a computer without it does not wait for it at each start
        except KeyringShut as shut:
            raise Problem(
                say("The key could not be taken out of the keyring; the keyring goes on opening this desk."),
                say("Unlock the keyring of this computer, and try again."),
            ) from shut
        self._write({way: value for way, value in ways.items() if way not in ("keyring", "name")})

    def _read(self) -> dict[str, str]:
        try:
            return read_ways(self._path.parent)
        except (OSError, ValueError, AttributeError) as trouble:
            raise Problem(
                say("The file {file} with the key of your data cannot be read.", file=self._path),
                say("Put it back from a backup, or connect anew: what the hub has comes back."),
            ) from trouble

    def _write(self, ways: dict[str, str]) -> None:
        beside = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                json.dump(ways, file)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
        except OSError as trouble:
            raise Problem(
                say("The folder {folder} cannot be written.", folder=self._path.parent),
                say("Give yourself the right to write there, or choose another folder with --data."),
            ) from trouble


def check_passphrase(passphrase: str) -> None:
    """Raises: Problem, when it is too short."""
    if len(passphrase) < PASSPHRASE_CHARACTERS:
        raise Problem(say("A passphrase has at least {n} characters.", n=PASSPHRASE_CHARACTERS))


def _with_keyring(work: Callable[[], T], patience_s: float = KEYRING_S) -> T:
    """What `work` brings from the keyring. Raises: KeyringShut."""
    try:
        return within(patience_s, work)
    except TimeoutError as trouble:
        raise KeyringSilent(
            say("The keyring of this computer does not answer."),
            say("It may be asking for its password in a window of its own, perhaps behind this one."),
        ) from trouble
    except keyrings.refusals() as trouble:
        raise KeyringShut(
            say("The keyring of this computer is locked."),
            say(
                "Try again, and type its password when the computer asks; most often it is the one you sign in to the"
                " computer with. If nothing asks, sign out of the computer and in again."
            ),
        ) from trouble
    except keyrings.troubles() as trouble:
        raise KeyringGone(
            say("The keyring of this computer cannot be reached."),
            say("Sign out of the computer and in again, then try again."),
        ) from trouble


def _put_into_keyring(key: bytes) -> dict[str, str]:
    """Where the keyring keeps the key, for the vault file; nothing where none keeps it.

    Raises: KeyringShut, when there is one and it is locked.
    """
    name = secrets.token_hex(8)
    try:
        place = _with_keyring(lambda: keyrings.put(name, key.hex()))
    except KeyringGone:
        return {}
    return {} if place is None else {"keyring": place, "name": name}


def _forget_in_keyring(ways: dict[str, str]) -> None:
    """Take the key out of the keyring. Raises: KeyringShut, when it may still be in there."""
    if "keyring" in ways:
        _with_keyring(lambda: keyrings.forget(ways["keyring"], ways["name"]))


def _by_passphrase(passphrase: str, key: bytes) -> dict[str, str]:
    salt = secrets.token_bytes(16)
    return {"passphrase": salt.hex(), "by_passphrase": _wrap(_stretch(passphrase, salt), key)}


def _stretch(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, hash_len=32, type=Type.ID, **ARGON2)


def _wrap(wrapping: bytes, key: bytes) -> str:
    nonce = secrets.token_bytes(_NONCE)
    return (nonce + AESGCM(wrapping).encrypt(nonce, key, _FOR)).hex()


def _unwrap(wrapping: bytes, wrapped: str) -> bytes | None:
    raw = bytes.fromhex(wrapped)
    try:
        return AESGCM(wrapping).decrypt(raw[:_NONCE], raw[_NONCE:], _FOR)
    except InvalidTag:
        return None
