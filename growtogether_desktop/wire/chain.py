"""The audit's chain of hashes, as both sides work it out: the hub strings it, a desktop follows it for itself.

On it stands no name, but a salted hash of it, its cover. A name is forgotten by putting the cover in the place of
its salt: the chain still holds. How many were forgotten is an entry of its own.
"""

import hashlib

from growtogether_desktop.wire.codec import dump
from growtogether_desktop.wire.protocol import AuditEntry, Salts, Sealed

FIRST = "0" * 64
"""Stands before the first place."""
FORGET = "audit.forget"
"""What the entry says that tells how many names were forgotten."""
RESEALED = "audit.resealed"
"""What the entry says that tells that the chain was strung anew, by another rule."""
_COVER = 64


def seal_of(before: str, entry: AuditEntry, salts: Salts) -> str:
    """The hash of an entry at the place after `before`."""
    who, about = cover(entry.person, salts.person), cover(entry.subject, salts.subject)
    said = (entry.entry, entry.at, who, entry.device, entry.what, about, entry.change, entry.refused)
    return hashlib.sha256(before.encode() + dump(said)).hexdigest()


def seal_with_names(before: str, entry: AuditEntry) -> str:
    """The hash by the first rule, which covered the names themselves: by it the chain before migration 0004 is told."""
    said = (entry.entry, entry.at, entry.person, entry.device, entry.what, entry.subject, entry.change, entry.refused)
    return hashlib.sha256(before.encode() + dump(said)).hexdigest()


def cover(name: str, salt: str) -> str:
    """What stands on the chain for a name, be it known or forgotten."""
    return salt if _is_cover(salt) else hashlib.sha256(f"{salt} {name}".encode()).hexdigest()


def untold(link: Sealed) -> int:
    """How many names are forgotten here, less those it tells of. Along an honest chain this adds up to 0 or less."""
    forgotten = _is_cover(link.salts.person) + _is_cover(link.salts.subject)
    tells = link.entry is not None and link.entry.what == FORGET and link.entry.change.isdecimal()
    return forgotten - (int(link.entry.change) if link.entry is not None and tells else 0)


def nameless(link: Sealed) -> bool:
    """Whether a name is forgotten here."""
    return _is_cover(link.salts.person) or _is_cover(link.salts.subject)


def _is_cover(salt: str) -> bool:
    return len(salt) == _COVER
