"""What a post states as fact, sentence by sentence, each beside what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.fetching import Answer
from app.tables import SourceCheck, SourceWord
from models.findings import Finding, Span
from policies import links
from policies.sources import (
    DOCUMENT,
    OTHER_SITE,
    OWN_SITE,
    PERSON,
    TRUSTED_SITE,
    UNCLEAR_LINK,
    VERIFIED_FACT,
    SourceRules,
)
from policies.weighing import Claim

least_failure = 400  # HTTP statuses from here on
KINDS: dict[str, Any] = {
    OWN_SITE: _l("The agency's own site"),
    TRUSTED_SITE: _l("A site the policy trusts"),
    OTHER_SITE: _l("Another site"),
    UNCLEAR_LINK: _l("A link that does not show where it leads"),
    DOCUMENT: _l("A numbered document"),
    PERSON: _l("Somebody's word"),
    VERIFIED_FACT: _l("From the agency's list of facts"),
}


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as a page shows it. `words` has held words blotted; `typed` is what was sent."""

    span: Span
    words: str
    typed: str
    source: str
    counts: bool
    kind: str
    of_whole: bool  # the source is one of the whole post
    href: str
    faults: tuple[str, ...]  # what is odd about its link, in words
    offers: tuple[Finding, ...]  # verified facts that the sentence states
    checks: tuple[SourceCheck, ...] = field(default=())

    @property
    def kind_name(self) -> str:
        return str(KINDS.get(self.kind, ""))

    @property
    def verified(self) -> tuple[SourceCheck, ...]:
        return tuple(check for check in self.checks if check.word is SourceWord.VERIFIED)

    @property
    def doubted(self) -> tuple[SourceCheck, ...]:
        return tuple(check for check in self.checks if check.word is SourceWord.DOUBTED)

    def word_of(self, person_id: int) -> str:
        """What this person said of the source, if anything."""
        return next((c.word.value for c in self.checks if c.person_id == person_id), "")


def claim_rows(
    rules: SourceRules,
    claims: Sequence[Claim],
    text: str,
    checks: Mapping[Span, Sequence[SourceCheck]] | None = None,
) -> list[ClaimRow]:
    """In the order of the text. `text` must be the masked one."""
    return [_row(rules, claim, text, tuple((checks or {}).get(claim.span, ()))) for claim in claims]


def _row(rules: SourceRules, claim: Claim, text: str, checks: tuple[SourceCheck, ...]) -> ClaimRow:
    link = next(links.links_in(claim.source), None)
    wrong = links.faults(link.address, rules.official) if link else ()
    is_safe = link is not None and links.MALFORMED not in wrong
    return ClaimRow(
        span=claim.span,
        words=text[claim.span.start : claim.span.end],
        typed=claim.words,
        source=claim.source,
        counts=claim.counts,
        kind=claim.kind,
        of_whole=bool(claim.source) and claim.place is None,
        href=links.in_full(link.address) if link and is_safe else "",
        faults=tuple(links.EXPLANATIONS[kind] for kind in wrong),
        offers=tuple(f for f in claim.facts if f.detail("source") != claim.source),
        checks=checks,
    )


def answer_in_words(address: str, answer: Answer) -> str:
    """What opening a link showed, in a sentence or two."""
    if not answer.status:
        said = _("%(link)s does not answer: %(why)s.", link=address, why=answer.why)
    elif answer.status >= least_failure:
        said = _("%(link)s answers with an error (%(code)s).", link=address, code=answer.status)
    elif answer.title:
        said = _("%(link)s opens: “%(title)s”.", link=address, title=answer.title)
    else:
        said = _("%(link)s opens; the page has no title.", link=address)
    if links.host_of(answer.address) != links.host_of(address):
        said += " " + _("It leads on to %(host)s.", host=links.host_of(answer.address))
    return " ".join([str(said), *(links.EXPLANATIONS[kind] for kind in answer.faults)])
