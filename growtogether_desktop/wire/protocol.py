"""What a desktop asks of a hub and what comes back. `HttpHub` asks it; `HubService` answers.

One exchange carries changes up and rows down. The hub judges each change once, whatever number it
comes under, and gives the stored answer for one it has seen. The numbers keep a device's changes in
their order, and tell when a hub has forgotten some. Rows come per scope, in the scope's own order,
after the cursor the desktop has for it.
"""

from typing import Annotated, Any, Literal, Protocol

import msgspec

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.domain.accounts import MOST_INVITATION_DAYS

PROTOCOL = 1
"""A hub serves this protocol and the one before."""
OLDER_HUB = say("This hub is older than this program. Ask the people who run it to update it.")
NEWER_HUB = say("This hub is newer than this program. Update this program.")
"""What is said between two of different versions; a later hub says it too, to desktops that know only these words."""
PUSH_BYTES = 256 * 1024
"""Most bytes of changes in one exchange."""
PUSH_CHANGES = 500
PULL_ROWS = 5_000
AUDIT_ROWS = 200
"""Most entries of the audit in one answer."""
CHAIN_ROWS = 5_000
"""Most places of the audit's chain in one answer."""
PART_BYTES = 4 * 1024 * 1024
"""Blobs travel in parts of this size; only the last may be smaller."""
BLOB_BYTES = 20 * 1024 * 1024
"""No blob is larger: it is one file of a submission, or a list of files."""


class Sent(msgspec.Struct, frozen=True, gc=False):
    """A change on its way up."""

    n: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    """Its number in the device's journal: always rising, and never given twice."""
    id: Annotated[str, msgspec.Meta(pattern=r"^[\x21-\x7e]{1,100}$")]
    posted: msgspec.Raw


class Row(msgspec.Struct, frozen=True, gc=False):
    """An aggregate on its way down; for a deleted one `body` is null."""

    kind: str
    id: str
    scope: str
    parent: str
    seq: int
    """Its place in the scope's order."""
    deleted: bool
    body: msgspec.Raw


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """How far a device has read a scope."""

    seq: int
    """The last row taken in."""
    floor: int
    """The scope's floor when that was read: a pull from the start may pass it as long as it stays."""


class Asked(msgspec.Struct, frozen=True):
    protocol: int
    epoch: int
    """The hub's epoch as the device knows it; 0 before the first exchange, which brings no changes."""
    after: int
    """The last number this device knows the hub to have applied; a hub that stands before it has forgotten."""
    changes: tuple[Sent, ...]
    """From the first unanswered on."""
    cursors: dict[str, Cursor]
    """Every scope the device holds is named."""
    limit: int = PULL_ROWS


class Answered(msgspec.Struct, frozen=True):
    """The hub's word on one change."""

    n: int
    refusal: Message | None = None
    row: Row | None = None
    """The aggregate as it is now, for a reader; None where there is none or it may not be read."""


class Delivery(msgspec.Struct, frozen=True):
    epoch: int
    """Another one than asked with: the hub was restored from a backup and nothing else here counts but `last`."""
    last: int
    """The last number of this device's journal the hub has applied."""
    answers: tuple[Answered, ...] = ()
    rows: tuple[Row, ...] = ()
    cursors: dict[str, Cursor] = {}
    """Where each scope stands now that moved or is new."""
    reset: tuple[str, ...] = ()
    """Scopes whose tombstones this device has missed: they come anew from the start."""
    revoked: tuple[str, ...] = ()
    """Scopes that are no longer this person's."""
    more: bool = False


class Sum(msgspec.Struct, frozen=True):
    """What a scope holds, in brief: two sides whose sums are equal hold the same."""

    head: int
    """How far the scope is read; sums of different heads tell nothing of each other."""
    rows: int
    sha: str
    """sha256 over kind, id, place and body of every living row, in the scope's order."""


class Tokens(msgspec.Struct, frozen=True):
    """A device's way in: the access token for 15 minutes, the refresh token for the next ones."""

    access: str
    access_until: float
    """Unix seconds by the hub's clock."""
    refresh: str
    person: str
    name: str
    roles: tuple[str, ...]
    device: str
    device_key: str = ""
    """Shows at the next sign-in that this is the same device: others who guess do not hold it up."""


class Invitation(msgspec.Struct, frozen=True):
    """Lets one person in, once."""

    code: str
    name: str
    roles: tuple[str, ...]
    until: float
    """Unix seconds by the hub's clock."""
    id: str = ""
    """Under which it is listed."""


class InvitationAsked(msgspec.Struct, frozen=True):
    name: str
    roles: tuple[str, ...]
    person: str = ""
    """Whom a roster already knows; "" makes a new person."""
    email: str = ""
    """Whoever proves through the platform that this address is theirs needs no code."""
    days: Annotated[int, msgspec.Meta(ge=0, le=MOST_INVITATION_DAYS)] = 0
    """How long it is good; 0 for as long as usual."""
    instead_of: str = ""
    """The id of an invitation that ends with this one."""


InvitationState = Literal["waiting", "used", "expired", "withdrawn"]


class Invited(msgspec.Struct, frozen=True):
    """An invitation as it is listed; its code is known to whoever made it, and no longer to the hub."""

    id: str
    name: str
    roles: tuple[str, ...]
    email: str
    until: float
    """Unix seconds by the hub's clock."""
    state: InvitationState
    person: str
    """Whom a roster knew, or who has taken it up; "" for somebody new who has not come yet."""


