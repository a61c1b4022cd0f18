"""A decision as the cards a page shows: one for each reason, with the words that led to it.

Made alike from a preview (nothing stored yet) and from what was stored with a revision.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.evidence import decision_of, finding_of
from app.presentation.marks import Mark
from app.presentation.wording import part_name
from app.tables import Feedback, FindingRow, Screened
from models.findings import TEXT, Finding, Post
from policies.engine import Decision, Reason

longest_quote = 160


def tells_more(finding: Finding) -> bool:
    """True where a finding rests on more than the words: a claim that was checked, a document."""
    return bool(finding.link) or finding.kind.startswith(("known-claim", "protected-"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding under a reason, with the words it points at."""

    finding: Finding
    quote: str
    where: str
    row: FindingRow | None = None

    @property
    def tells_more(self) -> bool:
        return tells_more(self.finding)

    def word_of(self, person_id: int) -> Feedback | None:
        """What this person said of the finding, if anything."""
        if self.row is None:
            return None
        return next((f for f in self.row.feedback if f.person_id == person_id), None)


@dataclass(frozen=True, slots=True)
class Card:
    """One reason: what it means, why, what to do."""

    id: str
    reason: Reason
    evidence: tuple[Evidence, ...] = field(default=())

    @property
    def marks(self) -> list[Mark]:
        """The words of the text itself that this card is about."""
        return [
            Mark(e.finding.span.start, e.finding.span.end, self.reason.outcome, self.id)
            for e in self.evidence
            if e.finding.part == TEXT
        ]


def cards(
    decision: Decision, post: Post, rows: Mapping[Finding, FindingRow] | None = None
) -> list[Card]:
    """In the order of the decision. `post` must be the masked one: its words are quoted."""
    pieces = dict(post.parts())

    def evidence(finding: Finding, *, is_quoted: bool) -> Evidence:
        words = pieces.get(finding.part, "")[finding.span.start : finding.span.end]
        row = rows.get(finding) if rows else None
        quote = _shortened(words) if is_quoted else ""
        return Evidence(finding, quote, part_name(finding.part), row)

    return [
        Card(
            f"reason-{number}",
            reason,
            tuple(evidence(f, is_quoted=quoted) for f, quoted in _to_show(reason.findings)),
        )
        for number, reason in enumerate(decision.reasons, start=1)
    ]


def _to_show(findings: Sequence[Finding]) -> Iterator[tuple[Finding, bool]]:
    """In reading order, each with whether to quote its words: one quote says them once.

    What lies in another one's words is left out, unless it leads to evidence of its own.
    """
    reached: dict[str, int] = {}  # part -> where the words that were quoted end
    order = sorted(findings, key=lambda f: (f.part != TEXT, f.part, f.span.start, -f.span.end))
    for finding in order:
        is_new = finding.span.end > reached.get(finding.part, -1)
        if is_new:
            reached[finding.part] = finding.span.end
        if is_new or tells_more(finding):
            yield finding, is_new


def stored_cards(screened: Screened, post: Post) -> list[Card]:
    """The cards of a stored revision, with people's words on each finding."""
    rows = {finding_of(row): row for row in screened.findings}
    return cards(decision_of(screened), post, rows)


def marks_of(some: list[Card]) -> list[Mark]:
    """Every mark in the text itself."""
    return [mark for card in some for mark in card.marks]


def _shortened(words: str) -> str:
    flat = " ".join(words.split())
    if len(flat) <= longest_quote:
        return flat
    half = longest_quote // 2
    first, last = flat[:half].rpartition(" ")[0], flat[-half:].partition(" ")[2]
    return f"{first or flat[:half]} … {last or flat[-half:]}"
