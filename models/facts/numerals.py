"""How numbers are written in running text, as patterns; `figures.py` reads them."""

import re

from models.number_words import SMALL, TENS

SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
SHARES = {
    "half": 50.0,
    "third": 100 / 3,
    "quarter": 25.0,
    "fifth": 20.0,
    "sixth": 100 / 6,
    "eighth": 12.5,
    "tenth": 10.0,
}
WORDS = "|".join([*SMALL, *TENS])
SCALE_WORDS = "|".join(SCALES)
MONEY = r"(?:US|A|C|NZ|HK)?\$|[€£¥₹]|\b(?:USD|EUR|GBP|CAD|AUD|INR|Rs\.?|KSh|R)\s?(?=\d)"
DIGITS = re.compile(
    rf"(?P<money>{MONEY})?\s?(?<![\w.,:/-])"
    r"(?P<number>\d{1,3}(?:[, \u202f\u00a0]\d{3}){1,5}(?:\.\d{1,6})?"
    rf"|\d{{1,12}}(?:\.\d{{1,6}})?)(?:\s?(?P<scale>{SCALE_WORDS}|(?:k|m|mn|bn|b|tn)\b))?"
    r"(?P<after>\s?(?:%|percent\b|per cent\b|pct\b)|[-\s](?:euros?|dollars?|pounds?|cents?|pence"
    r"|rupees?|rand|shillings?|kroner|dinars?|francs?|pesos?|naira|cedis?)\b)?",
    re.IGNORECASE,
)
SPELLED = re.compile(
    rf"\b(?:(?:a|{WORDS})[-\s]){{0,4}}?(?:{WORDS}|(?:a|{WORDS})\s(?:{SCALE_WORDS}|dozen))"
    rf"(?:[-\s](?:and\s)?(?:{WORDS}|{SCALE_WORDS}|dozen)){{0,12}}"
    r"(?P<after>\s(?:percent|per cent|euros?|dollars?|pounds?|cents?|pence|rupees?)\b)?",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"\b(?:(?P<top>a|one|two|three|four|nine)[-\s](?P<part>third|quarter|fifth|sixth|eighth|tenth)s?"
    r"|(?P<half>half)"
    r"|(?P<some>one|two|three|four|five|six|seven|eight|nine|\d{1,2})\s(?:in|out of)(?:\severy)?"
    r"\s(?P<all>two|three|four|five|six|seven|eight|nine|ten|\d{1,3}))\b",
    re.IGNORECASE,
)
MORE = re.compile(
    r"(?:more than|over|above|at least|upwards? of|north of|exceed(?:s|ed|ing)?|a minimum of)"
    r"\s+(?:the |a |our )?$",
    re.IGNORECASE,
)
LESS = re.compile(
    r"(?:less than|fewer than|under|below|at most|up to|no more than"
    r"|a maximum of|(?:not|n['\u2019]t) even)\s+(?:the |a |our )?$",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"(?:about|around|roughly|some|approximately|approx\.|circa|c\.|almost|nearly|close to"
    r"|just over|just under|just shy of|a little (?:over|under)|more or less)\s+(?:the |a |our )?$"
    r"|~\s?$",
    re.IGNORECASE,
)
# Numbers that count nothing: of telephones, rooms, addresses, versions, times and days of a month.
NOT_COUNTED = re.compile(
    r"^(?:\s?(?:a\.?m|p\.?m)\b|:\d|(?:st|nd|rd|th)\b|/\d|-\d|\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug"
    r"|Sep|Oct|Nov|Dec)[a-z]*\b)",
    re.IGNORECASE,
)
DAY_BEFORE = re.compile(  # a day, a time, or the age that people are
    r"(?:people|adults|children|kids|anyone|those|residents|seniors|drivers|students)"
    r"\s(?:who are\s)?(?:over|under|aged|above|below)\s(?:the age of\s)?$|\baged?\s(?:of\s)?$|"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s$|(?:\bat|until|till)\s$"
)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
DATES = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{MONTH})"
    rf"|(?P<month_before>{MONTH})\.?\s(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?)(?![\w,.]?\d)\b"
)
YEARS = re.compile(
    r"(?<![\w.,$€£-])(?:19|20)\d{2}(?:[-\u2013/](?:\d{2}|(?:19|20)\d{2}))?(?![\w%]|[.,]\d)"
)
