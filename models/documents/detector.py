"""Finds what was copied or paraphrased from a protected document, and protected terms.

Copies share runs of words; what was edited or said in other words comes near in meaning and shares
names and figures. Findings name the document by its number and its owner, never by its title.
"""

import math
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from models.documents.copied import Copied, copied
from models.documents.document import Document
from models.documents.fingerprints import Print
from models.documents.passages import passages
from models.documents.sentence_index import Like
from models.documents.sentence_vectors import least_words
from models.documents.store import DocumentStore
from models.documents.wording import how_much_copied, how_much_said, term_named
from models.findings import Finding, Post, Span
from models.meaning import FOLDER, shared_meaning
from models.normalise import normalise
from models.sentences import sentences

NAME = "documents/2"
SIGNAL = "confidential.deliberative"
COPIED, PARAPHRASED, TERM = "protected-copy", "protected-paraphrase", "protected-term"
SURE, LEAST_SURE = 0.99, 0.8
# The likeness from which a passage says the same, where a thousand sentences are protected. Among
# more, one comes as near by chance: each further multiple by e asks for so much more.
CLOSE, SENTENCES, CLOSER = 0.745, 1_000, 0.055
SHARING = 0.1  # less is asked of a passage that shares a run of words with the same document


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
        if not any(one.document.protects(now) for one in self._store.held().registered):
            return []
        return [
            finding
            for part, text in post.prose()
            for finding in (*self._terms(part, text, now), *self._passages(part, text, now))
        ]

    def _terms(self, part: str, text: str, now: datetime) -> Iterator[Finding]:
        plain = normalise(text)
        found = {(d.id, p.span): d for d, p in self._store.named(text, now)}
        if plain.text != text:
            for document, passage in self._store.named(plain.text, now):
                found.setdefault((document.id, plain.to_original(passage.span)), document)
        for (_, span), document in found.items():
            yield _finding(part, span, SURE, TERM, document, term_named(document))

    def _passages(self, part: str, text: str, now: datetime) -> Iterator[Finding]:
        taken: list[Span] = []
        partly: set[tuple[Span, str]] = set()  # sentences that share a run with a document
        for document, shared in self._store.sharing(self._prints(text), now):
            found = [(s, c) for s in sentences(text) if (c := copied(text, s, shared))]
            enough = [(sentence, one) for sentence, one in found if one.is_enough]
            partly |= {(sentence, document.id) for sentence, one in found if not one.is_enough}
            taken += [sentence for sentence, _ in enough]
            yield from _copies(part, [one for _, one in enough], document)
        yield from self._said(part, text, taken, partly, now)

    def _prints(self, text: str) -> list[Print]:
        """As typed, and with disguises undone."""
        found = self._store.prints(text)
        plain = normalise(text)
        if plain.text != text:
            undone = self._store.prints(plain.text)
            found += [Print(one.value, plain.to_original(one.span)) for one in undone]
        return list(dict.fromkeys(found))

    def _said(
        self,
        part: str,
        text: str,
        taken: list[Span],
        partly: set[tuple[Span, str]],
        now: datetime,
    ) -> Iterator[Finding]:
        held = self._store.held()
        if not len(held.index):
            return
        rest = [
            passage
            for passage in passages(text, shared_meaning(self._folder))
            if not any(passage.span.meets(span) for span in taken)
            and len(text[passage.span.start : passage.span.end].split()) >= least_words
        ]
        if not rest:
            return
        words = [self._store.rare_words.weighed(text[p.span.start : p.span.end]) for p in rest]
        needed = CLOSE + CLOSER * math.log(max(1.0, len(held.index) / SENTENCES))
        close: list[tuple[float, Span, Like, Document]] = []
        vectors = np.stack([passage.vector for passage in rest])
        for passage, near in zip(rest, held.like(vectors, words, now), strict=True):
            for like, document in near:
                shares = any(s.meets(passage.span) and d == document.id for s, d in partly)
                surplus = like.likeness - needed + (SHARING if shares else 0.0)
                if surplus >= 0:
                    close.append((surplus, passage.span, like, document))
        # The surest first; what overlaps it says the same once more.
        told: list[Span] = []
        for surplus, span, like, document in sorted(close, key=lambda one: -one[0]):
            if not any(span.meets(other) for other in told):
                told.append(span)
                score = min(0.95, LEAST_SURE + surplus)
                how = how_much_said(text, span, like, document)
                yield _finding(part, span, score, PARAPHRASED, document, how)


def _copies(part: str, found: list[Copied], document: Document) -> Iterator[Finding]:
    share = sum(one.covered for one in found) / max(1, document.words)
    for one in found:
        how = how_much_copied(one, share, document)
        yield _finding(part, one.span, SURE, COPIED, document, how)


def _finding(
    part: str, span: Span, score: float, kind: str, document: Document, explanation: str
) -> Finding:
    """The one place where findings on documents are made."""
    return Finding(
        signal=SIGNAL,
        span=span,
        score=round(score, 3),
        detector=NAME,
        explanation=explanation,
        kind=kind,
        part=part,
        details=(
            ("class", document.about.classification.value),
            ("owner", document.about.owner),
        ),
    )
