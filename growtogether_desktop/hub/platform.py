"""Signing in through the parent platform: its word, redeemed and checked.

Sources: OpenID Connect Core 1.0, RFC 7636 (PKCE), RFC 8252 (native apps).

The desktop sends a browser to the platform and gets a code. The hub alone redeems it, for only the hub
knows the secret, and believes what comes back only if the platform's own key has signed it.
"""

import base64
import logging
import re
import time
from collections.abc import Callable
from typing import TypeVar

import httpx
import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

from growtogether_desktop.base.i18n import say
from growtogether_desktop.hub.config import is_safe
from growtogether_desktop.hub.declined import Declined
from growtogether_desktop.hub.people import Subject
from growtogether_desktop.wire.codec import Unreadable, load
from growtogether_desktop.wire.protocol import Platform, PlatformAsked

log = logging.getLogger(__name__)
T = TypeVar("T")

KNOWN_S = 3_600.0
"""How long the platform's own description and its keys are believed."""
KEYS_S = 30.0
"""Keys are asked for again at most this often, however many tokens name one we have never seen."""
LEEWAY_S = 60.0
"""Two clocks may differ by so much."""
ANSWER_BYTES = 256 * 1024
SUBJECT_LETTERS = 255
RSA_BITS = 2048
_TIMEOUT = httpx.Timeout(10, connect=5)
_BACK = re.compile(r"http://127\.0\.0\.1:[1-9][0-9]{0,4}/signed-in")


class _Description(msgspec.Struct):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class _Key(msgspec.Struct):
    kty: str
    kid: str = ""
    use: str = "sig"
    alg: str = "RS256"
    n: str = ""
    e: str = ""


class _Keys(msgspec.Struct):
    keys: tuple[_Key, ...]


class _Redeemed(msgspec.Struct):
    id_token: str


class _Header(msgspec.Struct):
    alg: str
    kid: str = ""
    crit: tuple[str, ...] = ()


class _Claims(msgspec.Struct):
    iss: str
    sub: str
    aud: str | tuple[str, ...]
    exp: float
    iat: float
    nonce: str = ""
    azp: str = ""
    nbf: float = 0
    email: str | None = None
    email_verified: bool | str = False


class _Doubtful(Exception):
    """Something about the platform's word is not as it should be; the log says what, the person need not know."""


