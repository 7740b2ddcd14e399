import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.base import settings as settings_module
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.settings import Settings, SettingsFile, about


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_says_what_it_is_and_allows_its_default(name: str) -> None:
    assert about(name).title
    assert about(name).help
    assert about(name).allows(getattr(Settings(), name))


def test_a_choice_survives_the_next_start(tmp_path: Path) -> None:
    SettingsFile(tmp_path / "deep" / "settings.toml").save(theme="dark", zoom=120, reduced_motion=True)

    again = SettingsFile(tmp_path / "deep" / "settings.toml")

    assert again.settings == Settings(theme="dark", zoom=120, reduced_motion=True)
    assert again.trouble is None


def test_what_this_version_does_not_know_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        'from_the_future = [1, 2.5, "ʻ\\n"]\ntheme = "dark"\n[later]\nwhen = 2026-11-22\nodd."key with spaces" = true\n'
    )

    SettingsFile(path).save(zoom=110)

    kept = tomllib.loads(path.read_text())
    assert kept["from_the_future"] == [1, 2.5, "ʻ\n"]
    assert kept["later"]["odd"] == {"key with spaces": True}
    assert str(kept["later"]["when"]) == "2026-11-22"
    assert (kept["theme"], kept["zoom"]) == ("dark", 110)


@given(st.text())
def test_any_text_can_be_written_and_read(text: str) -> None:
    written = f"text = {settings_module._toml(text)}"

    assert tomllib.loads(written)["text"] == text


def test_a_damaged_file_is_told_of_and_kept_beside(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("theme = dark dark")

    file = SettingsFile(path)
    found = file.trouble
    file.save(theme="light")

    assert found is not None
    assert "settings.toml" in str(found.what)
    assert found.advice is not None
    assert (tmp_path / "settings.broken").read_text() == "theme = dark dark"
    assert SettingsFile(path).settings == Settings(theme="light")


def test_a_senseless_value_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('zoom = 9000\nreduced_motion = 1\ntheme = "dark"\n')

    file = SettingsFile(path)

    assert file.settings == Settings(theme="dark")
    assert file.trouble is not None
    assert "reduced_motion, zoom" in str(file.trouble.what)


def test_a_disk_that_refuses_is_a_problem_and_the_choice_holds(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("")
    file = SettingsFile(tmp_path / "in the way" / "settings.toml")

    with pytest.raises(Problem, match="could not be written"):
        file.save(theme="dark")

    assert file.settings.theme == "dark"


def test_listeners_hear_a_choice(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.toml")
    heard: list[Settings] = []
    file.changed.connect(heard.append)

    file.save(language="uz")

    assert heard == [Settings(language="uz")]


def test_nobody_can_choose_what_is_out_of_range(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zoom"):
        SettingsFile(tmp_path / "settings.toml").save(zoom=500)
