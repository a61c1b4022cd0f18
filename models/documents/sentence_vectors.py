"""A document's sentences as the store keeps them: quantised vectors, and numbers of rare words."""

import struct

import numpy as np

from models.documents.sentence_index import Sentences, quantised
from models.documents.words import RareWords
from models.meaning import WIDTH, Meaning
from models.sentences import sentences

least_words = 6  # of a sentence that is kept: shorter ones say what anybody says
_COUNTS = struct.Struct("<II")


def sentences_of(text: str, meaning: Meaning, rare: RareWords) -> Sentences:
    """Each vector is between that of the sentence alone and that of it among its neighbours."""
    spans = [s for s in sentences(text) if len(text[s.start : s.end].split()) >= least_words]
    said = [text[span.start : span.end] for span in spans]
    alone = meaning.vectors(said)
    around = {passage.span: passage.vector for passage in meaning.passages(text)}
    both = [one + around.get(span, one) for one, span in zip(alone, spans, strict=True)]
    vectors = np.array(both, dtype=np.float32).reshape(-1, WIDTH)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    words = [sorted(rare.weighed(one)) for one in said]
    return Sentences(
        quantised(vectors),
        np.array([number for some in words for number in some], dtype=np.uint16),
        np.cumsum([len(some) for some in words], dtype=np.int32),
    )


def packed(sentences: Sentences) -> bytes:
    counts = _COUNTS.pack(len(sentences.vectors), len(sentences.words))
    parts = (sentences.vectors, sentences.words.astype("<u2"), sentences.ends.astype("<i4"))
    return counts + b"".join(part.tobytes() for part in parts)


def unpacked(given: bytes) -> Sentences:
    count, words = _COUNTS.unpack_from(given)
    at = _COUNTS.size
    vectors = np.frombuffer(given, np.int8, count * WIDTH, at).reshape(-1, WIDTH)
    at += count * WIDTH
    numbers = np.frombuffer(given, "<u2", words, at)
    return Sentences(vectors, numbers, np.frombuffer(given, "<i4", count, at + 2 * words))
