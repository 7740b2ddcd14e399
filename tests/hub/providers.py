"""The provider's process, and a browser that comes back from it."""

import base64
import hashlib
import json
import secrets
import subprocess
import sys
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from growtogether_desktop.wire.protocol import PlatformAsked
from tests.hub.provider import CLIENT
from tests.hubs import ROOT

BACK = "http://127.0.0.1:49152/signed-in"


class Provider:
    """A parent platform of the test's own."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.hub.provider"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self.issuer = self._process.stdout.readline().decode().strip()

    def be(self, **mood: Any) -> None:
        """What is different about its next words; nothing for a provider as it should be."""
        httpx.post(f"{self.issuer}/mood", content=json.dumps(mood)).raise_for_status()

    def browse(self, **other: str) -> PlatformAsked:
        """What a browser brings back to `BACK`, for a person who agrees."""
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        query = {
            "response_type": "code",
            "client_id": CLIENT,
            "redirect_uri": BACK,
            "scope": "openid email",
            "state": "state",
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        answer = httpx.get(f"{self.issuer}/authorize", params=query)
        code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
        return PlatformAsked(
            **{"code": code, "verifier": verifier, "nonce": nonce, "redirect": BACK, "device": "laptop", **other}
        )

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
