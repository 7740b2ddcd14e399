"""What a person may choose about this program, and the file in which it is kept.

The preferences page and its help are made from the fields below: a new setting is one new field.
"""

import dataclasses
import math
import os
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, cast

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import LANGUAGES, N_, say
from growtogether_desktop.base.signal import Signal


@dataclass(frozen=True, slots=True)
class About:
    """What a setting is called, what it does, and what it may be."""

    title: str
    """Marked with `N_`; empty for what the program remembers by itself and nobody sets."""
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    """(value, how it is called); empty: anything of its type."""
    least: int = 0
    most: int = 0
    step: int = 1
    unit: str = ""
    """Shown behind a number."""

    def allows(self, value: object) -> bool:
        if self.choices:
            return value in dict(self.choices)
        if isinstance(value, int) and not isinstance(value, bool) and self.most:
            return self.least <= value <= self.most
        return True


def _setting(default: Any, about: About) -> Any:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice, with what holds until somebody chooses."""

    language: str = _setting(
        "",
        About(
            N_("Language"),
            N_("Everything changes at once; nothing has to be started anew."),
            (("", N_("As the computer")), *LANGUAGES.items()),
        ),
    )
    theme: str = _setting(
        "system",
        About(
            N_("Appearance"),
            N_("High contrast has stronger lines and brighter words."),
            (
                ("system", N_("As the computer")),
                ("light", N_("Light")),
                ("dark", N_("Dark")),
                ("contrast", N_("High contrast")),
            ),
        ),
    )
    zoom: int = _setting(
        100,
        About(
            N_("Size of words"),
            N_("Words, rows and pictures grow together."),
            least=80,
            most=160,
            step=10,
            unit="%",
        ),
    )
    reduced_motion: bool = _setting(False, About(N_("Less motion"), N_("Drawers and notices appear without sliding.")))
    hub: str = _setting(
        "",
        About(N_("Address of the hub"), N_("Where your programme lives. Your coordinator knows it.")),
    )
    poll_s: int = _setting(
        60,
        About(
            N_("Ask the hub every"),
            N_("Less often saves traffic. What you write is sent at once either way."),
            least=15,
            most=3600,
            step=15,
            unit=N_("seconds"),
        ),
    )


def about(name: str) -> About:
    """What is known of the setting `name`."""
    return cast(About, Settings.__dataclass_fields__[name].metadata["about"])


class SettingsFile:
    """The settings on disk. What this version does not know is kept for the one that does."""

    def __init__(self, path: Path) -> None:
        self.changed: Signal[Settings] = Signal()
        self.trouble: Problem | None = None
        """Why the file could not be used as it is; the defaults hold where it could not."""
        self._path = path
        self._unknown: dict[str, Any] = {}
        self.settings = self._read()

    def save(self, **choices: object) -> Settings:
        """Keep these choices: in memory, on disk, and for whoever listens.

        Raises: Problem when the disk refuses; the choice then holds until the program ends.
        """
        wrong = [name for name, value in choices.items() if not about(name).allows(value)]
        if wrong:
            raise ValueError(f"out of range: {wrong}")
        self.settings = replace(self.settings, **cast(Any, choices))
        self.changed.emit(self.settings)
        self._write()
        return self.settings

    def _read(self) -> Settings:
        try:
            found = tomllib.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Settings()
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as reason:
            self.trouble = Problem(
                say("The settings in {file} could not be read: {reason}.", file=self._path, reason=reason),
                say("The usual settings hold. Your next choice writes the file anew; the old one is kept beside it."),
            )
            return Settings()
        fields = Settings.__dataclass_fields__
        self._unknown = {name: value for name, value in found.items() if name not in fields}
        known = {name: value for name, value in found.items() if name in fields}
        fitting = {name: value for name, value in known.items() if _fits(name, value)}
        if len(fitting) < len(known):
            odd = ", ".join(sorted(known.keys() - fitting.keys()))
            self.trouble = Problem(
                say("These settings in {file} make no sense: {names}.", file=self._path, names=odd),
                say("The usual ones hold instead. Choose again in Preferences."),
            )
        return Settings(**fitting)

    def _write(self) -> None:
        chosen = {**self._unknown, **dataclasses.asdict(self.settings)}
        text = "".join(f"{_key(name)} = {_toml(value)}\n" for name, value in chosen.items())
        fresh = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self.trouble and self._path.exists():
                self._path.replace(self._path.with_suffix(".broken"))
                self.trouble = None
            with fresh.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
        except OSError as reason:
            raise Problem(
                say("Your choice could not be written to {file}: {reason}.", file=self._path, reason=reason),
                say("It holds until you close the program."),
            ) from reason


def _fits(name: str, value: object) -> bool:
    default = Settings.__dataclass_fields__[name].default
    return type(value) is type(default) and about(name).allows(value)


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() and name.isascii() else _toml(name)


def _toml(value: object) -> str:
    """A value as TOML writes it on one line; tables are written inline."""
    match value:
        case bool():
            return "true" if value else "false"
        case float() if math.isinf(value) or math.isnan(value):
            return repr(value)
        case int() | float():
            return repr(value)
        case datetime() | date() | time():
            return value.isoformat()
        case list():
            return "[" + ", ".join(_toml(part) for part in value) + "]"
        case dict():
            return "{" + ", ".join(f"{_key(key)} = {_toml(part)}" for key, part in value.items()) + "}"
    escaped = "".join(
        {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}.get(
            c, c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}"
        )
        for c in str(value)
    )
    return f'"{escaped}"'
