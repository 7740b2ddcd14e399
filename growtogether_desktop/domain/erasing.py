"""What becomes of anything that is kept once somebody has left.

Each aggregate says what is gone with them and which words go (`Aggregate.without`). Their id, their
full name and their e-mail address are taken out here, wherever they stand, so that no aggregate can
forget to.
"""

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from growtogether_desktop.domain.changes import Aggregate, Sight
from growtogether_desktop.domain.leaving import Leaving

T = TypeVar("T")
_Replacing = tuple[tuple[re.Pattern[str], str], ...]


def erased(aggregate: Aggregate, leaving: Leaving, sight: Sight) -> Aggregate | None:
    """The aggregate without them; None when it was theirs alone, unless the law wants it kept."""
    after = aggregate.without(leaving, sight)
    if after is None and aggregate.kept_until is not None and aggregate.kept_until > leaving.at:
        after = aggregate
    return None if after is None else renamed(after, leaving)


def renamed(value: T, leaving: Leaving) -> T:
    """The same with the pseudonym in every place where they were named."""
    return cast(T, _renamed(value, leaving.replacing))


def _renamed(value: Any, replacing: _Replacing) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        for pattern, instead in replacing:
            value = pattern.sub(instead, value)
        return value
    if isinstance(value, tuple):
        return tuple(_renamed(one, replacing) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        now = {field.name: getattr(value, field.name) for field in fields(value)}
        then = {name: _renamed(one, replacing) for name, one in now.items()}
        return value if then == now else replace(value, **then)
    return value
