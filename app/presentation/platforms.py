"""Where a post can go, and how long it may be there.

The table is data; counting follows each platform's own rule, since a wrong count lets an invalid
post through or blocks a good one.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import regex

from app.content import thread_posts

_GRAPHEME = regex.compile(r"\X")
_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_X_URL_LENGTH = 23  # x.com shortens every address to this many
# Code points that count once on x.com (twitter-text v3); any other counts twice.
_X_SINGLE = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))


def code_points(text: str) -> int:
    return len(text)


def graphemes(text: str) -> int:
    return len(_GRAPHEME.findall(text))


def x_weighted(text: str) -> int:
    """Addresses count 23, an emoji 2, wide scripts 2, the rest 1."""
    urls = len(_URL.findall(text))
    rest = _URL.sub("", text)
    return urls * _X_URL_LENGTH + sum(map(_x_weight, _GRAPHEME.findall(rest)))


def _x_weight(cluster: str) -> int:
    if len(cluster) > 1 and any(ord(letter) > 0x2190 for letter in cluster):
        return 2  # an emoji of several code points is parsed as one
    return sum(1 if any(a <= ord(c) <= b for a, b in _X_SINGLE) else 2 for c in cluster)


@dataclass(frozen=True, slots=True)
class Platform:
    """One place to post. `name` is a proper name and is not translated."""

    id: str
    name: str
    longest: int
    count: Callable[[str], int] = code_points


@dataclass(frozen=True, slots=True)
class Fit:
    """How the longest post of a text fits one platform."""

    platform: Platform
    used: int

    @property
    def fits(self) -> bool:
        return self.used <= self.platform.longest


PLATFORMS = (
    Platform("x", "X", 280, x_weighted),
    Platform("facebook", "Facebook", 63_206),
    Platform("linkedin", "LinkedIn", 3_000),
    Platform("instagram", "Instagram", 2_200),
    Platform("threads", "Threads", 500),
    Platform("bluesky", "Bluesky", 300, graphemes),
    Platform("mastodon", "Mastodon", 500),
    Platform("nextdoor", "Nextdoor", 8_192),
    Platform("youtube", "YouTube", 5_000),
)
BY_ID = {platform.id: platform for platform in PLATFORMS}


def name_of(id: str) -> str:
    """Its proper name; an unknown one is shown as it is."""
    return BY_ID[id].name if id in BY_ID else id


def fits(text: str) -> list[Fit]:
    """The count of the longest post of the thread, for every platform."""
    posts = thread_posts(text) or ("",)
    return [Fit(platform, max(map(platform.count, posts))) for platform in PLATFORMS]


def names_of(ids: Iterable[str]) -> str:
    """Their names in a row."""
    return ", ".join(map(name_of, ids))
