"""Markings that stand as markings are found; talk about them is not."""

import pytest

from models.findings import Post
from models.markings import markings

DETECTOR = markings()


@pytest.mark.parametrize(
    ("text", "kind", "marked"),
    [
        ("CUI//SP-PRVCY\nRoster for Monday", "classification", "CUI//SP-PRVCY"),
        ("SECRET//NOFORN. Two ships sail at dawn.", "classification", "SECRET//NOFORN"),
        ("(U//FOUO) Patrol times below", "classification", "(U//FOUO)"),
        ("OFFICIAL-SENSITIVE: lines to take", "classification", "OFFICIAL-SENSITIVE"),
        ("NATO RESTRICTED briefing at 9", "classification", "NATO RESTRICTED"),
        ("TLP:RED to members of the sharing group", "handling", "TLP:RED"),
        ("TLP:AMBER+STRICT new indicators", "handling", "TLP:AMBER+STRICT"),
        ("LAW ENFORCEMENT SENSITIVE - suspect photo", "handling", "LAW ENFORCEMENT SENSITIVE"),
        ("FOR OFFICIAL USE ONLY\nShift plan", "handling", "FOR OFFICIAL USE ONLY"),
        ("EMBARGOED UNTIL 8:30 AM FRIDAY\nJobs up", "embargo", "EMBARGOED UNTIL 8:30 AM FRIDAY"),
        ("DRAFT – NOT FOR RELEASE: budget", "draft", "DRAFT – NOT FOR RELEASE"),
        ("ATTORNEY-CLIENT PRIVILEGED\nOur odds", "privilege", "ATTORNEY-CLIENT PRIVILEGED"),
        ("Notes: ＳＥＣＲＥＴ//ＮＯＦＯＲＮ", "classification", "ＳＥＣＲＥＴ//ＮＯＦＯＲＮ"),
        ("TOP SEC\u200bRET//SI at noon", "classification", "TOP SEC\u200bRET//SI"),
    ],
)
def test_a_marking_is_found(text: str, kind: str, marked: str) -> None:
    (found, *_) = DETECTOR.find(Post(text))
    assert (found.kind, text[found.span.start : found.span.end]) == (kind, marked)


@pytest.mark.parametrize(
    "text",
    [
        "FOR IMMEDIATE RELEASE: the library opens at nine.",
        "TLP:CLEAR guidance for small businesses is on our site.",
        "The official results are in, and turnout was high.",
        "What does CUI mean? Our training on markings starts Monday.",
        "It's no secret that we love this park. Keep your PIN secret.",
        "The draft budget is open for comment until May 4.",
        "The embargo on imports was lifted in 1994.",
        'Ask for documents stamped "CONFIDENTIAL" at the archive.',
        "Stay in the confidential ballot booth. Protected bike lanes open today.",
        "Approved for public release. Distribution is unlimited.",
    ],
)
def test_talk_of_markings_is_no_marking(text: str) -> None:
    assert DETECTOR.find(Post(text)) == []
