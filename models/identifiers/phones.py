"""Numbers to call, as the countries served write them, whoever's they are."""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from models.findings import Span

_GAP = r"(?:[ .\u2010-\u2013\u00a0-]|/(?=\d{3}))"
_PHONE_NUMBER = re.compile(
    rf"(?<![\w/#.,$\u20ac\u00a3-])(?:(?:\+|00)\d{{1,3}}{_GAP}?(?:\(0\) ?)?(?:\d{_GAP})?"
    rf"|(?:0|1){_GAP})?"
    rf"(?:\(\d{{1,5}}\){_GAP}?)?\d{{2,5}}(?:{_GAP}{{0,2}}\d{{2,5}}){{1,5}}"
    r"(?:,?(?: ?x| ?ext(?:ension|n)?\.? ?| ?#)\d{1,6})?(?![\w/%]|[.,]\d|-\d)"
)
# What looks like a number to call and is none: a day and its hour, a machine's address, a house and
# its street, a card.
_NO_PHONE = re.compile(
    r"(?:19|20)\d{2}-\d{2}-\d{2}\b.*|(?:\d{1,3}\.){3}\d{1,3}|\d{7,8}|\d{12,}|\d{3}-\d{2}-\d{4}"
    r"|\d{4,5} \d{2,3}|(?:19|20)\d{2}[ /-](?:19|20)\d{2}\b.*|\d{1,2}[.-]\d{1,2}[.-](?:19|20)\d{2}.*"
    r"|(?:19|20)\d{2}-\d{4,}|\d{5}-\d{4}|\d{1,3}(?: \d{3})* 000|\d{2}-\d{2}-\d{3}"
)
REGIONS = ("US", "GB", "IE", "AU", "NZ", "IN", "SG", "ZA", "KE", "NG", "PH")  # CA is with US
_OFFICES_PAY = (
    phonenumbers.PhoneNumberType.TOLL_FREE,
    phonenumbers.PhoneNumberType.SHARED_COST,
    phonenumbers.PhoneNumberType.UAN,
)
_FREE_ABROAD = re.compile(r"0[ -]?(?:800|808|300|345)|1[ -]?[38]00|18[59]0|13 ?\d\d ?\d\d$")
_EXTENSION = re.compile(r",? ?(?:x|ext(?:ension|n)?\.? ?|#)\d+$")
_STREET_FOLLOWS = re.compile(r"\s(?:[NSEW]\.? )?[A-Z][a-z]")


def phone_numbers(text: str) -> Iterator[Span]:
    """Whatever may be somebody's number; one that costs the caller nothing is an office's."""
    for span in digits_to_call(text):
        found = text[span.start : span.end]
        is_short = sum(symbol.isdigit() for symbol in found) <= 7
        if _NO_PHONE.fullmatch(found) or (is_short and _STREET_FOLLOWS.match(text, span.end)):
            continue
        yield span


def digits_to_call(text: str) -> Iterator[Span]:
    """Whatever words before it may call a number: nothing but its length is asked of it."""
    for match in _PHONE_NUMBER.finditer(text):
        digits = sum(symbol.isdigit() for symbol in _EXTENSION.sub("", match.group()))
        if 7 <= digits <= 15 and not _is_toll_free(match.group()):
            yield Span(*match.span())


@lru_cache(maxsize=4096)
def _is_toll_free(number: str) -> bool:
    """Whether it is free or of one price for all in a country served: an office's, no home's."""
    # What is free in one country may be somebody's in another: only such beginnings are no one's.
    for region in REGIONS if _FREE_ABROAD.match(number) else REGIONS[:1]:
        try:
            parsed = phonenumbers.parse(number, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.number_type(parsed) in _OFFICES_PAY:
            return True
    return False
