"""Presidio's predefined recognizers, called one by one: patterns and checksums, no language model.

A recognizer whose form is common (nine digits) needs a word near by that says what the number is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.findings import Span
from models.identifiers.placeholders import is_placeholder
from models.identifiers.presidio_import import checks_numbers, recognizer_class
from models.matching import Match


@dataclass(frozen=True, slots=True)
class Use:
    """How one recognizer is used. Without `context`, its form or checksum alone is evidence."""

    recognizer: str
    kind: str
    at_least: float
    context: re.Pattern[str] | None = None


def _near(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


_PASSPORT = _near(r"passports?|pasaporte|passeport")
_SSN_WORDS = _near(r"ssns?|socials?|social security(?: number)?|soc(?: sec)?|ss ?#")
_USES: tuple[Use, ...] = (
    # Before the SSN: both have the same form, and the first of two equal matches stays.
    Use("UsItinRecognizer", "us-itin", 0.5),
    Use("UsSsnRecognizer", "us-ssn", 0.5),
    Use("UsSsnRecognizer", "us-ssn", 0.05, _SSN_WORDS),
    Use("UsItinRecognizer", "us-itin", 0.05, _near("itin|taxpayer id(?:entification)?|tin")),
    Use("UsMbiRecognizer", "us-medicare", 0.3, _near("medicare|mbi|beneficiary")),
    Use("UsPassportRecognizer", "passport", 0.05, _PASSPORT),
    Use("UkPassportRecognizer", "passport", 0.1, _PASSPORT),
    Use("InPassportRecognizer", "passport", 0.1, _PASSPORT),
    Use(
        "UsLicenseRecognizer",
        "driver-licence",
        0.3,
        _near(
            r"driver['\u2019]?s?['\u2019]? licen[cs]e|driving licence|DLN?|DL ?#"
            "|licen[cs]e (?:number|no|#)"
        ),
    ),
    Use("UkDrivingLicenceRecognizer", "driver-licence", 0.5),
    Use(
        "UsBankRecognizer",
        "bank-account",
        0.05,
        _near(
            "(?:bank|checking|savings|credit union) (?:account|acct)|acct|a/c|account "
            r"(?:number|no\.?|#)"
        ),
    ),
    Use("AbaRoutingRecognizer", "bank-account", 0.9, _near("routing|aba")),
    Use(
        "CreditCardRecognizer",
        "payment-card",
        0.9,
        _near(
            "cards?|visa|master ?card|amex|american express|discover|debit|cc|cvv"
            "|exp(?:ires|iry)?|charged?|payment|pay"
        ),
    ),
    Use("IbanRecognizer", "iban", 0.9),
    Use("UkNinoRecognizer", "uk-nino", 0.5),
    Use("NhsRecognizer", "uk-nhs", 0.9, _near("nhs(?: number| no)?")),
    Use(
        "CaSinRecognizer",
        "ca-sin",
        0.05,
        _near("sin|social insurance(?: number)?|s\\.i\\.n\\.|nas"),
    ),
    Use("AuTfnRecognizer", "au-tfn", 0.9, _near("tfn|tax file(?: number| no)?")),
    Use("AuMedicareRecognizer", "au-medicare", 0.9, _near("medicare")),
    Use("InAadhaarRecognizer", "in-aadhaar", 0.9, _near("aadh?aar|uidai?|uid")),
    Use("InPanRecognizer", "in-pan", 0.1, _near("pan|permanent account(?: number)?")),
    Use("InVoterRecognizer", "in-voter", 0.3, _near("voter|epic|elector")),
    Use("DeTaxIdRecognizer", "de-tax-id", 0.5, _near(r"steuer-?id(?:nr)?|steuer\w*|idnr|tax id")),
    Use(
        "DeIdCardRecognizer",
        "de-id-card",
        0.4,
        _near("ausweis|personalausweis|ausweisnummer|identity card"),
    ),
    Use(
        "DeSocialSecurityRecognizer",
        "de-social-security",
        0.5,
        _near(r"sozialversicherung\w*|rentenversicherung\w*|sv-nummer"),
    ),
    Use("EsNifRecognizer", "es-nif", 0.9, _near("nif|dni|documento nacional")),
    Use("EsNieRecognizer", "es-nie", 0.9, _near("nie|extranjero|residen\\w+")),
    Use("ItFiscalCodeRecognizer", "it-fiscal-code", 0.9),
    Use("PlPeselRecognizer", "pl-pesel", 0.9, _near("pesel")),
    Use("FiPersonalIdentityCodeRecognizer", "fi-hetu", 0.9),
    Use(
        "SePersonnummerRecognizer",
        "se-personnummer",
        0.3,
        _near("personnummer|personal (?:identity )?number"),
    ),
    Use("SgFinRecognizer", "sg-nric", 0.3, _near("nric|fin|ic")),
    Use("ZaIdNumberRecognizer", "za-id", 0.3, _near("id(?: number| no)?|identity")),
    Use("NgNinRecognizer", "ng-nin", 0.3, _near("nin|national identi\\w+")),
)
# Every form above holds five digits close together, but for the Indian PAN with its four.
_WORTH_A_LOOK = re.compile(
    r"\d(?:[A-Z]{0,3}[ ./:-]?[A-Z]{0,3}\d){4}|\b[A-Z]{5}\d{4}[A-Z]\b", re.IGNORECASE
)
_LINK = re.compile(r"https?://\S+|www\.\S+")
_GROUPED_CARD = re.compile(r"\d{4}([ -])\d{4}\1\d{4}\1\d{1,4}|\d{4}([ -])\d{6}\2\d{5}")
before_characters, after_characters = 60, 25


@cache
def _recognizer(use: Use) -> Any:
    made = recognizer_class(use.recognizer)()
    if not checks_numbers(made):
        # A score that no checksum can raise is final: patterns too weak to count are not run. (One
        # of them, of the Indian PAN, takes quadratic time.)
        made.patterns = [pattern for pattern in made.patterns if pattern.score >= use.at_least]
    return made


def load() -> None:
    """Builds every recognizer, so that the first draft does not wait for it."""
    for use in _USES:
        _recognizer(use)


def match_presidio(text: str) -> Iterator[Match]:
    if not _WORTH_A_LOOK.search(text):
        return
    links = [link.span() for link in _LINK.finditer(text)]
    for use in _USES:
        # Looking for the word first is cheaper, and most posts do not hold it.
        if use.context and not use.context.search(text) and use.kind != "payment-card":
            continue
        recognizer = _recognizer(use)
        for result in recognizer.analyze(text, recognizer.supported_entities):
            start, end = result.start, result.end
            if result.score < use.at_least or any(a <= start < b for a, b in links):
                continue
            if (
                _stands_alone(text, start, end)
                and _is_named(use, text, start, end)
                and not is_placeholder(text, start, end)
            ):
                yield Match(use.kind, Span(start, end), 0.97 if use.context is None else 0.95)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Part of a longer number, or of a name with digits in it, is not the number looked for."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    follows = text[end : end + 2]
    return not (before.isalnum() or (before and before in "-/_.#@$+=") or after.isalnum()) and not (
        len(follows) == 2 and follows[0] in "-/_" and follows[1].isalnum()
    )


def _is_named(use: Use, text: str, start: int, end: int) -> bool:
    found = text[start:end]
    if use.kind == "payment-card" and _GROUPED_CARD.fullmatch(found):
        return True
    if use.context is None:
        # Dots and blanks also part phone numbers and figures; a hyphen says it is the number.
        return use.kind not in ("us-ssn", "us-itin") or "-" in found
    if not any(symbol.isdigit() for symbol in found):
        return False
    near = (
        text[max(0, start - before_characters) : start]
        + " \x00 "
        + text[end : end + after_characters]
    )
    return bool(use.context.search(near))
