"""Encrypts what the store keeps of a document: AES-GCM, with a fresh nonce, bound to its id."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class OtherKey(Exception):
    """It was encrypted with another key, or altered since."""


class Sealed:
    """One key, of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def closed(self, plain: bytes, of: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, of.encode())

    def opened(self, kept: bytes, of: str) -> bytes:
        """Raises OtherKey."""
        try:
            return self._cipher.decrypt(kept[:_NONCE], kept[_NONCE:], of.encode())
        except (InvalidTag, ValueError):
            raise OtherKey from None
