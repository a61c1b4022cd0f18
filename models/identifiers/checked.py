"""Identity numbers that Presidio has no recognizer for, by a word near by and their check digits.

Few numbers are told by their form alone. Where an issuer publishes a check, a number that fails it
is something else: a case, a permit, a part.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models.findings import Span
from models.identifiers import check_digits as check
from models.identifiers.placeholders import is_placeholder
from models.matching import Match


@dataclass(frozen=True, slots=True)
class Number:
    """One kind of number. Without `words`, its form and check alone are evidence."""

    kind: str
    words: str
    form: str
    holds: Callable[[str], bool] | None = None

    def pattern(self) -> re.Pattern[str]:
        said = rf"(?<!\w)(?:{self.words})(?!\w)[^.!?\n\d]{{0,25}}?[ :#]" if self.words else ""
        # Words in any case; the letters of a number are capitals.
        alone = r"(?<![\w/#.+-])" if not said else r"(?<![\w/])"
        return re.compile(rf"(?i:{said}){alone}(?P<value>{self.form})(?![\w/]|[-.]\w)")


_WHOSE = r"(?:her|his|their|my|\w{2,15}['\u2019]s)"
_NUMBERS = (
    Number("sg-nric", "", r"[STFGM]\d{7}[A-Z]", check.sg_nric),
    Number("ch-ahv", "", r"756[. ]\d{4}[. ]\d{4}[. ]\d{2}", check.ch_ahv),
    Number("driver-licence", "", r"[A-Z]\d{4}-\d{5}-[0-9]{2}[0156]\d{2}"),  # Ontario, Quebec
    Number(
        "fr-nir",
        r"s[ée]curit[ée] sociale|num[ée]ro de s[ée]cu|NIR|INSEE|social security",
        r"[12] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}",
        check.fr_nir,
    ),
    Number(
        "nl-bsn",
        r"BSN|burgerservicenummer|sofi-?nummer",
        r"\d{4}[. ]?\d{2}[. ]?\d{3}|\d{3}[. ]\d{3}[. ]\d{3}",
        check.nl_bsn,
    ),
    Number(
        "be-national",
        r"rijksregister\w*|registre national|national (?:register )?number|NISS|INSZ",
        r"\d{2}\.?\d{2}\.?\d{2}[- ]?\d{3}[. ]?\d{2}",
        check.be_national,
    ),
    Number("pt-nif", r"NIF|contribuinte", r"\d{3} ?\d{3} ?\d{3}", check.pt_nif),
    Number("ro-cnp", r"CNP|cod numeric personal", r"[1-9]\d{12}", check.ro_cnp),
    Number("dk-cpr", r"CPR(?:-?nummer|-?nr\.?| number)?", r"[0-3]\d[01]\d{3}[- ]?\d{4}"),
    Number(
        "no-national",
        r"f[øo]dselsnummer|personnummer|D-nummer|norwegian id(?:entity)?(?: number)?",
        r"\d{6} ?\d{5}",
        check.no_national,
    ),
    Number(
        "at-svnr", r"sozialversicherungsnummer|SV-?(?:Nr\.?|nummer)", r"\d{4} ?[0-3]\d[01]\d{3}"
    ),
    Number("national-id", r"OIB|AMKA|isikukood|asmens kodas", r"\d{11}"),
    Number("national-id", r"EGN|ЕГН|JMBG|EM[SŠ]O", r"\d{10}(?:\d{3})?"),
    Number("national-id", r"rodn[eé] [cč][ií]slo", r"\d{6}/?\d{3,4}"),
    Number(
        "national-id",
        rf"kitambulisho|holder of ID|{_WHOSE} ID(?: card)? (?:number|no)|ID card (?:number|no)",
        r"\d{7,13}",
    ),
    Number("uk-nhs", r"(?:CHI|H&C) (?:number|no\.?)", r"\d{3} ?\d{3} ?\d{4}", check.uk_nhs),
    Number("tax-number", r"UTR|unique taxpayer reference", r"\d{5} ?\d{5}"),
    Number("tax-number", r"KRA(?: PIN)?", r"A\d{9}[A-Z]"),
    Number("tax-number", r"TIN|BIR", r"\d{3}-\d{3}-\d{3}(?:-\d{3,5})?"),
    # Businesses publish theirs; one that is called a person's is hers.
    Number(
        "tax-number",
        rf"{_WHOSE} (?:VAT|TVA|BTW|IVA|USt)(?:[ -]?(?:ID|IdNr))?",
        r"(?:[A-Z]{2} ?)?(?=(?:\w ?){8})[A-Z0-9]{2,4}(?: ?\d{2,4}){1,4}[A-Z0-9]{0,3}",
    ),
    Number("ie-pps", r"personal public service|PPSN?", r"\d{7} ?[A-W](?:[A-I]|W)?", check.ie_pps),
    Number("ng-bvn", r"BVN|bank verification", r"22\d{9}"),
    Number("ph-sss", r"SSS", r"\d{2}-?\d{7}-?\d"),
    Number("ph-philsys", r"PhilSys|PhilID", r"\d{4}[- ]?\d{4}[- ]?\d{4}(?:[- ]?\d{4})?"),
    Number("ph-umid", r"UMID|CRN", r"\d{4}-?\d{7}-?\d"),
    Number("ph-philhealth", r"PhilHealth|PHIC", r"\d{2}-?\d{9}-?\d"),
    Number("in-abha", r"ABHA|health ID", r"\d{2}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}"),
    Number("in-uan", r"UAN|EPFO?|provident fund", r"1\d{2}[ -]?\d{3}[ -]?\d{3}[ -]?\d{3}"),
    Number(
        "driver-licence",
        r"driv\w+ licen[cs]e|DL",
        r"[A-Z]{2}[- ]?\d{2}[- ]?(?:19|20)\d{2}[ -]?\d{7}|[A-Z]{2}\d{6}|[A-Z]{5}\d{6}[A-Z0-9]{5}",
    ),
    Number("au-crn", r"CRN|Centrelink", r"\d{3} ?\d{3} ?\d{3} ?[A-Z]"),
    Number("medical-record", r"IHI", r"8003 ?60\d{2} ?\d{4} ?\d{4}", check.luhn),
    Number(
        "medical-record",
        r"OHIP|health card|RAMQ|assurance maladie|PHN|care card",
        r"\d{4}[- ]?\d{3}[- ]?\d{3}(?:[- ]?[A-Z]{2})?|[A-Z]{4} ?\d{4} ?\d{4}",
    ),
    Number("immigration-number", r"UCI (?:number|no\.?)", r"\d{4}-?\d{4}|\d{2}-?\d{4}-?\d{4}"),
    Number("nz-nhi", r"NHI", r"[A-HJ-NP-Z]{3}\d{2}[A-HJ-NP-Z]{2}"),
    Number("military-id", r"DoD ID|EDIPI", r"[12]\d{9}"),
    Number("passport", r"passport", r"[A-Z]\d{7}[A-Z]|\d{2}[A-Z]{2}\d{5}|[A-Z]{1,2}\d{6,8}"),
    Number(
        "bank-account",
        r"sort code:? ?\d{2}[- ]\d{2}[- ]\d{2},?(?: and)? ?(?:account|acc|a/c)(?: number| no)?",
        r"\d{8}",
    ),
    Number(
        "bank-account", r"IFSC:? ?[A-Z]{4}0[A-Z0-9]{6},?(?: and)? ?(?:account|a/c)", r"\d{9,18}"
    ),
)
_PATTERNS = tuple((number, number.pattern()) for number in _NUMBERS)
_WORTH_A_LOOK = re.compile(r"\d{2}[ ./-]?(?:\d|[A-Z]{2}\d|\w\d)")
SCORE = 0.93


def match_checked(text: str) -> Iterator[Match]:
    if not _WORTH_A_LOOK.search(text):
        return
    for number, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("value")
            plain = re.sub(r"\W", "", match["value"])
            if (number.holds is None or number.holds(plain)) and not is_placeholder(
                text, start, end
            ):
                yield Match(number.kind, Span(start, end), SCORE)
