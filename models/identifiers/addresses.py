"""Postal addresses by their form, whoever's they are: streets, flats, boxes, plots, army post.

Only what is written as an address in the countries served is one here; whether it is where a
private person lives is for `contacts.py` and `models/people.py` to judge. The name head finds
addresses of other forms, and its ends are less sure than these.
"""

import re
from collections.abc import Iterator

from models.findings import Span

_A = r"[^\W\d_a-zß-ÿ]"  # a capital of any alphabet: "Š" begins a street as well as "S" does
_NAME = rf"{_A}[\w'\u2019.-]{{0,24}}"
_TOWN = rf"{_A}(?:[^\W\d_]|['\u2019.-](?=[^\W\d_])){{0,24}}\.?"
_NUMBER = r"\d{1,5}[A-Za-z]?(?:[-/]\d{1,5}[A-Za-z]?)?"
# What a street is called in English, at the end of its name.
KIND = (
    "(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Ln|Lane|Blvd|Boulevard|Ct|Court|Pl|Place|Way|Ter"
    "|Terrace|Tce|Cir|Circle|Pkwy|Parkway|Hwy|Highway|Trl|Trail|Close|Crescent|Cres|Gardens|Gdns"
    "|Grove|Square|Sq|Row|Walk|Mews|Run|Bend|Loop|Pike|Alley|Hill|Heights|Parade|Pde|Esplanade"
    "|Quay|Wharf|Marg|Nagar|Colony|Enclave|Layout|Sarani|Jalan|Turnpike|Villas?|Estate)"
)
UNIT = (
    r"(?:(?:Flat|Apt|Apartment|Unit|Suite|Ste|Room|Rm|Floor|Blk|Block|Lot|Shop|House|Villa)"
    r"\b\.?\s?(?:No\.?\s?)?#?\s?(?=[\w-]{0,7}\d|[A-Z]\b)[\w-]{1,8}|#\s?\d{1,5}(?:-\d{1,5})?[A-Za-z]?)"
)
_STREET = (
    rf"(?:{UNIT},?\s)?(?<![\d.,$/:-]){_NUMBER},?\s(?:[NSEW]{{1,2}}\.?\s)?(?:{_NAME}\s){{1,3}}?{KIND}"
    r"\b\.?(?:\s(?:[NSEW]{1,2}|North|South|East|West)\b\.?)?"
)
_FORMS = (
    _STREET,
    # Streets of towns on the Continent end, or begin, with a word for one; the house comes after.
    rf"(?<!\w)(?:\d{{1,5}}\s)?(?<![\w-]){_A}[\w-]{{2,24}}(?:stra(?:at|sse|ße)|str\.|gasse|platz|laan|plein|gade|gatan"
    r"|gata|vej|veien|vägen|katu|kuja|utca|allee|brücke)\s\d{1,4}[A-Za-z]?\b",
    r"(?:\d{1,5}\s)?\b(?:Via|Viale|Piazza|Rue|Avda\.|Avenida|Calle|Rua|Pra[çc]a|ul\.|al\.|Plaza|Strada"
    rf"|Jl\.|Jln\.?)\s(?:(?:de|del|da|do|la|di)\s)?(?:{_NAME}\s){{1,3}}?\d{{1,4}}[A-Za-z]?\b",
    # "213 Pilekrogen 53 Apt. 263": a street without such a word, known by the flat after it.
    rf"(?<![\w-])(?:\d{{1,5}}\s)?(?<![\w-])(?:{_NAME}\s){{1,3}}?\d{{1,4}}\.?,?\s+{UNIT}",
    # India: "H.No. 8-2-293/82, Road No. 12", "Plot 45, Sector 21". SG: "Blk 123 Bishan St 13".
    r"\b(?:H\.?\s?No\.?|Door No\.?|D\.?\s?No\.?|Plot(?: No\.?)?|Flat No\.?)\s?[\w/-]{1,12},?\s"
    rf"(?:Road No\.?|Street No\.?|Sector|Phase|Block|{_NAME})[ -]?(?:\d{{1,4}}|{_NAME})?",
    rf"\bBlk\s\d{{1,4}}[A-Z]?\s(?:{_NAME}\s){{1,3}}?(?:{KIND}|Avenue)\s\d{{1,3}}\b",
    r"\bLot\s\d{1,4}[A-Z]?,?\s(?:Block\s\d{1,4},?\s)(?:"
    rf"{_NAME}\s){{0,3}}?{KIND}\b\.?",
    # Boxes, and the post of armed forces and embassies.
    r"(?:\d{4,5}\s)?\bP\.?\s?O\.?\s?Box\s(?:No\.?\s?)?[A-Z]?\d{1,6}(?:\s?-\s?\d{5})?\b",
    r"\b(?:Post Office Box|Postal Box|Private Bag|GPO Box|RR|Rural Route)"
    r"\s(?:No\.?\s?)?[A-Z]?\d{1,6}\b",
    rf"\b(?:(?:PSC|CMR|Unit)\s\d{{2,5}},?\s(?:Box\s\d{{1,5}})?|US[NS]?S\s{_NAME}),?\s+[AFD]PO\s"
    r"A[AEP]\s\d{5}(?:-\d{4})?\b",
)
_START = tuple(re.compile(form) for form in _FORMS)
POSTCODE = (
    r"(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"  # UK
    r"|[A-Z]\d[A-Z]\s?\d[A-Z]\d"  # CA
    r"|[AC-FHKNPRTV-Y]\d[\dW]\s?[AC-FHKNPRTV-Y\d]{4}"  # IE
    r"|(?:[A-Z]{2,3}\s)?\d{5}(?:-\d{4})?"  # US, most of Europe, KE
    r"|(?:PIN[ -:]{1,2})?\d{3}\s?\d{3}"  # IN, SG, NG
    r"|(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT)\s\d{4}|\d{4}\s[A-Z]{2}|\d{2}-\d{3}|\d{4})"
)
_TAIL = re.compile(
    rf"[,.]?\s{{1,4}}(?:(?P<sure>{UNIT}|{POSTCODE})(?!\w)|(?P<town>{_TOWN}(?:\s{_TOWN}){{0,2}}(?!\w)))"
)
towns = 3  # that may stand between a street and its postcode: quarter, town, county


def postal_addresses(text: str) -> Iterator[Span]:
    """In reading order, without overlaps; with flat, town and postcode where one follows."""
    if not any(symbol.isdigit() for symbol in text):
        return
    starts = sorted({match.span() for form in _START for match in form.finditer(text)})
    reached = -1
    for start, end in starts:
        if end > reached:
            end = _with_tail(text, end)
            yield Span(start if start >= reached else reached, end)
            reached = end


def _with_tail(text: str, end: int) -> int:
    """How far the address goes on. A town is taken along only where a postcode or a flat is due."""
    place, passed = end, 0
    while passed <= towns and (match := _TAIL.match(text, place)):
        place = match.end()
        if match["sure"]:
            end = place
        else:
            passed += 1
            place = match.start("town") + len(match["town"].rstrip())
    return end
