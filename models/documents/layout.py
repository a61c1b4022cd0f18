"""Makes running text of lines as they stood on pages: wrapped lines joined, hyphens mended.

Sentences are compared whole, so a line break in the middle of one must not part it.
"""

import re
from collections import Counter
from collections.abc import Sequence

least_pages = 3  # on which a line at the edge of the page must come back to be a running title
WRAPPED = 0.7  # of the length of a full line, from which a line that ends was wrapped
SHORTEST, LONGEST = 40, 200  # characters of a full line where a page ends lines, not the writer
_END = re.compile(r"[.!?:;…][\"'\u201d\u2019)\]]*$")
_HYPHENATED = re.compile(r"(?<=[^\W\d_]{2})[-\u2010\u00ad]$")
_MARK = re.compile(r"^\s*(?:[-*+•·▪‣\u2013]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s|#{1,6}\s|\||>)")
_LINK = re.compile(r"!?\[([^\]\n]{0,500})\]\([^)\s]{0,2000}\)")


def running_text(text: str) -> str:
    """The text with wrapped lines joined into paragraphs, and the targets of links taken out."""
    lines = [line.strip() for line in _LINK.sub(r"\1", text).splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    paragraphs: list[list[str]] = []
    for line in lines:
        if line and paragraphs and _goes_on(paragraphs[-1][-1], line, full):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return "\n".join(_joined(each) for each in paragraphs).replace("\u00ad", "")


def without_running_titles(pages: Sequence[str]) -> list[str]:
    """Pages without the lines that come back at their edges: titles, numbers of pages."""
    split = [[line for line in page.splitlines() if line.strip()] for page in pages]
    seen = Counter(
        _pattern(line) for lines in split for line in {*lines[:2], *lines[-2:]} if line.strip()
    )
    often = max(least_pages, len(pages) // 2)

    def stays(place: int, lines: Sequence[str]) -> bool:
        at_edge = place < 2 or place >= len(lines) - 2
        return not at_edge or seen[_pattern(lines[place])] < often

    return [
        "\n".join(line for place, line in enumerate(lines) if stays(place, lines))
        for lines in split
    ]


def _goes_on(before: str, after: str, full: int) -> bool:
    """True where the second line was wrapped from the first."""
    if not before or _MARK.match(after) or before.startswith(("#", "|")):
        return False
    if after[0].islower():
        return bool(_HYPHENATED.search(before)) or not _END.search(before)
    return SHORTEST <= full <= LONGEST and len(before) >= WRAPPED * full


def _joined(lines: Sequence[str]) -> str:
    whole = lines[0]
    for line in lines[1:]:
        mended = _HYPHENATED.search(whole) and line[0].islower()
        whole = whole[:-1] + line if mended else f"{whole} {line}"
    return whole


def _pattern(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())
