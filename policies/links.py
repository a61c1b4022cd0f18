"""What a link gives away before anybody opens it: its form, its host, what hangs on it.

Nothing is fetched. Hosts are compared as browsers read them: in small letters, and with
international names (`xn--…`) written out.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlsplit

from models.findings import Span

LOOK_ALIKE, SHORTENER = "link-look-alike", "link-shortener"
MALFORMED, TRACKING = "link-malformed", "link-tracking"
EXPLANATIONS = {
    LOOK_ALIKE: "This address looks like an official one, and is another.",
    SHORTENER: "This short link hides where it leads.",
    MALFORMED: "This link has a form that a browser may refuse or misread.",
    TRACKING: "This link carries codes that follow whoever opens it.",
}

# Hosts that only governments can register.
OFFICIAL_SUFFIXES = (
    "gov",
    "mil",
    "int",
    "europa.eu",
    "gc.ca",
    "canada.ca",
    "gouv.fr",
    "govt.nz",
    "admin.ch",
    "bund.de",
    "nhs.uk",
    "police.uk",
    "gob.mx",
    "gob.es",
    "overheid.nl",
    "go.jp",
    "go.kr",
)
# Those that people are most often lured away from (phishing reports of the FTC, CISA and NCSC).
IMITATED = (
    "usa.gov",
    "irs.gov",
    "ssa.gov",
    "cdc.gov",
    "fema.gov",
    "medicare.gov",
    "vote.gov",
    "healthcare.gov",
    "uscis.gov",
    "studentaid.gov",
    "disasterassistance.gov",
    "usps.com",
    "who.int",
    "nhs.uk",
    "canada.ca",
    "europa.eu",
)
# Without those that a platform puts around every link by itself: t.co, lnkd.in, fb.me.
SHORTENERS = frozenset(
    re.findall(
        r"\S+",
        """bit.ly bitly.com j.mp amzn.to tinyurl.com goo.gl ow.ly owl.li is.gd v.gd buff.ly
        dlvr.it ift.tt rb.gy rebrand.ly shorturl.at cutt.ly tiny.cc t.ly wp.me adf.ly
        bl.ink short.io soo.gd s.id snip.ly trib.al lnks.gd conta.cc hubs.ly qr.ae qrco.de flip.it
        tr.im x.co clck.ru u.to po.st mcaf.ee ln.is su.pr dld.bz fw.to urlz.fr kutt.it tiny.one
        t2m.io""",
    )
)
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|yclid|ttclid|li_fat_id|mc_[ce]id"
    r"|igshid?|_hsenc|_hsmi|hsctatracking|mkt_tok|ref_src|s_kwcid|vero_id|oly_(?:enc|anon)_id"
    r"|wickedid|rb_clickid|_branch_match_id|cmpid|ncid"
)
# A scheme, `www.`, or a host of a common ending with a path: "cdc.gov/flu", never "e.g. this".
_ENDINGS = (
    r"com|org|net|edu|gov|mil|int|info|biz|us|uk|ca|au|nz|ie|eu|de|fr|in|io|co|ly|gl|gd|gy|cc|me|to"
)
IN_TEXT = re.compile(
    r"\b[a-z][a-z0-9+-]{1,20}://[^\s<>\"]+"
    r"|\b(?:javascript|data|vbscript):[^\s<>\"]+"
    r"|(?<![\w@.-])www\.[^\s<>\"]+"
    rf"|(?<![\w@./-])(?:[a-z0-9-]{{1,63}}\.){{1,5}}(?:{_ENDINGS})(?![\w-])(?:[/?#][^\s<>\"]*)?",
    re.IGNORECASE,
)
_TRAILING = (
    "\u200b\u200e\u200f\u202c\u2069.,;:!?'\"\u2026"
    "\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
)
# Signs and pairs that are read as one letter (Unicode TR 39), of those a domain may hold.
_LOOKS = str.maketrans(
    {"0": "o", "1": "l", "3": "e", "5": "s", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c"}
    | {"х": "x", "у": "y", "і": "i", "ѕ": "s", "ԁ": "d", "ɡ": "g", "ν": "v", "ο": "o", "α": "a"}
    | {"ı": "i", "ӏ": "l", "һ": "h", "ԛ": "q", "ԝ": "w", "к": "k", "м": "m", "т": "t", "н": "h"}
)
_LOOK_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written, and the host it names; empty where it names none."""

    address: str
    span: Span
    host: str


