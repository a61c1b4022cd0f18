"""What a post rests on, and which kinds of source its agency lets count.

A source is a link, a document, or who verified it. A pack says in `sources` which kinds count,
which sites are its own and which it trusts, and what its documents' numbers look like.
"""

from dataclasses import dataclass, field, fields

import regex

from policies import links
from policies.wording import PATTERN_SECONDS, TooSlow, compile_pattern

OWN_SITE, TRUSTED_SITE, OTHER_SITE = "own-site", "trusted-site", "other-site"
UNCLEAR_LINK, DOCUMENT, PERSON = "unclear-link", "document", "person"
VERIFIED_FACT = "verified-fact"
KINDS = (OWN_SITE, TRUSTED_SITE, OTHER_SITE, UNCLEAR_LINK, DOCUMENT, PERSON, VERIFIED_FACT)


@dataclass(frozen=True, slots=True)
class SourceRules:
    """The part of a pack that tells sources apart. Without it, every source counts."""

    counts: tuple[str, ...] = KINDS
    own_sites: tuple[str, ...] = ()
    trusted_sites: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # patterns of a document's number
    _documents: tuple[regex.Pattern[str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_documents", tuple(map(compile_pattern, self.documents)))

    @property
    def official(self) -> tuple[str, ...]:
        """Hosts that no other may imitate."""
        return (*self.own_sites, *self.trusted_sites)

    def kind_of(self, source: str) -> str:
        """One of KINDS; of several links in one source, the kind of the first."""
        link = next(links.links_in(source), None)
        if link is not None:
            return self.kind_of_link(link)
        return DOCUMENT if self._names_a_document(source) else PERSON

    def kind_of_link(self, link: links.Link) -> str:
        wrong = links.faults(link.address, self.official)
        if set(wrong) - {links.TRACKING}:
            return UNCLEAR_LINK
        if links.lies_under(link.host, self.own_sites):
            return OWN_SITE
        return TRUSTED_SITE if links.lies_under(link.host, self.trusted_sites) else OTHER_SITE

    def _names_a_document(self, source: str) -> bool:
        try:
            return any(p.search(source, timeout=PATTERN_SECONDS) for p in self._documents)
        except TimeoutError:
            raise TooSlow from None


# What a pack may say of sources, as its keys are called.
PARTS = tuple(part.name for part in fields(SourceRules) if part.init)
