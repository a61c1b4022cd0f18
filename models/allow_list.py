"""What the agency says is public of its own: staff, phone numbers, mail domains, addresses.

Read from a TOML file that the agency keeps. A contact detail on it is no finding. It never excuses
an identity number, and a name on it excuses no home address: staff have homes too.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import phonenumbers

from models.findings import Finding

KEYS = ("staff", "phones", "domains", "addresses")
reach_characters = 60  # between a name of the staff and the number to call them on
_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}")
_SAME_NUMBER = (phonenumbers.MatchType.EXACT_MATCH, phonenumbers.MatchType.NSN_MATCH)


class AllowListInvalid(ValueError):
    """The file cannot be used. The text says where and what to do."""


@dataclass(frozen=True, slots=True)
class AllowList:
    """Empty, it allows nothing."""

    staff: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def covers(self, finding: Finding, text: str) -> bool:
        """True where the agency publishes this detail. `text` is the part that it stands in."""
        found = text[finding.span.start : finding.span.end]
        if finding.kind == "phone":
            return self._has_number(found) or self._is_staffs(finding, text)
        if finding.kind == "email":
            return self._has_domain(found) or self._is_staffs(finding, text)
        return finding.kind == "street-address" and self._has_address(found)

    def _has_number(self, found: str) -> bool:
        return any(phonenumbers.is_number_match(found, own) in _SAME_NUMBER for own in self.phones)

    def _has_domain(self, found: str) -> bool:
        domain = found.rpartition("@")[2].casefold()
        return any(domain == own or domain.endswith(f".{own}") for own in self.domains)

    def _has_address(self, found: str) -> bool:
        words = _words(found)
        for own in map(_words, self.addresses):
            shared = min(len(words), len(own))
            if shared >= 2 and words[:shared] == own[:shared]:
                return True
        return False

    def _is_staffs(self, finding: Finding, text: str) -> bool:
        start = max(0, finding.span.start - reach_characters)
        around = _words(text[start : finding.span.end + reach_characters])
        return any(_holds(around, _words(name)) for name in self.staff)


NOTHING_ALLOWED = AllowList()


def read_allow_list(path: Path) -> AllowList:
    """Raises AllowListInvalid with what is wrong in the file."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AllowListInvalid(f"{path} cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise AllowListInvalid(f"{path} is not text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise AllowListInvalid(f"{path} is not TOML: {error}") from None
    unknown = sorted(given.keys() - set(KEYS))
    if unknown:
        raise AllowListInvalid(f"{path} has the unknown key {unknown[0]!r}; it may have {KEYS}")
    return AllowList(
        staff=_entries(path, given, "staff", _is_a_name, "a first and a last name"),
        phones=_entries(path, given, "phones", _is_a_number, "a phone number of 7 digits or more"),
        domains=tuple(
            entry.casefold()
            for entry in _entries(path, given, "domains", _is_a_domain, "a domain: city.example")
        ),
        addresses=_entries(path, given, "addresses", _is_an_address, "a house number and a street"),
    )


def _entries(
    path: Path, given: Mapping[str, Any], key: str, fits: Callable[[str], bool], what: str
) -> tuple[str, ...]:
    entries = given.get(key, [])
    if not isinstance(entries, list):
        raise AllowListInvalid(f"{path}: {key} must be a list")
    for entry in entries:
        # A short entry would excuse what it does not mean.
        if not isinstance(entry, str) or not fits(entry):
            raise AllowListInvalid(f"{path}: {key} holds {entry!r}, which is not {what}")
    return tuple(entries)


def _is_a_name(entry: str) -> bool:
    return len(_words(entry)) >= 2


def _is_a_number(entry: str) -> bool:
    return sum(sign.isdigit() for sign in entry) >= 7


def _is_a_domain(entry: str) -> bool:
    return bool(_DOMAIN.fullmatch(entry.casefold()))


def _is_an_address(entry: str) -> bool:
    words = _words(entry)
    return len(words) >= 2 and any(sign.isdigit() for sign in words[0])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _holds(words: list[str], sought: list[str]) -> bool:
    places = range(len(words) - len(sought) + 1)
    return any(words[i : i + len(sought)] == sought for i in places)
