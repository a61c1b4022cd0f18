"""The agency's Ed25519 keys: one that signs, and the public halves of all that ever signed.

To change the key, move `agency-key.pem` away and start again: a new one is made, and the old
public half stays in `agency-keys/`, so certificates it signed can still be checked.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from flask import current_app

from app.private_files import kept_or_made


def sign(message: bytes) -> tuple[str, str]:
    """The signature in hexadecimal and the id of the key that made it."""
    key = _signing_key(_key_file())
    key_id = _remember(key.public_key())
    return key.sign(message).hex(), key_id


def holds(message: bytes, signature: str, key_id: str) -> bool:
    """Whether this agency's key of that id signed exactly this message."""
    path = _public_folder() / f"{key_id}.pem"
    if not key_id.isalnum() or not path.exists():
        return False
    key = serialization.load_pem_public_key(path.read_bytes())
    if not isinstance(key, Ed25519PublicKey) or _key_id(key) != key_id:
        return False
    try:
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def prepare() -> None:
    """Make the key on the first start, rather than in the middle of the first certificate."""
    _remember(_signing_key(_key_file()).public_key())


def forget() -> None:
    """Read the key anew from its file, after it was changed."""
    _signing_key.cache_clear()


def _key_file() -> Path:
    given: str = current_app.config["AGENCY_KEY_FILE"]
    return Path(given) if given else Path(current_app.instance_path) / "agency-key.pem"


def _public_folder() -> Path:
    return Path(current_app.instance_path) / "agency-keys"


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


@lru_cache(maxsize=8)
def _signing_key(path: Path) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(kept_or_made(path, _new_key), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} must hold an Ed25519 key")
    return key


def _remember(key: Ed25519PublicKey) -> str:
    key_id = _key_id(key)
    pem = key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    kept_or_made(_public_folder() / f"{key_id}.pem", lambda: pem)
    return key_id


def _key_id(key: Ed25519PublicKey) -> str:
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:16]