class ParentPlatform:
    """One provider, at which this hub is one client."""

    def __init__(self, issuer: str, client: str, secret: str, clock: Callable[[], float] = time.time) -> None:
        self._issuer = issuer
        self._client = client
        self._secret = secret
        self._clock = clock
        self._http = httpx.AsyncClient(timeout=_TIMEOUT, follow_redirects=False, trust_env=False)
        self._description: _Description | None = None
        self._described = 0.0
        self._keys: tuple[_Key, ...] = ()
        self._keys_from = 0.0

    @property
    def offer(self) -> Platform | None:
        """Where browsers are sent; None as long as the platform has not answered."""
        known = self._description
        return None if known is None else Platform(self._issuer, known.authorization_endpoint, self._client)

    async def describe(self) -> None:
        """Ask the platform how it is reached, unless that is known. Raises: Declined."""
        if self._description is not None and self._clock() - self._described < KNOWN_S:
            return
        described = await self._get(_Description, f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        addresses = (described.authorization_endpoint, described.token_endpoint, described.jwks_uri)
        if described.issuer != self._issuer or not all(map(is_safe, addresses)):
            log.error("the platform describes itself as another one, or without encryption")
            raise _unavailable()
        self._description, self._described = described, self._clock()

    async def redeem(self, asked: PlatformAsked) -> Subject:
        """Whom the platform vouches for. Raises: Declined."""
        try:
            if not _BACK.fullmatch(asked.redirect):
                raise _Doubtful("the browser did not come back to this computer")
            await self.describe()
            return await self._checked(await self._id_token(asked), asked.nonce)
        except _Doubtful as doubt:
            log.warning("a sign-in through the platform is refused: %s", doubt)
            raise Declined(
                403, "platform", say("The platform does not vouch for you. Begin the sign-in again.")
            ) from doubt

    async def close(self) -> None:
        await self._http.aclose()

    async def _id_token(self, asked: PlatformAsked) -> str:
        assert self._description is not None
        form = {
            "grant_type": "authorization_code",
            "code": asked.code,
            "redirect_uri": asked.redirect,
            "code_verifier": asked.verifier,
            "client_id": self._client,
        }
        proof = httpx.BasicAuth(self._client, self._secret) if self._secret else None
        request = self._http.build_request("POST", self._description.token_endpoint, data=form)
        return (await self._fetch(_Redeemed, request, proof)).id_token

    async def _checked(self, token: str, nonce: str) -> Subject:
        parts = token.split(".")
        if len(parts) != 3:
            raise _Doubtful("its word is no signed token")
        header, claims = _part(_Header, parts[0]), _part(_Claims, parts[1])
        # Whoever lets the token choose how it is checked lets it choose "none".
        if header.alg != "RS256" or header.crit:
            raise _Doubtful("its word is not signed with RS256")
        key = await self._key(header.kid)
        try:
            key.verify(_bytes(parts[2]), f"{parts[0]}.{parts[1]}".encode(), PKCS1v15(), SHA256())
        except InvalidSignature as trouble:
            raise _Doubtful("its word is not signed by the platform") from trouble
        self._believe(claims, nonce)
        email = (claims.email or "") if claims.email_verified is True else ""
        return Subject(self._issuer, claims.sub, email)

    def _believe(self, claims: _Claims, nonce: str) -> None:
        now = self._clock()
        audience = (claims.aud,) if isinstance(claims.aud, str) else claims.aud
        if claims.iss != self._issuer:
            raise _Doubtful("another platform speaks")
        if (
            self._client not in audience
            or claims.azp not in ("", self._client)
            or (len(audience) > 1 and not claims.azp)
        ):
            raise _Doubtful("its word is meant for somebody else")
        if claims.exp <= now - LEEWAY_S or max(claims.iat, claims.nbf) > now + LEEWAY_S:
            raise _Doubtful("its word is not of this hour")
        if not nonce or claims.nonce != nonce:
            raise _Doubtful("its word answers another question")
        if not 0 < len(claims.sub) <= SUBJECT_LETTERS or "\x00" in claims.sub:
            raise _Doubtful("it does not say who it is")

    async def _key(self, kid: str) -> RSAPublicKey:
        now = self._clock()
        found = self._find(kid)
        if (found is None and now - self._keys_from > KEYS_S) or now - self._keys_from > KNOWN_S:
            assert self._description is not None
            self._keys = (await self._get(_Keys, self._description.jwks_uri)).keys
            self._keys_from = now
            found = self._find(kid)
        if found is None:
            raise _Doubtful("its word is signed with a key the platform does not have")
        numbers = RSAPublicNumbers(_number(found.e), _number(found.n))
        try:
            key = numbers.public_key()
        except ValueError as trouble:
            raise _Doubtful("the platform's key is no key") from trouble
        if key.key_size < RSA_BITS:
            raise _Doubtful("the platform's key is too short")
        return key

    def _find(self, kid: str) -> _Key | None:
        usable = [key for key in self._keys if (key.kty, key.use, key.alg) == ("RSA", "sig", "RS256")]
        named = [key for key in usable if key.kid == kid] if kid else usable
        return named[0] if len(named) == 1 else None

    async def _get(self, kind: type[T], url: str) -> T:
        try:
            return await self._fetch(kind, self._http.build_request("GET", url), None)
        except _Doubtful as doubt:
            log.warning("the platform: %s", doubt)
            raise _unavailable() from doubt

    async def _fetch(self, kind: type[T], request: httpx.Request, proof: httpx.Auth | None) -> T:
        try:
            answer = await self._http.send(request, auth=proof, stream=True)
            try:
                body = b""
                async for piece in answer.aiter_bytes():
                    body += piece
                    if len(body) > ANSWER_BYTES:
                        raise _Doubtful("it answers at too great length")
            finally:
                await answer.aclose()
        except httpx.HTTPError as trouble:
            log.warning("the platform is out of reach: %s", type(trouble).__name__)
            raise _unavailable() from trouble
        if answer.status_code >= 500:
            raise _unavailable()
        if answer.status_code != 200:
            raise _Doubtful(f"it answers with {answer.status_code}")
        try:
            return load(kind, body)
        except Unreadable as trouble:
            raise _Doubtful("its answer is not understood") from trouble


def _unavailable() -> Declined:
    return Declined(503, "platform", say("The platform does not answer just now."), retry_after_s=5)


def _part(kind: type[T], text: str) -> T:
    try:
        return load(kind, _bytes(text))
    except Unreadable as trouble:
        raise _Doubtful("its word is not understood") from trouble


def _bytes(text: str) -> bytes:
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text):
        raise _Doubtful("its word is not understood")
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as trouble:
        raise _Doubtful("its word is not understood") from trouble


def _number(text: str) -> int:
    return int.from_bytes(_bytes(text), "big")
