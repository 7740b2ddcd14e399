"""Routes for coordinators: who is invited, who has which roles, and who did what."""

from litestar import delete, get, post, put
from litestar.params import FromPath, JSONBody

from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.hub import audits
from growtogether_desktop.hub.declined import Declined
from growtogether_desktop.hub.house import HubRequest, prove_anew
from growtogether_desktop.wire.protocol import (
    AuditAsked,
    AuditEntry,
    Invitation,
    InvitationAsked,
    Invited,
    Listed,
    Proof,
    RolesAsked,
    Sealed,
)


@post("/invitations")
async def invite(request: HubRequest, data: JSONBody[tuple[InvitationAsked, ...]]) -> tuple[Invitation, ...]:
    """An invitation for each, in their order; one without a code for whoever has an account."""
    house, actor = request.house, _coordinator(request)
    return await house.threads.write(lambda: house.people.invite(actor, data))


@get("/invitations")
async def invitations(request: HubRequest) -> tuple[Invited, ...]:
    """Those that wait, and for a while those that were taken up, have ended or were withdrawn."""
    house, _ = request.house, _coordinator(request)
    return await house.threads.read(house.accounts.invitations)


@delete("/invitations/{id:str}")
async def withdraw(request: HubRequest, id: FromPath[str]) -> None:
    house, actor = request.house, _coordinator(request)
    await house.threads.write(lambda: house.accounts.withdraw(actor, id))


@get("/accounts")
async def everybody(request: HubRequest) -> tuple[Listed, ...]:
    house, _ = request.house, _coordinator(request)
    return await house.threads.read(house.accounts.everybody)


@put("/accounts/{id:str}/roles", status_code=204)
async def change_roles(request: HubRequest, id: FromPath[str], data: JSONBody[RolesAsked]) -> None:
    """Somebody has these roles from now on, and sees what comes with them."""
    house, actor = request.house, _coordinator(request)
    devices = await house.threads.write(lambda: house.accounts.change_roles(actor, PersonId(id), data.roles))
    house.pokes.hang_up(*devices)


@delete("/accounts/{id:str}/devices")
async def sign_them_out(request: HubRequest, id: FromPath[str]) -> None:
    """Take every device of somebody off the list."""
    house, actor = request.house, _coordinator(request)
    devices = await house.threads.write(lambda: house.accounts.sign_out(actor, PersonId(id)))
    house.pokes.hang_up(*devices)


@post("/accounts/{id:str}/reset")
async def reset_password(request: HubRequest, id: FromPath[str], data: JSONBody[Proof]) -> Invitation:
    """A code by which somebody chooses another password, from whoever shows anew who they are."""
    house, actor = request.house, _coordinator(request)
    await prove_anew(house, actor, lambda: house.accounts.prove(actor, data.password))
    return await house.threads.write(lambda: house.accounts.reset_password(actor, PersonId(id)))


@post("/audit", status_code=200)
async def audit(request: HubRequest, data: JSONBody[AuditAsked]) -> tuple[AuditEntry, ...]:
    """Who did what to what, the newest first. Asked with a body: ids of people stay out of logs of addresses."""
    house, _ = request.house, _coordinator(request)
    return await house.threads.read(lambda: audits.read(house.engine, data))


@get("/audit/chain/{after:int}")
async def audit_chain(request: HubRequest, after: FromPath[int]) -> tuple[Sealed, ...]:
    """The chain of hashes after this place, for whoever wants to follow it themselves."""
    house, _ = request.house, _coordinator(request)
    return await house.threads.read(lambda: audits.chain(house.engine, after))


def _coordinator(request: HubRequest) -> PersonId:
    """Whoever asks, if they coordinate. Raises: Declined."""
    actor = request.auth.caller.actor
    if not actor.coordinates:
        raise Declined(403, "forbidden", say("Only coordinators may do this."))
    return actor.id


ROUTES = (
    *(invite, invitations, withdraw, everybody, change_roles, sign_them_out, reset_password),
    *(audit, audit_chain),
)
