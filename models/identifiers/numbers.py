"""Personal numbers without a Presidio recognizer, or written in part ("last four")."""

import re
from collections.abc import Iterator

from models.findings import Span
from models.identifiers.check_digits import luhn
from models.identifiers.placeholders import is_placeholder
from models.matching import Match

_NUMBER = r"(?:\s?(?:number|num|no\.?|nr|n°|#|id|is|:|=|,)){0,3}\s?"
_LAST = r"(?:ends? in|ending(?: in)?|last (?:four|4)(?: digits)?(?: of)?)"
_RULES: tuple[tuple[str, float, str], ...] = (
    (
        "us-ssn",
        0.93,
        r"\b(?:ssn|social(?: security)?(?: number)?)\b\W{0,4}(?:is "
        r")?(?P<value>[\dxX*\u2022#]{3}[- ][\dxX*\u2022#]{2}[- ]\d{4})(?!\d)",
    ),
    (
        "us-ssn",
        0.9,
        rf"\b(?:ssn|soc(?:ial)?(?: security)?)\b[^.!?\n\d]{{0,20}}\b{_LAST}[^.!?\n\d]{{0,30"
        r"}(?P<value>\d{4})\b",
    ),
    (
        "us-ssn",
        0.9,
        r"\blast (?:four|4)\b[^.!?\n\d]{0,15}\b(?:ssn|social)\b[^.!?\n\d]{0,12}(?P<value>\d{4})\b",
    ),
    (
        "us-ssn",
        0.92,
        r"\b(?:ssn|social security number)\b\W{0,4}(?:is |no\.? |# ?)?(?P<value>\d(?:[ "
        r".-]?\d){8})(?!\d)",
    ),
    ("passport", 0.93, rf"\bpassport{_NUMBER}(?P<value>[A-Z]{{0,2}}\d{{6,9}})\b"),
    (
        "driver-licence",
        0.9,
        r"\b(?:driver['\u2019]?s?['\u2019]? licen[cs]e|driving licen[cs]e"
        r"|DL)(?:\s?(?:number|no\.?|#|is|:)){1,3}\s?(?P<value>(?=[A-Z0-9-]*\d{3})[A-Z0-9-]"
        r"{6,18})\b",
    ),
    ("immigration-number", 0.93, r"\b(?P<value>(?:EAC|WAC|LIN|SRC|MSC|IOE|NBC|YSC)[ -]?\d{10})\b"),
    (
        "immigration-number",
        0.9,
        r"\b(?:I-\d{3}|alien|USCIS|A[- ]?(?:number|file|#)|immigration|removal|asylum"
        r"|green card|visa)\b[^.!?\n]{0,40}?(?P<value>\bA[ #-]{0,2}\d{2,3}[ -]?\d{3}[ "
        r"-]?\d{3})\b",
    ),
    ("immigration-number", 0.88, r"(?P<value>\bA[ #-]{0,2}\d{3}[ -]\d{3}[ -]\d{3})\b"),
    (
        "medical-record",
        0.9,
        r"\b(?:MRN|medical record|patient (?:id|number)|chart (?:number|no\.?|#)|medicaid "
        r"(?:id|number|no\.?)|member id|medicare (?:id|number|no\.?)|health "
        rf"card){_NUMBER}(?P<value>[A-Z]{{0,4}}\d[\dA-Z -]{{4,14}}\d)\b",
    ),
    ("medical-record", 0.85, r"\b[Mm]edicare (?P<value>\d{4} \d{5} \d)\b"),
    (
        "bank-account",
        0.9,
        r"\b(?:bank|credit union|checking|savings|postbank|barclays"
        rf"|chase)\b[^.!?\n\d]{{0,20}}\b(?:account|acct|a/c){_NUMBER}(?P<value>\d[\d "
        r"-]{4,18}\d)\b",
    ),
    ("bank-account", 0.9, rf"\b(?:acct|a/c){_NUMBER}(?P<value>\d[\d -]{{5,18}}\d)\b"),
    (
        "bank-account",
        0.86,
        rf"\b(?:her|his|their|your)\s(?:bank|card|account)\b[^.!?\n\d]{{0,30}}\b{_LAST}[^.!"
        r"?\n\d]{0,12}(?P<value>\d{4})\b",
    ),
    (
        "national-id",
        0.9,
        rf"\bnational id(?:entity)?(?: card)?{_NUMBER}(?P<value>(?=[A-Z]{{0,3}}\d)[A-Z0-9]"
        r"{7,14})\b",
    ),
    (
        "voter-id",
        0.9,
        rf"\bvoter (?:id|registration){_NUMBER}(?P<value>[A-Z]{{0,3}}\d{{7,12}})\b",
    ),
    ("ie-pps", 0.93, r"\bPPSN?\b[^.!?\n\d]{0,20}(?P<value>\d{7}[A-W][A-IW]?)\b"),
    ("nz-ird", 0.93, r"\bIRD\b[^.!?\n\d]{0,20}(?P<value>\d{2,3}[- ]?\d{3}[- ]?\d{3})\b"),
    ("nz-nhi", 0.93, r"\bNHI\b[^.!?\n\d]{0,20}(?P<value>[A-HJ-NP-Z]{3}\d{4})\b"),
    (
        "ca-sin",
        0.9,
        r"\b(?:social insurance(?: number| no\.?)?|(?-i:SIN))\b[^.!?\n\d]{0,15}(?P<value>"
        r"\d{3}[- ]?\d{3}[- ]?\d{3})(?!\d)",
    ),
    (
        "au-tfn",
        0.9,
        r"\b(?:TFN|tax file (?:number|no\.?))\b[^.!?\n\d]{0,15}(?P<value>\d{3}[- "
        r"]?\d{3}[- ]?\d{2,3})(?!\d)",
    ),
    (
        "uk-nhs",
        0.9,
        r"\bNHS (?:number|no\.?|#)[^.!?\n\d]{0,15}(?P<value>\d{3}[- ]?\d{3}[- ]?\d{4})(?!\d)",
    ),
    (
        "uk-nino",
        0.9,
        r"\b(?:NINO|NI number|national insurance(?: number| "
        r"no\.?)?)\b[^.!?\n\d]{0,12}(?P<value>\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D])\b",
    ),
    (
        "payment-card",
        0.9,
        r"\b(?:credit|debit|visa|mastercard|amex|fuel|p-?)? ?card(?: number| no\.?"
        r"|#)[^.!?\n\d]{0,15}(?P<value>\d{4}(?:[ -]?\d{4}){2}[ -]?\d{3,4})(?!\d)",
    ),
    (
        "iban",
        0.9,
        r"\bIBAN\b[^.!?\n\w]{0,5}(?:is )?(?P<value>[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: "
        r"?[A-Z0-9]{1,3})?)\b",
    ),
    ("in-aadhaar", 0.9, r"\baadh?aar\b[^.!?\n\d]{0,25}(?P<value>\d{4}(?: ?\d{4}){1,2})\b"),
)
# Cards of twelve to nineteen digits in one, not all of them known to Presidio: a word for a card
# near by, and the check digit, say what it is.
_CARD = re.compile(
    r"\b(?:cards?|cc|visa|mastercard|maestro|amex)\b[^.!?\n\d]{0,40}(?:\bnumber(?: is|:)? ?|[.?!] "
    r"?(?:number is )?)?(?P<value>\d{12,19})(?!\d)",
    re.IGNORECASE,
)
_PATTERNS = tuple((kind, score, re.compile(text, re.IGNORECASE)) for kind, score, text in _RULES)
_FIRST_WORDS = re.compile(
    r"\b(?:ssn|soc|social|passport|driv|DL|EAC|WAC|LIN|SRC|MSC|IOE|NBC|YSC|A[ #-]{0,2}\d"
    "|MRN|medical|patient|chart|medica|member|health card|bank|"
    r"credit union|checking|savings|acct|a/c|her|his|their|your|PPS|IRD|NHI|SIN\b|TFN|tax "
    r"file|NHS|NI|national|voter|card|cc\b|maestro|mastercard|amex|credit|debit|visa|IBAN|aadh?aar|last|chase|barclays"
    "|postbank)",
    re.IGNORECASE,
)


def match_numbers(text: str) -> Iterator[Match]:
    if not any(symbol.isdigit() for symbol in text) or not _FIRST_WORDS.search(text):
        return
    for kind, score, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("value")
            if not is_placeholder(text, start, end):
                yield Match(kind, Span(start, end), score)
    for match in _CARD.finditer(text):
        start, end = match.span("value")
        if luhn(match["value"]) and not is_placeholder(text, start, end):
            yield Match("payment-card", Span(start, end), 0.95)
