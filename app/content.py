"""What the exact content of a post is: checked on the way in, canonical, hashed, kept as JSON.

A certificate is bound to these hashes, so nothing here may change without a new prefix.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from app.errors import EmptyPost, TooLong, Unreadable
from models.findings import TEXT, Citation, Media, Post, Span

most_pieces = 100  # links, sources or media of one post
piece_characters = 4_000  # longest link, source, description or note
_THREAD_LINE = re.compile(r"^[ \t]*---[ \t]*$", re.MULTILINE)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CAPACITIES = ("official", "personal", "mixed")


def check_writable(post: Post) -> None:
    """Raises EmptyPost, TooLong or Unreadable: what no screening and no database could take."""
    longest: int = current_app.config["POST_CHARACTERS"]
    if not post.text.strip():
        raise EmptyPost
    if len(post.text) > longest:
        raise TooLong(
            _(
                "The text has %(count)s characters; one draft may have %(longest)s.",
                count=f"{len(post.text):,}",
                longest=f"{longest:,}",
            )
        )
    pieces = (post.links, post.sources, post.media, post.citations)
    if max(map(len, pieces)) > most_pieces:
        raise TooLong(_("One draft may have %(most)s links, sources or media.", most=most_pieces))
    if post.capacity not in _CAPACITIES:
        raise Unreadable(_("Say whether you write officially, personally or both."))
    for part, words in post.parts():
        check_words(words, longest=longest if part == TEXT else piece_characters)


def check_words(words: str, *, longest: int = piece_characters) -> None:
    """The same for a note, a reason or any other free words."""
    if len(words) > longest:
        raise TooLong(
            _("A field holds %(count)s characters; %(most)s fit.", count=len(words), most=longest)
        )
    bad = _UNSTORABLE.search(words)
    if bad is not None:
        raise Unreadable(
            _(
                "Character %(place)s (code %(code)s) cannot be stored.",
                place=bad.start() + 1,
                code=f"{ord(bad.group()):04X}",
            )
        )


def canonical_text(text: str) -> str:
    """The text as platforms leave it: composed Unicode, plain line ends, no outer blanks."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def thread_posts(text: str) -> tuple[str, ...]:
    """The posts of a thread, which are parted by lines of exactly three hyphens."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(part.strip() for part in _THREAD_LINE.split(lines) if part.strip())


def canonical_json(value: Any) -> str:
    """One spelling for one value: sorted keys, no blanks, real characters."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def sha256_of(text: str) -> str:
    """Of these very characters, named by how it was made."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def text_hash(text: str) -> str:
    """Of the words alone: what a reader of the published post can compute."""
    return sha256_of(canonical_text(text))


def content_hash(post: Post) -> str:
    """Of all that would be published, so that a changed link or picture counts as an edit."""
    content = post_to_json(post)
    content["text"] = canonical_text(post.text)
    content["platforms"] = sorted(post.platforms)
    return sha256_of(canonical_json(content))


def post_to_json(post: Post) -> dict[str, Any]:
    """The stored form of a post."""
    return {
        "text": post.text,
        "platforms": list(post.platforms),
        "capacity": post.capacity,
        "links": list(post.links),
        "sources": list(post.sources),
        "media": [{"name": media.name, "alt": media.alt} for media in post.media],
    } | ({"citations": _citations(post)} if post.citations else {})


def _citations(post: Post) -> list[dict[str, Any]]:
    """Left out where there is none: older posts keep their hashes."""
    return [{"start": c.span.start, "end": c.span.end, "source": c.source} for c in post.citations]


def post_from_json(content: Mapping[str, Any]) -> Post:
    """The post as it was stored."""
    return Post(
        text=content["text"],
        platforms=tuple(content["platforms"]),
        capacity=content["capacity"],
        links=tuple(content["links"]),
        sources=tuple(content["sources"]),
        media=tuple(Media(name=m["name"], alt=m["alt"]) for m in content["media"]),
        citations=tuple(
            Citation(Span(c["start"], c["end"]), c["source"]) for c in content.get("citations", ())
        ),
    )
