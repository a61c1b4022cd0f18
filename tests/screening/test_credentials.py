"""Secrets are found, machine-made or told in prose; advice and public codes are not."""

import pytest

from models.credentials import credentials
from models.findings import Post

DETECTOR = credentials()
# Put together here, so that no scanner of repositories takes them for leaks.
AWS_KEY = "AKIA" + "IOSFODNN7EXAMPLQ"
TOKEN = "ghp_" + "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"
STRIPE = "sk_" + "live_" + "ReTllpYQYfIZu2Jnf2lAPFjD"
KEY_HEAD = "-----BEGIN RSA " + "PRIVATE KEY-----"
JWT = "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"


@pytest.mark.parametrize(
    ("text", "kind", "secret"),
    [
        (f"Keys for the demo: {AWS_KEY}", "aws-key", AWS_KEY),
        (f"use {TOKEN} to push", "token", TOKEN),
        (f"payments run on {STRIPE}", "token", STRIPE),
        (f"Authorization: {JWT}", "jwt", JWT),
        (f"{KEY_HEAD}\nMIIE\nabc=", "private-key", f"{KEY_HEAD}\nMIIE\nabc="),
        ("The portal password is Falcon!2024, do not lose it", "password", "Falcon!2024"),
        ("login: frontdesk / Heron$1948", "password", "Heron$1948"),
        ("pw: Gavel2024", "password", "Gavel2024"),
        ("Staff wifi password: robes&gavels88", "wifi", "robes&gavels88"),
        ("The gate code is 4471", "pin-or-code", "4471"),
        ("Side door code's 4471 for those who come early", "pin-or-code", "4471"),
        ("Supervisor PIN 9921 works on all pumps", "pin-or-code", "9921"),
        (
            "Our closed session is on Zoom 884 2091 7736, passcode mwana9",
            "meeting-dial-in",
            "mwana9",
        ),
        ("p a s s w o r d: Gavel2024", "password", "Gavel2024"),
        ("the g\u0430te code is 4471", "pin-or-code", "4471"),
    ],
)
def test_a_secret_is_found(text: str, kind: str, secret: str) -> None:
    found = [(f.kind, text[f.span.start : f.span.end]) for f in DETECTOR.find(Post(text))]
    assert (kind, secret) in found


@pytest.mark.parametrize(
    "text",
    [
        "Use a long password and never share it.",
        "Your password is the key to your account: protect it.",
        "Forgot your password? Password resets are handled by the help desk.",
        "password: ********",
        "password: <your password>",
        "Use promo code SUMMER25 at the pool.",
        "Public hearing on Zoom: 842 5591 0377, passcode 1234. Everyone is welcome.",
        "Join us! Meeting ID: 871 8814 Passcode: 2jAZXi https://t.co/x",
        "Guest Wi-Fi is free, no password needed.",
        "The building code changed in 2024. Area code 503. ZIP code 97201.",
        "We will never ask you for your PIN or a code.",
        "It is time to pass HB304 and H.Res.354.",
        "The shot clock is 24; the score was 3-1.",
        "Most common password of the year: 123456. Avoid it.",
    ],
)
def test_advice_and_public_codes_are_no_secret(text: str) -> None:
    assert DETECTOR.find(Post(text)) == []


def test_an_explanation_never_repeats_the_secret() -> None:
    for finding in DETECTOR.find(Post("The gate code is 4471 and the password is Falcon!2024")):
        assert "4471" not in finding.explanation
        assert "Falcon" not in finding.explanation