def links_in(text: str) -> Iterator[Link]:
    """Every link of a text, in order, without the full stop that follows it."""
    for match in IN_TEXT.finditer(text):
        address = _without_end(match.group())
        yield Link(address, Span(match.start(), match.start() + len(address)), host_of(address))


def whole(address: str) -> Link:
    """A text that is a link as a whole, whatever its form."""
    return Link(address.strip(), Span(0, len(address)), host_of(address.strip()))


def host_of(address: str) -> str:
    """The host in small letters, international ones written out; empty where there is none."""
    parts = _parts(address)
    if parts is None or not parts.hostname:
        return ""
    host = unicodedata.normalize("NFKC", parts.hostname).rstrip(".").removeprefix("www.")
    return ".".join(map(_written_out, host.split(".")))


def faults(address: str, official: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The kinds of what is wrong with a link; `official` are hosts that it must not imitate."""
    parts, host = _parts(address), host_of(address)
    if parts is None or _is_malformed(parts, host):
        return (MALFORMED,)
    found = []
    if imitates(host, official):
        found.append(LOOK_ALIKE)
    if host in SHORTENERS:
        found.append(SHORTENER)
    if any(_TRACKING.fullmatch(name.lower()) for name, _ in parse_qsl(parts.query)):
        found.append(TRACKING)
    return tuple(found)


def lies_under(host: str, sites: tuple[str, ...]) -> bool:
    """True for a site and every host below it: `www.cdc.gov` lies under `cdc.gov` and `gov`."""
    return any(host == site or host.endswith(f".{site}") for site in sites)


def is_official(host: str) -> bool:
    """True for hosts that only a government can have, such as `cityof.gov` and `x.gov.uk`."""
    *_, second, top = ["", "", *host.split(".")]
    is_national = second in ("gov", "gob", "govt") and len(top) == 2
    return is_national or lies_under(host, OFFICIAL_SUFFIXES)


def imitates(host: str, official: tuple[str, ...] = ()) -> bool:
    """True where a reader may take the host for an official one that it is not."""
    known = tuple(site for site in (*IMITATED, *official) if "." in site)
    if not host or is_official(host) or lies_under(host, known):
        return False
    if any(_mixes_scripts(label) for label in host.split(".")):
        return True
    labels = f".{host.replace('-', '.')}."
    # "irs.gov.refunds.com", "my-city-gov.com": the words of an official host before another end.
    if ".gov." in labels or any(f".{site}." in labels for site in known):
        return True
    looks = _looks(host)
    return any(
        looks == _looks(site)
        or (len(site) > 8 and _is_one_slip(host, site))
        or (site in official and host.rpartition(".")[0] == site.rpartition(".")[0])
        for site in known
    )


def in_full(address: str) -> str:
    """With its scheme, as a browser would add it: "cdc.gov/flu" is "https://cdc.gov/flu"."""
    is_whole = "://" in address or re.match(r"(?i)(?:javascript|data|vbscript):", address)
    return address if is_whole else f"https://{address}"


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(in_full(address))
        parts.port  # noqa: B018  # a port that is no number shows here
    except ValueError:
        return None
    return parts


def _is_malformed(parts: SplitResult, host: str) -> bool:
    if parts.scheme.lower() not in ("http", "https") or "." not in host:
        return True
    if "@" in parts.netloc or parts.port not in (None, 80, 443):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return not all(re.fullmatch(r"[^\W_](?:[\w-]*[^\W_])?", label) for label in host.split("."))
    return True


def _without_end(address: str) -> str:
    address = address.rstrip(_TRAILING)
    while address.endswith((")", "]")) and address.count(")") > address.count("("):
        address = address[:-1].rstrip(_TRAILING)
    return address


def _written_out(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _mixes_scripts(label: str) -> bool:
    scripts = {unicodedata.name(c, "").partition(" ")[0] for c in label if c.isalpha()}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


def _looks(host: str) -> str:
    looks = host.translate(_LOOKS)
    for pair, letter in _LOOK_PAIRS:
        looks = looks.replace(pair, letter)
    return looks


def _is_one_slip(one: str, other: str) -> bool:
    """True where one letter more, less or other, or two swapped, makes one of the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    rests = one[start:], other[start:]
    if len(one) != len(other):
        longer, shorter = sorted(rests, key=len, reverse=True)
        return longer[1:] == shorter
    swapped = rests[0][:2] == rests[1][1::-1] and rests[0][2:] == rests[1][2:]
    return swapped or rests[0][1:] == rests[1][1:]
