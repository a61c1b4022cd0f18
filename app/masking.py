"""Words that a hold rule found are masked here before anything is written.

A mask keeps the length, so every other finding still points at its own words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.findings import TEXT, Finding, Media, Post, Span

MASK = "\u2588"
# Found words of these lengths are blotted wherever else they stand too, found there or not: the
# shorter ones only where they stand alone, since "4471" within "144712" is another number.
alone_characters, anywhere_characters = 4, 8
_LINE_ENDS = frozenset("\n\r")


def mask(post: Post, findings: Sequence[Finding]) -> Post:
    """The post with every span of these findings blotted out, in whatever part it stands."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for finding in findings:
        spans[finding.part].append(finding.span)
    secrets = held_words(post, findings)

    def blotted(part: str, words: str) -> str:
        return blot_words(blot(words, spans.get(part, ())), secrets)

    return replace(
        post,
        text=blotted(TEXT, post.text),
        links=tuple(blotted(f"link.{n}", link) for n, link in enumerate(post.links)),
        sources=tuple(blotted(f"source.{n}", source) for n, source in enumerate(post.sources)),
        media=tuple(
            Media(blotted(f"media.{n}.name", m.name), blotted(f"media.{n}.alt", m.alt))
            for n, m in enumerate(post.media)
        ),
        citations=tuple(
            replace(c, source=blotted(f"citation.{n}", c.source))
            for n, c in enumerate(post.citations)
        ),
    )


def blot(words: str, spans: Iterable[Span]) -> str:
    """Every code point of the spans becomes a block; line ends stay, so the shape can be read."""
    letters = list(words)
    for span in spans:
        for place in range(span.start, min(span.end, len(letters))):
            if letters[place] not in _LINE_ENDS:
                letters[place] = MASK
    return "".join(letters)


def held_words(post: Post, findings: Sequence[Finding]) -> frozenset[str]:
    """The words found but for the shortest, to be blotted from notes about the post as well."""
    parts = dict(post.parts())
    found = (parts[f.part][f.span.start : f.span.end].strip() for f in findings if f.part in parts)
    return frozenset(words for words in found if len(words) >= alone_characters)


def blot_words(words: str, secrets: Iterable[str]) -> str:
    """Every occurrence of these secrets becomes blocks, the longest first."""
    for secret in sorted(secrets, key=len, reverse=True):
        pattern = re.escape(secret)
        if len(secret) < anywhere_characters:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        words = re.sub(pattern, blot(secret, [Span(0, len(secret))]), words)
    return words
