"""A small OpenID provider in a process of its own, which can be told to misbehave: `python -m tests.hub.provider`."""

import base64
import hashlib
import json
import secrets
import socket
import sys
import time
from typing import Any
from urllib.parse import urlencode

import uvicorn
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from litestar import Litestar, Request, Response, get, post
from litestar.response import Redirect

CLIENT, SECRET = "grow-together", "the hub's own secret"
USUAL: dict[str, Any] = {"sub": "42", "email": "malika@example.uz", "email_verified": True}

own_key, others_key = generate_private_key(65537, 2048), generate_private_key(65537, 2048)
short_key = generate_private_key(65537, 1024)
issued: dict[str, dict[str, str]] = {}
asked: list[str] = []
mood: dict[str, Any] = {}
"""What is different about its words: claims, and "alg", "key", "signature", "reuse", "careless", "status", "issuer"."""


@get("/.well-known/openid-configuration", sync_to_thread=False)
def describe(request: Request[Any, Any, Any]) -> dict[str, str]:
    own = issuer(request)
    return {
        "issuer": mood.get("issuer", own),
        "authorization_endpoint": f"{own}/authorize",
        "token_endpoint": f"{own}/token",
        "jwks_uri": f"{own}/keys",
    }


@get("/authorize", sync_to_thread=False)
def authorize(request: Request[Any, Any, Any]) -> Redirect:
    """Whoever comes is signed in already and agrees; or, in a bad mood, does not."""
    query = dict(request.query_params)
    assert query["response_type"] == "code"
    assert query["code_challenge_method"] == "S256"
    assert "openid" in query["scope"].split()
    if mood.get("denies"):
        return Redirect(f"{query['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': query['state']})}")
    code = secrets.token_urlsafe(16)
    issued[code] = query
    back = {"code": code, "state": mood.get("state", query["state"]), "iss": mood.get("iss", issuer(request))}
    return Redirect(f"{query['redirect_uri']}?{urlencode(back)}")


@post("/token", status_code=200)
async def redeem(request: Request[Any, Any, Any]) -> Response[dict[str, str]]:
    form = dict(await request.form())
    proof = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
    known = issued.get(form["code"]) if mood.get("reuse") else issued.pop(form["code"], None)
    asked.append(form["code"])
    challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
    right = (
        known is not None
        and request.headers.get("Authorization") == f"Basic {proof}"
        and (mood.get("careless") or known["redirect_uri"] == form["redirect_uri"])
        and known["code_challenge"] == challenge
    )
    if "status" in mood or not right or known is None:
        return Response({"error": "invalid_grant"}, status_code=mood.get("status", 400))
    now = int(time.time())
    claims = {"iss": issuer(request), "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": known["nonce"], **USUAL}
    claims |= {name: value for name, value in mood.items() if name in {*claims, "azp", "nbf"}}
    return Response({"id_token": signed(claims), "access_token": "unused", "token_type": "Bearer"})


@get("/keys", sync_to_thread=False)
def keys() -> dict[str, object]:
    return {"keys": [public(own_key, "own"), public(short_key, "short")]}


@post("/mood", status_code=204)
async def be(request: Request[Any, Any, Any]) -> None:
    mood.clear()
    mood.update(json.loads(await request.body()))


def issuer(request: Request[Any, Any, Any]) -> str:
    return str(request.base_url).rstrip("/")


def signed(claims: dict[str, Any]) -> str:
    alg, key = mood.get("alg", "RS256"), mood.get("key", "own")
    head = text({"alg": alg, "kid": "own" if key == "others" else key, "typ": "JWT"}) + "." + text(claims)
    if alg != "RS256":  # "none" has no signature; "HS256" takes the public key for a secret
        return head + "." + ("" if alg == "none" else b64(hashlib.sha256(head.encode()).digest()))
    key_pair = {"others": others_key, "short": short_key}.get(key, own_key)
    made = key_pair.sign(head.encode(), PKCS1v15(), SHA256())
    if mood.get("afterwards"):  # whoever is on the way changes what was signed
        head = head.rpartition(".")[0] + "." + text({**claims, **mood["afterwards"]})
    return f"{head}.{b64(made)}"


def public(key: RSAPrivateKey, kid: str) -> dict[str, str]:
    numbers = key.public_key().public_numbers()
    n, e = (b64(number.to_bytes((number.bit_length() + 7) // 8, "big")) for number in (numbers.n, numbers.e))
    return {"kty": "RSA", "kid": kid, "use": "sig", "alg": "RS256", "n": n, "e": e}


def text(value: object) -> str:
    return b64(json.dumps(value).encode())


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


if __name__ == "__main__":
    listening = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"http://127.0.0.1:{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    app = Litestar([describe, authorize, redeem, keys, be], openapi_config=None)
    uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off")).run([listening])
