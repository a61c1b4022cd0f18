"""What a certificate says, read from the signed payload itself and not from columns beside it."""

import json
from typing import Any

from app.tables import Certificate


def signed_words(certificate: Certificate) -> dict[str, Any]:
    """The payload as values; empty where it cannot be read, which the status then tells."""
    try:
        signed = json.loads(certificate.payload)
    except ValueError:
        return {}
    return signed if isinstance(signed, dict) else {}
