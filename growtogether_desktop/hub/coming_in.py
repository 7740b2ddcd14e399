"""Routes by which people come in, and by which they look after their own account and devices."""

from typing import TYPE_CHECKING

from litestar import delete, get, post, put
from litestar.params import FromPath, JSONBody

import growtogether_desktop
from growtogether_desktop.domain.accounts import login_key
from growtogether_desktop.domain.ids import DeviceId
from growtogether_desktop.hub.declined import not_found
from growtogether_desktop.hub.house import OPEN, SERVED, House, HubRequest, prove_anew
from growtogether_desktop.hub.records import record_of
from growtogether_desktop.wire.protocol import (
    AccountAsked,
    Device,
    Health,
    LinkAsked,
    PasswordAsked,
    PlatformAsked,
    Proof,
    Record,
    RecordAsked,
    RefreshAsked,
    ResetAsked,
    Seal,
    SealAsked,
    SignInAsked,
    Tokens,
)

if TYPE_CHECKING:
    from growtogether_desktop.hub.platform import ParentPlatform


@get("/health", opt={OPEN: True})
async def health(request: HubRequest) -> Health:
    """Whether the hub and its database are well, and which protocols it speaks."""
    house = request.house
    epoch = await house.threads.read(house.service.epoch)
    platform = house.platform.offer if house.platform is not None else None
    return Health(house.programme, growtogether_desktop.__version__, SERVED, epoch, platform)


@post("/accounts", opt={OPEN: True})
async def take_up(request: HubRequest, data: JSONBody[AccountAsked]) -> Tokens:
    """Take up an invitation."""
    house = request.house
    house.sign_ins_from_address.take(request.address)
    return house.watch.let_in(request, await house.threads.passwords(lambda: house.people.take_up(data)))


@post("/session", status_code=200, opt={OPEN: True})
async def sign_in(request: HubRequest, data: JSONBody[SignInAsked]) -> Tokens:
    """From a device that is known for this login, whatever others do; from any other within what is left to all."""
    house = request.house
    house.calls_of_device.take(request.address)
    if await house.threads.read(lambda: house.people.knows(data)):
        house.sign_ins_of_device.take(data.known_as)
    else:
        house.sign_ins_from_address.take(request.address)
        house.sign_ins_of_login_from_address.take(f"{request.address} {login_key(data.login)}")
        house.sign_ins_of_login.take(login_key(data.login))
    return house.watch.let_in(request, await house.threads.passwords(lambda: house.people.sign_in(data)))


@post("/session/reset", status_code=200, opt={OPEN: True})
async def choose_password(request: HubRequest, data: JSONBody[ResetAsked]) -> Tokens:
    """Choose another password by a coordinator's code, and sign in; whoever was signed in before is signed out."""
    house = request.house
    house.sign_ins_from_address.take(request.address)
    tokens, signed_out = await house.threads.passwords(lambda: house.people.choose_password(data))
    house.pokes.hang_up(*signed_out)
    return house.watch.let_in(request, tokens)


@post("/session/platform", status_code=200, opt={OPEN: True})
async def come_in(request: HubRequest, data: JSONBody[PlatformAsked]) -> Tokens:
    """Sign in by what a browser has brought back from the parent platform."""
    house = request.house
    house.sign_ins_from_address.take(request.address)
    subject = await _platform(house).redeem(data)
    return house.watch.let_in(request, await house.threads.write(lambda: house.people.come_in(subject, data)))


@post("/session/seal", status_code=204, opt={OPEN: True})
async def keep_seal(request: HubRequest, data: JSONBody[SealAsked]) -> None:
    """A device that was taken off the list hands over the key of what it had not sent yet. The first counts."""
    house = request.house
    house.sign_ins_from_address.take(request.address)
    await house.threads.write(lambda: house.people.keep_seal(data))