class Listed(msgspec.Struct, frozen=True):
    """Somebody with an account, as coordinators see them."""

    id: str
    name: str
    roles: tuple[str, ...]
    joined: float
    """Unix seconds by the hub's clock."""
    login: str = ""
    """What they type to sign in; "" for whoever comes through the platform alone."""
    seen: float = 0
    """When one of their devices last called; 0 for never."""
    devices: int = 0
    """Those they are signed in on."""


class RolesAsked(msgspec.Struct, frozen=True):
    roles: tuple[str, ...]


class PasswordAsked(msgspec.Struct, frozen=True):
    """Another password for whoever is signed in."""

    old: str
    new: str


class AccountAsked(msgspec.Struct, frozen=True):
    """An invitation taken up."""

    code: str
    login: str
    password: str
    device: str
    """What the person calls this computer."""
    name: str = ""
    """What others call the person; "" keeps the name on the invitation."""


class ResetAsked(msgspec.Struct, frozen=True):
    """A code taken up that a coordinator has made for whoever has forgotten their password."""

    code: str
    password: str
    """The new one."""
    device: str
    """What the person calls this computer."""
    known_as: str = ""
    """The id this device had before, so that its journal goes on; "" for a new one."""


class SignInAsked(msgspec.Struct, frozen=True):
    login: str
    password: str
    device: str
    """What the person calls this computer."""
    known_as: str = ""
    """The id this device had before, so that its journal goes on; "" for a new one."""
    device_key: str = ""
    """What shows that it is that device; "" for a new one."""


class Platform(msgspec.Struct, frozen=True):
    """Where a browser goes to sign in through the parent platform (OpenID Connect, authorization code with PKCE)."""

    issuer: str
    authorize: str
    """The address the browser is sent to."""
    client: str
    """What the hub is called there."""


class PlatformAsked(msgspec.Struct, frozen=True):
    """What a browser brought back from the platform, for the hub to redeem."""

    code: str
    verifier: str
    """Of PKCE: whoever has only seen the code cannot use it."""
    nonce: str
    """What the browser was sent with: the platform's word must be the answer to this very question."""
    redirect: str
    """Where the browser came back to: a port of this computer."""
    device: str
    """What the person calls this computer."""
    known_as: str = ""
    """The id this device had before, so that its journal goes on; "" for a new one."""
    invitation: str = ""
    """The code of an invitation, for whoever comes the first time and was not invited by e-mail."""


class LinkAsked(PlatformAsked, frozen=True):
    """The platform is to be a way in from now on, for whoever is signed in and knows the password."""

    password: str = ""


class Proof(msgspec.Struct, frozen=True):
    """That it is still the person themselves who sits there."""

    password: str = ""
    """"" from whoever has none, because they sign in through the platform alone."""


class RefreshAsked(msgspec.Struct, frozen=True):
    refresh: str


class SealAsked(msgspec.Struct, frozen=True):
    """A device that was taken off the list hands over the key of what its owner had not sent yet."""

    refresh: str
    seal: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]


class Seal(msgspec.Struct, frozen=True):
    seal: str


class Device(msgspec.Struct, frozen=True):
    id: str
    name: str
    seen: float
    """Unix seconds by the hub's clock."""
    this: bool
    revoked: bool


class AuditAsked(msgspec.Struct, frozen=True):
    """Which entries of the audit a coordinator wants to see; what is empty or 0 does not narrow it."""

    person: str = ""
    what: str = ""
    """The kind, or how it begins: "device." is everything about devices."""
    since: float = 0
    """Unix seconds by the hub's clock."""
    until: float = 0
    before: int = 0
    """Only entries with a lower number: the next page."""
    limit: int = AUDIT_ROWS


class AuditEntry(msgspec.Struct, frozen=True):
    """Who did what to what; never in whose words."""

    entry: int
    at: float
    """Unix seconds by the hub's clock."""
    person: str
    device: str
    what: str
    subject: str
    change: str
    """The change's id; of "account.roles", the roles somebody has since."""
    refused: bool


class Salts(msgspec.Struct, frozen=True):
    """With what an entry's names are covered on the audit's chain; of a forgotten name, the cover itself."""

    person: str = ""
    subject: str = ""


class Sealed(msgspec.Struct, frozen=True):
    """One place of the audit's chain."""

    place: int
    hash: str
    """Covers the entry and the hash before."""
    entry: AuditEntry | None
    """None when somebody has removed it."""
    salts: Salts


class RecordAsked(msgspec.Struct, frozen=True):
    before: int = 0
    """Only lines of the log with a lower number: the next page."""


class Record(msgspec.Struct, frozen=True):
    """What the hub keeps of somebody that lies on no desk."""

    account: Listed
    platforms: tuple[str, ...]
    """Through which of them they may sign in."""
    invitations: tuple[Invited, ...]
    devices: tuple[Device, ...]
    log: tuple[AuditEntry, ...]
    """What they did, and what was done to them; the newest first, at most a page of it."""


class Health(msgspec.Struct, frozen=True):
    programme: str
    version: str
    protocols: tuple[int, ...]
    epoch: int
    platform: Platform | None = None
    """The parent platform one may sign in through; None where the hub knows none."""


class Trouble(msgspec.Struct, frozen=True):
    """The one shape of an error."""

    what: Message
    code: str
    """For programs: "unauthorised", "not_found", "too_large", …"""


class Hub(Protocol):
    """What the postman needs of a hub."""

    async def exchange(self, asked: Asked) -> Delivery:
        """Changes up, rows down. Safe to repeat: a number the hub has seen gets the same answer."""
        ...

    async def put_blob(self, sha: str, content: bytes) -> None:
        """Resumes where an earlier try ended."""
        ...

    async def get_blob(self, sha: str, size: int) -> bytes:
        """The content, verified."""
        ...


def raw(value: Any) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(value))


NULL = msgspec.Raw(b"null")
