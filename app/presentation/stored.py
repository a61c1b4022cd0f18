"""Reads what is stored for a page so that one broken field hides neither a post nor a case."""

from collections.abc import Callable
from typing import Any, TypeVar

from app.content import post_from_json
from app.tables import Revision
from models.findings import Post

Value = TypeVar("Value")
# What a value of the wrong shape in a JSON column leads to.
_BROKEN = (KeyError, ValueError, TypeError, IndexError, AttributeError)


def or_else(read: Callable[[], Value], instead: Value) -> tuple[Value, bool]:
    """What was read and True, or the other and False where it could not be."""
    try:
        return read(), True
    except _BROKEN:
        return instead, False


def stored_post(revision: Revision) -> Post:
    """The post of a revision; where a field is broken, its words alone."""
    content: Any = revision.content
    words = content.get("text", "") if isinstance(content, dict) else ""
    return or_else(lambda: _read(content), Post(text=str(words)))[0]


def _read(content: dict[str, Any]) -> Post:
    post = post_from_json(content)
    for _part, words in post.parts():
        words.strip()  # a number or nothing where words should be shows here, not in a template
    return post
