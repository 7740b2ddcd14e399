"""The key of the cache: in a real keyring, under a passphrase, or in both."""

import json
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as DroppingKeyring

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.store.vault import Vault, Ways
from tests import gnome

PASSPHRASE = "oʻn ikki olma daraxti"

with_a_keyring = pytest.mark.skipif(not gnome.INSTALLED, reason=gnome.NO_KEYRING)


@pytest.fixture
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


@with_a_keyring
@pytest.mark.usefixtures("system_keyring")
def test_a_key_in_the_keyring_opens_without_a_question(tmp_path: Path) -> None:
    key = Vault(tmp_path).make(None)

    assert Vault(tmp_path).unlock_by_keyring() == key
    assert key.hex() not in (tmp_path / "vault.json").read_text()


@with_a_keyring
@pytest.mark.usefixtures("system_keyring")
def test_asking_whether_a_keyring_keeps_secrets_leaves_nothing_in_it(tmp_path: Path) -> None:
    assert Vault(tmp_path).keyring_keeps()

    assert keyring.get_credential("Grow-Together", None) is None


@with_a_keyring
@pytest.mark.usefixtures("system_keyring")
def test_a_lost_keyring_locks_nobody_out_who_has_a_passphrase(tmp_path: Path) -> None:
    key = Vault(tmp_path).make(PASSPHRASE)
    keyring.delete_password("Grow-Together", json.loads((tmp_path / "vault.json").read_text())["name"])

    assert Vault(tmp_path).unlock_by_keyring() is None
    assert Vault(tmp_path).unlock(PASSPHRASE) == key


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_a_passphrase_is_needed(tmp_path: Path) -> None:
    assert not Vault(tmp_path).keyring_keeps()

    with pytest.raises(Problem, match="no keyring"):
        Vault(tmp_path).make(None)


def test_a_keyring_that_drops_what_it_is_given_is_not_trusted(tmp_path: Path) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(DroppingKeyring())

    assert not Vault(tmp_path).keyring_keeps()
    keyring.set_keyring(before)


@pytest.mark.usefixtures("no_keyring")
def test_the_wrong_passphrase_opens_nothing_and_harms_nothing(tmp_path: Path) -> None:
    key = Vault(tmp_path).make(PASSPHRASE)

    with pytest.raises(Problem, match="opens nothing"):
        Vault(tmp_path).unlock(PASSPHRASE + "!")
    assert Vault(tmp_path).unlock(PASSPHRASE) == key


@pytest.mark.parametrize("place", ["keyrings.alt.file:PlaintextKeyring", "os:system", "keyring.backends.kwallet:None"])
def test_a_vault_file_cannot_send_us_to_a_keyring_of_its_own(tmp_path: Path, place: str) -> None:
    (tmp_path / "vault.json").write_text(json.dumps({"keyring": place, "name": "x"}))

    assert Vault(tmp_path).unlock_by_keyring() is None


def test_a_broken_vault_file_is_told_and_kept(tmp_path: Path) -> None:
    (tmp_path / "vault.json").write_text("[1, 2")

    with pytest.raises(Problem, match="cannot be read"):
        Vault(tmp_path).unlock(PASSPHRASE)
    assert (tmp_path / "vault.json").read_text() == "[1, 2"


# --- several ways to one key --------------------------------------------------------------------


@pytest.mark.usefixtures("no_keyring")
def test_a_recovery_code_opens_a_desk_whose_passphrase_is_forgotten(tmp_path: Path) -> None:
    key = Vault(tmp_path).make(PASSPHRASE)
    code = Vault(tmp_path).new_recovery_code(key)

    assert Vault(tmp_path).unlock(code) == key
    assert Vault(tmp_path).unlock(code.lower().replace("-", " ")) == key
    assert code not in (tmp_path / "vault.json").read_text()


@pytest.mark.usefixtures("no_keyring")
def test_another_recovery_code_ends_the_one_before(tmp_path: Path) -> None:
    key = Vault(tmp_path).make(PASSPHRASE)
    old, new = Vault(tmp_path).new_recovery_code(key), Vault(tmp_path).new_recovery_code(key)

    with pytest.raises(Problem, match="opens nothing"):
        Vault(tmp_path).unlock(old)
    assert Vault(tmp_path).unlock(new) == key


@pytest.mark.usefixtures("no_keyring")
def test_a_new_passphrase_ends_the_old_one_and_leaves_the_code(tmp_path: Path) -> None:
    key = Vault(tmp_path).make(PASSPHRASE)
    code = Vault(tmp_path).new_recovery_code(key)

    Vault(tmp_path).set_passphrase(key, "yettita yashil uy")

    with pytest.raises(Problem, match="opens nothing"):
        Vault(tmp_path).unlock(PASSPHRASE)
    assert Vault(tmp_path).unlock("yettita yashil uy") == key == Vault(tmp_path).unlock(code)


@pytest.mark.usefixtures("no_keyring")
def test_a_passphrase_that_is_too_short_changes_nothing(tmp_path: Path) -> None:
    key = Vault(tmp_path).make(PASSPHRASE)

    with pytest.raises(Problem, match="at least 10"):
        Vault(tmp_path).set_passphrase(key, "short")
    assert Vault(tmp_path).unlock(PASSPHRASE) == key


@pytest.mark.usefixtures("no_keyring")
def test_the_last_way_in_is_never_given_up(tmp_path: Path) -> None:
    key = Vault(tmp_path).make(PASSPHRASE)

    with pytest.raises(Problem, match="nothing would open"):
        Vault(tmp_path).drop_passphrase()
    with pytest.raises(Problem, match="no keyring"):
        Vault(tmp_path).keep_in_keyring(key)
    assert Vault(tmp_path).unlock(PASSPHRASE) == key


@with_a_keyring
@pytest.mark.usefixtures("system_keyring")
def test_passphrase_and_keyring_take_turns(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    key = vault.make(None)
    with pytest.raises(Problem, match="nothing would open"):
        vault.leave_keyring()

    vault.set_passphrase(key, PASSPHRASE)
    vault.leave_keyring()
    assert (vault.unlock_by_keyring(), vault.unlock(PASSPHRASE)) == (None, key)
    assert keyring.get_credential("Grow-Together", None) is None

    vault.keep_in_keyring(key)
    vault.drop_passphrase()
    assert (vault.unlock_by_keyring(), vault.ways()) == (key, Ways(keyring=True, passphrase=False, recovery=False))


@with_a_keyring
@pytest.mark.usefixtures("system_keyring")
def test_a_keyring_that_has_lost_the_key_is_given_it_again(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    key = vault.make(None)
    code = vault.new_recovery_code(key)
    keyring.delete_password("Grow-Together", json.loads((tmp_path / "vault.json").read_text())["name"])
    assert vault.unlock_by_keyring() is None

    vault.keep_in_keyring(vault.unlock(code))

    assert vault.unlock_by_keyring() == key


@pytest.mark.usefixtures("no_keyring")
def test_a_locked_desk_is_put_aside_whole(tmp_path: Path) -> None:
    for round_ in (1, 2):
        key = Vault(tmp_path).make(PASSPHRASE)
        for name in ("cache.sqlite", "cache.sqlite-wal"):
            (tmp_path / name).write_text(name)

        Vault(tmp_path).put_aside()

        assert not Vault(tmp_path).exists
        assert Vault(tmp_path / f"locked-{round_}").unlock(PASSPHRASE) == key
        assert (tmp_path / f"locked-{round_}" / "cache.sqlite-wal").read_text() == "cache.sqlite-wal"
