"""A decision as the cards a page shows: one for each reason, with the words that led to it.

Made alike from a preview (nothing stored yet) and from what was stored with a revision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.evidence import decision_of, finding_of
from app.presentation.marks import Mark
from app.presentation.wording import part_name
from app.tables import Feedback, FindingRow, Screened
from models.findings import TEXT, Finding, Post
from policies.engine import Decision, Reason

longest_quote = 160


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding under a reason, with the words it points at."""

    finding: Finding
    quote: str
    where: str
    row: FindingRow | None = None

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

    def evidence(finding: Finding) -> Evidence:
        words = pieces.get(finding.part, "")[finding.span.start : finding.span.end]
        row = rows.get(finding) if rows else None
        return Evidence(finding, _shortened(words), part_name(finding.part), row)

    return [
        Card(f"reason-{number}", reason, tuple(map(evidence, _widest(reason.findings))))
        for number, reason in enumerate(decision.reasons, start=1)
    ]


def _widest(findings: Sequence[Finding]) -> list[Finding]:
    """In reading order, without those whose words another one's hold: one quote says it once.

    A finding that leads to evidence of its own always stays.
    """
    kept: list[Finding] = []
    reached: dict[str, int] = {}  # part -> where the words that were quoted end
    order = sorted(findings, key=lambda f: (f.part != TEXT, f.part, f.span.start, -f.span.end))
    for finding in order:
        if finding.link or finding.span.end > reached.get(finding.part, -1):
            kept.append(finding)
            reached[finding.part] = max(finding.span.end, reached.get(finding.part, -1))
    return kept


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