@post("/session/refresh", status_code=200, opt={OPEN: True})
async def renew(request: HubRequest, data: JSONBody[RefreshAsked]) -> Tokens:
    """New tokens for a refresh token."""
    house = request.house
    house.calls_of_device.take(request.address)
    return house.watch.let_in(request, await house.threads.write(lambda: house.people.renew(data.refresh)))


@delete("/session")
async def sign_out(request: HubRequest) -> None:
    house, caller = request.house, request.auth.caller
    await house.threads.write(lambda: house.people.sign_out(caller))
    house.pokes.hang_up(caller.device)


@get("/devices")
async def devices(request: HubRequest) -> tuple[Device, ...]:
    house, caller = request.house, request.auth.caller
    return await house.threads.read(lambda: house.people.devices(caller))


@delete("/devices/{id:str}")
async def revoke_this(request: HubRequest, id: FromPath[str]) -> None:
    """Take the device that asks off the list: its next call learns that it is revoked."""
    house, caller = request.house, request.auth.caller
    if id != caller.device:
        raise not_found()
    await house.threads.write(lambda: house.people.revoke(caller, caller.device))
    house.pokes.hang_up(caller.device)


@post("/devices/{id:str}/revoke", status_code=204)
async def revoke(request: HubRequest, id: FromPath[str], data: JSONBody[Proof]) -> None:
    """Take any of one's own devices off the list, having shown anew who one is."""
    house, caller = request.house, request.auth.caller
    await prove_anew(house, caller.actor.id, lambda: house.accounts.prove(caller.actor.id, data.password))
    await house.threads.write(lambda: house.people.revoke(caller, DeviceId(id)))
    house.pokes.hang_up(DeviceId(id))


@get("/devices/{id:str}/seal")
async def seal_of(request: HubRequest, id: FromPath[str]) -> Seal:
    """What opens the unsent work on a device of one's own that was wiped."""
    house, caller = request.house, request.auth.caller
    return Seal(await house.threads.read(lambda: house.people.seal_of(caller, DeviceId(id))))


@put("/account/password", status_code=204)
async def change_password(request: HubRequest, data: JSONBody[PasswordAsked]) -> None:
    """Another password for oneself; one's other devices are signed out."""
    house, caller = request.house, request.auth.caller
    house.proofs_of_account.take(caller.actor.id)
    signed_out = await house.threads.passwords(lambda: house.accounts.change_password(caller, data))
    house.pokes.hang_up(*signed_out)


@post("/account/proof", status_code=204)
async def prove(request: HubRequest, data: JSONBody[Proof]) -> None:
    """Show that it is still oneself, before one goes to the trouble of what will ask for it."""
    house, caller = request.house, request.auth.caller
    await prove_anew(house, caller.actor.id, lambda: house.accounts.prove(caller.actor.id, data.password))


@put("/account/platform", status_code=204)
async def link(request: HubRequest, data: JSONBody[LinkAsked]) -> None:
    """From now on, one may also sign in through the parent platform. Another way in wants the one there is anew."""
    house, caller = request.house, request.auth.caller
    platform = _platform(house)
    who = caller.actor.id
    await prove_anew(house, who, lambda: house.accounts.prove_with_password(who, data.password))
    subject = await platform.redeem(data)
    await house.threads.write(lambda: house.people.link(caller, subject))


@post("/account/record", status_code=200)
async def record(request: HubRequest, data: JSONBody[RecordAsked]) -> Record:
    """What the hub keeps of oneself that lies on no desk."""
    house, caller = request.house, request.auth.caller
    return await house.threads.read(lambda: record_of(house.engine, house.people, house.accounts, caller, data))


def _platform(house: House) -> "ParentPlatform":
    if house.platform is None:
        raise not_found()
    return house.platform


ROUTES = (
    *(health, take_up, sign_in, choose_password, come_in, keep_seal, renew, sign_out),
    *(devices, revoke_this, revoke, seal_of, change_password, prove, link, record),
)
