"""Secrets with the form of a machine's key: detect-secrets' plugins, run in this process.

The plugins' `analyze_string` is called, never `verify`: that would send the secret to its issuer.
The entropy and keyword plugins are left out: they are made for source code, and prose sets them off
(their issue 693); `models.credentials` has rules for prose.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from detect_secrets.plugins.artifactory import ArtifactoryDetector
from detect_secrets.plugins.aws import AWSKeyDetector
from detect_secrets.plugins.azure_storage_key import AzureStorageKeyDetector
from detect_secrets.plugins.basic_auth import BasicAuthDetector
from detect_secrets.plugins.cloudant import CloudantDetector
from detect_secrets.plugins.discord import DiscordBotTokenDetector
from detect_secrets.plugins.github_token import GitHubTokenDetector
from detect_secrets.plugins.gitlab_token import GitLabTokenDetector
from detect_secrets.plugins.ibm_cloud_iam import IbmCloudIamDetector
from detect_secrets.plugins.jwt import JwtTokenDetector
from detect_secrets.plugins.mailchimp import MailchimpDetector
from detect_secrets.plugins.npm import NpmDetector
from detect_secrets.plugins.openai import OpenAIDetector
from detect_secrets.plugins.pypi_token import PypiTokenDetector
from detect_secrets.plugins.sendgrid import SendGridDetector
from detect_secrets.plugins.slack import SlackDetector
from detect_secrets.plugins.square_oauth import SquareOAuthDetector
from detect_secrets.plugins.stripe import StripeDetector
from detect_secrets.plugins.telegram_token import TelegramBotTokenDetector
from detect_secrets.plugins.twilio import TwilioKeyDetector

from models.findings import Span
from models.matching import Match

# Which kind each plugin's find is, and a mark that must be in a line for the plugin to be worth
# running: most of its patterns cannot match without it, and most posts have none of them.
_PLUGINS: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (AWSKeyDetector, "aws-key", ("AKIA", "ASIA", "ABIA", "ACCA", "A3T", "aws", "AWS")),
    (JwtTokenDetector, "jwt", ("eyJ",)),
    (BasicAuthDetector, "basic-auth", ("://",)),
    (ArtifactoryDetector, "token", ("AKC", "AP")),
    (AzureStorageKeyDetector, "token", ("AccountKey",)),
    (CloudantDetector, "token", ("cloudant",)),
    (DiscordBotTokenDetector, "token", (".",)),
    (GitHubTokenDetector, "token", ("gh",)),
    (GitLabTokenDetector, "token", ("gl", "GR")),
    (IbmCloudIamDetector, "token", ("ibm", "IBM", "iam", "IAM", "bluemix", "cloud")),
    (MailchimpDetector, "token", ("-us",)),
    (NpmDetector, "token", ("npm",)),
    (OpenAIDetector, "token", ("sk-",)),
    (PypiTokenDetector, "token", ("pypi-",)),
    (SendGridDetector, "token", ("SG.",)),
    (SlackDetector, "token", ("xox", "slack")),
    (SquareOAuthDetector, "token", ("sq0",)),
    (StripeDetector, "token", ("k_live",)),
    (TelegramBotTokenDetector, "token", (":",)),
    (TwilioKeyDetector, "token", ("AC", "SK")),
)
# A longer line is looked at in pieces: some of these patterns look back over the whole line.
longest_line_characters = 2000
_NO_KEY = re.compile(r"[^\w.+/=-]")
# detect-secrets' own pattern finds the head line alone, and the key is what comes after it.
_PRIVATE_KEY = re.compile(
    r"(?:-----)?BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?(?:-----)?"
    r"(?:[^-]*-----END [A-Z ]{0,30}KEY(?: BLOCK)?-----|[A-Za-z0-9+/=\s]*)|PuTTY-User-Key-File-2.*"
)


@cache
def _plugin(of: Any) -> Any:
    return of()


def match_machine_secrets(text: str) -> Iterator[Match]:
    for key in _PRIVATE_KEY.finditer(text):
        yield Match("private-key", Span(*key.span()), 0.98)
    worth_running = [entry for entry in _PLUGINS if any(mark in text for mark in entry[2])]
    if not worth_running:
        return
    for start, line in _lines(text):
        for of, kind, marks in worth_running:
            if any(mark in line for mark in marks):
                for secret in _plugin(of).analyze_string(line):
                    yield from _places(line, start, str(secret), kind)


def _places(line: str, start: int, secret: str, kind: str) -> Iterator[Match]:
    place = line.find(secret) if secret else -1
    if place < 0:
        return
    end = place + len(secret)
    if kind in ("token", "jwt", "aws-key"):
        # Some plugins report a part of the key only; all of it has to be masked.
        place = max((found.end() for found in _NO_KEY.finditer(line, 0, place)), default=0)
        after = _NO_KEY.search(line, end)
        end = after.start() if after else len(line)
    yield Match(kind, Span(start + place, start + end), 0.98)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        for piece in range(0, len(line), longest_line_characters):
            yield start + piece, line[piece : piece + longest_line_characters]
        start += len(line)
