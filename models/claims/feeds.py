"""Reads checked claims as they are published: JSON Lines, ClaimReview, Fact Check feeds and CSV.

ClaimReview is schema.org's form (https://schema.org/ClaimReview); a Data Commons feed is a
`DataFeed` whose `dataFeedElement`s hold lists of them. What cannot be read is refused with its
place and why, and the rest is read on.
"""

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from models.claims.claim import UNKNOWN, Claim, id_of, verdict_of

longest_claim = 2_000  # characters; longer is an article
least_words = 3
_NAMES = {
    "claim": ("claim", "text", "claimreviewed", "claim_reviewed"),
    "rating": ("rating", "verdict", "textualrating", "alternatename"),
    "publisher": ("publisher", "site", "author", "organization"),
    "url": ("url", "link", "claimreviewurl"),
    "date": ("date", "datepublished", "review_date", "checked"),
    "title": ("title", "headline", "name"),
    "language": ("language", "inlanguage", "lang"),
    "stale_from": ("stale_from", "expires", "valid_until"),
    "id": ("id", "@id"),
}
_DAYS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%m/%d/%Y")


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that was left out."""

    where: str  # "line 7", "entry 3"
    why: str  # what is wrong and what to do


class FeedUnreadable(Exception):
    """Nothing of the file can be read. The text says why and what to do."""


class _Unfit(Exception):
    """Why one entry cannot be read; caught in this file."""


def read_feed(content: bytes, name: str = "") -> Iterator[Claim | Refused]:
    """Every claim of a file, or why it is refused, in its order. Raises FeedUnreadable.

    The form is told from the content; `name` decides for CSV, by its ending.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FeedUnreadable(
            f"It is not UTF-8 text (byte {fault.start:,}). Save it as UTF-8 and try again."
        ) from None
    if not text.strip():
        raise FeedUnreadable("It is empty.")
    if name.lower().endswith((".csv", ".tsv")):
        yield from _csv(text, "\t" if name.lower().endswith(".tsv") else ",")
        return
    whole = _json(text)
    if whole is None or (isinstance(whole, dict) and not _reviews_of(whole) and _is_plain(whole)):
        yield from _lines(text)
        return
    reviews = list(_reviews(whole))
    if not reviews:
        raise FeedUnreadable(
            "It holds no ClaimReview and no claim. Give JSON Lines with a `claim` a line, a "
            "ClaimReview or Fact Check feed in JSON, or CSV with a column `claim`."
        )
    for number, entry in enumerate(reviews, start=1):
        yield _read(entry, f"entry {number}")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_plain(entry: Mapping[str, Any]) -> bool:
    return isinstance(entry.get("claim", entry.get("text")), str)


def _lines(text: str) -> Iterator[Claim | Refused]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        entry = _json(line)
        if not isinstance(entry, dict):
            yield Refused(f"line {number}", "it is no JSON object. Write one object a line.")
            continue
        for found in list(_reviews(entry)) or [entry]:
            yield _read(found, f"line {number}")


def _csv(text: str, delimiter: str) -> Iterator[Claim | Refused]:
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = {str(name).strip().lower() for name in rows.fieldnames or ()}
    if not columns & set(_NAMES["claim"]):
        raise FeedUnreadable(
            "Its first line names no column `claim`, but "
            f"{', '.join(sorted(columns)) or 'nothing'}."
        )
    try:
        for row in rows:
            plain = {str(k).strip().lower(): v for k, v in row.items() if isinstance(v, str)}
            yield _read(plain, f"line {rows.line_num}")
    except csv.Error as fault:
        yield Refused(f"line {rows.line_num}", f"it is no CSV from here on: {fault}.")


def _reviews(found: Any) -> Iterator[Mapping[str, Any]]:
    """Every ClaimReview or plain claim, however deep a feed holds it."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            if "claimReviewed" in one or _is_plain(one):
                yield one
            else:
                waiting.extend(reversed(_reviews_of(one)))


def _reviews_of(entry: Mapping[str, Any]) -> list[Any]:
    return [
        entry[k]
        for k in ("dataFeedElement", "item", "@graph", "claims", "claimReview")
        if k in entry
    ]


def _read(entry: Mapping[str, Any], where: str) -> Claim | Refused:
    try:
        return _claim(entry)
    except _Unfit as fault:
        return Refused(where, str(fault))


def _claim(entry: Mapping[str, Any]) -> Claim:
    plain = {str(name).lower(): value for name, value in entry.items()}
    words = " ".join(_word(plain, "claim").split())
    if len(words.split()) < least_words:
        raise _Unfit("its claim has under three words: a match with it would say nothing.")
    if len(words) > longest_claim:
        raise _Unfit(f"its claim has more than {longest_claim:,} characters: give one sentence.")
    url = _url(_word(plain, "url"))
    rating = _rating(plain)
    return Claim(
        id=_word(plain, "id") or id_of(words, url),
        claim=words,
        verdict=verdict_of(rating) if rating else UNKNOWN,
        rating=rating,
        publisher=_publisher(plain),
        url=url,
        checked=_day(_word(plain, "date")),
        title=" ".join(_word(plain, "title").split()),
        language=(_word(plain, "language") or "en").split("-")[0].lower(),
        stale_from=_stale_from(_word(plain, "stale_from")),
    )


def _word(plain: Mapping[str, Any], name: str) -> str:
    """What the entry says under any of the names that this goes by."""
    for known in _NAMES[name]:
        value = plain.get(known)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return str(value)
    return ""


def _rating(plain: Mapping[str, Any]) -> str:
    given = plain.get("reviewrating")
    if not isinstance(given, dict):
        return _word(plain, "rating")
    said = given.get("alternateName") or given.get("name")
    if isinstance(said, str) and said.strip():
        return said.strip()
    # A number alone, from worst to best: schema.org has 1 to 5 where nothing else is said.
    try:
        value, worst, best = (
            float(given.get(k, d))
            for k, d in (("ratingValue", "nan"), ("worstRating", 1), ("bestRating", 5))
        )
    except (TypeError, ValueError):
        return ""
    share = (value - worst) / (best - worst) if best > worst else math.nan
    if math.isnan(share):
        return ""
    return (
        "false"
        if share < 0.2
        else "mostly false"
        if share < 0.4
        else "mixed"
        if share < 0.9
        else "true"
    )


def _publisher(plain: Mapping[str, Any]) -> str:
    for name in ("author", "publisher"):
        value = plain.get(name)
        one = value[0] if isinstance(value, list) and value else value
        if isinstance(one, dict) and isinstance(one.get("name"), str):
            return " ".join(one["name"].split())
    return " ".join(_word(plain, "publisher").split())


def _url(given: str) -> str:
    if given and not is_safe_link(given):
        raise _Unfit("its link is no http or https address.")
    return given


def is_safe_link(given: str) -> bool:
    """True of what a browser may open: `javascript:` on a reviewer's page is an attack."""
    try:
        parts = urlsplit(given)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _stale_from(given: str) -> date | None:
    day = _day(given)
    if given and not day:
        raise _Unfit(f"its last day {given[:40]!r} is no date such as 2026-11-27.")
    return day


def _day(given: str) -> date | None:
    """None where it cannot be told: a claim without its day is still a claim."""
    for form in _DAYS:
        try:
            return datetime.strptime(given, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(given).date()
    except ValueError:
        return None
