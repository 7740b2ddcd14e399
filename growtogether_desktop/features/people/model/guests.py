"""Who is to be invited, read from lines as people paste them: addresses, names, or both, from mail or a spreadsheet."""

import re
from collections.abc import Container
from dataclasses import dataclass, field, replace

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.domain.accounts import login_key, login_refusal, name_refusal
from growtogether_desktop.domain.changes import COORDINATOR
from growtogether_desktop.pairing.cells import ROLES_CALLED
from growtogether_desktop.pairing.columns import Field, guess_mapping
from growtogether_desktop.pairing.table import Table


@dataclass(frozen=True, slots=True)
class Guest:
    line: int
    """Of what was pasted, counted from 1."""
    name: str
    email: str
    roles: tuple[str, ...]
    complaint: Message | None = None
    """Why they are not invited like this."""
    again: bool = False
    """An invitation to this address waits already; the new one takes its place."""

    @property
    def written(self) -> str:
        """A line that says the same."""
        return "\t".join(filter(None, (self.name, self.email, *self.roles)))


@dataclass(frozen=True, slots=True)
class Known:
    """Who has been here before, by login or address."""

    members: Container[str] = frozenset()
    invited: Container[str] = frozenset()


_MEANT = re.compile(r"[^\s<>,;\"'()]*@[^\s<>,;\"'()]*")
"""Somebody meant this for an address."""
_ADDRESS = re.compile(r"[^@]+@[^@]+\.[^@.]+")
_ROLES = {
    called: role
    for role, all_called in ({**ROLES_CALLED, COORDINATOR: ("coordinator", "koordinator", "kurator")}).items()
    for called in all_called
}


def read_guests(text: str, roles: tuple[str, ...], known: Known) -> tuple[Guest, ...]:
    """Everybody in these lines, in their order; `roles` are for those whose line names none."""
    met: dict[str, int] = {}
    return tuple(
        _checked(guest, known, met)
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not (number == 1 and _is_header(line))
        for guest in _guests(number, line, roles)
    )


def lines_of(table: Table) -> str:
    """A spreadsheet as lines that can be read and put right by hand."""
    mapping = guess_mapping(table.header)
    places = [mapping.position(field) for field in (Field.NAME, Field.FAMILY, Field.EMAIL, Field.ROLE)]
    if places[0] is None and places[2] is None:  # no titles that we know: the first row may be a person
        return "\n".join("\t".join(row) for row in (table.header, *(row.cells for row in table.rows)))
    return "\n".join(_line([_cell(row.cells, place) for place in places]) for row in table.rows)


def _line(cells: list[str]) -> str:
    name, family, email, role = cells
    return "\t".join(part for part in (f"{name} {family}".strip(), email, role) if part)


def _cell(cells: tuple[str, ...], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _cells(line: str) -> list[str]:
    return [cell for cell in (cell.strip(" \"'") for cell in re.split(r"[\t;,]", line)) if cell]


def _is_header(line: str) -> bool:
    """Whether these are the titles of columns: each is known, and none is an address."""
    cells = tuple(_cells(line))
    return len(cells) > 1 and "@" not in line and all(guess_mapping(cells).fields)


@dataclass(slots=True)
class _Said:
    """What a line says of one person so far."""

    names: list[str] = field(default_factory=list)
    email: str = ""
    roles: list[str] = field(default_factory=list)

    def guest(self, line: int, roles: tuple[str, ...]) -> Guest:
        name = " ".join(" ".join(self.names).split()) or _from_address(self.email)
        return Guest(line, name, self.email, tuple(self.roles) or roles)


def _guests(number: int, line: str, roles: tuple[str, ...]) -> list[Guest]:
    """Those of one line. With one address all of it is about one person; with several, a name stands before its own."""
    cells = _cells(line)
    several = sum("@" in cell for cell in cells) > 1
    people: list[_Said] = []
    for cell in cells:
        role = _ROLES.get(spelling_key(cell))
        if role is not None and people:
            people[-1].roles.append(role)
            continue
        if not people or (several and people[-1].email):
            people.append(_Said())
        here = people[-1]
        if (found := _MEANT.search(cell)) is None:
            here.names.append(cell)
            continue
        here.email = found[0].removeprefix("mailto:")
        beside = cell.replace(found[0], "").strip(" <>()\"'")
        here.names += [beside] if beside else []
    return [one.guest(number, roles) for one in people]


def _from_address(address: str) -> str:
    """What somebody is called until they say so themselves: "Malika Karimova" for malika.karimova@…"""
    return " ".join(re.split(r"[._+-]+", address.partition("@")[0])).strip().title() or address


def _checked(guest: Guest, known: Known, met: dict[str, int]) -> Guest:
    key = login_key(guest.email)
    complaint = _complaint(guest, key, known, met)
    if key:
        met.setdefault(key, guest.line)
    return replace(guest, complaint=complaint, again=complaint is None and bool(key) and key in known.invited)


def _complaint(guest: Guest, key: str, known: Known, met: dict[str, int]) -> Message | None:
    if guest.email and not _ADDRESS.fullmatch(guest.email):
        return say("“{email}” is not an e-mail address.", email=guest.email)
    if key in met:
        return say("The same address stands in line {line} already.", line=met[key])
    if key and key in known.members:
        return say("This address has an account already.")
    if (refusal := name_refusal(guest.name) or (login_refusal(guest.email) if key else None)) is not None:
        return refusal
    return None if guest.roles else say("Choose a role.")
