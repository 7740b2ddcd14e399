"""Whether a plan's file still says what was written: each of its parts has a sum, and no part may come or go.

A sum shows every change that was not meant to be hidden. It proves nothing about whoever works the sums out again
afterwards; what they cannot change is what the prices prove.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FORMAT = "grow-together-plan"
VERSION = 2
SUMS = "sha256"
"""The part of the file that holds the sums of all others."""


def sums(told: Mapping[str, Any]) -> dict[str, str]:
    """For each part of the file (but the sums) the SHA-256, in hexadecimal, of its canonical JSON.

    Canonical: keys in order, no spaces, letters beyond ASCII as \\uXXXX. So a file may be laid out anew or
    sent through another program, as long as it says the same.
    """
    return {part: _sum(value) for part, value in told.items() if part != SUMS}


def changed(told: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The parts that are not what was written, came later or are gone; None when the file has no sums to tell by."""
    written = told.get(SUMS)
    if not isinstance(written, dict):
        return None
    now = sums(told)
    return tuple(part for part in sorted({*now, *written}) if now.get(part) != written.get(part))


def _sum(value: object) -> str:
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
