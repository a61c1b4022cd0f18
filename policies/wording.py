"""Conditions on the wording: terms as whole words, and patterns.

They read what people will read (the text and the alternative texts), in the author's own
characters, so that offsets stay true.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from models.findings import Finding, Post, Span
from policies.evidence import Evidence, seen_by_rule
from policies.seen import Seen

WITHIN_WORDS = 10
# Far above what any shipped pattern needs on the longest text. What takes longer is not decided
# but referred (see engine.py), so a slow pattern can neither hang a server nor clear a draft.
PATTERN_SECONDS = 1.0
_FLAGS = regex.IGNORECASE | regex.FULLCASE | regex.UNICODE
_APOSTROPHE = "['\N{RIGHT SINGLE QUOTATION MARK}]"
_WORD = regex.compile("[\\w'\N{RIGHT SINGLE QUOTATION MARK}-]+")


class TooSlow(Exception):
    """A pattern ran out of time: whether the rule is met is unknown."""


def reading_parts(post: Post) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in post.parts() if name == "text" or name.endswith(".alt"))


def compile_terms(terms: tuple[str, ...]) -> regex.Pattern[str]:
    """Whole words in any letter case. A term's final `*` stands for any ending of its last word."""
    return regex.compile(rf"(?<!\w)(?:{'|'.join(map(_one_term, terms))})(?!\w)", _FLAGS)


def _one_term(term: str) -> str:
    words = term.removesuffix("*").split()
    escaped = r"\s+".join(regex.sub(_APOSTROPHE, _APOSTROPHE, regex.escape(word)) for word in words)
    return escaped + (r"\w*" if term.endswith("*") else "")


def compile_pattern(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.UNICODE | regex.MULTILINE)


@dataclass(frozen=True, slots=True)
class Terms:
    terms: tuple[str, ...]
    near: tuple[str, ...] = ()
    within_words: int = WITHIN_WORDS
    without: tuple[str, ...] = ()  # `except` in the file: a match inside one of these is none
    _compiled: tuple[regex.Pattern[str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lists = (self.terms, self.near, self.without)
        object.__setattr__(self, "_compiled", tuple(compile_terms(some) for some in lists))

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        found = [
            seen_by_rule(rule, span, "Words that this rule looks for.", part=part)
            for part, text in reading_parts(seen.post)
            for span in self._spans(text)
        ]
        return tuple(found) or None

    def _spans(self, text: str) -> list[Span]:
        terms, near, without = self._compiled
        found = _matches(terms, text)
        if self.without and found:
            excused = _matches(without, text)
            found = [span for span in found if not any(_inside(span, one) for one in excused)]
        if self.near and found:
            found = _close_to(found, _matches(near, text), text, self.within_words)
        return found

    @property
    def sentence(self) -> str:
        words = ", ".join(f"“{term}”" for term in self.terms)
        close = ", ".join(f"“{term}”" for term in self.near)
        but = ", ".join(f"“{term}”" for term in self.without)
        return (
            f"the wording has one of {words}"
            + (f" within {self.within_words} words of one of {close}" if close else "")
            + (f" (not in {but})" if but else "")
        )


@dataclass(frozen=True, slots=True)
class Topic:
    """Terms that a pack keeps under a name."""

    name: str
    terms: Terms

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        return self.terms.met_by(seen, rule)

    @property
    def sentence(self) -> str:
        return f"the wording is about {self.name.replace('-', ' ')}"


@dataclass(frozen=True, slots=True)
class Pattern:
    pattern: str
    _compiled: regex.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_compiled", compile_pattern(self.pattern))

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        found: list[Finding] = [
            seen_by_rule(rule, span, "Writing of the form that this rule looks for.", part=part)
            for part, text in reading_parts(seen.post)
            for span in _matches(self._compiled, text)
        ]
        return tuple(found) or None

    @property
    def sentence(self) -> str:
        return f"the wording has the form {self.pattern}"


def _inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _matches(compiled: regex.Pattern[str], text: str) -> list[Span]:
    try:
        found = [m.span() for m in compiled.finditer(text, timeout=PATTERN_SECONDS)]
    except TimeoutError as error:
        raise TooSlow from error
    return [Span(start, end) for start, end in found if start < end]


def _close_to(found: list[Span], others: list[Span], text: str, words: int) -> list[Span]:
    """Those of `found` with one of `others` at most `words` words away, before or after."""
    starts = [match.start() for match in _WORD.finditer(text)]
    places = sorted(bisect_left(starts, span.start) for span in others)
    close = []
    for span in found:
        place = bisect_left(starts, span.start)
        first = bisect_left(places, place - words)
        if first < len(places) and places[first] <= place + words:
            close.append(span)
    return close
