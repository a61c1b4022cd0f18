"""A private person beside a private detail: what neither a pattern nor a name says alone.

The name head finds people and street addresses, patterns find phone numbers and mailboxes. An
office gives those out every day, with the name of whoever answers; so a detail counts only beside
a person who is not shown in a role, in a sentence that does not invite the public to use it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from models.findings import Span
from models.identifiers.addresses import postal_addresses
from models.identifiers.contacts import email_addresses
from models.identifiers.phones import phone_numbers
from models.matching import Match
from models.names import ADDRESS, PERSON

NAME = "people/1"
SCORE = 0.8
before_characters = 30  # of the sentence before: "Questions? Ask …"
gap_characters = 4  # a comma and a new line, between a street and its town
reach_characters = 60  # between a name and a detail that is its bearer's
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z\"'\u201c])|\n")
_ROLE_BEFORE = re.compile(
    r"(?:\b(?:mayor|gov(?:ernor)?|sen(?:ator)?|rep(?:resentative)?|congress(?:man|woman)|council\w*"
    r"|cllr|commissioner|chief|sheriff|deputy|officer|constable|det(?:ective)?|sgt|sergeant|lt"
    r"|lieutenant|cpt|capt(?:ain)?|col(?:onel)?|gen(?:eral)?|adm(?:iral)?|major|cpl|pvt|inspector"
    r"|superintendent|principal|president|minister|secretary|director|manager|chair\w*|clerk|judge"
    r"|justice|prosecutor|attorney|ambassador|dr|prof(?:essor)?|coach|rev(?:erend)?|spokes\w+"
    r"|coordinator|officer|agent|trooper|ranger|engineer|author|host|mp|msp|td|hon)\.?\s+)$",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    r"^,?\s*(?:(?:our|the|a|an|its)\s+)?(?:\w+\s+){0,3}(?:officer|director|manager|coordinator"
    r"|spokes\w+|clerk|chief|chair\w*|press|communications|engineer|specialist|secretary"
    r"|superintendent|principal|agent|planner|ranger|librarian|mayor)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")
_DIGIT = re.compile(r"\d")
_LABEL = re.compile(r"(?:mobile|cell|desk|fax|phone|tel|card|name|date|email)\W*", re.IGNORECASE)
_SMALL = re.compile(
    r"(?:is|are|was|located|at|in|on|to|for|with|the|this|that|it|its|serves|and|address|\W+)[.,:;]?",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"\b(?:contact|questions?|info(?:rmation)?|details|rsvp|regist\w+|sign[- ]?up|tickets?|apply"
    r"|report|tips?|anyone|witness(?:es)? (?:should|are)|please|call us|reach us|join|visit|located"
    r"|office|hotline|line|desk|station|headquarters|press|media|inquir\w+|enquir\w+|appointment"
    r"|volunteers?|donat\w+|event|meeting|held at|hosted|library|school|park|center|centre|museum"
    r"|hall|church|block|crash|fire|closed?|closure|road ?work|suspect|wanted|missing|last seen"
    r"|seen|arrest\w*|charged)\b",
    re.IGNORECASE,
)


def private_details(text: str, names: Mapping[str, Sequence[Span]]) -> Iterator[Match]:
    """Details of people, each with the name it stands beside."""
    people = [p for p in names.get(PERSON, ()) if not _in_a_role(text, p)]
    if not people:
        return
    phones = list(phone_numbers(text))
    addresses = (s for s in street_addresses(text, names, phones) if _has_digit(text, s))
    details = [("street-address", s) for s in addresses]
    details += (("phone", s) for s in phones)
    details += (("email", s) for s in email_addresses(text))
    for kind, detail in details:
        sentence = _sentence(text, detail)
        around = text[max(0, sentence.start - before_characters) : sentence.end]
        if any(_near(p, detail, sentence) for p in people) and not _INVITES.search(around):
            yield Match(kind, detail, SCORE)


def street_addresses(
    text: str, names: Mapping[str, Sequence[Span]], numbers: Sequence[Span]
) -> Iterator[Span]:
    """Addresses by their form, and beside them what the name head takes for addresses.

    Less the numbers that are known for something else: to call, of cards, of identity. "Fax" before
    one is no street either.
    """
    by_form = [s for s in postal_addresses(text) if not any(s.meets(n) for n in numbers)]
    yield from by_form
    reached = [s.end for s in by_form]  # where an address ends, and a town of it may follow
    for address in names.get(ADDRESS, ()):
        for run in _without_numbers(text, address, [*numbers, *by_form]):
            kept = _trimmed(text, run)
            follows = any(0 <= run.start - end <= gap_characters for end in reached)
            if kept and (follows or _has_digit(text, kept)):
                yield kept
                reached.append(kept.end)


def _without_numbers(text: str, address: Span, numbers: Sequence[Span]) -> Iterator[Span]:
    run: Span | None = None
    for match in _WORD.finditer(text, address.start, address.end):
        word = Span(*match.span())
        taken = any(word.meets(number) for number in numbers)
        if not taken and not _LABEL.fullmatch(match.group()):
            run = Span(run.start if run else word.start, word.end)
        elif run:
            yield run
            run = None
    if run:
        yield run


def _trimmed(text: str, run: Span) -> Span | None:
    """Without small words at its ends, and what they lead in; None if nothing is left.

    The head is less sure of ends: "the shop is located at 5 Elm Street. It".
    """
    words = list(_WORD.finditer(text, run.start, run.end))
    small = [bool(_SMALL.fullmatch(word.group())) for word in words]
    house = next((i for i, word in enumerate(words) if _DIGIT.search(word.group())), 0)
    first = max((i + 1 for i in range(house) if small[i]), default=0)
    told = [word for i, word in enumerate(words) if i >= first and not small[i]]
    return Span(told[0].start(), told[-1].end()) if told else None


def _has_digit(text: str, span: Span) -> bool:
    return bool(_DIGIT.search(text, span.start, span.end))


def _in_a_role(text: str, person: Span) -> bool:
    before = text[max(0, person.start - 30) : person.start]
    return bool(
        _ROLE_BEFORE.search(before) or _ROLE_AFTER.search(text[person.end : person.end + 40])
    )


def _near(person: Span, detail: Span, sentence: Span) -> bool:
    inside = sentence.start <= person.start and person.end <= sentence.end
    apart = max(detail.start - person.end, person.start - detail.end)
    return inside and 0 <= apart <= reach_characters


def _sentence(text: str, span: Span) -> Span:
    start, end = 0, len(text)
    for match in _SENTENCE_END.finditer(text):
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.end:
            end = match.start()
            break
    return Span(start, end)
