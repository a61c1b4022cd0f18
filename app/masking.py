"""Words that a hold rule found are masked here before anything is written.

A mask keeps the length, so every other finding still points at its own words.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.findings import TEXT, Finding, Media, Post, Span

MASK = "\u2588"
# Found words this long are blotted wherever else they stand too, found there or not.
repeated_characters = 8
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
    """The longer of the words found, to be blotted from notes about the post as well."""
    parts = dict(post.parts())
    found = (parts[f.part][f.span.start : f.span.end].strip() for f in findings if f.part in parts)
    return frozenset(words for words in found if len(words) >= repeated_characters)


def blot_words(words: str, secrets: Iterable[str]) -> str:
    """Every occurrence of these secrets becomes blocks, the longest first."""
    for secret in sorted(secrets, key=len, reverse=True):
        words = words.replace(secret, blot(secret, [Span(0, len(secret))]))
    return words
