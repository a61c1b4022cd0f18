"""Contact details of private persons. The detail alone is never evidence: the words around it are.

An office's own phone, address and email, hotlines, press contacts and public mailboxes are exempt.
"""

import re
from collections.abc import Iterator

from models.findings import Span
from models.identifiers.addresses import postal_addresses
from models.identifiers.phones import digits_to_call
from models.identifiers.placeholders import is_placeholder
from models.matching import Match

_WHOSE = (
    r"(?:[Hh]er|[Hh]is|[Tt]heir|[Mm]y|[Mm]om['\u2019]?s|mother['\u2019]s|dad['\u2019]s"
    r"|father['\u2019]s|sister['\u2019]s|brother['\u2019]s|wife['\u2019]s|husband['\u2019]s"
    r"|son['\u2019]s|daughter['\u2019]s|victim['\u2019]s|witness['\u2019]s?|tenant['\u2019]s"
    r"|patient['\u2019]s|resident['\u2019]s|caller['\u2019]s|complainant['\u2019]s"
    r"|neighbou?r['\u2019]s|[A-Z][a-z]{2,15}['\u2019]s)"
)
_PRIVATE_PHONE = re.compile(
    rf"(?:\b{_WHOSE}\s(?:personal |private |home |new |direct )?(?:cell(?: ?phone)?|mobile"
    r"|[Ww]hats[Aa]pp|phone|number|no\.|digits|tel|landline)\b(?:\s(?:number|phone))?(?:['\u2019]s"
    r"|\s(?:is|was)|:)?\W{0,4}$)"
    r"|(?:\b(?:personal|private|home)\s(?:cell|mobile|phone|number)\b(?:\s(?:number"
    r"|phone))?(?:['\u2019]s|\s(?:is|was)|:)?\W{0,4}$)"
    r"|(?:[,;(]\s?(?:and )?(?:his|her|their)?\s?(?:cell|mobile|mob\.?)(?:['\u2019]s|\sis"
    r"|:)?\W{0,3}$)"
    r"|(?:\b(?:[Cc]all|[Tt]ext|[Rr]ing|[Pp]hone|[Rr]each)\s(?:him|her|them|(?:his|her"
    r"|their)\s[a-z]+)\s(?:directly |now |any ?time )?(?:at|on)?\W{0,3}$)"
    r"|(?:\b(?:[Hh]im|[Hh]er|[Tt]hem|[A-Z][a-z]{2,15}) at home\W{1,3}$)"
    r"|(?:\b(?:[Ss]he|[Hh]e|[Tt]hey)['\u2019](?:s|re) (?:on|at)\W{0,3}$)"
    r"|(?:\b(?:[Hh]er|[Hh]is)\s[Nn]umber(?:['\u2019]s|\sis)\W{0,3}$)"
)
_PUBLIC_PHONE = re.compile(
    r"\b(?:office|hotline|helpline|line|desk|dispatch|non-?emergency|department|dept|tip"
    "|press|media|campaign|district|clinic|center|centre|detective|det|sgt|officer|"
    "deputy|inspector|agent|coordinator|scheduler|secretary|appointment|rsvp|campaign"
    r"|toll[- ]free|311|211|988|ext|work|duty)\b",
    re.IGNORECASE,
)
_AT = r"(?:@| ?[\[({] ?at ?[\])}] ?| at (?=[\w-]{2,63} (?:dot|\.) ?[a-z]))"
_DOT = r"(?:\.| ?[\[({] ?(?:dot|\.) ?[\])}] ?| dot )"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}(?:[\w-]{{1,63}}{_DOT}){{1,4}}[A-Za-z]{{2,12}}\b",
    re.IGNORECASE,
)
_PRIVATE_EMAIL = re.compile(
    rf"\b{_WHOSE}\s(?:personal |private |home )?e-?mail\b[^.!?\n]{{0,15}}$|\b(?:personal"
    r"|private) e-?mail\b[^.!?\n]{0,15}$|\be-?mail (?:him|her|them) (?:at|on|directly "
    r"at)\W{0,3}$"
)
_ROLE_MAILBOX = re.compile(
    "^(?:info|press|media|contact|office|help|support|clerk|records|news|admin|hr|jobs"
    "|careers|tips|comments?|hello|team|volunteer|communications?|"
    r"public\w*|mayor|council\w*|police|sheriff|health\w*|water|permits?|planning"
    r"|elections?|vote\w*|rsvp|events?)\b",
    re.IGNORECASE,
)
_OFFICE_DOMAIN = re.compile(
    r"\.(?:gov|mil|gob|gouv|govt|gc|gov\.[a-z]{2}|nhs|police)(?:\.[a-z]{2})?$|\.(?:us|edu)$",
    re.IGNORECASE,
)
_KIND_OF_STREET = (
    "(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Ln|Lane|Blvd|Boulevard|Ct|Court|Pl|Place"
    "|Way|Ter|Terrace|Cir|Circle|Pkwy|Parkway|Hwy|Highway|Trl|Trail|Close|"
    r"Crescent|Cres|Gardens|Grove|Square|Row|Walk|Mews|Run|Bend|Loop|Pike|Alley|Hill|Heights)"
)
_ADDRESS = (
    r"(?:(?:Flat|Apt\.?|Unit|Room) \w{1,5},? )?\d{1,5}[A-Za-z]?(?:-\d{1,4})? "
    r"(?:[NSEW]\.? |North |South |East |West )?(?:[A-Z][\w'\u2019.-]{1,20} "
    rf"){{0,3}}(?:{_KIND_OF_STREET}\b\.?|[A-Z][a-z'\u2019]{{2,20}})(?:,? (?:Apt\.?|Apartment"
    r"|Unit|Flat|Suite|#|No\.?|Room) ?#?\w{1,5})?"
)
_STRICT_ADDRESS = _ADDRESS.replace(r"|[A-Z][a-z'\u2019]{2,20})", ")")
_LIVES = (
    r"(?:[Ll]ives|[Ll]iving|[Ll]ived|[Rr]esides|[Rr]esiding|[Ss]taying|[Hh]iding)\s(?:\w+ "
    "){0,3}?(?:at|in|on)"
)
_PRIVATE_ADDRESS = re.compile(
    rf"(?:\b{_LIVES}|\b{_WHOSE}\s(?:\w+\s)?(?:home|house|apartment|flat|address|place"
    r"|residence)(?:\s(?:is|at|on)|:|,)+|\b[Hh]ome address(?: is|:)?|"
    r"(?<![Ww]e )(?<!office )\b(?:moved|moving|relocated|evicted)\s(?:back )?(?:in |out "
    r")?(?:to|from|of)(?: (?:his|her|their) (?:\w+['\u2019]s )?(?:\w+ )?(?:at|on))?|"
    rf"\b{_WHOSE},?(?: \w+)? at)\s(?P<value>{_ADDRESS})"
)
# A full name with an address after it: "Glenn Upchurch, 40 Wicker Ln".
_NAMED_ADDRESS = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mdm|Miss)\.? [A-Z][\w'\u2019-]{1,20}(?: "
    rf"[A-Z][\w'\u2019-]{{1,20}})?,? (?:of|at|in)? ?(?P<value>{_STRICT_ADDRESS})"
    rf"|\b[A-Z][a-z'\u2019-]{{1,15}} [A-Z][\w'\u2019-]{{1,20}},? of (?P<second>{_STRICT_ADDRESS})"
    r"|\b(?:tenant|resident|mom|family|patient|voter|complainant|witness|victim|widow|lady"
    rf"|guy|couple|household)\b(?:[^.!?\n]{{0,12}})? (?:at|of|in) (?P<third>{_ADDRESS})"
    r"|\b(?:filed|made|sent|signed) by [A-Z][a-z'\u2019-]{1,15} "
    rf"[A-Z][\w'\u2019-]{{1,20}}, (?P<fourth>{_ADDRESS})"
)
_PUBLIC_PLACE = re.compile(
    r"\b(?:blocks?|visit us|visit|stop by|come see|join us|our (?:office|station|clinic"
    "|location)|located|open house|museum|library|school|church|park|center|centre|"
    r"hospital|shelter|clinic|branch|department|bureau|council|historic|built|White House"
    r"|Governor['\u2019]s (?:Mansion|Residence)"
    r"|Representatives|Senate|Suite)\b",
    re.IGNORECASE,
)
_DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2} "
    r"[A-Z][a-z]{2,8}\.?,? (?:19|20)\d{2}|[A-Z][a-z]{2,8}\.? \d{1,2},? (?:19|20)\d{2})"
)
_BIRTH = re.compile(
    r"\b(?:DOB|D\.O\.B\.?|dob|[Dd]ate of [Bb]irth)\b(?:\s?(?:is|:|-"
    rf"|was))*\s?(?P<value>{_DATE})|\bborn (?:on )?(?P<second>\d{{1,2}}[/.-]\d{{1,2}}[/.-]("
    r"?:19|20)?\d{2})\b"
)
_PLATE = re.compile(
    r"\b(?:[Pp]late|[Tt]ag|[Rr]eg(?:istration)?)\b(?:\s?(?:number|no\.?|#|is"
    r"|:))*\s(?P<value>(?=[A-Z0-9 -]{0,9}\d)(?=[A-Z0-9 -]{0,9}[A-Z])[A-Z0-9]{2,4}[ "
    r"-]?[A-Z0-9]{2,5})\b"
    r"(?=[^.!?\n]{0,30}\b(?:comes back to|registered to|belongs to|owned by)\b)"
)
_ADDRESS_OF_NETWORK = re.compile(
    rf"\b{_WHOSE} (?:home )?IP(?: address)?(?: is|:|,)?\s(?P<value>(?:\d{{1,3}}\.){{3}}\d{{1,3}})\b"
)
# What stands before somebody's home, whatever the form of the address.
_HOME_BEFORE = re.compile(
    rf"(?:\b{_LIVES}|\b{_WHOSE}\s(?:\w+\s)?(?:home|house|apartment|flat|address|place|residence)"
    r"(?:\s(?:is|at|on|was)|:|,)+|\b[Hh]ome address(?: is|:)?|(?<![Ww]e )(?<!office )\b(?:moved|"
    r"moving|relocated|evicted)\s(?:back )?(?:in |out )?(?:to|from|of)|\b(?:Mr|Mrs|Ms|Mdm|Miss)\.?"
    r" [A-Z][\w'\u2019-]{1,20}(?: [A-Z][\w'\u2019-]{1,20})?,? ?(?:of|at|in)?|\b(?:tenant|resident"
    r"|mom|family|patient|voter|complainant|witness|victim|widow|lady|guy|couple|household)\b"
    r"(?:[^.!?\n]{0,12})? (?:at|of|in))\s?$"
)
_WORTH_A_LOOK = re.compile(r"\d|@|[\[({ ]at[\])} ]", re.IGNORECASE)
lookback_characters = 70


