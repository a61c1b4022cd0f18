"""Finds sentences that were copied or paraphrased from a protected document.

Copies share runs of words, edited ones several shorter runs; paraphrases come near in meaning.
Findings name the document by its number and its owner, never by its title.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from models.documents.fingerprints import Print
from models.documents.store import Document, DocumentStore, least_words
from models.findings import Finding, Post, Span
from models.meaning import FOLDER, shared_meaning
from models.sentences import sentences

NAME = "documents/1"
SIGNAL = "confidential.deliberative"
COPIED, PARAPHRASED = "protected-copy", "protected-paraphrase"
# Words of a sentence that runs of a document must cover, and which share of it; or, in a long
# sentence, so many words in one run whatever the rest is.
LEAST_COVERED, SHARE_COVERED, LONG_RUN = 6, 0.4, 9
# Cosine from which a sentence says the same; and where it shares a run of words with the document.
CLOSE, CLOSE_AND_SHARING = 0.8, 0.6


class ProtectedDocuments:
    """A detector over one store. Raises what it raises: the screener refers the post then."""

    name = NAME

    def __init__(
        self,
        store: DocumentStore,
        meaning: Path = FOLDER,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._folder = meaning
        self._now = now

    def find(self, post: Post) -> list[Finding]:
        now = self._now()
        if not any(document.protects(now) for document in self._store.documents()):
            return []
        return [finding for part, text in post.prose() for finding in self._part(part, text, now)]

    def _part(self, part: str, text: str, now: datetime) -> Iterator[Finding]:
        parts = sentences(text)
        copied: list[Span] = []
        partly: set[tuple[Span, str]] = set()  # sentences that share a run with a document
        for document, shared in self._store.sharing(self._store.prints(text), now):
            for sentence in parts:
                inside = [one for one in shared if one.span.meets(sentence)]
                place = _copied(text, sentence, inside)
                if place:
                    copied.append(sentence)
                    yield _finding(part, place, 0.99, COPIED, document)
                elif inside:
                    partly.add((sentence, document.id))
        rest = [
            passage
            for passage in shared_meaning(self._folder).passages(text)
            if (len(parts) == 1 or passage.span in parts)
            and not any(passage.span.meets(span) for span in copied)
            and len(text[passage.span.start : passage.span.end].split()) >= least_words
        ]
        if not rest:
            return
        vectors = np.stack([passage.vector for passage in rest])
        for passage, near in zip(rest, self._store.meaning_like(vectors, now), strict=True):
            if near is None:
                continue
            shares = any(s.meets(passage.span) and d == near[1].id for s, d in partly)
            if near[0] >= (CLOSE_AND_SHARING if shares else CLOSE):
                score = max(CLOSE, min(0.95, near[0]))
                yield _finding(part, passage.span, score, PARAPHRASED, near[1])


def _copied(text: str, sentence: Span, shared: Sequence[Print]) -> Span | None:
    """What of the sentence runs of the document cover, if it is enough to be a copy."""
    if not shared:
        return None
    runs: list[tuple[int, int]] = []
    for one in shared:
        start, end = max(one.span.start, sentence.start), min(one.span.end, sentence.end)
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    counts = [len(text[start:end].split()) for start, end in runs]
    whole = len(text[sentence.start : sentence.end].split())
    enough = sum(counts) >= LEAST_COVERED and sum(counts) >= SHARE_COVERED * whole
    if not enough and max(counts) < LONG_RUN:
        return None
    return Span(runs[0][0], runs[-1][1])


def _finding(part: str, span: Span, score: float, kind: str, document: Document) -> Finding:
    how = "shares its words" if kind == COPIED else "says the same as a sentence"
    until = f" until {document.until:%-d %B %Y, %H:%M} UTC" if document.until else ""
    return Finding(
        signal=SIGNAL,
        span=span,
        score=round(score, 3),
        detector=NAME,
        explanation=(
            f"This {how} with protected document {document.id} of {document.owner}, which must "
            f"not be out{until}."
        ),
        kind=kind,
        part=part,
    )
