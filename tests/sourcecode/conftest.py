"""What every way in hands its contents over to."""

import hashlib

import pytest


class Kept(dict[str, bytes]):
    """Contents by their hash, as the store keeps them."""

    def __call__(self, content: bytes) -> str:
        sha = hashlib.sha256(content).hexdigest()
        self[sha] = content
        return sha


@pytest.fixture
def kept() -> Kept:
    return Kept()
