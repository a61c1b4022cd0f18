"""Claims by their words: a full-text index (FTS5), ordered by BM25 (Robertson and Zaragoza 2009).

A look costs as much as there are claims that hold one of the words asked for. So only the rarest
words of a text are asked for, and a look costs the same in an index of any size.
"""

import re
import sqlite3
from collections.abc import Iterable, MutableMapping

from models.unfold import TAG_PIECE

POSTINGS = 2_000  # claims that the words asked for may be in, all together: some 4 ms
TERMS = 24  # more words than this find no more
_LOOKED_AT = 64  # words of a long text whose rarity is looked up
_WORD = re.compile(r"[^\W_]{2,}")
_HASHTAG = re.compile(r"#\w+")
_COMMON = frozenset(  # too common to look up
    re.findall(
        r"\w+",
        """the and for are was were been that this with from they have has had not but you your our
        their his her its who what when where will would can could should all any more most some
        than then there here just only also into out about over after before because says said say
        is it in on at to of or as by be an we he she so if do does did no up us my me https http
        www com""",
    )
)


def words_of(text: str) -> list[str]:
    """In their order, without the common ones; those that a hashtag runs together too."""
    parted = _HASHTAG.sub(_apart, text)
    return [w for w in _WORD.findall(parted.lower()) if w not in _COMMON]


def share_of(claim: str, words: set[str]) -> float:
    """The share of the claim's words that are among these."""
    own = set(words_of(claim))
    return len(own & words) / len(own) if own else 0.0


def search(
    connection: sqlite3.Connection,
    text: str,
    counts: MutableMapping[str, int],
    most: int,
) -> dict[int, float]:
    """BM25 of the best claims that share words with the text, by their row; higher is better.

    `counts` keeps how many claims hold a word, up to POSTINGS, from one call to the next.
    """
    terms = _rarest(connection, words_of(text), counts)
    if not terms:
        return {}
    asked = " OR ".join(f'"{term}"' for term in terms)
    query = "select rowid, -rank from words where words match ? order by rank limit ?"
    return dict(connection.execute(query, (asked, most)).fetchall())


def _rarest(
    connection: sqlite3.Connection, words: Iterable[str], counts: MutableMapping[str, int]
) -> list[str]:
    likely = sorted(dict.fromkeys(words), key=_worth)[:_LOOKED_AT]
    held = {word: _count(connection, word, counts) for word in likely}
    chosen: list[str] = []
    room = POSTINGS
    for word in sorted((w for w in likely if held[w]), key=lambda w: held[w])[:TERMS]:
        room -= held[word]
        if chosen and room < 0:
            break
        chosen.append(word)
    return chosen


def _count(connection: sqlite3.Connection, word: str, counts: MutableMapping[str, int]) -> int:
    if word not in counts:
        query = "select count(*) from (select 1 from words where words match ? limit ?)"
        (counts[word],) = connection.execute(query, (f'"{word}"', POSTINGS)).fetchone()
    return counts[word]


def _worth(word: str) -> tuple[bool, int]:
    """Figures first, then long words: both are rarer, and tell claims apart."""
    return not word.isdigit(), -len(word)


def _apart(hashtag: re.Match[str]) -> str:
    """ "#DefundTheCBC" with its words beside it."""
    return " ".join([hashtag.group(), *TAG_PIECE.findall(hashtag.group())])
