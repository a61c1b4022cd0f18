"""What the invented agency has verified, knows to be false, and gives as its sources."""

from datetime import timedelta
from random import Random

from app import claims, clock, facts
from app.extensions import db
from app.facts import Given
from app.tables import Person
from models.claims.claim import FALSE, MISLEADING, Claim
from models.findings import Citation, Post, Span
from models.sentences import sentences

# statement, source, owner, days since it holds, days until it is to be looked at again
FACTS = (
    (
        "The Harlow fire department answered 3,417 calls in 2025.",
        "https://www.harlow.example/fire/2025",
        "Fire department",
        170,
        200,
    ),
    (
        "The Harlow police department employs 251 sworn officers.",
        "Personnel report 2026-01, page 2",
        "Police, public information",
        175,
        90,
    ),
    (
        "A single bus ride in Harlow costs $2.25.",
        "Fare resolution 2025-11",
        "Public works",
        160,
        -12,
    ),
    (
        "The library is open 58 hours a week.",
        "https://www.harlow.example/library/hours",
        "Library",
        150,
        None,
    ),
    (
        "The city has planted 12,400 street trees since 2019.",
        "Parks annual report 2025, table 3",
        "Public works",
        140,
        180,
    ),
    (
        "A replacement birth certificate costs nothing at the city clerk's counter.",
        "Fee schedule 2026",
        "City clerk",
        120,
        240,
    ),
    (
        "Tap water in Harlow meets all federal standards for lead.",
        "https://www.harlow.example/water/quality-2026",
        "Public works",
        100,
        60,
    ),
)
REPLACED = (
    "The Harlow police department employs 268 sworn officers.",
    "Personnel report 2026-06, page 2",
)
CLAIMS = (
    ("The city will shut off water to the whole east side this weekend.", FALSE, "Public works"),
    ("The city charges residents a fee to report a pothole.", FALSE, "Public works"),
    (
        "The new bus lanes have doubled the number of crashes on Main Street.",
        MISLEADING,
        "Police, public information",
    ),
)
SOURCES = (
    "https://www.harlow.example/budget",
    "https://www.cdc.gov",
    "Annual report 2025, page 14",
    "Chief Castellano, by phone",
    "https://news.harlow-times.example/story",
    "Council agenda item 7",
)


def list_evidence(person: Person) -> None:
    """As somebody of communications would: facts, one of them replaced since, and claims."""
    today = clock.now().date()

    def given(statement: str, source: str, owner: str, days: int, review: int | None) -> Given:
        later = None if review is None else today + timedelta(days=review)
        return Given(statement, source, owner, today - timedelta(days=days), later)

    listed = facts.add([given(*fact) for fact in FACTS], person)
    old, owner = listed[1], FACTS[1][2]
    facts.replace_with(old.id, given(*REPLACED, owner, 20, 160), person)
    for claim, verdict, publisher in CLAIMS:
        checked = today - timedelta(days=30)
        claims.add(
            Claim(id="", claim=claim, verdict=verdict, publisher=publisher, checked=checked),
            by=person,
        )
    db.session.commit()


def cited(post: Post, words: list[str], chance: Random) -> Post:
    """The post with a source for the first sentence that has these words."""
    for span in sentences(post.text):
        if any(word and word in post.text[span.start : span.end] for word in words):
            citation = Citation(Span(span.start, span.end), chance.choice(SOURCES))
            return Post(post.text, post.platforms, citations=(citation,))
    return post
