"""The audit's chain of hashes, as both sides work it out: the hub strings it, a desktop follows it for itself."""

import hashlib

from growtogether_desktop.wire.codec import dump
from growtogether_desktop.wire.protocol import AuditEntry

FIRST = "0" * 64
"""Stands before the first place."""


def seal_of(before: str, entry: AuditEntry) -> str:
    """The hash of an entry at the place after `before`."""
    said = (
        *(entry.entry, entry.at, entry.person, entry.device),
        *(entry.what, entry.subject, entry.change, entry.refused),
    )
    return hashlib.sha256(before.encode() + dump(said)).hexdigest()