def match_contacts(text: str) -> Iterator[Match]:
    if not _WORTH_A_LOOK.search(text):
        return
    yield from _phones(text)
    yield from _emails(text)
    yield from _addresses(text)
    for kind, score, pattern in (
        ("date-of-birth", 0.92, _BIRTH),
        ("plate", 0.9, _PLATE),
        ("ip-address", 0.9, _ADDRESS_OF_NETWORK),
    ):
        for match in pattern.finditer(text):
            if not is_placeholder(text, match.start(), match.end()):
                yield Match(kind, _value(match), score)


def _value(match: re.Match[str]) -> Span:
    name = next(name for name, value in match.groupdict().items() if value is not None)
    return Span(*match.span(name))


def _phones(text: str) -> Iterator[Match]:
    # The words before say that this is a phone number: its form need not.
    for span in digits_to_call(text):
        before = text[max(0, span.start - lookback_characters) : span.start]
        before = re.split(r"[.!?]\s|\n", before)[-1]
        if _PRIVATE_PHONE.search(before) and not _PUBLIC_PHONE.search(before):
            yield Match("phone", span, 0.92)


def mailboxes(text: str) -> Iterator[Span]:
    """Every email address."""
    return (Span(*match.span()) for match in _EMAIL.finditer(text))


def mail_address(found: str) -> str:
    """As a mail program takes it: "j.doe [at] mail dot example" is j.doe@mail.example."""
    told = re.sub(_AT, "@", found, count=1, flags=re.IGNORECASE)
    return re.sub(_DOT, ".", told, flags=re.IGNORECASE)


def email_addresses(text: str) -> Iterator[Span]:
    """Mailboxes that are not an office's, by their names."""
    for span in mailboxes(text):
        mailbox, _, domain = mail_address(text[span.start : span.end]).rpartition("@")
        if not _ROLE_MAILBOX.match(mailbox) and not _OFFICE_DOMAIN.search(domain):
            yield span


def _emails(text: str) -> Iterator[Match]:
    for span in email_addresses(text):
        before = text[max(0, span.start - lookback_characters) : span.start]
        if _PRIVATE_EMAIL.search(before):
            yield Match("email", span, 0.92)


def _addresses(text: str) -> Iterator[Match]:
    for pattern in (_PRIVATE_ADDRESS, _NAMED_ADDRESS):
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 20) : match.end() + 25]
            if not _PUBLIC_PLACE.search(around):
                yield Match("street-address", _value(match), 0.9)
    for span in postal_addresses(text):
        before = text[max(0, span.start - lookback_characters) : span.start]
        around = text[max(0, span.start - 40) : span.end + 25]
        if _HOME_BEFORE.search(before) and not _PUBLIC_PLACE.search(around):
            yield Match("street-address", span, 0.9)
